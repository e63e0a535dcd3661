"""A published ladder of contracts: where people change from one to the next, what they are paid, how they work."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from simkit.arrays import Array
from simkit.engine.plans import PlanCache
from simkit.engine.simulate import Chunk
from simkit.experiment.compare import compare
from simkit.scenario.reading import load_scheme
from simkit.scheme.beliefs import Beliefs
from simkit.scheme.components.menu import Menu
from simkit.scheme.period_end import PeriodEnd
from tests.engine.worlds import world

LADDER = load_scheme(Path(__file__).parents[2] / "scenarios" / "schemes" / "cn6_broker_ladder.yaml")
ENOUGH = 100_000.0


def menu() -> Menu:
    found = LADDER.pay[0]
    assert isinstance(found, Menu)
    return found


def ended(month: float, usual: float, assets: float = ENOUGH) -> PeriodEnd:
    """One person's month after eleven months of the same production."""
    done = {"commissions": np.full((1, 1), month), "net_new_assets": np.full((1, 1), assets)}
    return PeriodEnd(done, np.zeros((1, 1)), trailing={"commissions": np.full((1, 1), 11.0 * usual + month)})


def paid(month: float, usual: float | None = None, assets: float = ENOUGH) -> float:
    return float(menu().award(ended(month, month if usual is None else usual, assets)).item())


def test_indifference_points() -> None:
    """(x - 200) x 50% = (x - 400) x 60% at 1,400, and so on."""
    assert menu().indifference == (1_400.0, 3_200.0, 10_400.0)


@pytest.mark.parametrize("point", [1_400.0, 3_200.0, 10_400.0])
def test_at_a_point_of_indifference_both_contracts_pay_the_same(point: float) -> None:
    assert paid(point, usual=point - 1.0) == pytest.approx(paid(point, usual=point + 1.0), abs=0.005)
    assert paid(point + 100.0, usual=point - 1.0) < paid(point + 100.0, usual=point + 1.0)
    assert paid(point - 100.0, usual=point - 1.0) > paid(point - 100.0, usual=point + 1.0)


@pytest.mark.parametrize(
    ("usual", "number", "pay"),
    [(100, 0, 0.0), (1_000, 0, 400.0), (2_000, 1, 960.0), (5_000, 2, 2_940.0), (20_000, 3, 14_400.0)],
)
def test_the_best_contract_between_the_points(usual: float, number: int, pay: float) -> None:
    assert int(menu().chosen(np.array(usual))) == number
    assert paid(usual) == pay


@given(st.floats(0.0, 1e6))
def test_no_other_contract_would_have_paid_more(usual: float) -> None:
    best = max(each.rate * max(usual - each.deductible, 0.0) for each in menu().contracts)
    assert paid(usual) == pytest.approx(best, abs=0.0051)


def test_a_contract_lasts_for_its_month() -> None:
    """Who usually makes 2,000 has 60% above 400, also in a month of 20,000: 11,760, not 14,400."""
    assert paid(20_000, usual=2_000) == 11_760.0
    slip = menu().statement(ended(20_000, 2_000))
    assert slip.amount == 11_760.0
    assert "contract 400.00 at 60%, chosen for 2,000.00 a period" in str(slip)


def test_a_fifth_is_withheld_without_new_assets() -> None:
    assert paid(2_000, assets=99_000) == pytest.approx(0.8 * 960.0)
    slip = menu().statement(ended(2_000, 2_000, 99_000))
    assert slip.amount == pytest.approx(768.0)
    assert [leaf.label for leaf in slip.leaves()][-2:] == ["gate: net_new_assets", "rounding"]


def test_new_assets_pay_two_basis_points_once() -> None:
    pay = LADDER.payslip({"commissions": 2_000, "net_new_assets": 500_000}, {}, base_pay=3_000)
    assert pay.amount == 960.0 + 100.0


def test_client_cost_comes_off_first() -> None:
    costly = menu().model_copy(update={"client_cost": 0.1})
    assert float(costly.award(ended(2_000, 2_000)).item()) == pytest.approx(0.6 * (1_800 - 400))
    slip = costly.statement(ended(2_000, 2_000))
    assert [round(leaf.value, 2) for leaf in slip.leaves()] == [1_200.0, -120.0, -240.0, 0.0, 0.0]


