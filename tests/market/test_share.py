"""The employer's share: the moments of its price, what it follows, and what options on it are worth."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from simkit.arrays import Array
from simkit.market.demand import Market
from simkit.market.share import SharePrice

NODES, WEIGHTS = np.polynomial.hermite_e.hermegauss(64)
"""Standard normal points and their weights, for exact means."""


def share(**changes: Any) -> SharePrice:
    return SharePrice.model_validate({"volatility": "30%"} | changes)


def mean(values: Array) -> float:
    """The mean over two independent normals (demand, share)."""
    weight = np.outer(WEIGHTS, WEIGHTS) / WEIGHTS.sum() ** 2
    return float(np.sum(weight * values))


def moves(of: SharePrice, swing: float) -> Array:
    """A month's log return at every pair of normals (demand, share)."""
    demand, own = (np.array(each) for each in np.meshgrid(NODES, NODES, indexing="ij"))
    return of.step(np.zeros_like(demand), swing * demand, swing, own)


@pytest.mark.parametrize("follows", ["0%", "100%", "-50%"])
def test_a_month_has_the_drift_the_volatility_and_the_market_that_were_stated(follows: str) -> None:
    of, swing = share(drift="6%", follows_market=follows), 0.05
    log_return = moves(of, swing)
    assert mean(np.exp(log_return)) == pytest.approx(1.06 ** (1 / 12), rel=1e-12)
    assert mean(log_return**2) - mean(log_return) ** 2 == pytest.approx(0.3**2 / 12, rel=1e-12)
    with_market = mean(log_return * swing * NODES[:, None])
    assert with_market == pytest.approx(of.follows_market * swing**2, rel=1e-12, abs=1e-15)


def test_all_volatility_may_be_the_market_s() -> None:
    """A swing of 5% a month is one of 17.32% a year."""
    of = share(volatility="17.4%")
    assert of == Market(swing="5%", share=of).share
    assert np.ptp(moves(of, 0.05), axis=1).max() < 0.2 * np.ptp(moves(of, 0.05))
    with pytest.raises(ValidationError, match=r"17\.3% is less than the 17\.3%|17% is less than the 17\.3% by which"):
        Market(swing="5%", share=share(volatility="17%"))


def test_an_option_is_worth_what_black_and_scholes_say() -> None:
    """Hull, Options, Futures and Other Derivatives: price 42, strike 40, 10% continuous, 20%, six months: 4.76."""
    of = SharePrice(volatility="20%", interest=f"{100 * math.expm1(0.1):.12f}%")
    assert 40.0 * float(of.option_value(np.array(42.0 / 40.0), 6)) == pytest.approx(4.76, abs=0.005)


def test_the_cost_of_an_option_by_hand() -> None:
    """With s = .3 sqrt(5) = .67082 and d = ln(1.02^5) / s + s / 2 = .48301: N(.48301) - N(-.18781) / 1.02^5."""
    assert float(share(option_life="5 years").option_cost) == pytest.approx(0.685456 - 0.425513 / 1.104081, abs=2e-6)


@given(growth=st.floats(0.05, 20.0), months=st.integers(0, 60), volatility=st.integers(1, 300))
def test_an_option_is_worth_at_least_what_it_pays_now_and_less_than_the_share(
    growth: float, months: int, volatility: int
) -> None:
    value = float(share(volatility=f"{volatility}%").option_value(np.array(growth), months))
    assert max(growth - 1.0, 0.0) - 1e-12 <= value <= growth
    if months == 0:
        assert value == max(growth - 1.0, 0.0)


def test_an_option_that_is_expected_to_pay_is_the_mean_of_what_it_pays() -> None:
    """By quadrature over the price after two years."""
    of, years = share(drift="8%"), 2.0
    fine = np.linspace(-9.0, 9.0, 200_001)
    weight = np.exp(-0.5 * fine**2)
    spread = 0.3 * math.sqrt(years)
    price = 1.08**years * np.exp(spread * fine - 0.5 * spread**2)
    by_sum = float(np.sum(weight * np.maximum(price - 1.0, 0.0)) / weight.sum())
    assert of.expected_payoff(24) == pytest.approx(by_sum, rel=1e-6)
    assert of.growth(24) == pytest.approx(float(np.sum(weight * price) / weight.sum()), rel=1e-6)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"volatility": "0.1%"}, "greater than or equal to 0.01"),
        ({"drift": "-100%"}, "greater than -1"),
        ({"interest": "-1%"}, "greater than or equal to 0"),
        ({"option_life": "5"}, "not a duration"),
    ],
)
def test_what_no_share_does_is_refused(changes: dict[str, str], said: str) -> None:
    with pytest.raises(ValidationError, match=said):
        share(**changes)
