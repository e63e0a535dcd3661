"""Published schemes in which pay depends on others: what they pay, and that people can work under them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simkit.arrays import Array
from simkit.engine.plans import PlanCache
from simkit.engine.seen import Observed, Seen
from simkit.engine.simulate import simulate
from simkit.experiment.compare import compare
from simkit.scenario.reading import load_scheme
from simkit.scenario.scenario import Scenario
from simkit.scheme.components.floating_price import FloatingPrice
from simkit.scheme.components.pool import Pool
from simkit.scheme.period_end import PeriodEnd
from simkit.scheme.scheme import Scheme
from tests.engine.worlds import world

SCHEMES = Path(__file__).parents[2] / "scenarios" / "schemes"
LIBRARY = ("cn4_floating_unit_price", "e2_uk_branch_bonus", "w4_growth_award")
FLOW = {"unit": "CNY", "normal_month": 1e5, "from": "gather", "noise": "50%"}
WORK: dict[str, Any] = {
    "activities": {"gather": "40%", "lend": "30%", "serve": "30%"},
    "kpis": {
        "deposit_stock": {"unit": "CNY", "level": 2e7, "from": "gather", "noise": 2e5, "moves": "10%"},
        "deposit_growth": FLOW | {"normal_month": 3e5, "noise": "80%", "noise_kind": "normal"},
        "loan_stock": {"unit": "CNY", "level": 1e7, "from": "lend", "noise": 1e5, "moves": "10%"},
        "loan_growth": FLOW | {"from": "lend"},
        "credit_lines": FLOW | {"unit": "lines", "normal_month": 6, "from": "lend"},
        "interest_income": FLOW | {"normal_month": 5e4, "from": "lend", "worth": {"bank": "100%"}},
        "loan_renewals": FLOW | {"normal_month": 8e5, "from": "lend"},
        "overdue_recovered": FLOW | {"normal_month": 2e4, "from": "serve"},
        "fee_income": FLOW | {"normal_month": 8e3, "worth": {"bank": "100%"}},
        "net_new_assets": FLOW | {"normal_month": 9e5},
        "points": FLOW | {"unit": "points", "normal_month": 3e3, "from": {"gather": "50%", "lend": "50%"}},
        "satisfaction": {"unit": "points", "level": 80, "from": "serve", "noise": 3},
    },
}
TODAY = {"kind": "bonus", "every": "quarter", "target_pay": "30% of base pay", "measures": [
    {"kpi": "fee_income", "weight": "100%", "target": {"kind": "potential"}}]}  # fmt: skip


def library(name: str) -> Scheme:
    return load_scheme(SCHEMES / f"{name}.yaml")


def small(scheme: Scheme) -> Scenario:
    """Seven people in two branches under a bonus and under the scheme."""
    given = scheme.model_dump(mode="json", by_alias=True)
    return world(work=WORK, schemes={"today": {"name": "Today", "pay": [TODAY]}, "new": given})


def test_the_nine_weights_are_those_published() -> None:
    (prices,) = library("cn4_floating_unit_price").pay
    assert isinstance(prices, FloatingPrice)
    assert [round(100 * weight) for weight in prices.weights.values()] == [30, 15, 10, 5, 5, 10, 10, 10, 5]


def test_what_a_colleague_brings_lowers_the_own_price() -> None:
    """By hand: two people with a base of 10,000 share 8,000; deposits hold 2,400 of it."""
    (prices,) = library("cn4_floating_unit_price").pay
    assert isinstance(prices, FloatingPrice)
    results = {kpi: np.array([[1.0, 1.0]]) for kpi in prices.weights}
    base = np.full((1, 2), 10_000.0)
    assert prices.award(PeriodEnd(results, base)).tolist() == [[4_000.0, 4_000.0]]
    results["deposit_stock"] = np.array([[1.0, 3.0]])
    assert prices.unit_prices(PeriodEnd(results, base))["deposit_stock"][0, 0] == pytest.approx(600.0)
    assert prices.award(PeriodEnd(results, base)).tolist() == [[3_400.0, 4_600.0]]
    results["deposit_stock"] = np.array([[1.0, -3.0]])
    assert prices.award(PeriodEnd(results, base)).tolist() == [[5_200.0, 2_800.0]]


VOLUMES = st.one_of(st.floats(-1e12, 1e12), st.just(0.0), st.just(np.nan))


@settings(max_examples=100)
@given(drawn=st.lists(st.lists(VOLUMES, min_size=9, max_size=9), min_size=1, max_size=6))
def test_floating_prices_never_pay_more_than_the_pool(drawn: list[list[float]]) -> None:
    """Volumes below 0, of nothing and missing: paid + undistributed is the pool of those who have all nine numbers."""
    (prices,) = library("cn4_floating_unit_price").pay
    assert isinstance(prices, FloatingPrice)
    volumes, count = np.array(drawn), len(drawn)
    results = {kpi: volumes[None, :, number] for number, kpi in enumerate(prices.weights)}
    end = PeriodEnd(results, np.full((1, count), 10_000.0))
    paid, there = prices.award(end)[0], ~np.isnan(volumes).any(axis=1)
    assert (np.isnan(paid) == ~there).all()
    pool, cents = 4_000.0 * int(there.sum()), 0.005 * count + 1e-6
    assert (paid[there] >= 0.0).all()
    assert float(paid[there].sum()) <= pool + cents
    nobody = [not (volumes[there, number] > 0.0).any() for number in range(9)]
    idle = sum(pool * weight for weight, none in zip(prices.weights.values(), nobody, strict=True) if none)
    assert float(prices.undistributed(end)[0]) == pytest.approx(idle, abs=cents)
    for seat in np.flatnonzero(there):
        assert prices.statement(end, (0, int(seat))).amount == pytest.approx(float(paid[seat]), abs=1e-9)


@pytest.mark.parametrize(
    ("points", "quarter"), [(0.99, 2_000), (1.0, 2_500), (1.1, 3_000), (1.2, 3_500), (1.3, 4_000), (2.0, 4_000)]
)
def test_the_branch_ladder_and_its_most_of_16_000_a_year(points: float, quarter: float) -> None:
    """Service 400 and branch 0, 100, 200, 300 or 400 a quarter, five times."""
    scheme = library("e2_uk_branch_bonus")
    # 18,000 points are two people's target; one of them brings the mean up or down
    results = {"satisfaction": np.full((1, 2), 80.0), "points": np.array([[6_000.0, 18_000.0 * points - 6_000.0]])}
    targets = ([np.full((1, 2), 80.0)], [np.full((1, 2), 9_000.0)])
    paid = np.add.reduce(
        [
            part.award(PeriodEnd(results, np.full((1, 2), 1_500.0), goals))
            for part, goals in zip(scheme.pay, targets, strict=True)
        ]
    )
    assert paid == pytest.approx(np.full((1, 2), quarter))
    assert bool((4 * paid == 16_000.0).all()) == (points >= 1.3)
    assert float(4 * paid.max()) <= 16_000.0


def test_the_growth_award_needs_growth_and_the_best_40_percent() -> None:
    (award,) = library("w4_growth_award").pay
    grown = np.array([[9.0, 7.0, 5.0, 3.0, 1.0]]) * 1e6
    base, goal = np.full((1, 5), 10_000.0), [np.full((1, 5), 1e7)]
    assert award.award(PeriodEnd({"net_new_assets": grown}, base, goal)).tolist() == [
        [72_000.0, 72_000.0, 0.0, 0.0, 0.0]
    ]
    lost = grown - 8e6
    assert award.award(PeriodEnd({"net_new_assets": lost}, base, goal)).tolist() == [[72_000.0, 0.0, 0.0, 0.0, 0.0]]


@pytest.mark.parametrize("name", LIBRARY)
def test_people_work_under_it(name: str) -> None:
    """Two skies with behaviour on: numbers come out, and the scheme moves effort."""
    runs = compare(small(library(name)), replications=2).runs
    assert np.isfinite(runs.values["total_cost"]).all()
    assert (runs.values["effort"][1] > 1.0).all()


def test_the_cost_of_floating_prices_is_the_pool_in_every_sky() -> None:
    """All KPIs are brought in by somebody, so the pool is paid out to the cent, under any view."""
    scenario = small(library("cn4_floating_unit_price"))
    seen: list[Observed] = []

    def watch(each: Seen) -> None:
        if isinstance(each, Observed) and each.scheme == "new":
            seen.append(each)

    simulate(scenario, PlanCache().all(scenario), 1, range(3), watch)
    assert seen
    for year in seen:
        pool = 0.4 * year.record.base_pay.sum(axis=1)
        assert year.record.variable_pay.sum(axis=1) == pytest.approx(pool, abs=12 * 7 * 0.005)


def test_a_sky_alone_pays_as_among_others() -> None:
    """Pay that depends on colleagues depends on those of the same sky only: the same bytes for any chunking."""

    def paid(rows: list[int]) -> Array:
        found: list[Array] = []

        def watch(each: Seen) -> None:
            if isinstance(each, Observed) and each.scheme == "new":
                found.append(each.record.variable_pay)

        simulate(scenario, plans, 1, rows, watch)
        return np.stack(found)

    scheme = library("e2_uk_branch_bonus")
    pool = Pool.model_validate(
        {"kind": "pool", "every": "month", "size": 500, "among": "branch", "measures": TODAY["measures"]}
    )
    scenario = small(scheme.model_copy(update={"pay": (*scheme.pay, *library("w4_growth_award").pay, pool)}))
    plans = PlanCache().all(scenario)
    assert (paid([0, 1, 2])[:, 2] == paid([2])[:, 0]).all()


def test_a_team_is_a_branch() -> None:
    """Under a team bonus in money alone, a branch is paid alike, and the two branches are not."""
    scenario = small(library("e2_uk_branch_bonus"))
    (_, team) = scenario.schemes["new"].pay
    alone = scenario.with_scheme("new", scenario.schemes["new"].model_copy(update={"pay": (team,), "sources": {}}))
    paid: list[Array] = []

    def watch(each: Seen) -> None:
        if isinstance(each, Observed) and each.scheme == "new":
            paid.append(each.record.variable_pay)

    simulate(alone, PlanCache().all(alone), 1, range(4), watch)
    pay, branch = np.concatenate(paid), alone.people.branch
    first, second = (pay[:, np.equal(branch, number)] for number in (0, 1))
    assert (first == first[:, :1]).all()
    assert (second == second[:, :1]).all()
    assert (first[:, 0] != second[:, 0]).any()
