"""Concepts print themselves: as a file that can be read again, as one line, as HTML without anything unescaped."""

import inspect
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simkit.behaviour.views import STANDARD, View
from simkit.changes import checked
from simkit.concepts import Concept
from simkit.experiment.search.limits import Limit
from simkit.experiment.search.question import Values
from simkit.scenario.places import _UNWRITABLE, parse, plain
from simkit.scenario.reading import load, load_scheme
from simkit.scenario.scenario import Scenario
from simkit.scenario.starter import starter_text
from simkit.scheme.kpis import Worth
from simkit.scheme.scheme import Scheme
from simkit.scheme.shapes import LinearCurve
from tests.hostile_names import HOSTILE, strange_tags, unprintable
from tests.scenario.test_roundtrip import EVERY_KIND, SCENARIOS, SCHEMES, SHIPPED


@pytest.fixture(scope="module")
def scenario() -> Scenario:
    return load(SCENARIOS / "vip_managers.yaml")


def again(model: Any) -> Any:
    """The model after it was printed and read."""
    return checked(type(model), plain(parse(str(model), "printed.yaml")))


def writable(name: str) -> str:
    """The name without characters that no file can hold; they can only come from Python."""
    return _UNWRITABLE.sub("", name)


def named(name: str) -> Scheme:
    """A scheme in which everything that takes a name has this one."""
    kpi = name or "a"
    bonus = EVERY_KIND["pay"][0]
    measures = [{**bonus["measures"][0], "kpi": kpi}, *bonus["measures"][1:]]
    gates = [{**bonus["gates"][0], "kpi": kpi}]
    prices = {"kind": "commission", "name": name, "prices": {kpi: "0.15%"}}
    pay = [{**bonus, "name": name, "measures": measures, "gates": gates}, prices]
    return Scheme.model_validate({"name": name, "note": name, "source_grade": name, "pay": pay})


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.name)
def test_a_printed_scenario_is_a_file(path: Path, tmp_path: Path) -> None:
    read = load(path)
    file = tmp_path / "printed.yaml"
    file.write_text(str(read), encoding="utf-8")
    assert load(file) == read
    assert all(line == line.rstrip() for line in str(read).split("\n"))
    assert load(file).fingerprint == read.fingerprint


@pytest.mark.parametrize("path", SCHEMES, ids=lambda path: path.name)
def test_a_printed_scheme_is_a_file(path: Path, tmp_path: Path) -> None:
    file = tmp_path / "printed.yaml"
    file.write_text(str(load_scheme(path)), encoding="utf-8")
    assert load_scheme(file) == load_scheme(path)


def test_the_starter_comes_back(tmp_path: Path) -> None:
    file = tmp_path / "starter.yaml"
    file.write_text(starter_text(), encoding="utf-8")
    assert again(load(file)) == load(file)


def test_every_kind_is_printed_in_the_words_of_the_language() -> None:
    text = str(Scheme.model_validate(EVERY_KIND))
    for line in (
        "target_pay: 12_000",
        "target: {kind: fixed, at: 15_000}",
        "target: {kind: growth, by: -0.3%}",
        "score: {kind: clipped, from: 10%}",
        "paid_after: 24 months",
        "curve: {kind: linear, cap: 120%}",
        "- {kpi: c, at_least: 3, else_pay: 14.3%}",
    ):
        assert f"{line}\n" in text
    assert all(len(line) <= 80 and line == line.rstrip() for line in text.split("\n"))


def test_what_is_a_default_is_left_out(scenario: Scenario) -> None:
    assert str(scenario.horizon) == "run_in: 12 months\nlength: 36 months"  # nothing differs, so all of it
    assert "horizon" not in str(scenario)
    assert "horizon:\n  length: 24 months" in str(scenario.with_("horizon.length", "2 years")) or (
        "horizon: {length: 24 months}" in str(scenario.with_("horizon.length", "2 years"))
    )
    assert str(LinearCurve()) == "kind: linear"
    assert str(Worth(bank="15%", client=-3)) == "bank: 15%\nclient: -3"


@given(st.text(max_size=120).map(writable))
@settings(max_examples=60, deadline=None)
def test_any_name_comes_back(name: str) -> None:
    assert again(named(name)) == named(name)


