"""Morale in a firm: what the year, the target and the quarter do to it, with numbers worked out by hand."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from simkit.arrays import Array
from simkit.behaviour.behaviour import EFFORT_ONLY
from simkit.engine.mood import Mood
from simkit.engine.sky import Sky
from simkit.engine.staff import Staff
from tests.engine.worlds import whole

SEATS = 8
"""Four in each of two branches."""
EVEN = np.ones((2, SEATS))


def mood(leaving: Any = "on", **behaviour: Any) -> Mood:
    off = EFFORT_ONLY.model_dump(mode="json")
    scenario = whole(behaviour=off | {"morale": {"speed": "40%"}, "leaving": leaving} | behaviour)
    sky = Sky(scenario, 1, range(2))
    return Mood(sky, Staff(sky), scenario.views[0])


def everywhere(number: float) -> Any:
    return pytest.approx(number * EVEN, rel=1e-12)


def some(*seats: int) -> Array:
    found = np.zeros((2, SEATS))
    found[:, list(seats)] = 1.0
    return found


def test_a_cut_lowers_morale_towards_what_it_takes() -> None:
    """A fifth less than expected takes 0.6 x 20% = 12%; 40% of the way to 0.88 in the first quarter is 0.952."""
    people = mood(expectation={"loss": 0.6, "gain": 0.05, "adapts": "50%"})
    people.review(10_000.0 * EVEN, EVEN, None, None)  # the first year sets what is expected
    people.settle()
    assert people.morale == everywhere(1.0)
    people.review(8_000.0 * EVEN, EVEN, None, None)
    people.settle()
    assert people.effects["expectation"] == everywhere(-0.12)
    assert people.expected == everywhere(9_000.0)
    assert people.morale == everywhere(0.952)
    people.settle()
    assert people.morale == everywhere(0.952 + 0.4 * (0.88 - 0.952))


def test_joy_brings_output_to_morale() -> None:
    """Effort in the closed form answers joy v by v^(1 / (1 - alpha + gamma)), and output is effort^alpha."""
    people = mood(expectation={"loss": 0.6})
    people.review(10_000.0 * EVEN, EVEN, None, None)
    people.review(8_000.0 * EVEN, EVEN, None, None)
    people.settle()
    assert people.view.convexity == 2.0
    effort = people.joy ** (1.0 / (1.0 - 0.5 + 2.0))
    assert effort**0.5 == everywhere(0.952)


def test_who_has_not_been_here_for_a_year_expects_what_comes() -> None:
    people = mood(expectation={"loss": 0.6})
    people.review(10_000.0 * EVEN, EVEN, None, None)
    people.arrive(np.flatnonzero(some(2)))
    people._staff.here[:, 2] = 7.0
    people.review(5_000.0 * EVEN, EVEN, None, None)
    assert people.effects["expectation"][0] == pytest.approx([-0.3, -0.3, 0.0, *[-0.3] * 5])
    assert people.expected[0, 2] == 5_000.0


def test_colleagues_are_those_of_the_branch_who_are_there() -> None:
    """Paid 8,000 and 12,000 for the same: gaps of -40% and 40% in a branch of two, half known; the others are gone."""
    people = mood(peers={"behind": 0.6, "ahead": 0.02, "visible": "50%", "known": "50%"})
    people._staff.present[:, 2:] = 0.0
    pay = np.zeros((2, SEATS))
    pay[:, :2] = 8_000.0, 12_000.0
    people.review(pay, EVEN, None, None)
    assert people.effects["peers"][0] == pytest.approx([-0.12, 0.004, *[0.0] * 6])


def test_goals_lift_in_the_middle_and_sink_when_out_of_reach() -> None:
    """Two components with targets, one believed to be reached with a chance of half and one never: 8% / 2 - 10% / 2."""
    people = mood(commitment={"lift": 0.08, "sink": 0.1})
    people.aim({0: 0.5 * EVEN, 1: 0.0 * EVEN}, 2)
    people.settle()
    assert people.effects["goal 0"] == everywhere(0.04)
    assert people.effects["goal 1"] == everywhere(-0.05)
    assert people.morale == everywhere(1.0 + 0.4 * -0.01)


def test_a_change_of_scheme_takes_goals_and_trust_away() -> None:
    """Of full trust 85% are left, of which 15% of what is missing comes back in a quarter; goals lift that much."""
    people = mood(commitment={"lift": 0.08}, trust={"lost": "15%", "recovers": "15%"})
    people.aim({0: 0.5 * EVEN}, 1)
    people.change()
    assert people.effects == {}
    assert float(people.trust.item()) == pytest.approx(0.85)
    people.settle()
    assert float(people.trust.item()) == pytest.approx(0.85 + 0.15 * 0.15)
    people.aim({0: 0.5 * EVEN}, 1)
    assert people.effects["goal 0"] == everywhere(0.08 * 0.8725)


def test_the_honoured_and_those_who_were_not() -> None:
    """One of eight: 2% for who is honoured, 4% x 7/8 for the others."""
    people = mood(recognition={"recipients": 0.02, "others": 0.04})
    people.review(EVEN, EVEN, some(3), None)
    assert people.effects["recognition"][0] == pytest.approx([0.035] * 3 + [0.02] + [0.035] * 4)


def test_being_told_the_rank_hurts_the_last_most() -> None:
    people = mood(rank_feedback={"told": "hurts", "size": 0.05})
    standing = np.tile([0.0, 1.0, 0.5, 0.5], (2, 2))
    people.review(EVEN, EVEN, None, standing)
    assert people.effects["rank"][0, :3] == pytest.approx([-0.075, -0.025, -0.05])
    people.review(EVEN, EVEN, None, None)
    assert people.effects["rank"][0, :3] == pytest.approx([-0.075, -0.025, -0.05])  # until it is told anew


def test_three_months_of_much_effort_tire() -> None:
    """Efforts of 1.9, 2.0 and 2.1 average 2: 15% x (2 - 1.3) = 10.5%, half of which is gone after a normal quarter."""
    people = mood(overload={"from_effort": 1.3, "per_effort": 0.15, "rests": "50%"})
    for effort in (1.9, 2.0, 2.1):
        people.worked(effort * EVEN)
    people.settle()
    assert people.fatigue == everywhere(0.105)
    assert people.morale == everywhere(1.0 - 0.4 * 0.105)
    for _ in range(3):
        people.worked(EVEN)
    people.settle()
    assert people.fatigue == everywhere(0.0525)


def test_newcomers_are_not_tired_by_what_their_predecessors_did() -> None:
    people = mood(overload={"from_effort": 1.3, "per_effort": 0.15}, expectation={}, commitment={})
    people.review(10_000.0 * EVEN, EVEN, None, None)
    people.review(5_000.0 * EVEN, EVEN, None, None)
    people.aim({0: 0.0 * EVEN}, 1)
    people.settle()
    people.worked(9.0 * EVEN)
    people.arrive(np.flatnonzero(some(2)))
    assert people.morale[0, 2] == people.joy[0, 2] == 1.0
    assert people.morale[0, 1] < 0.9
    assert {name: float(effect[0, 2]) for name, effect in people.effects.items()} == dict.fromkeys(people.effects, 0.0)
    people.settle()
    assert people.fatigue[0, 2] == 0.0
    assert people.fatigue[0, 1] > 0.0
    assert people.morale[0, 2] == 1.0


def test_the_year_averages_the_months() -> None:
    people = mood(expectation={"loss": 0.6})
    people.review(10_000.0 * EVEN, EVEN, None, None)
    people.review(8_000.0 * EVEN, EVEN, None, None)
    for _ in range(3):
        people.worked(EVEN)
    people.settle()
    for _ in range(9):
        people.worked(EVEN)
    assert people.year_morale / 12.0 == everywhere((3 * 1.0 + 9 * 0.952) / 12)
    people.open_year()
    assert float(people.year_morale.max()) == 0.0


def test_without_leaving_everybody_is_always_there() -> None:
    people = mood(leaving="off", expectation={"loss": 0.6}, peers={})
    people.review(10_000.0 * EVEN, EVEN, None, None)
    people.review(8_000.0 * EVEN, EVEN, None, None)
    assert people.effects["expectation"] == everywhere(-0.12)
    assert people.effects["peers"] == everywhere(0.0)


def test_a_fork_goes_its_own_way() -> None:
    people = mood(expectation={"loss": 0.6, "adapts": "50%"}, trust={})
    people.review(10_000.0 * EVEN, EVEN, None, None)
    people.review(8_000.0 * EVEN, EVEN, None, None)
    people.settle()
    other = people.fork(people._staff, people.view)
    other.change()
    other.settle()
    assert people.morale == everywhere(0.952)
    assert other.morale == everywhere(0.9232)
    assert float(people.trust.item()) == 1.0
    other.review(9_000.0 * EVEN, EVEN, None, None)
    assert people.expected == everywhere(9_000.0)
    assert people.effects["expectation"] == everywhere(-0.12)
    assert other.effects["expectation"] == everywhere(0.0)
