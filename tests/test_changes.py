"""Copies with something changed, as they are asked for in Python."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from simkit.errors import SimkitError
from simkit.scenario.reading import load
from simkit.scenario.scenario import Scenario
from simkit.scheme.shapes import LinearCurve, StepCurve, ThresholdCurve


@pytest.fixture(scope="module")
def scenario() -> Scenario:
    return load(Path(__file__).parents[1] / "scenarios" / "vip_managers.yaml")


def test_a_path_through_a_scenario_leads_into_its_schemes(scenario: Scenario) -> None:
    bolder = scenario.with_("schemes.growth.pay.0.curve.cap", "250%")
    assert bolder.scheme("growth") == scenario.scheme("growth").with_("pay.0.curve.cap", "250%")


def test_every_concept_takes_changes(scenario: Scenario) -> None:
    (bonus,) = scenario.scheme("growth").pay
    assert bonus.kind == "bonus"
    assert bonus.with_("curve.cap", None).curve == ThresholdCurve(threshold="70%", accelerator=1.5)
    assert bonus.measures[0].with_("target.by", "12%").target.kind == "growth"
    assert scenario.people.with_("base_pay.median", "1万").base_pay.median == 10_000


@pytest.mark.parametrize(
    ("value", "curve"),
    [
        ({"kind": "linear", "cap": "120%"}, LinearCurve(cap="120%")),
        (LinearCurve(cap="120%"), LinearCurve(cap="120%")),
        ({"kind": "steps", "steps": {"80%": "50%"}}, StepCurve(steps={"80%": "50%"})),
    ],
)
def test_mappings_and_concepts_are_values(scenario: Scenario, value: Any, curve: Any) -> None:
    (bonus,) = scenario.scheme("growth").with_("pay.0.curve", value).pay
    assert bonus.kind == "bonus"
    assert bonus.curve == curve


def test_lists_may_hold_concepts(scenario: Scenario) -> None:
    growth = scenario.scheme("growth")
    (bonus,) = growth.pay
    assert bonus.kind == "bonus"
    alone = growth.with_("pay.0.measures", (bonus.measures[0].with_("weight", "100%"),))
    assert alone.counted == ("net_new_assets", "satisfaction")
    assert growth.with_("pay", [bonus, *scenario.scheme("price_list").pay]).pay[0] == bonus


def test_numpy_numbers_are_numbers(scenario: Scenario) -> None:
    assert scenario.with_("people.seats", np.int64(48)).people.seats == 48
    assert scenario.with_("people.base_pay.median", np.float64(8_000)).people.base_pay.median == 8_000


def test_a_value_is_copied(scenario: Scenario) -> None:
    season = ["100%"] * 12
    changed = scenario.with_("market.season", season)
    season[0] = "0%"
    assert changed.market.season == (1.0,) * 12


def test_a_scheme_may_be_called_by_a_number(scenario: Scenario) -> None:
    numbered = scenario.with_scheme("2026", scenario.scheme("growth"))
    assert numbered.with_("schemes.2026.pay.0.every", "year").scheme("2026").pay[0].every == "year"


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("accelerator", "accelerator: there is no 'accelerator'; did you mean schemes.growth.pay.0.curve.accelerator?"),
        ("growth.pay", "growth.pay: there is no 'growth'; did you mean schemes.growth.pay?"),
        ("schemes.grwth.pay", """schemes.grwth.pay: there is no 'grwth' in schemes; did you mean "growth"?"""),
        ("poeple.seats", """poeple.seats: there is no 'poeple'; did you mean "people"?"""),
        (3, "a path is a text, not 3; write one such as pay.0.curve.cap"),
    ],
)
def test_a_wrong_path_teaches(scenario: Scenario, path: Any, message: str) -> None:
    with pytest.raises(SimkitError) as caught:
        scenario.with_(path, "250%")
    assert str(caught.value) == message
