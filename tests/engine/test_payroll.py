"""The payroll balances whatever happens: awarded + revaluation = paid + outstanding + forfeited."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simkit.engine.payroll import Payroll
from simkit.engine.simulate import Chunk, PlanCache
from simkit.experiment.compare import compare
from simkit.scheme.deferral import Deferral
from tests.engine.worlds import world

TERMS = Deferral.model_validate({"share": "50%", "over": "2 years", "leavers_keep": "20%", "claw_back": "12 months"})
PLAIN = Deferral.model_validate({"share": "50%", "over": "2 years", "malus": False})


def one(number: float) -> Any:
    return np.full((1, 2), number)


def gap(payroll: Payroll) -> float:
    """How far the money is from balancing."""
    left = payroll.awarded + payroll.revaluation - payroll.paid - payroll.outstanding - payroll.forfeited
    return float(np.abs(left).max())


STEPS = st.lists(
    st.tuples(st.sampled_from(["award", "pay", "leave", "cut", "claw back", "revalue"]), st.floats(0.0, 1.0)),
    max_size=40,
)


@settings(max_examples=200)
@given(steps=STEPS)
def test_it_balances_after_every_step(steps: list[tuple[str, float]]) -> None:
    payroll, month = Payroll((1, 2)), 0
    for what, part in steps:
        if what == "award":
            terms = (None, TERMS, PLAIN)[int(3 * part) % 3]
            payroll.award(one(1000.0 * part), month + 1, terms)
        elif what == "pay":
            payroll.pay(month)
            month += 1
        elif what == "leave":
            payroll.leave(np.array([[part, 0.0]]))
        elif what == "cut":
            payroll.cut(one(part))
        elif what == "claw back":
            payroll.claw_back(one(part))
        else:
            payroll.revalue(0.5 + part)
        assert gap(payroll) < 1e-6
        assert float(payroll.outstanding.min()) > -1e-6
        assert float((payroll.deferred() - payroll.outstanding).max()) < 1e-6


def test_instalments_are_paid_on_their_dates() -> None:
    payroll = Payroll((1, 2))
    payroll.award(one(1000.0), 1, TERMS)
    paid = []
    for month in range(27):
        payroll.pay(month)
        paid.append(float(payroll.paid[0, 0]))
    # half after 1 month, a quarter after 13 and after 25
    assert (paid[0], paid[1], paid[12], paid[13], paid[24], paid[25]) == (0.0, 500.0, 500.0, 750.0, 750.0, 1000.0)


def test_leavers_keep_what_the_terms_say_and_others_everything() -> None:
    payroll = Payroll((1, 2))
    payroll.award(one(1000.0), 1, TERMS)
    payroll.leave(np.array([[1.0, 0.0]]))
    for month in range(30):
        payroll.pay(month)
    # the first leaves before anything vests: 500 at once, and 20 % of the 500 deferred
    assert payroll.paid.tolist() == [[600.0, 1000.0]]
    assert payroll.forfeited.tolist() == [[400.0, 0.0]]


def test_malus_cuts_only_what_may_be_cut() -> None:
    payroll = Payroll((1, 2))
    payroll.award(one(1000.0), 1, TERMS)
    payroll.award(one(1000.0), 1, PLAIN)
    payroll.cut(one(1.0))
    assert payroll.forfeited.tolist() == [[500.0, 500.0]]


def test_claw_back_reaches_what_was_paid_for_as_long_as_it_says() -> None:
    payroll = Payroll((1, 2))
    payroll.award(one(1000.0), 1, TERMS)
    payroll.pay(1)
    payroll.leave(one(1.0))
    payroll.claw_back(one(0.5))  # the first half, paid a month ago, also of somebody who left
    assert payroll.paid.tolist() == [[250.0, 250.0]]
    for month in range(2, 14):
        payroll.pay(month)  # 20 % of the quarter that vests in month 13
    payroll.claw_back(one(1.0))  # month 1 is out of reach by now, month 13 is not
    assert payroll.paid.tolist() == [[250.0, 250.0]]


def test_shares_move_what_is_outstanding() -> None:
    payroll = Payroll((1, 2))
    payroll.award(one(1000.0), 1, TERMS)
    payroll.revalue(1.5)
    assert payroll.revaluation.tolist() == [[250.0, 250.0]]
    assert payroll.outstanding.tolist() == [[1250.0, 1250.0]]


def test_a_fork_goes_its_own_way() -> None:
    payroll = Payroll((1, 2))
    payroll.award(one(1000.0), 1, TERMS)
    payroll.pay(1)
    other = payroll.fork()
    other.leave(one(1.0))
    other.claw_back(one(1.0))
    other.revalue(2.0)
    assert payroll.forfeited.tolist() == [[0.0, 0.0]]
    assert payroll.paid.tolist() == [[500.0, 500.0]]
    assert gap(payroll) == gap(other) == 0.0


def deferred_world() -> Any:
    """The small world, in which the bonus is deferred."""
    terms = {"share": "40%", "over": "2 years"}
    return world().with_("schemes.bonus.pay.0.deferral", terms)


def test_a_deferred_bonus_costs_what_it_awards_and_pulls_less() -> None:
    answer, plain = compare(deferred_world(), replications=2), compare(world(), replications=2)
    place = answer.schemes.index("bonus")
    liability = answer.by_sky("deferred_liability")[place]
    cost = answer.by_sky("variable_cost")[place]
    assert liability.min() > 0.0
    # every month of awards but the last is in part outstanding: 40 % of the year's, none of it vested yet
    assert liability == pytest.approx(0.4 * cost, rel=1e-3)
    assert (answer.by_sky("effort")[place] < plain.by_sky("effort")[place]).all()
    assert "deferred_liability" not in plain.runs.values


def test_money_balances_in_a_run_with_deferral() -> None:
    scenario = deferred_world()
    chunk = Chunk(scenario, PlanCache().all(scenario), 2, range(2), lambda _: None)
    while chunk.env.peek() < float("inf"):
        chunk.env.step()
        for firm in chunk.firms.values():
            assert gap(firm.payroll) < 1e-6
