"""Production grids: every look-back by hand, and what must hold whatever was produced."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simkit.arrays import Array
from simkit.scheme.beliefs import Beliefs
from simkit.scheme.brackets import Brackets
from simkit.scheme.components.grid import ProductionGrid
from simkit.scheme.components.grid_year import OnProduction
from simkit.scheme.period_end import PeriodEnd

BASIC: dict[str, Any] = {"production": "fees", "brackets": {0: "20%", 1_000: "30%", 3_000: "50%"}}
BASES, LOOKBACKS = ("marginal", "whole"), ("period", "calendar year", "trailing 12 months")
BASE = np.full((1, 1), 9_000.0)


def grid(**changes: Any) -> ProductionGrid:
    return ProductionGrid.model_validate(BASIC | {"basis": "marginal"} | changes)


def one(number: float) -> Array:
    return np.full((1, 1), number)


def end(fees: float, before: float = 0.0, trailing: float = 0.0, **others: float) -> PeriodEnd:
    """A month's end: production, production before in the year, and of twelve months with this one."""
    results = {"fees": one(fees)} | {kpi: one(result) for kpi, result in others.items()}
    return PeriodEnd(results, BASE, (), {"fees": one(before)}, {"fees": one(trailing)})


def paid(component: ProductionGrid, at: PeriodEnd) -> float:
    pay = component.award(at).item()
    assert component.statement(at).amount == pytest.approx(pay, abs=1e-9)
    return pay


@pytest.mark.parametrize(
    ("basis", "lookback", "pay"),
    [
        ("marginal", "period", 350.0),  # 200 on 1,000 and 30% of 500
        ("marginal", "calendar year", 590.0),  # 2,200 to 3,700: 800 at 30%, 700 at 50%
        ("marginal", "trailing 12 months", 750.0),  # 8,500 to 10,000: all at 50%
        ("whole", "period", 450.0),  # 30% of 1,500
        ("whole", "calendar year", 750.0),  # 3,700 is in the bracket of 50%
        ("whole", "trailing 12 months", 750.0),
    ],
)
def test_every_basis_with_every_look_back(basis: str, lookback: str, pay: float) -> None:
    """1,500 in a month, 2,200 before it in the year, 10,000 in twelve months."""
    assert paid(grid(basis=basis, lookback=lookback), end(1_500.0, 2_200.0, 10_000.0)) == pytest.approx(pay)


@pytest.mark.parametrize("lookback", ["calendar year", "trailing 12 months"])
def test_a_statement_says_when_there_is_nothing_to_look_back_on(lookback: str) -> None:
    """1,500 alone; the same with months before it says nothing of the kind."""
    alone = PeriodEnd({"fees": one(1_500.0)}, BASE)
    first = next(grid(basis="whole", lookback=lookback).statement(alone).leaves())
    assert first.note == "1,500.00 x 30%, for 1,500.00 looked back on; no earlier months are known"
    first = next(grid(basis="whole", lookback=lookback).statement(end(1_500.0, 0.0, 1_500.0)).leaves())
    assert first.note == "1,500.00 x 30%, for 1,500.00 looked back on"


def test_a_hurdle_is_not_paid_but_counts_for_the_bracket() -> None:
    """1,500 less 400: of the last 1,100, 600 lie below 1,000 and 500 above; whole: 1,100 at 30%."""
    assert paid(grid(hurdle=400), end(1_500.0)) == pytest.approx(0.20 * 600.0 + 0.30 * 500.0)
    assert paid(grid(hurdle=400, basis="whole"), end(1_500.0)) == pytest.approx(330.0)
    assert paid(grid(hurdle=400), end(399.0)) == 0.0


def test_the_cap_holds_a_period() -> None:
    assert paid(grid(cap=300), end(1_500.0)) == 300.0
    slip = grid(cap=300).statement(end(1_500.0))
    assert [(line.label, line.amount) for line in slip.leaves()][-2:] == [("cap", -50.0), ("rounding", 0.0)]


def test_a_bracket_is_reached_to_the_last_bit() -> None:
    whole = grid(basis="whole")
    assert paid(whole, end(3_000.0 * (1.0 - 0.5e-9))) == pytest.approx(1_500.0)
    assert paid(whole, end(3_000.0 * (1.0 - 3e-9))) == pytest.approx(900.0)