@given(st.floats(1e-9, 1e9))
@settings(max_examples=60, deadline=None)
def test_any_amount_comes_back(factor: float) -> None:
    scaled = named("增长").scaled(factor)
    assert again(scaled) == scaled


@pytest.mark.parametrize("name", HOSTILE.values(), ids=HOSTILE)
def test_hostile_names(name: str) -> None:
    assert again(named(writable(name))) == named(writable(name))
    scheme = named(name)
    for concept in (scheme, *scheme.pay, scheme.pay[0].measures[0], scheme.pay[-1]):
        line = repr(concept)
        assert unprintable(line) == set()
        assert len(line) <= 130
        html = concept._repr_html_()
        assert strange_tags(html) == set()
        assert unprintable(html) <= {"\n"}


def test_a_scenario_of_hostile_names(scenario: Scenario) -> None:
    hostile = scenario
    for name in HOSTILE.values():
        hostile = hostile.with_scheme(name, scenario.scheme("growth").with_("name", name)).with_("name", name)
    assert unprintable(repr(hostile)) == set()
    assert strange_tags(hostile._repr_html_()) == set()
    assert repr(hostile).endswith(">")
    assert len(repr(hostile)) <= 130


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ("", "<Scenario 'VIP wealth managers, three schemes': 240 seats, schemes today, growth, price_list>"),
        ("schemes.growth", "<Scheme 'Growth bonus with a service gate': 1 component>"),
        ("schemes.growth.pay.0.curve", "<ThresholdCurve: threshold 70%, accelerator 1.5, cap 200%>"),
        ("schemes.growth.pay.0.measures.0", "<Measure: kpi net_new_assets, weight 45%, target growth, score clipped>"),
        ("schemes.growth.pay.0.target_pay", "<TargetPay: 60% of base pay>"),
        ("market", "<Market: swing 6%, season (12)>"),
        ("people.base_pay", "<BasePay: median 9000.0>"),
    ],
)
def test_one_line_says_which_it_is(scenario: Scenario, path: str, line: str) -> None:
    found: Any = scenario
    for part in path.split(".") if path else ():
        found = found[int(part)] if part.isdigit() else found[part] if isinstance(found, dict) else getattr(found, part)
    assert repr(found) == line


SAY_SOMETHING: dict[type[Concept], Concept] = {
    Limit: Limit.model_validate({"at_most": "today"}),
    Values: Values.model_validate({"one_of": [1, 2]}),
}
"""Nothing is required of these but that something is said."""


def _can_be_made(kind: type[Concept]) -> bool:
    required = any(field.is_required() for field in kind.model_fields.values())
    return kind not in SAY_SOMETHING and not inspect.isabstract(kind) and not required


def test_every_concept_prints_itself() -> None:
    """Whatever is made of its defaults alone, and the standard views."""
    concepts = [kind() for kind in families(Concept) if _can_be_made(kind)]
    assert len(concepts) > 5
    for concept in (*concepts, *STANDARD, *SAY_SOMETHING.values()):
        assert str(concept)
        assert re.fullmatch(r"<[A-Z]\w+.*>", repr(concept))
        assert concept._repr_html_().startswith("<pre")


def families(kind: type[Concept]) -> list[type[Concept]]:
    """All kinds of concept that have been imported."""
    below = kind.__subclasses__()
    return [model for one in below for model in (one, *families(one)) if not model.__name__.startswith(("_", "Shape"))]


def test_a_scheme_shows_its_curves_and_a_bonus_its_own(scenario: Scenario) -> None:
    html = scenario.scheme("growth")._repr_html_()
    assert html.count("<svg") == 1
    assert "<b>Quarterly growth bonus</b>" in html
    assert scenario.scheme("growth").pay[0]._repr_html_().count("<svg") == 1
    assert "<svg" not in scenario.scheme("price_list")._repr_html_()
    assert html == scenario.scheme("growth")._repr_html_()


def test_a_view_can_be_changed_like_a_scheme() -> None:
    low: View = STANDARD[1].with_("convexity", 2.5)
    assert low.convexity == 2.5
