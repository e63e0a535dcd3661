"""Published grids pay what their publication says, and people can work under them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from simkit.experiment.compare import compare
from simkit.scenario.reading import load_scheme
from simkit.scenario.scenario import Scenario
from simkit.scheme.components.grid import ProductionGrid
from simkit.scheme.period_end import PeriodEnd
from simkit.scheme.scheme import Scheme
from tests.engine.worlds import world

SCHEMES = Path(__file__).parents[2] / "scenarios" / "schemes"
W1, W2, W3 = "w1_wells_fargo_hurdle", "w2_ubs_grid", "w3_merrill_growth_grid"
W4 = "w4_deferred_stock"
E1, E1_OF_ALL = "e1_efg_profit_share", "e1_efg_profit_share_of_all"
BOOK = 100_000_000.0


def library(name: str) -> Scheme:
    return load_scheme(SCHEMES / f"{name}.yaml")


def grid(name: str) -> ProductionGrid:
    (component,) = library(name).pay
    assert isinstance(component, ProductionGrid)
    return component


def one(**results: float) -> dict[str, Any]:
    return {kpi: np.full((1, 1), result) for kpi, result in results.items()}


def paid(component: ProductionGrid, month: float, **year: float) -> float:
    """Pay of a month's production; `year`: what the last twelve months counted."""
    done = one(**dict.fromkeys(component.counted, 0.0) | {"production": month})
    return float(component.award(PeriodEnd(done, np.full((1, 1), 5_000.0), trailing=one(**year)))[0, 0])


@pytest.mark.parametrize(("produced", "pay"), [(10_000, 2_200), (13_250, 2_915), (20_000, 6_290), (50_000, 21_290)])
def test_the_hurdle_month(produced: float, pay: float) -> None:
    """Published: 20,000 pays 6,290 and 50,000 pays 21,290, that is 42.6% of it."""
    slip = library(W1).payslip({"production": produced}, {}, base_pay=5_000)
    assert slip.amount == pytest.approx(pay, abs=1e-9)
    assert paid(grid(W1), produced) == pytest.approx(pay, abs=1e-9)


def test_the_hurdle_month_line_by_line() -> None:
    slip = library(W1).payslip({"production": 20_000}, {}, base_pay=5_000)
    lines = [(line.label, line.amount, line.note) for line in slip.leaves()]
    assert lines == [
        ("bracket from 0", 2_915.0, "13,250.00 x 22%"),
        ("bracket from 13,250", 3_375.0, "6,750.00 x 50%"),
        ("rounding", 0.0, ""),
    ]


@pytest.mark.parametrize(
    ("year", "rate"), [(100_000, 0.28), (249_999, 0.30), (250_000, 0.33), (624_999, 0.39), (625_000, 0.41), (2e6, 0.45)]
)
def test_the_bracket_of_twelve_months(year: float, rate: float) -> None:
    assert paid(grid(W2), 30_000, production=year, net_new_assets=0) == pytest.approx(30_000 * rate)


def test_the_bracket_of_twelve_months_line_by_line() -> None:
    year = one(production=300_000, net_new_assets=0.03 * BOOK)
    end = PeriodEnd(one(production=30_000, net_new_assets=0), np.full((1, 1), 5_000.0), trailing=year)
    lines = [(line.label, line.amount, line.note) for line in grid(W2).statement(end).leaves()]
    assert lines == [
        ("bracket from 250,000", 9_900.0, "30,000.00 x 33%, for 300,000.00 looked back on"),
        ("adjustment: net_new_assets", 600.0, "3,000,000 reached: 2% of 30,000.00"),
        ("rounding", 0.0, ""),
    ]


@pytest.mark.parametrize(("grown", "award"), [(0.0, 0.0), (0.03, 0.02), (0.07, 0.04), (0.25, 0.06)])
def test_the_award_for_growth_is_at_most_six_points(grown: float, award: float) -> None:
    found = paid(grid(W2), 30_000, production=300_000, net_new_assets=grown * BOOK)
    assert found == pytest.approx(30_000 * (0.33 + award))


