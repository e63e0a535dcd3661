"""What a firm remembers: a normal year before the first, sums of flows, means of levels, and the last twelve months."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from simkit.arrays import Array
from simkit.engine.history import History, looked_back_on, on_merit, whole_year
from simkit.scheme.scheme import Scheme
from tests.engine.worlds import BONUS, PRICES, world

REACH = np.array([[0.5, 2.0]])
GRID: dict[str, Any] = {
    "kind": "grid", "production": "income", "brackets": {"0": "20%"}, "basis": "whole", "lookback": "trailing 12 months"
}  # fmt: skip


def history(*remembered: str) -> History:
    return History(world(), REACH, ("sales", "new_clients", "satisfaction"), remembered)


def month(sales: float, clients: float, satisfaction: float) -> dict[str, Array]:
    return {
        "sales": np.full((1, 2), sales),
        "new_clients": np.full((1, 2), clients),
        "satisfaction": np.full((1, 2), satisfaction),
    }


def test_the_year_before_the_first_was_normal_for_the_seat() -> None:
    """400,000 a month, 4 clients, 1% and 500 of them as income, and a level that no book makes higher."""
    past = history("sales", "satisfaction")
    assert past.last["sales"].tolist() == [[2_400_000, 9_600_000]]
    assert past.last["new_clients"].tolist() == [[24, 96]]
    assert past.last["income"].tolist() == [[36_000, 144_000]]
    assert past.last["satisfaction"].tolist() == [[80, 80]]
    assert past.totals["sales"] == pytest.approx(past.last["sales"])  # with its seasons, 120% and 80%
    assert past.totals["satisfaction"].tolist() == [[960, 960]]


def test_a_year_sums_flows_and_averages_levels() -> None:
    past = history()
    for number in range(12):
        past.add(number, month(100.0 * number, 2.0, 70.0 + number))
    closed = past.close()
    assert closed is past.last
    assert closed["sales"].tolist() == [[6_600, 6_600]]
    assert closed["new_clients"].tolist() == [[24, 24]]
    assert closed["income"].tolist() == [[66 + 12_000, 66 + 12_000]]
    assert closed["satisfaction"].tolist() == [[75.5, 75.5]]
    assert {kpi: float(total.max()) for kpi, total in past.year.items()} == dict.fromkeys(past.year, 0.0)


def test_twelve_months_lose_the_month_of_a_year_ago() -> None:
    """January was 120% of 400,000; 500,000 takes its place."""
    past = history("sales")
    past.add(0, month(500_000.0, 0.0, 0.0))
    assert past.totals["sales"] == pytest.approx(np.array([[2_400_000 - 240_000 + 500_000, 9_600_000 - 960_000 + 5e5]]))


def test_a_sum_whose_parts_are_not_counted_is_no_result() -> None:
    assert set(whole_year(world().work, {"sales": REACH})) == {"sales"}


def test_a_past_is_handed_over_whole() -> None:
    past, other = history("sales"), history("sales")
    past.add(0, month(500_000.0, 1.0, 90.0))
    past.close()
    past.fork(other)
    assert other.last["sales"].tolist() == [[500_000, 500_000]]
    assert other.totals["sales"].tobytes() == past.totals["sales"].tobytes()
    other.add(1, month(0.0, 0.0, 0.0))
    assert (past.totals["sales"] > other.totals["sales"]).all()


def test_what_is_kept_is_what_some_scheme_asks_for() -> None:
    """Growth of sales asks for merit results of sales in all firms; a grid that looks back for months of income.

    Satisfaction is counted by the bonus alone; it is a level, so under today's scheme it is kept for when that begins.
    """
    clients = PRICES | {"prices": {"new_clients": 100}}
    scenario = world(schemes={"today": {"name": "C", "pay": [clients]}, "bonus": {"name": "B", "pay": [BONUS]}})
    plain = Scheme.model_validate({"name": "C", "pay": [clients]})
    assert on_merit(scenario, plain) == ("sales", "new_clients", "satisfaction")
    other = Scheme.model_validate({"name": "Another", "pay": [clients]})
    assert on_merit(scenario, other) == ("sales", "new_clients")
    assert looked_back_on(scenario) == ()
    back = world(schemes={"today": {"name": "C", "pay": [clients]}, "grid": {"name": "G", "pay": [GRID]}})
    assert looked_back_on(back) == ("sales", "new_clients")
