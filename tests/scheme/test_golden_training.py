"""Places on courses by hand: who wins one, what it costs the bank and is felt to be worth; people work for them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simkit.arrays import Array
from simkit.experiment.compare import compare
from simkit.scenario.reading import load_scheme
from simkit.scheme.components.training import Training
from simkit.scheme.period_end import PeriodEnd
from tests.engine.worlds import BONUS, world

U2 = Path(__file__).parents[2] / "scenarios" / "schemes" / "u2_citi_wharton_places.yaml"
MEASURES = [{"kpi": "sales", "weight": "100%", "target": {"kind": "fixed", "at": 100}}]
COURSES: dict[str, Any] = {
    "kind": "training",
    "every": "quarter",
    "measures": MEASURES,
    "prizes": [
        {"course": "abroad", "places": 1, "pays": 9_000, "costs": 60_000},
        {"course": "CFP", "places": 2, "pays": 3_000, "costs": 20_000},
    ],
    "gates": [{"kpi": "satisfaction", "at_least": 75}],
}


def training(**changes: Any) -> Training:
    return Training.model_validate(COURSES | changes)


def ended(sales: list[float], satisfaction: float = 80.0, base_pay: float = 9_000.0) -> PeriodEnd:
    values, shape = np.array([sales]), (1, len(sales))
    results = {"sales": values, "satisfaction": np.full(shape, satisfaction)}
    return PeriodEnd(results, np.full(shape, base_pay), [np.full(shape, 100.0)])


def rows(*arrays: Array) -> list[list[float]]:
    return [array[0].tolist() for array in arrays]


def test_who_wins_a_place_and_what_it_is_worth_to_whom() -> None:
    """The best of five goes abroad, the next two to the CFP."""
    course, end = training(), ended([50.0, 130.0, 90.0, 110.0, 20.0])
    assert rows(course.places_won(end), course.cost(end), course.felt(end), course.award(end)) == [
        [0.0, 1.0, 1.0, 1.0, 0.0],
        [0.0, 60_000.0, 20_000.0, 20_000.0, 0.0],
        [0.0, 9_000.0, 3_000.0, 3_000.0, 0.0],
        [0.0, 0.0, 0.0, 0.0, 0.0],
    ]


def test_who_is_as_good_shares_the_places() -> None:
    """Two share the one abroad and one at the CFP: 80,000 and 12,000 for both; three of equals share what is left."""
    course, end = training(), ended([130.0, 130.0, 90.0, 90.0, 90.0])
    won, cost, felt = rows(course.places_won(end), course.cost(end), course.felt(end))
    assert won == pytest.approx([1.0, 1.0, 1 / 3, 1 / 3, 1 / 3])
    assert cost == pytest.approx([40_000.0, 40_000.0, 6_666.67, 6_666.67, 6_666.67])
    assert felt == pytest.approx([6_000.0, 6_000.0, 1_000.0, 1_000.0, 1_000.0])


def test_a_closed_gate_takes_the_place_and_its_price() -> None:
    course, end = training(), ended([130.0, 90.0, 80.0, 70.0], satisfaction=70.0)
    assert rows(course.places_won(end), course.cost(end), course.felt(end)) == [[0.0] * 4] * 3


def test_a_price_may_be_working_time() -> None:
    """A month away costs a month's base pay: a third of a quarter's."""
    course = training(prizes=[{"places": 1, "pays": 500, "costs": "33.3333333333333% of base pay"}])
    assert course.cost(ended([130.0, 90.0]))[0].tolist() == [9_000.0, 0.0]


def test_a_stake_leaves_places_and_prices_alone() -> None:
    assert training().scaled(0.5) == training()


def test_a_statement_says_what_was_won_and_pays_nothing() -> None:
    slip = training().statement(ended([130.0, 130.0, 90.0, 20.0]), (0, 1))
    assert slip.amount == 0.0
    assert "1 place won, costs the bank 40,000.00; not paid, felt as 6,000.00; score 1.300" in str(slip)
    assert "place 1 to 2 of 4" in str(slip)
    assert "0.5 places won" in str(training().statement(ended([130.0, 120.0, 90.0, 90.0]), (0, 3)))


@given(sales=st.lists(st.sampled_from([10.0, 50.0, 50.5, 90.0, 130.0]), min_size=3, max_size=12))
def test_all_places_are_given_and_paid_for_whatever_the_ties(sales: list[float]) -> None:
    course, end = training(), ended(sales)
    assert course.places_won(end).sum() == pytest.approx(3.0)
    assert course.cost(end).sum() == pytest.approx(100_000.0, abs=0.005 * len(sales) + 1e-6)
    assert float(course.places_won(end).max()) <= 1.0 + 1e-12


def test_the_published_places_are_a_tenth_of_the_people() -> None:
    """Of forty: two at 90,000, two at 60,000."""
    (course,) = load_scheme(U2).pay
    assert isinstance(course, Training)
    shape = (1, 40)
    results = {"net_new_assets": np.arange(40.0)[None], "satisfaction": np.full(shape, 80.0)}
    end = PeriodEnd(results, np.full(shape, 9_000.0), [np.full(shape, 20.0), np.full(shape, 80.0)])
    assert course.places_won(end)[0].tolist() == [0.0] * 36 + [1.0] * 4
    assert float(course.cost(end).sum()) == 300_000.0
    assert float(course.felt(end).sum()) == 100_000.0


def test_people_work_for_a_place_which_is_in_the_cost_and_in_no_pay() -> None:
    """Two skies with behaviour on: 100,000 a quarter, in every year and future."""
    courses = COURSES | {"measures": [MEASURES[0] | {"target": {"kind": "potential"}}]}
    schemes = {"today": {"name": "Today", "pay": [BONUS]}, "courses": {"name": "Courses", "pay": [courses]}}
    values = compare(world(schemes=schemes), replications=2).runs.values
    assert np.isfinite(values["total_cost"]).all()
    assert (values["effort"][1] > 1.0).all()
    assert (values["variable_cost"][1] == 0.0).all()
    open_gates = 4.0 * 100_000.0
    assert float(values["cost_beside_pay"][1].max()) <= open_gates + 1.0
    assert float(values["cost_beside_pay"][1].min()) > 0.5 * open_gates
    assert (values["cost_beside_pay"][0] == 0.0).all()
    base = values["total_cost"][0] - values["variable_cost"][0]
    assert values["total_cost"][1] == pytest.approx(base + values["cost_beside_pay"][1])


def test_people_work_under_the_published_places() -> None:
    work = world().model_dump(mode="json", by_alias=True)["work"]
    work["kpis"]["net_new_assets"] = {"unit": "CNY", "normal_month": 9e5, "from": "sell", "noise": "60%"}
    pay = [component.model_dump(mode="json", by_alias=True) for component in load_scheme(U2).pay]
    schemes = {"today": {"name": "Today", "pay": [BONUS]}, "places": {"name": "Places", "pay": [BONUS, *pay]}}
    people = {"seats": 20, "branches": 2, "base_pay": {"median": 9_000}}
    values = compare(world(work=work, schemes=schemes, people=people), replications=2).runs.values
    assert values["cost_beside_pay"][1] == pytest.approx(150_000.0)  # one place on each course
    assert (values["effort"][1] > values["effort"][0]).all()
