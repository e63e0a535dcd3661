"""Timing: x* = difference of pulls over k, conservation of volume, its bounds and its directions."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simkit.arrays import Array
from simkit.behaviour.conduct.timing import Timing
from tests.behaviour.conduct.arrays import PULLS, SEATS, percent, seats

PIPELINES = st.floats(0.0, 12.0)


@pytest.mark.parametrize("cost", [0.5, 1.0, 4.0])
def test_what_moves_is_the_difference_of_pulls_over_k(cost: float) -> None:
    now, then = np.array([0.7, 0.2, 0.4]), np.array([0.3, 0.6, 0.4])
    moved = Timing(cost=cost, holding=3).shifted(now, then, 10.0, np.empty(3))
    assert moved.tolist() == pytest.approx([0.4 / cost, -0.4 / cost / 3.0, 0.0])


def test_what_moves_maximises_what_the_advisor_weighs() -> None:
    """No other move is worth more: x (pull now - pull next) - k x^2 / 2."""
    best = float(Timing(cost=2).shifted(np.array([0.9]), 0.5, 10.0, np.empty(1))[0])

    def worth(x: float) -> float:
        return x * 0.4 - x * x

    assert worth(best) > worth(best + 0.01)
    assert worth(best) > worth(best - 0.01)


@given(PULLS, PULLS, PIPELINES)
def test_volume_is_conserved(now: Array, then: Array, pipeline: float) -> None:
    """Total sales of the two months do not change, and the dip of the next month is the surge of this one."""
    sold = np.array([[13.0], [14.0]]) * np.ones((2, SEATS))  # in normal months: this month, and the next
    moved = Timing().shifted(now, then, pipeline, np.empty((1, SEATS)))[0]
    after = sold + np.array([moved, -moved])
    assert np.allclose(after.sum(axis=0), sold.sum(axis=0), rtol=1e-14)
    assert np.all(after >= 0.0)


@given(PULLS, PULLS, PIPELINES)
def test_no_more_moves_than_is_open(now: Array, then: Array, pipeline: float) -> None:
    moved = Timing().shifted(now, then, pipeline, np.full((1, SEATS), np.nan))
    assert np.all(np.abs(moved) <= pipeline)


@given(PULLS, PULLS, PIPELINES)
def test_holding_back_is_pulling_forward_at_another_price(now: Array, then: Array, pipeline: float) -> None:
    """What is held back at `holding` times the cost is what would be pulled forward at that cost, the other way."""
    out = np.empty((2, 1, SEATS))
    alike, dear = Timing(cost=1, holding=1), Timing(cost=4, holding=1)
    moved = Timing(cost=1, holding=4).shifted(now, then, pipeline, np.full((1, SEATS), np.nan))
    ahead, back = alike.shifted(now, then, pipeline, out[0]), dear.shifted(then, now, pipeline, out[1])
    assert np.array_equal(moved, np.where(now > then, ahead, -back))


@given(PULLS, seats(-2.0, 2.0), st.floats(0.01, 3.0))
def test_moving_grows_with_the_gap_and_shrinks_with_its_cost(now: Array, then: Array, pipeline: float) -> None:
    out = np.empty((4, 1, SEATS))
    moved = Timing().shifted(now, then, pipeline, out[0])
    assert np.all(Timing().shifted(now + 0.1, then, pipeline, out[1]) >= moved)
    assert np.all(np.abs(Timing(cost=3).shifted(now, then, pipeline, out[2])) <= np.abs(moved))
    assert np.all(np.abs(Timing().shifted(now, then, 2.0 * pipeline, out[3])) >= np.abs(moved))


def test_a_linear_scheme_moves_nothing() -> None:
    """Where the pull is the same on both sides of the end, there is nothing to gain."""
    pull = np.array([0.0, 0.4, 7.0])
    assert np.all(Timing().shifted(pull, pull.copy(), 1.0, np.empty(3)) == 0.0)


def test_either_pull_may_be_written() -> None:
    now, then = np.array([0.9, 0.2]), np.array([0.1, 0.3])
    apart = Timing().shifted(now, then, 1.0, np.empty(2))
    assert np.array_equal(Timing().shifted(now.copy(), then, 1.0, then.copy()), apart)
    assert Timing().shifted(now, then, 1.0, then) is then
    assert np.array_equal(then, apart)


@given(seats(-1e9, 1e9), st.integers(0, 99))
def test_price_is_conceded_on_deals_pulled_forward_alone(worth: Array, percentage: int) -> None:
    timing = Timing(concession=percent(percentage))
    lost = timing.conceded(worth)
    assert np.all(lost[worth <= 0.0] == 0.0)
    assert np.allclose(lost[worth > 0.0], percentage / 100.0 * worth[worth > 0.0], rtol=1e-12)
    assert np.all(timing.with_("concession", percent(percentage + 1)).conceded(worth) >= lost)


def test_nothing_is_conceded_unless_the_scheme_allows_it() -> None:
    assert np.all(Timing().conceded(np.array([5.0, 1e9])) == 0.0)
