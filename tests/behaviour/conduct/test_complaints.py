"""Complaints: the delay of harm in closed form, chances, bounds and directions."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simkit.arrays import Array
from simkit.behaviour.conduct.complaints import Complaints
from tests.behaviour.conduct.arrays import PRESSURES, SEATS, UNIFORMS, percent

LAGS = st.integers(1, 60)


def lagging(months: int) -> Complaints:
    return Complaints(lag=f"{months} months")


@pytest.mark.parametrize("lag", [1, 4, 9])
def test_a_burst_of_bad_sales_is_felt_later_and_in_full(lag: int) -> None:
    """One bad month, then none: harm (1 - 1 / lag)^n / lag after n more months, and 1 in all."""
    rule, harm, felt = lagging(lag), np.zeros(1), []
    for month in range(1000):
        rule.harm(harm, np.array([float(month == 0)]), harm)
        felt.append(float(harm[0]))
    assert felt[:4] == pytest.approx([(1.0 - 1.0 / lag) ** n / lag for n in range(4)])
    assert sum(felt) == pytest.approx(1.0)


@given(PRESSURES, PRESSURES, LAGS)
def test_harm_moves_towards_what_is_sold_and_not_beyond(harm: Array, bad: Array, lag: int) -> None:
    after = lagging(lag).harm(harm, bad, np.full((1, SEATS), np.nan))
    slack = 1e-12
    assert np.all((after >= np.minimum(harm, bad) - slack) & (after <= np.maximum(harm, bad) + slack))
    assert np.allclose(after, harm + (bad - harm) / lag, rtol=0, atol=slack)
    assert np.all((after >= 0.0) & (after <= 1.0 + slack))


@given(PRESSURES, UNIFORMS, st.integers(0, 100), st.integers(0, 100))
def test_more_harm_never_means_fewer_complaints(harm: Array, uniforms: Array, usual: int, by_harm: int) -> None:
    rule = Complaints(usual=percent(usual), by_harm=percent(by_harm))
    made = rule.made(harm, uniforms, np.full((1, SEATS), np.nan))
    assert np.all((made == 0.0) | (made == 1.0))
    more = np.minimum(harm + 0.1, 1.0)
    assert np.all(rule.made(more, uniforms, np.empty((1, SEATS))) >= made)
    assert np.all(rule.with_("usual", "100%").made(harm, uniforms, np.empty((1, SEATS))) == 1.0)
    assert not rule.with_("usual", 0).with_("by_harm", 0).made(harm, uniforms, np.empty((1, SEATS))).any()


def test_complaints_come_as_often_as_their_chance() -> None:
    """0.5 % a month without harm, 10.5 % where all sales were bad."""
    uniforms = (np.arange(10_000) + 0.5) / 10_000
    assert Complaints().made(np.zeros(10_000), uniforms, np.empty(10_000)).sum() == 50.0
    assert Complaints().made(np.ones(10_000), uniforms, np.empty(10_000)).sum() == 1050.0


def test_the_same_array_may_be_written() -> None:
    harm, bad = np.array([0.0, 0.3, 1.0]), np.array([1.0, 0.3, 0.0])
    apart = Complaints().harm(harm, bad, np.empty(3))
    assert Complaints().harm(harm, bad, harm) is harm
    assert np.array_equal(harm, apart)
    uniforms = np.array([0.02, 0.02, 0.9])
    made = Complaints().made(harm, uniforms, np.empty(3))
    assert made.tolist() == [0.0, 1.0, 0.0]
    assert np.array_equal(Complaints().made(harm, uniforms, harm), made)
