"""A manager's hours are finite: they are never exceeded, and the rule says who gets them."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simkit.behaviour.learning.coaching import Coaching
from simkit.behaviour.learning.practice import Practice
from tests.behaviour.offices import SIZES, filled, layout, rows

ATTAINMENT = np.array([[0.5, 0.9, 1.4, 1.05, 0.7]])
RULES: tuple[Any, ...] = ("all", "weakest", "strongest", "near goal")


@pytest.mark.parametrize(
    ("goes_to", "shares"),
    [
        ("all", [2.0 / 3.0] * 5),
        ("weakest", [1.0, 1.0, 0.0, 1.0 / 3.0, 1.0]),
        ("strongest", [0.0, 1.0, 1.0, 1.0, 1.0 / 3.0]),
        ("near goal", [0.0, 1.0, 1.0 / 3.0, 1.0, 1.0]),
    ],
)
def test_twenty_hours_for_five(goes_to: str, shares: list[float]) -> None:
    """Three people get the full six hours and a fourth the last two; alike everybody gets four."""
    given_hours = Coaching.model_validate({"goes_to": goes_to}).hours_given(ATTAINMENT, *layout(5))
    assert given_hours[0].tolist() == pytest.approx(shares, abs=1e-12)


def test_every_branch_has_a_manager_and_a_small_one_has_hours_to_spare() -> None:
    weakest = Coaching(goes_to="weakest")
    shares = weakest.hours_given(np.array([[0.9, 0.4, 0.5, 0.8, 0.7, 0.6]]), *layout(1, 5))
    assert shares[0].tolist() == pytest.approx([1.0, 1.0, 1.0, 0.0, 1.0 / 3.0, 1.0], abs=1e-12)
    assert Coaching().hours_given(np.ones((1, 1)), *layout(1)).tolist() == [[1.0]]


def test_equals_are_served_in_the_order_of_seats_and_replications_by_themselves() -> None:
    basis = np.array([[1.0, 1.0, 1.0], [3.0, 2.0, 1.0]])
    shares = Coaching(hours=9, goes_to="weakest").hours_given(basis, *layout(3))
    assert shares.tolist() == [[1.0, 0.5, 0.0], [0.0, 0.5, 1.0]]


def test_an_empty_seat_gets_nothing_and_leaves_the_hours_to_others() -> None:
    here = np.array([[0.0, 1.0, 1.0, 1.0, 1.0]])
    weakest = Coaching(goes_to="weakest").hours_given(ATTAINMENT, *layout(5), here)
    assert weakest[0].tolist() == pytest.approx([0.0, 1.0, 1.0 / 3.0, 1.0, 1.0], abs=1e-12)
    alike = Coaching().hours_given(ATTAINMENT, *layout(5), here)
    assert alike[0].tolist() == pytest.approx([0.0] + [5.0 / 6.0] * 4, abs=1e-12)


def test_a_year_of_coaching_is_worth_what_the_meta_analyses_say() -> None:
    """0.2 to 0.5 standard deviations of output, where talent differs by 30 % (the default of `people`)."""
    skill = np.ones(1)
    for _ in range(4):
        skill = Practice().moved(skill, 1.0, extra=Coaching(usual_hours=0).gain(np.ones((1, 1)), np.array([1]))[0])
    assert skill[0] == pytest.approx(1.0 + (1.0 - 0.97**4), abs=1e-12)
    assert 0.2 <= (skill[0] - 1.0) / 0.30 <= 0.5


@given(st.data())
def test_hours_are_used_but_never_exceeded(data: st.DataObject) -> None:
    sizes = data.draw(SIZES)
    seats = sum(sizes)
    starts, counts = layout(*sizes)
    basis, here = data.draw(rows(-1e9, 1e9, seats)), data.draw(filled(seats))
    hours, rule = data.draw(st.integers(0, 100)), data.draw(st.sampled_from(RULES))

    shares = Coaching(hours=hours, goes_to=rule).hours_given(basis, starts, counts, here)

    assert ((shares >= 0.0) & (shares <= 1.0)).all()
    there = counts if here is None else np.add.reduceat(here, starts, axis=-1)
    used = 6.0 * np.add.reduceat(shares, starts, axis=-1)
    assert used == pytest.approx(np.broadcast_to(np.minimum(hours, 6.0 * there), used.shape), abs=1e-9)
