"""Every value with the line it was written in or the word default, and its source or the word assumption."""

import sys
from pathlib import Path

import pytest
from wcwidth import wcswidth

from simkit.behaviour import behaviour
from simkit.behaviour.behaviour import Behaviour
from simkit.concepts import Concept
from simkit.measurement.exam import Exam
from simkit.measurement.rater import Rater
from simkit.measurement.survey import Survey
from simkit.scenario.reading import load, read
from simkit.scenario.show import Origin, provenance, show_text
from simkit.scheme.scheme import Scheme
from tests.scenario.test_messages import BASE

ROOT = Path(__file__).parents[2]
SCORECARD = "document-sharing site, grade C, https://renrendoc.com/paper/374444711.html"


@pytest.fixture
def origins(monkeypatch: pytest.MonkeyPatch) -> dict[str, Origin]:
    monkeypatch.chdir(ROOT)
    reading = read("scenarios/vip_managers.yaml")
    return {origin.path: origin for origin in provenance(reading.scenario, reading.tree)}


def told(origin: Origin) -> tuple[str, str, str]:
    return origin.value, origin.place.rpartition("/")[2].rpartition(":")[0] or origin.place, origin.source


def test_each_kind_of_origin(origins: dict[str, Origin]) -> None:
    assert told(origins["people.seats"]) == ("240", "vip_managers.yaml", "assumption")
    assert told(origins["work.kpis.fund_sales.noise_kind"]) == ("lognormal", "default", "assumption")
    assert told(origins["schemes.today.pay[0].measures[2].target.at"]) == ("120万", "cn_vip_scorecard.yaml", SCORECARD)
    assert told(origins["schemes.today.pay[0].measures[8].target.at"])[2] == "assumption"
    assert told(origins["schemes.growth.pay[0].curve.cap"]) == ("200%", "growth_bonus.yaml", "assumption")
    assert told(origins["work.kpis.deposits.from.gather_assets"]) == ("100%", "vip_managers.yaml", "assumption")
    assert origins["views[4].present_bias"].source.startswith("Augenblick and Rabin 2019")
    assert origins["views[4].weight"].source == "assumption"
    assert origins["name"].source == ""


def shown(text: str, folder: Path) -> dict[str, Origin]:
    """What is shown of the base with a line more: path -> origin."""
    (folder / "x.yaml").write_text(BASE.replace("views: standard", f"{text}\nviews: standard", 1), encoding="utf-8")
    reading = read(folder / "x.yaml")
    return {origin.path: origin for origin in provenance(reading.scenario, reading.tree)}


@pytest.mark.parametrize("text", ["", "behaviour: standard", "behaviour: {pressure: on, morale: on}"])
def test_every_number_of_every_mechanism_says_where_it_comes_from(text: str, tmp_path: Path) -> None:
    """A default has what `SOURCES` of its own file says, and is an assumption where that says nothing."""
    origins, sourced = shown(text, tmp_path), 0
    for name, rule in Behaviour():
        if rule is None:
            assert told(origins[f"behaviour.{name}"]) == ("off", "default", behaviour.SOURCES[name])
            continue
        sources = sys.modules[type(rule).__module__].SOURCES
        assert set(sources) <= set(type(rule).model_fields)
        for field in type(rule).model_fields:
            origin = origins[f"behaviour.{name}.{field}"]
            unused = origin.value == "none"
            assert origin.place == "default"
            assert origin.source == ("" if unused else sources.get(field, "assumption"))
            sourced += field in sources
    assert sourced > 20


def test_what_is_written_needs_a_source_of_its_own(tmp_path: Path) -> None:
    """Whoever writes another churn, or the same one, says where it comes from, or assumes it."""
    origins = shown("behaviour: {clients: {churn: 5%}, timing: off}", tmp_path)
    assert told(origins["behaviour.clients.churn"])[2] == "assumption"
    assert origins["behaviour.clients.churn"].place.endswith(":61")
    assert told(origins["behaviour.timing"]) == ("off", "x.yaml", "assumption")
    assert told(origins["behaviour.clients.rebuilds"])[1] == "default"


