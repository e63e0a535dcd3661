"""Clients: the monthly step against its formula, where a book settles, bounds and directions."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simkit.arrays import Array
from simkit.behaviour.clients import SOURCES, Clients
from tests.behaviour.conduct.arrays import PRESSURES, SEATS, percent, seats

BOOKS = seats(0.1, 3.0)
SATISFACTION = st.one_of(seats(0.5, 1.5), seats(0.0, 1e9))


def moved(rule: Clients, clients: Array, satisfaction: Array, harm: Array) -> Array:
    """Clients after a month, in new arrays."""
    return rule.moved(clients, satisfaction, harm, *np.full((2, *clients.shape), np.nan))


def later(rule: Clients, start: float, satisfaction: float, harm: float, months: int) -> float:
    """Clients after some months of the same service, in place."""
    clients, spare = np.array([start]), np.empty(1)
    for _ in range(months):
        rule.moved(clients, np.array([satisfaction]), np.array([harm]), clients, spare)
    return float(clients[0])


def test_a_normal_month_changes_nothing() -> None:
    ones = np.ones(3)
    assert moved(Clients(), ones, ones, np.zeros(3)).tolist() == pytest.approx([1.0] * 3, abs=1e-15)


@given(BOOKS, seats(0.5, 1.5), PRESSURES, st.integers(0, 100), st.integers(0, 100))
def test_the_month_is_its_formula(clients: Array, satisfaction: Array, harm: Array, churn: int, rebuilds: int) -> None:
    rule = Clients(churn=percent(churn), rebuilds=percent(rebuilds))
    kept = clients * (1.0 + churn / 1200.0 * 5.0 * (satisfaction - 1.0)) * (1.0 - harm / 24.0)
    expected = np.clip(kept + rebuilds / 100.0 * np.maximum(0.0, 1.0 - kept), 0.1, 3.0)
    assert np.allclose(moved(rule, clients, satisfaction, harm), expected, rtol=1e-12)


def test_a_year_of_full_harm_loses_what_is_written() -> None:
    """Half a year's rate of 50 %, month by month: (1 - 0.5 / 12)^12, and the firm rebuilds none."""
    assert later(Clients(rebuilds=0), 1.0, 1.0, 1.0, 12) == pytest.approx((1.0 - 0.5 / 12.0) ** 12)


def test_a_lost_book_is_rebuilt_and_not_beyond() -> None:
    """What is missing shrinks by `rebuilds` a month: half is made up in two years."""
    assert 1.0 - later(Clients(), 0.85, 1.0, 0.0, 24) == pytest.approx(0.15 * 0.97**24)
    assert later(Clients(), 0.85, 1.0, 0.0, 2000) == pytest.approx(1.0)
    assert later(Clients(), 1.2, 1.0, 0.0, 2000) == pytest.approx(1.2)


def test_service_below_normal_settles_where_losses_meet_rebuilding() -> None:
    """From c = kept + r (1 - kept) and kept = g c follows c = r / (1 - (1 - r) g)."""
    g = 1.0 - 0.033 / 12.0 * 5.0 * 0.1
    assert later(Clients(), 1.0, 0.9, 0.0, 2000) == pytest.approx(0.03 / (1.0 - 0.97 * g))


@given(BOOKS, SATISFACTION, PRESSURES, st.floats(0.0, 1e6))
def test_a_book_stays_in_its_range(clients: Array, satisfaction: Array, harm: Array, referrals: float) -> None:
    after = moved(Clients(referrals=round(referrals, 3)), clients, satisfaction, harm)
    assert after.shape == (1, SEATS)
    assert np.all((after >= 0.1) & (after <= 3.0))


@given(BOOKS, SATISFACTION, PRESSURES)
def test_better_service_keeps_more_and_harm_fewer(clients: Array, satisfaction: Array, harm: Array) -> None:
    rule = Clients()
    after, slack = moved(rule, clients, satisfaction, harm), 1e-12
    assert np.all(moved(rule, clients, satisfaction + 0.1, harm) >= after - slack)
    assert np.all(moved(rule, clients, satisfaction, np.minimum(harm + 0.1, 1.0)) <= after + slack)
    assert np.all(moved(rule, np.minimum(clients + 0.1, 3.0), satisfaction, harm) >= after - slack)


def test_the_same_array_may_be_written() -> None:
    clients, satisfaction, harm = np.array([0.5, 1.0, 2.0]), np.array([0.8, 1.1, 1.0]), np.array([0.0, 0.5, 1.0])
    apart = moved(Clients(), clients, satisfaction, harm)
    assert Clients().moved(clients, satisfaction, harm, clients, np.empty(3)) is clients
    assert np.array_equal(clients, apart)


def test_the_source_of_the_churn_is_told() -> None:
    assert SOURCES.keys() == {"churn"}
    assert pytest.approx(1.0 - 0.967) == Clients().churn
