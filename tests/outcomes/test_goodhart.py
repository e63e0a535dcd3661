"""The Goodhart gap by hand: two people, two products, one of them counted."""

from __future__ import annotations

import numpy as np
import pytest

from simkit.arrays import Array
from simkit.engine.year import FirmYear
from simkit.outcomes.goodhart import goodhart_gap
from simkit.people.advisors import Seats
from simkit.scheme.kpis import Work

WORK = Work.model_validate(
    {
        "activities": {"sell": "100%"},
        "kpis": {
            "funds": {"unit": "CNY", "normal_month": 100, "from": "sell", "worth": {"bank": "10%"}},
            "cards": {"unit": "CNY", "normal_month": 100, "from": "sell", "worth": {"bank": "30%"}},
            "mood": {"unit": "points", "level": 80, "from": "sell"},
        },
    }
)
ONES = np.ones((1, 2))
SEATS = Seats(
    base_pay=ONES,
    talent=ONES,
    book=np.array([[0.5, 1.5]]),
    tenure=ONES,
    branch=np.array([0, 0]),
    tier=np.array([0, 0]),
    tiers=("all",),
)


def year(true: dict[str, float], recorded: dict[str, float], **counted: Array) -> FirmYear:
    """A year of both people alike; a normal year is 1,200 of each product for each."""

    def both(results: dict[str, float]) -> dict[str, Array]:
        return {kpi: np.full((1, 2), result) for kpi, result in results.items()}

    nothing = np.zeros((1, 2))
    return FirmYear(
        base_pay=ONES,
        variable_pay=ONES,
        beside_pay=nothing,
        merit_pay=ONES,
        pay_at={},
        deferred=nothing,
        effort=ONES,
        live=nothing,
        hopeless=nothing,
        coasting=nothing,
        results=both(true),
        months=12.0 * ONES,
        recorded=both(recorded),
        ability=ONES,
        counted=counted,
    )


NORMAL = {"funds": 1_200.0, "cards": 1_200.0, "mood": 80.0}


def test_a_normal_year_has_no_gap() -> None:
    assert goodhart_gap(WORK, ("funds", "mood"), SEATS, year(NORMAL, NORMAL)).tolist() == [pytest.approx(0.0)]


def test_what_is_counted_rises_and_what_is_worth_falls() -> None:
    """Funds + 50 %, cards - 50 %: worth 120 + 360 a head becomes 180 + 180, which is a quarter less."""
    moved = NORMAL | {"funds": 1_800.0, "cards": 600.0}
    assert goodhart_gap(WORK, ("funds",), SEATS, year(moved, moved)).item() == pytest.approx(0.5 + 0.25)
    assert goodhart_gap(WORK, ("cards",), SEATS, year(moved, moved)).item() == pytest.approx(-0.5 + 0.25)


def test_what_is_overstated_pressed_or_given_away_is_in_the_gap() -> None:
    """Recorded 10 % too high; 5 % of sales bad in every month; 24 of 960 given away."""
    high = {kpi: 1.1 * result for kpi, result in NORMAL.items()}
    told = year(NORMAL, high, bad_sales=np.full((1, 2), 0.6), conceded=np.full((1, 2), 12.0))
    assert goodhart_gap(WORK, ("funds", "mood"), SEATS, told).item() == pytest.approx(0.1 + 0.05 + 24.0 / 960.0)


def test_nothing_counted_is_no_number() -> None:
    assert np.isnan(goodhart_gap(WORK, (), SEATS, year(NORMAL, NORMAL))).all()