def test_points_are_added_to_every_rate_that_pays() -> None:
    growth = {"kpi": "clients", "points": {0: "-5%", 3: "0%", 5: "10%"}}
    rates = {0: "0%", 1_000: "30%"}
    for clients, points in ((2, -0.05), (3, 0.0), (4.999, 0.0), (5, 0.10)):
        marginal = grid(adjustments=[growth], brackets=rates)
        assert paid(marginal, end(1_500.0, clients=clients)) == pytest.approx((0.30 + points) * 500.0)
        whole = grid(adjustments=[growth], brackets=rates, basis="whole")
        assert paid(whole, end(1_500.0, clients=clients)) == pytest.approx((0.30 + points) * 1_500.0)
        assert paid(whole, end(900.0, clients=clients)) == 0.0


def test_points_take_no_more_than_there_is() -> None:
    fall = {"kpi": "clients", "points": {0: "-45%", 3: "0%"}}
    slip = grid(adjustments=[fall]).statement(end(1_500.0, clients=0))
    assert slip.amount == 0.0
    assert [line.label for line in slip.leaves()][-2:] == ["no less than nothing", "rounding"]


def test_points_in_parts_of_an_amount() -> None:
    growth = {"kpi": "flow", "of": 1_000_000, "points": {0: "0%", "5%": "1%"}}
    found = [paid(grid(adjustments=[growth]), end(1_000.0, flow=flow)) for flow in (50_000.0, 49_999.0)]
    assert found == pytest.approx([210.0, 200.0])


def test_several_kpis_add_up_to_production() -> None:
    mixed = grid(production={"fees": "100%", "clients": 50})
    assert paid(mixed, end(1_000.0, clients=10)) == pytest.approx(200.0 + 150.0)


@pytest.mark.parametrize("basis", BASES)
@pytest.mark.parametrize("lookback", LOOKBACKS)
def test_what_is_unknown_is_not_paid_as_nothing(basis: str, lookback: str) -> None:
    found = grid(basis=basis, lookback=lookback).award(end(math.nan, 1.0, math.nan))
    assert np.isnan(found).all()


amounts = st.integers(0, 5_000_00).map(lambda cents: cents / 100.0)
months = st.lists(amounts, min_size=12, max_size=12)
rates = st.lists(st.integers(0, 60), min_size=3, max_size=3).filter(any)
extras = st.fixed_dictionaries({}, optional={"hurdle": st.integers(1, 2_000), "cap": st.integers(1, 3_000)})


def with_rates(percent: list[int], **changes: Any) -> ProductionGrid:
    return grid(brackets=dict(zip((0, 1_000, 3_000), (f"{each}%" for each in percent), strict=True)), **changes)


@given(made=months, percent=rates, order=st.permutations(range(12)))
def test_marginal_pay_of_a_year_is_the_same_however_months_are_split(
    made: list[float], percent: list[int], order: list[int]
) -> None:
    """F(year to date) less F(before) adds up to F(year): the half cent of each month's rounding is all that remains."""
    component = with_rates(percent, lookback="calendar year")

    def year(values: list[float]) -> float:
        return sum(paid(component, end(each, sum(values[:number]))) for number, each in enumerate(values))

    at_once = component.by_bracket.sum_of_brackets(np.array(sum(made))).item()
    assert year(made) == pytest.approx(at_once, abs=12 * 0.005 + 1e-6)
    assert year([made[number] for number in order]) == pytest.approx(at_once, abs=12 * 0.005 + 1e-6)


@given(
    percent=rates, low=amounts, more=amounts, before=amounts, lookback=st.sampled_from(LOOKBACKS), changes=extras
)  # fmt: skip
def test_more_production_never_pays_less_with_marginal_rates(
    percent: list[int], low: float, more: float, before: float, lookback: str, changes: dict[str, float]
) -> None:
    """Also where rates fall, as what lies in the brackets before stays there."""
    component = with_rates(percent, lookback=lookback, **changes)
    less, much = (paid(component, end(made, before, before + made)) for made in (low, low + more))
    assert much >= less - 1e-9


