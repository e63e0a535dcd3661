"""What a firm's people learn in a quarter, and what they forget."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from simkit.arrays import Array
from simkit.behaviour.behaviour import EFFORT_ONLY
from simkit.engine.growth import Growth
from simkit.engine.sky import Sky
from simkit.engine.staff import Staff
from tests.engine.worlds import whole

SEATS = 8
"""Four in each of two branches."""
EVEN = np.ones((2, SEATS))
LEARN = 2


def growth(leaving: Any = "on", practice: Any = None, **behaviour: Any) -> Growth:
    off = EFFORT_ONLY.model_dump(mode="json")
    rules = {"practice": practice or {"activity": "learn", "yields": 0.04, "training": 0.05, "fades": "3%"}}
    sky = Sky(whole(behaviour=off | rules | {"leaving": leaving} | behaviour), 1, range(2))
    return Growth(sky, Staff(sky))


def everywhere(number: float) -> Any:
    return pytest.approx(number * EVEN, rel=1e-12)


def test_a_quarter_of_double_learning_and_then_forgetting() -> None:
    """1 + 4% of the 1 more than usual; in a usual quarter 3% of what is above 1 goes."""
    people = growth()
    assert people.place == LEARN
    people.learnt += 6.0
    people.settle(EVEN, 0.0)
    assert people.skill == everywhere(1.04)
    people.learnt += 3.0
    people.settle(EVEN, 0.0)
    assert people.skill == everywhere(1.04 - 0.03 * 0.04)
    people.settle(EVEN, 0.0)  # nothing learnt at all
    assert people.skill == everywhere(1.0388 - 0.04 - 0.03 * 0.0388)


def test_a_place_in_a_training() -> None:
    people = growth(practice={"training": 0.05, "fades": 0})
    assert people.place is None
    places = np.zeros((2, SEATS))
    places[:, 3] = 1.0
    people.train(places)
    people.settle(EVEN, 0.0)
    people.settle(EVEN, 0.0)
    assert people.skill[0] == pytest.approx([1, 1, 1, 1.05, 1, 1, 1, 1])


def test_a_manager_coaches_the_weakest_with_the_hours_there_are() -> None:
    """9 hours are one and a half of 6: the weakest of four gets all, the next half; usual is 20 / 24 of all.

    An empty seat is coached by nobody, and the hours go to the next.
    """
    hours = {"hours": 9, "usual_hours": 20, "per_head": 6, "effect": 0.03, "goes_to": "weakest"}
    people = growth(practice={"fades": 0}, coaching=hours)
    people._staff.present[:, 4] = 0.0
    basis = np.tile([4.0, 1.0, 3.0, 2.0, 1.0, 2.0, 3.0, 4.0], (2, 1))
    people.settle(basis, 0.0)
    assert people.coached[0].tolist() == [0.0, 1.0, 0.0, 0.5, 0.0, 1.0, 0.5, 0.0]
    usual = 20.0 / 24.0
    assert people.skill[0] == pytest.approx(1.0 + 0.03 * (people.coached[0] - usual))


def test_meetings_pass_on_a_part_of_the_lead_and_ranks_keep_it_back() -> None:
    """Talents .8, 1.2, 1, .5: the better half's mean is 1.1; at 50% less 3% the first learns .47 x .3 / .8."""
    sharing = {"meetings": "100%", "usual": "3%", "in_meetings": "50%", "rivalry": "60%"}
    people = growth(practice={"fades": 0}, sharing=sharing)
    people._staff.talent[...] = np.tile([0.8, 1.2, 1.0, 0.5], (2, 2))
    other, third = people.fork(people._staff), people.fork(people._staff)
    people.settle(EVEN, 0.0)
    assert people.skill[0, :4] == pytest.approx([1.0 + 0.47 * 0.3 / 0.8, 1.0, 1.0 + 0.47 * 0.1, 1.47])
    other.settle(EVEN, 1.0)  # 40% of 50% less 3%
    assert other.skill[0, :4] == pytest.approx([1.0 + 0.17 * 0.3 / 0.8, 1.0, 1.0 + 0.17 * 0.1, 1.17])
    third.skill.fill(1.2)  # all leads in proportion, and so what is learnt of them
    third.settle(EVEN, 0.0)
    assert third.skill == pytest.approx(1.2 * people.skill)


def test_newcomers_have_learnt_nothing_here() -> None:
    people = growth()
    people.learnt += 6.0
    people.settle(EVEN, 0.0)
    people.learnt += 6.0
    people.arrive(np.array([1, SEATS + 1]))
    assert people.skill[0, :2].tolist() == [1.04, 1.0]
    people.learnt[:, 1] += 3.0
    people.settle(EVEN, 0.0)
    assert people.skill[0, 1] == pytest.approx(1.0)


def test_nobody_leaves_the_range() -> None:
    people = growth(practice={"activity": "learn", "yields": 1, "fades": 0})
    skills: list[Array] = []
    for learnt in (300.0, 0.0, 0.0, 0.0):
        people.learnt += learnt
        people.settle(EVEN, 0.0)
        skills.append(people.skill)
    assert [float(skill[0, 0]) for skill in skills] == [2.0, 1.0, 0.5, 0.5]