def test_who_knows_the_months_before_sees_the_curve_of_the_own_contract() -> None:
    """Without them the curve is the best of all contracts; both are the award to a cent."""
    made: Array = np.array([0.0, 300.0, 900.0, 2_500.0, 8_000.0, 30_000.0])
    everybody = menu().perceived(Beliefs(), 0.0)(made)
    own = menu().perceived(Beliefs(produced=11.0 * 2_000.0), 0.0)(made)
    assert everybody == pytest.approx([paid(each) for each in made], abs=0.0051)
    assert own == pytest.approx([paid(each, usual=2_000.0) for each in made], abs=0.0051)


@pytest.mark.parametrize(
    ("contracts", "said"),
    [
        ([(200, "50%"), (400, "50%")], "400 at 50% after 200 at 50%; write contracts whose deductibles and rates both"),
        ([(200, "50%")], "at least 2 items"),
        (
            [(200, "50%"), (1_000, "55%"), (1_100, "80%")],
            "the contract with the deductible 1000 is best for nobody; leave it out, or write a lower deductible",
        ),
    ],
)
def test_a_menu_that_makes_no_sense_is_refused(contracts: list[Any], said: str) -> None:
    lines = [{"deductible": deductible, "rate": rate} for deductible, rate in contracts]
    with pytest.raises(ValidationError, match=said):
        Menu.model_validate({"production": "commissions", "contracts": lines})


def test_below_the_deductible_nothing_is_paid_and_the_lines_say_so() -> None:
    slip = menu().statement(ended(150, 1_000))
    assert [leaf.value for leaf in slip.leaves()] == [75.0, -75.0, 0.0, 0.0]
    assert slip.amount == 0.0


def test_the_plan_stands_on_a_normal_month() -> None:
    """Progress 1 is the normal production: 5,000 pay 2,940, half of it 1,260, and steps in between by 70% and 60%."""
    plan = menu().planned(lambda _, months: 5_000.0 * months)
    assert [float(plan.perceived(Beliefs(), 0.0)(part)) for part in (0.5, 1.0, 4.0)] == pytest.approx(
        [1_260.0, 2_940.0, 14_400.0]
    )
    assert plan.gates == menu().gates


WORK: dict[str, Any] = {
    "activities": {"sell": "60%", "gather": "40%"},
    "kpis": {
        "commissions": {"unit": "CNY", "normal_month": 3_000, "from": "sell", "noise": "40%", "worth": {"bank": "50%"}},
        "net_new_assets": {"unit": "CNY", "normal_month": 150_000, "from": "gather", "noise": "60%"},
    },
}
FLAT = {"kind": "commission", "prices": {"commissions": "40%"}}


def small() -> Any:
    written = LADDER.model_dump(mode="json", by_alias=True)
    return world(work=WORK, schemes={"today": {"name": "Flat", "pay": [FLAT]}, "ladder": written})


def test_people_can_work_under_it() -> None:
    """Two skies; the ladder lets an average seller keep up to 70% of one more unit instead of 40%: more effort."""
    answer = compare(small(), replications=2)
    effort = answer.pooled("effort")
    assert np.isfinite(effort).all()
    assert float((effort[1] - effort[0]).min()) > 0.0


def test_everybody_works_by_the_own_contract() -> None:
    """The chosen contract of every seat follows the eleven months before, and the planned pull its rate."""
    scenario = small()
    chunk = Chunk(scenario, PlanCache().all(scenario), 2, range(3), lambda _: None)
    chunk.env.run(until=23.99)
    firm = chunk.firms["ladder", "central"]
    end = firm.tallies[0]._end(firm.recorded, firm.people.staff.base_pay)
    before = end.trailing["commissions"] - end.results["commissions"]
    assert menu().usual(end) == pytest.approx(before / 11.0)
    chosen = menu().chosen(before / 11.0)
    assert len(set(chosen.reshape(-1).tolist())) > 1
    rates = np.array([each.rate for each in menu().contracts])[chosen]
    deductibles = np.array([each.deductible for each in menu().contracts])[chosen]
    share = np.where(end.results["net_new_assets"] >= ENOUGH * (1.0 - 1e-9), 1.0, 0.8)
    by_hand = share * rates * np.maximum(end.results["commissions"] - deductibles, 0.0)
    assert menu().award(end) == pytest.approx(by_hand, abs=0.0051)