@given(
    percent=rates, made=amounts, before=amounts, basis=st.sampled_from(BASES), lookback=st.sampled_from(LOOKBACKS),
    changes=extras,
)  # fmt: skip
def test_another_currency_pays_the_same(
    percent: list[int], made: float, before: float, basis: str, lookback: str, changes: dict[str, float]
) -> None:
    """Eight of its units make one: brackets, hurdle, cap and production are eight times as large, and so is pay."""
    component = with_rates(percent, basis=basis, lookback=lookback, **changes)
    amounts = {name: 8.0 * amount for name, amount in changes.items()} | {"round_to": 0.08}
    other = component.model_copy(
        update=amounts | {"brackets": {8.0 * start: rate for start, rate in component.brackets.items()}}
    )
    pay, pay_there = (
        paid(each, end(factor * made, factor * before, factor * (before + made)))
        for each, factor in ((component, 1.0), (other, 8.0))
    )
    assert pay_there == pytest.approx(8.0 * pay, abs=1e-9)


@given(
    percent=rates, made=amounts, before=amounts, basis=st.sampled_from(BASES), lookback=st.sampled_from(LOOKBACKS),
    points=st.integers(-10, 10), changes=extras,
)  # fmt: skip
def test_what_is_perceived_is_what_is_paid(
    percent: list[int],
    made: float,
    before: float,
    basis: str,
    lookback: str,
    points: int,
    changes: dict[str, float],
) -> None:
    """Who knows the look-back and the points sees the award, at every production."""
    growth = [{"kpi": "clients", "points": {0: f"{points}%", 1: f"{points + 1}%"}}]
    component = with_rates(percent, basis=basis, lookback=lookback, adjustments=growth, **changes)
    known = Beliefs(produced=0.0 if lookback == "period" else before, points=points / 100.0)
    curve = component.perceived(known, 9_000.0)
    assert len(curve.xs) <= 9
    seen = {"clients": one(0.0)}
    for now in (made, 0.5 * made, 1.3 * made, 0.0, 2_222.22, 7_777.77):
        at = PeriodEnd({"fees": one(now)} | seen, BASE, (), {"fees": one(before)} | seen,
                       {"fees": one(before + now)} | seen)  # fmt: skip
        assert float(curve(now)) == pytest.approx(component.award(at).item(), abs=0.0051)


@pytest.mark.parametrize("basis", BASES)
@pytest.mark.parametrize("hurdle", [None, 150])
def test_a_year_is_planned_as_twelve_equal_months_pay(basis: str, hurdle: float | None) -> None:
    component = grid(basis=basis, lookback="calendar year", hurdle=hurdle, round_to=1e-9)
    plan = component.planned(lambda _kpi, months: 500.0 * months)
    assert isinstance(plan, OnProduction)
    curve = plan.perceived(Beliefs(), 9_000.0)
    assert (plan.months, [measure.weight for measure in plan.measures]) == (12, [1.0])
    for year in (0.0, 777.0, 1_001.0, 2_900.0, 3_300.0, 6_000.0, 11_111.0, 90_000.0):
        each = year / 12.0
        pay = sum(paid(component, end(each, number * each)) for number in range(12))
        assert float(curve(year / 6_000.0)) == pytest.approx(pay, abs=1e-5)


def test_a_plan_counts_the_usual_points() -> None:
    """At the usual production of 2,000 the rate is 25%; a point more makes the award a 25th larger."""
    component = grid(adjustments=[{"kpi": "clients", "points": {0: "-1%", 3: "0%", 6: "1%"}}])
    plan = component.planned(lambda kpi, _months: {"fees": 2_000.0, "clients": 3.0}[kpi])
    assert isinstance(plan, OnProduction)
    (modifier,) = plan.modified_by
    assert [round(float(modifier.curve(clients / 3.0)), 9) for clients in (0, 3, 6)] == [0.96, 1.0, 1.04]


def test_a_steady_year_is_worth_the_slope_of_its_bracket_and_the_jump_ahead() -> None:
    """Twelve months: whole at 30% of 2,000 is 0.30; from 2,700 to 3,300 pay goes from 810 to 1,650."""
    component = grid(basis="whole", lookback="trailing 12 months")
    flat = component.steady_slopes({"fees": np.array([2_000.0])}, {"fees": np.array([200.0])})
    near = component.steady_slopes({"fees": np.array([3_000.0])}, {"fees": np.array([300.0])})
    assert flat["fees"] == pytest.approx(0.30)
    assert near["fees"] == pytest.approx(840.0 / 600.0)


def test_brackets_that_begin_above_nothing_pay_nothing_below() -> None:
    brackets = Brackets({1_000.0: 0.2}, "whole")
    assert brackets.paid(np.array([999.0, 1_000.0]), np.array([999.0, 1_000.0])).tolist() == [0.0, 200.0]