@pytest.mark.parametrize(
    ("grown", "households", "points"),
    [(0.06, 5, 2), (0.06, 2, 0), (0.06, 3, 1), (0.03, 4, 0), (0.02, 5, 0), (0.02, 2, -2), (0.05, 5, 2), (0.025, 3, 0)],
)
def test_points_for_growth_and_households(grown: float, households: float, points: float) -> None:
    """Published: 6% and five households are two points, 6% and two households none."""
    found = paid(grid(W3), 50_000, production=600_000, net_new_assets=grown * BOOK, new_households=households)
    assert found == pytest.approx(50_000 * (0.40 + 0.01 * points))


@pytest.mark.parametrize(
    ("profit", "above", "of_all"),
    [(900_000, 0, 0), (999_999, 0, 0), (1e6, 0, 200_000), (1.5e6, 100_000, 300_000)],
)
def test_both_readings_of_the_profit_share(profit: float, above: float, of_all: float) -> None:
    for name, pay in ((E1, above), (E1_OF_ALL, of_all)):
        assert library(name).payslip({"profit": profit}, {}, base_pay=18_000).amount == pytest.approx(pay)


def test_a_quarter_of_the_profit_share_are_options_that_vest_after_three_and_five_years() -> None:
    for name in (E1, E1_OF_ALL):
        slip = library(name).payslip({"profit": 1_600_000}, {}, base_pay=18_000)
        half = slip.amount / 8.0
        assert f"25% in options, vesting {half:,.2f} after 36 months, {half:,.2f} after 60 months" in str(slip)


def test_a_deferred_revenue_bonus_is_stock_after_four_years() -> None:
    slip = library(W4).payslip({"revenue": 5_000_000}, {}, base_pay=8_000)
    assert slip.amount == pytest.approx(225_000.0)
    assert "100% in shares, vesting 225,000.00 after 48 months" in str(slip)


KPIS: dict[str, Any] = {
    "production": {"unit": "USD", "normal_month": 30_000, "from": "sell", "noise": "40%", "worth": {"bank": "60%"}},
    "net_new_assets": {"unit": "USD", "normal_month": 350_000, "from": {"sell": "40%", "serve": "60%"}, "noise": "80%"},
    "new_households": {"unit": "households", "normal_month": 0.35, "from": {"sell": "50%", "serve": "50%"}},
    "revenue": {"unit": "USD", "normal_month": 90_000, "from": {"sell": "60%", "serve": "40%"}, "noise": "40%"},
    "profit": {"unit": "CHF", "normal_month": 100_000, "from": {"sell": "70%", "serve": "30%"}, "noise": "40%"},
}
TODAY = {"kind": "bonus", "every": "quarter", "target_pay": "30% of base pay", "measures": [
    {"kpi": "production", "weight": "100%", "target": {"kind": "potential"}}]}  # fmt: skip


def small(scheme: Scheme) -> Scenario:
    """Seven people in two branches under a bonus and under the scheme."""
    work = world().model_dump(mode="json", by_alias=True)["work"] | {"kpis": KPIS}
    given = scheme.model_dump(mode="json", by_alias=True)
    market = {"share": {"volatility": "35%"}}
    return world(work=work, market=market, schemes={"today": {"name": "Today", "pay": [TODAY]}, "new": given})


@pytest.mark.parametrize("name", [W1, W2, W3, W4, E1, E1_OF_ALL])
def test_people_work_under_it(name: str) -> None:
    """Two skies with behaviour on: numbers come out, and the scheme moves effort."""
    runs = compare(small(library(name)), replications=2).runs
    assert np.isfinite(runs.values["total_cost"]).all()
    assert (runs.values["variable_cost"][1] > 0.0).all()
    assert (runs.values["effort"][1] > 1.005).all()
    assert np.isnan(runs.values["hopeless"][1]).all()  # a grid has no target that could be hopeless
