"""The array engine and the scalar twin agree on every state of every advisor and month.

The twin shares no numeric code with simkit's loop; it is given the same random numbers and the same solved plans.
`odd.yaml` uses what the shipped scenario leaves out, and its variants what it leaves out itself.

Seen to fail: with any of the equations that `test_flaws` bends; with the new scheme taken over at the year's end
instead of at the switch.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from simkit.behaviour.behaviour import EFFORT_ONLY
from simkit.engine.plans import PlanCache
from simkit.scenario.reading import load
from simkit.scenario.scenario import Scenario
from tests.speed.agreement import Agreement, agreement

SHIPPED = Path(__file__).parents[2] / "scenarios" / "vip_managers.yaml"
ODD = Path(__file__).parent / "odd.yaml"
CACHE = PlanCache()


def _compare(scenario: Scenario, views: tuple[str, ...], seed: int, replications: list[int]) -> Agreement:
    """Agreement under some of the views."""
    seen = scenario.model_copy(update={"views": tuple(view for view in scenario.views if view.name in views)})
    return agreement(seen, CACHE.all(seen), seed, replications)


def test_every_state_agrees_in_the_shipped_scenario() -> None:
    found = _compare(load(SHIPPED).with_("people.branches", 4).with_("people.seats", 24), ("central",), 11, [3])
    assert found.faults == []
    assert len(found.states) > 230
    assert found.numbers > 24 * 48 * 3 * 150


def test_every_state_agrees_where_only_effort_answers() -> None:
    scenario = load(SHIPPED).model_copy(update={"behaviour": EFFORT_ONLY})
    found = _compare(scenario.with_("people.branches", 3).with_("people.seats", 12), ("present-biased",), 11, [0])
    assert found.faults == []
    assert found.numbers > 12 * 48 * 3 * 120


AT_WORK = (
    "forfeited", "recoverable", "deferred", "moved", "conceded", "borrowed", "misreports", "found", "dismissed",
    "complaints", "bad_sales", "left_able", "person", "on_record", "harm", "exposure", "behind", "assets",
    "fatigue", "regime", "coached", "trained", "beside",
    "effect of expectation", "effect of peers", "effect of goal", "effect of recognition", "effect of rank",
)  # fmt: skip
"""States that are 0 where a mechanism does nothing."""


def test_every_state_agrees_where_everything_else_is_used() -> None:
    found = _compare(load(ODD), ("averse", "naive"), 5, [0])
    assert found.faults == []
    idle = [
        name for name in AT_WORK
        if not any(name in state and low < high for state, (low, high) in found.states.items())
    ]  # fmt: skip
    assert idle == []


VARIANTS: dict[str, dict[str, Any]] = {
    "raters, and nobody waits for a successor": {
        "behaviour.hiring": "off",
        "behaviour.feedback.every": "5 months",
        "behaviour.coaching.goes_to": "near goal",
        "behaviour.rank_feedback.told": "lifts",
        "behaviour.practice": "on",
        "behaviour.product_push": "off",
        "behaviour.trust": "off",
        "measurement": {
            "goodwill": {"kind": "rater", "every": "quarter"},
            "manner": {"kind": "rater", "halo_from": "cover", "noise": "0%", "centrality": "80%"},
            "skill": {"kind": "survey", "spread": 0, "every": "year"},
            "clients": {"kind": "records", "miscredited": "30%"},
        },
    },
    "who goes is dismissed": {
        "behaviour.leaving": "off",
        "behaviour.discovery.dismissed": "100%",
        "behaviour.coaching.goes_to": "strongest",
        "behaviour.sharing.rivalry": "100%",
        "behaviour.clients": "off",
        "behaviour.complaints": "off",
        "behaviour.timing": "off",
        "behaviour.recognition": "off",
        "behaviour.feedback": "off",
        "measurement": {},
    },
    "nobody goes": {
        "behaviour.leaving": "off",
        "behaviour.discovery": "off",
        "behaviour.pressure": "off",
        "behaviour.peers": "off",
        "behaviour.overload": "off",
        "behaviour.coaching": "on",
        "measurement": {"skill": {"kind": "exam", "error": 0, "whole_points": True}},
    },
    "work that pay punishes": {
        "schemes.mixed.pay.1.prices": {"sales": "-4%", "income": "2%"},
        "schemes.cliff.pay.0.paid_after": "1 month",
        "behaviour.product_push": "off",
        "measurement": {},
    },
    "work leaves nobody cold or wiser": {
        "behaviour.morale": "off",
        "behaviour.practice": "off",
        "behaviour.misreporting": "off",
        "behaviour.hiring.vacancy": "0 months",
        "measurement": {},
    },
}


@pytest.mark.parametrize("variant", VARIANTS)
def test_every_state_agrees_under_other_switches(variant: str) -> None:
    scenario = load(ODD)
    for path, value in VARIANTS[variant].items():
        scenario = scenario.with_(path, value)
    assert _compare(scenario, ("unmoved" if variant == "nobody goes" else "averse",), 7, [2]).faults == []
