"""Published schemes with scores, limits, modifiers and places pay what their rules say, and can be compared."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

import simkit
from simkit.scenario.reading import load_scheme
from simkit.scenario.scenario import Scenario
from simkit.scheme.period_end import PeriodEnd
from simkit.scheme.scheme import Scheme
from tests.engine.worlds import SCORECARD, world

SCHEMES = Path(__file__).parents[2] / "scenarios" / "schemes"
U1, CN3, CN5 = "u1_citibank_scorecard", "cn3_wealth_evaluation", "cn5_step_deductions"
RATINGS = ("strategy_rating", "control_rating", "people_rating", "standards_rating")
PAR = {"branch_margin": 100.0, "satisfaction": 80.0} | dict.fromkeys(RATINGS, 4.0)
ABOVE = {"branch_margin": 110.0, "satisfaction": 84.0, "control_rating": 5.0} | dict.fromkeys(
    ("strategy_rating", "people_rating", "standards_rating"), 4.5
)
SALARY = 3 * 5_000.0


def scheme(name: str) -> Scheme:
    return load_scheme(SCHEMES / f"{name}.yaml")


def share_of_salary(**changed: float) -> float:
    """What the par-rated scorecard pays when some dimensions are other than above par."""
    slip = scheme(U1).payslip(ABOVE | changed, {"branch_margin": 100}, base_pay=5_000)
    return slip.amount / SALARY


class TestRatings:
    """Six dimensions, below par, par or above par."""

    def test_par_in_everything_pays_fifteen_percent(self) -> None:
        assert share_of_salary(**PAR) == pytest.approx(0.15)

    def test_above_par_in_everything_pays_thirty_percent(self) -> None:
        assert share_of_salary() == pytest.approx(0.30)

    @pytest.mark.parametrize("dimension", ["satisfaction", "strategy_rating", "people_rating", "standards_rating"])
    def test_one_dimension_below_par_is_at_most_par_overall(self, dimension: str) -> None:
        """The score alone, 5 dimensions at 200%, would pay 30%."""
        assert share_of_salary(**{dimension: PAR[dimension] - 1}) == pytest.approx(0.20, abs=1e-6)

    def test_control_below_par_pays_nothing(self) -> None:
        assert share_of_salary(control_rating=3.9) == pytest.approx(0.0, abs=1e-12)
        assert share_of_salary(control_rating=4.0) == pytest.approx(0.30)

    def test_one_dimension_below_par_and_none_above_pays_nothing(self) -> None:
        assert share_of_salary(**PAR | {"people_rating": 3.0}) == 0.0

    def test_the_statement_says_what_held_the_pay_down(self) -> None:
        slip = scheme(U1).payslip(ABOVE | {"satisfaction": 79}, {"branch_margin": 100}, base_pay=5_000)
        lines = {line.label: line for line in slip.leaves()}
        assert lines["limit: satisfaction"].amount == pytest.approx(-0.10 * SALARY, abs=0.01)
        assert lines["limit: satisfaction"].note == "79, at least 80 asked for more than 133% of target pay"
        assert lines["limit: people_rating"].amount == 0.0


def test_steps_down_points_per_unit_and_deductions() -> None:
    """By hand: 30% x 80% + 35% x 100% + 20% x 104% + 15% x 60% = 88.8% of 40% of three months."""
    done = {"allocation": 63, "net_new_assets": 1_000, "satisfaction": 82, "complaints": 2}
    slip = scheme(CN5).payslip(done, {"net_new_assets": 1_000}, base_pay=10_000)
    assert slip.amount == pytest.approx(0.888 * 0.4 * 30_000)
    notes = {line.label: line.note for line in slip.leaves()}
    assert notes["complaints"] == "2 counted, weight 15%, score 0.090"


def test_year_to_date_makes_up_for_a_weak_start() -> None:
    """50% short in the first quarter, 50% over in the second: on target to date."""
    (bonus,) = scheme(CN5).pay
    others = {"allocation": 70.0, "satisfaction": 80.0, "complaints": 0.0}
    done = {kpi: np.full((1, 1), each) for kpi, each in (others | {"net_new_assets": 1_500.0}).items()}
    goals = [np.full((1, 1), goal) for goal in (70.0, 2_000.0, 80.0, 1.0)]
    before = {"net_new_assets": np.full((1, 1), 500.0)}
    end = PeriodEnd(done, np.full((1, 1), 10_000.0), goals, before)
    assert bonus.award(end) == pytest.approx(12_000.0)
    assert bonus.statement(end).amount == pytest.approx(12_000.0)


def test_places_and_the_coefficient() -> None:
    """Five people by hand: places pay 150%, 100%, 100%, 60%, 60%; allocation of 77 is 110% of 70, so x 1.1.

    90% of five people is four and a half, which counts as five: nobody is left for the places that pay nothing.
    """
    (bonus,) = scheme(CN3).pay
    done = {
        "fee_income": np.full((1, 5), 100.0),
        "net_new_assets": np.array([[5.0, 4.0, 3.0, 2.0, 1.0]]),
        "fund_sales": np.full((1, 5), 100.0),
        "allocation": np.full((1, 5), 77.0),
    }
    goals = [np.full((1, 5), 100.0), np.full((1, 5), 3.0), np.full((1, 5), 100.0)]
    end = PeriodEnd(done, np.full((1, 5), 10_000.0), goals)
    stake = 0.204 * 120_000 * 1.1
    places = np.array([[1.5, 1.0, 1.0, 0.6, 0.6]])
    assert bonus.award(end) == pytest.approx(stake * (0.5 + 0.5 * places), abs=0.01)
    for seat in range(5):
        slip = bonus.statement(end, (0, seat))
        assert slip.amount == pytest.approx(float(bonus.award(end)[0, seat]))
    assert [line.note for line in slip.leaves() if line.label == "modifier: allocation"] == [
        "attainment 110.0%, factor 110.0%"
    ]


def rated(level: float) -> dict[str, Any]:
    return {"unit": "points", "level": level, "from": "serve", "noise": 0.1 * level, "follows_effort": "40%"}


KPIS: dict[str, Any] = {
    "branch_margin": {"unit": "CNY", "normal_month": 100_000, "from": "sell", "noise": "40%"},
    "fee_income": {"unit": "CNY", "normal_month": 60_000, "from": "sell", "noise": "40%"},
    "fund_sales": {"unit": "CNY", "normal_month": 400_000, "from": "sell", "noise": "40%"},
    "net_new_assets": {"unit": "CNY", "normal_month": 900_000, "from": {"sell": "40%", "serve": "60%"}, "noise": "50%"},
    "complaints": {"unit": "cases", "normal_month": 0.5, "from": "sell", "noise": "80%"},
    "allocation": rated(70),
    "satisfaction": {"unit": "points", "level": 81, "from": "serve", "noise": 3, "at_most": 100},
    "strategy_rating": rated(4.1),
    "control_rating": rated(4.3),
    "people_rating": rated(4.1),
    "standards_rating": rated(4.1),
}


def scored(*names: str) -> Scenario:
    """A small world in which every KPI of these schemes is counted."""
    plain = world()
    kpis = plain.model_dump(mode="json", by_alias=True)["work"] | {"kpis": KPIS}
    first = SCORECARD | {
        "measures": [
            {"kpi": "fund_sales", "weight": "60%", "target": {"kind": "potential"}, "score": {"to": "100%"}},
            {"kpi": "satisfaction", "weight": "40%", "target": {"kind": "fixed", "at": 80}, "score": {"to": "100%"}},
        ]
    }
    schemes = {"today": {"name": "Today", "pay": [first]}}
    schemes |= {name: scheme(name).model_dump(mode="json", by_alias=True) for name in names}
    return world(work=kpis, schemes=schemes)


def test_they_are_compared_and_answered() -> None:
    """With behaviour on: everybody's pay is a number, all schemes pay, and people answer them."""
    answer = simkit.compare(scored(U1, CN3, CN5), replications=2)
    values = answer.runs.values
    for name in ("variable_cost", "effort", "live_pull", "total_cost"):
        assert np.isfinite(values[name]).all()
    assert float(values["variable_cost"].min()) > 0.0
    assert float(values["effort"].mean(axis=(1, 2, 3)).min()) > 1.0