@pytest.mark.parametrize(("reader", "concept"), [("survey", Survey), ("exam", Exam), ("rater", Rater)])
def test_every_number_of_a_reader_says_where_it_comes_from(reader: str, concept: type[Concept], tmp_path: Path) -> None:
    origins = shown(f"measurement: {{satisfaction: {{kind: {reader}}}}}", tmp_path)
    sources = sys.modules[concept.__module__].SOURCES
    assert len(sources) > 3
    for field, source in sources.items():
        origin = origins[f"measurement.satisfaction.{field}"]
        assert origin.source == source
        assert origin.assumed == source.startswith("assumption")


def test_an_assumption_with_a_reason_is_counted_as_one(tmp_path: Path) -> None:
    """All but one of the six numbers of leaving are assumptions, and say why."""
    origins = shown("behaviour: {leaving: on}", tmp_path)
    mine = [origin for path, origin in origins.items() if path.startswith("behaviour.leaving.")]
    assert [origin.assumed for origin in mine] == [False, True, True, True, True, True]
    text = show_text(tmp_path / "x.yaml")
    assert "assumption: others see a part of ability" in text
    values = [origin for origin in origins.values() if origin.source]
    assumed = sum(origin.source.startswith("assumption") for origin in values)
    assert f" {assumed} assumptions, {len(values) - assumed} with a source.\n" in text


def test_places_are_right(origins: dict[str, Origin]) -> None:
    for origin in origins.values():
        file, _, line = origin.place.rpartition(":")
        if file and "views" not in origin.path and len(origin.value) < 40:
            written = Path(file).read_text(encoding="utf-8").splitlines()[int(line) - 1]
            assert str(origin.steps[-1]) in written or origin.value in written, origin


def test_every_number_of_the_shipped_schemes_that_is_published_says_where(origins: dict[str, Origin]) -> None:
    prices = {path: origin for path, origin in origins.items() if ".prices." in path}
    assert [path for path, origin in prices.items() if origin.source == "assumption"] == [
        "schemes.price_list.pay[0].prices.wmp_sales"
    ]


def test_without_a_tree_a_value_is_given_or_a_default() -> None:
    scenario = load(ROOT / "scenarios" / "vip_managers.yaml").with_("people.seats", 48)
    places = {origin.path: origin.place for origin in provenance(scenario)}
    assert places["people.seats"] == "given in Python"
    assert places["stake"] == "given in Python"
    assert places["events"] == "default"


@pytest.mark.parametrize("file", ["vip_managers.yaml", "schemes/cn_price_list_full.yaml"])
def test_the_text_fits_a_terminal(file: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    lines = show_text(f"scenarios/{file}").splitlines()
    wide = [line for line in lines if wcswidth(line) > 80]
    assert all(line.strip().startswith("https://") for line in wide)  # an address is not broken


def test_the_text_reads_like_this(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    text = show_text("scenarios/schemes/cn_price_list_full.yaml")
    assert "    new_clients                       100                  line 13   [1]\n" in text
    assert "  round_to                            0.01                 default   assumption\n" in text
    assert "[1] document-sharing site, grade C, https://yakdoc.com/html/343188.html\n" in text
    assert text.endswith("20 values, 2 of them defaults: 5 assumptions, 15 with a source.\n")


def test_values_by_level_are_given_in_python() -> None:
    """The levels of a staircase are numbers where it is held, and shares where it is written."""
    curve = {"kind": "steps", "steps": {"80%": "60%", "100%": "100%"}}
    measure = {"kpi": "sales", "weight": "100%", "target": {"kind": "potential"}}
    pay = [{"kind": "bonus", "target_pay": 1, "measures": [measure], "curve": curve}]
    scheme = Scheme.model_validate({"name": "x", "pay": pay})
    assert {origin.path: origin.place for origin in provenance(scheme)}["pay[0].curve.steps.80%"] == "given in Python"
