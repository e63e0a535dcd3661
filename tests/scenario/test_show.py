"""Every value with the line it was written in or the word default, and its source or the word assumption."""

from pathlib import Path

import pytest
from wcwidth import wcswidth

from simkit.scenario.reading import load, read
from simkit.scenario.show import Origin, provenance, show_text
from simkit.scheme.scheme import Scheme

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
