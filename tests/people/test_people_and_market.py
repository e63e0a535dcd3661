"""Who is drawn and how demand swings, against the moments that the scenario states."""

from __future__ import annotations

import numpy as np
import pytest

from simkit.arrays import Array
from simkit.market.demand import Market
from simkit.people.advisors import DRAWN, Conscience, People, Seats
from simkit.randomness import Stream, normals

PEOPLE = People.model_validate(
    {
        "seats": 240,
        "branches": 24,
        "base_pay": {"median": 9_000, "spread": "20%"},
        "talent": {"spread": "35%"},
        "book": {"spread": "60%", "follows_tenure": 0.4, "in_tier": {"city": "115%", "county": "75%"}},
        "groups": {"branch_tier": {"city": "62.5%", "county": "37.5%"}},
    }
)


def drawn(replications: int = 400) -> Seats:
    return PEOPLE.draw({name: normals(1, name, range(replications), 240) for name in DRAWN})


def test_moments_of_people() -> None:
    """Means, spreads and the correlation of book and tenure are those of the file (within 4 standard errors)."""
    seats = drawn()
    error = 4.0 / np.sqrt(400 * 240)

    assert float(np.median(seats.base_pay)) == pytest.approx(9_000, rel=error)
    assert float(seats.talent.mean()) == pytest.approx(1.0, abs=0.35 * error)
    assert float(seats.talent.std()) == pytest.approx(0.35, abs=0.01)
    assert float(seats.book.mean()) == pytest.approx(1.0, abs=0.7 * error)
    city = np.log(seats.book[:, seats.tier == 0]).ravel(), np.log(seats.tenure[:, seats.tier == 0]).ravel()
    assert float(np.corrcoef(*city)[0, 1]) == pytest.approx(0.4, abs=0.015)


def test_branches_and_tiers() -> None:
    """24 branches of 10 seats, 15 of them in the city, whose books are 115 to 75."""
    seats = drawn()

    assert np.bincount(seats.branch).tolist() == [10] * 24
    assert np.bincount(seats.tier).tolist() == [150, 90]
    means = [float(seats.book[:, seats.tier == tier].mean()) for tier in (0, 1)]
    assert means[0] / means[1] == pytest.approx(115 / 75, rel=0.02)


def path(market: Market, follows: float = 1.0, skies: int = 4_000, months: int = 36) -> Array:
    """Demand of every month (month, sky)."""
    shocks = Stream(2, "market", range(skies), 1).block(months)
    log_demand, found = np.zeros((skies, 1)), []
    for month in range(months):
        log_demand = market.step(log_demand, shocks[:, month])
        found.append(market.factor(log_demand, follows, month)[:, 0])
    return np.array(found)


@pytest.mark.parametrize("follows", [-0.3, 0.5, 1.0, 1.5])
def test_demand_has_mean_one_in_every_month(follows: float) -> None:
    """No drift sneaks into the business, however far a KPI follows demand."""
    demand = path(Market.model_validate({"swing": "6%", "persistence": "85%"}), follows)

    assert demand.mean(axis=1) == pytest.approx(np.ones(36), abs=4.0 * 0.12 * abs(follows) / np.sqrt(4_000))


def test_demand_swings_and_returns_as_stated() -> None:
    """The spread is that of the process, and 85% of a deviation is left a month later."""
    market = Market.model_validate({"swing": "6%", "persistence": "85%"})
    demand = path(market)

    stationary = 0.06 / np.sqrt(1.0 - 0.85**2)
    assert float(np.log(demand[-1]).std()) == pytest.approx(stationary, rel=0.05)
    assert float(np.corrcoef(np.log(demand[20]), np.log(demand[21]))[0, 1]) == pytest.approx(0.85, abs=0.02)


def test_a_kpi_that_does_not_follow_the_market_stands_still() -> None:
    """follows_market 0 makes a factor of exactly 1."""
    assert Market().factor(np.array([[0.3], [-0.2]]), 0.0, 5).tolist() == [[1.0], [1.0]]


def test_conscience_has_median_one_and_its_spread() -> None:
    drawn = Conscience(spread="60%").of(np.random.default_rng(1).standard_normal((1, 200_000)))
    assert float(np.median(drawn)) == pytest.approx(1.0, abs=0.01)
    assert float(np.std(drawn) / np.mean(drawn)) == pytest.approx(0.6, abs=0.01)
    assert np.all(Conscience(spread=0).of(np.array([[-3.0, 0.0, 3.0]])) == 1.0)
