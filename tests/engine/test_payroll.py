"""The payroll balances whatever happens: awarded + revaluation = paid + outstanding + forfeited."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simkit.engine.payroll import Payroll
from simkit.engine.plans import PlanCache
from simkit.engine.simulate import Chunk
from simkit.experiment.compare import compare
from simkit.market.share import Quote, SharePrice
from simkit.scheme.deferral import Deferral
from tests.engine.worlds import world

TERMS = Deferral.model_validate({"share": "50%", "over": "2 years", "leavers_keep": "20%", "claw_back": "12 months"})
PLAIN = Deferral.model_validate({"share": "50%", "over": "2 years", "malus": False})
SHARES = Deferral.model_validate({"share": "100%", "over": "2 years", "paid_in": "shares", "claw_back": "12 months"})
OPTIONS = Deferral.model_validate({"share": "50%", "over": "2 years", "paid_in": "options", "leavers_keep": "20%"})
MARKET = SharePrice.model_validate({"volatility": "20%", "interest": 0, "option_life": "4 years"})
COST = 0.1585194
"""Of an option, over the price: 2 N(0.2) - 1."""


def one(number: float) -> Any:
    return np.full((1, 2), number)


def quoted(month: int, price: float) -> Quote:
    """The price of the share in a month, the same in every future."""
    return Quote(month, np.full((1, 1), price))


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
    payroll, month, price = Payroll((1, 2), MARKET), 0, 1.0
    for what, part in steps:
        if what == "award":
            terms = (None, TERMS, PLAIN, SHARES, OPTIONS)[int(5 * part) % 5]
            payroll.award(one(1000.0 * part), month + 1, terms, quote=quoted(month, price))
        elif what == "pay":
            payroll.pay(month, quoted(month, price))
            month += 1
        elif what == "leave":
            payroll.leave(np.array([[part, 0.0]]))
        elif what == "cut":
            payroll.cut(one(part))
        elif what == "claw back":
            payroll.claw_back(one(part))
        else:
            price *= 0.5 + part
            payroll.revalue(quoted(month, price))
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


def test_the_price_moves_shares_that_are_outstanding_and_no_cash() -> None:
    payroll = Payroll((1, 2), MARKET)
    payroll.award(one(1000.0), 1, TERMS, quote=quoted(0, 2.0))
    payroll.award(one(1000.0), 1, SHARES, quote=quoted(0, 2.0))
    payroll.revalue(quoted(3, 3.0))
    assert payroll.revaluation.tolist() == [[500.0, 500.0]]
    assert payroll.outstanding.tolist() == [[2500.0, 2500.0]]
    assert payroll.deferred().tolist() == [[2000.0, 2000.0]]


def test_every_grant_is_worth_what_its_own_price_at_grant_makes_of_it() -> None:
    """Shares for 1,000 at 2 and for 1,000 at 4: at 3 the first have gained a half, the second lost a quarter."""
    payroll = Payroll((1, 2), MARKET)
    payroll.award(one(1000.0), 1, SHARES, quote=quoted(0, 2.0))
    payroll.pay(1, quoted(1, 2.5))
    payroll.award(one(1000.0), 3, SHARES, quote=quoted(2, 4.0))
    payroll.pay(2, quoted(2, 4.0))
    assert payroll.outstanding.tolist() == [[3000.0, 3000.0]]
    for month in range(3, 13):
        payroll.pay(month, quoted(month, 3.0))
    assert payroll.paid.tolist() == [[0.0, 0.0]]
    payroll.pay(13, quoted(13, 3.0))  # half of the first: 500 x 3 / 2
    assert payroll.paid.tolist() == [[750.0, 750.0]]
    payroll.pay(14, quoted(14, 3.0))
    payroll.pay(15, quoted(15, 2.0))  # half of the second: 500 x 2 / 4
    assert payroll.paid.tolist() == [[1000.0, 1000.0]]
    assert payroll.revaluation.tolist() == [[-250.0, -250.0]]  # 250 - 250 vested; 500 x 2 / 2 and 500 x 2 / 4 left
    assert payroll.outstanding.tolist() == [[750.0, 750.0]]


def test_options_pay_what_the_price_has_risen_since_they_were_granted() -> None:
    """500 in options that cost 15.85% of the price: at a price 20% up they pay 500 x .2 / .1585."""
    payroll = Payroll((1, 2), MARKET)
    payroll.award(one(1000.0), 1, OPTIONS, quote=quoted(0, 5.0))
    payroll.pay(1, quoted(1, 5.0))
    assert payroll.paid.tolist() == [[500.0, 500.0]]  # the half that is cash
    for month in range(2, 13):
        payroll.pay(month, quoted(month, 5.0))
    # at the money with a year less one month gone, 2 N(.1 sqrt(3)) - 1 of the 2 N(.2) - 1 after twelve months
    assert payroll.deferred()[0, 0] == pytest.approx(500.0 * 0.1375098 / COST, rel=1e-6)
    payroll.pay(13, quoted(13, 6.0))
    assert payroll.paid[0, 0] == pytest.approx(500.0 + 250.0 * 0.2 / COST, rel=1e-6)
    for month in range(14, 26):
        payroll.pay(month, quoted(month, 4.9))  # below the strike: they end worth nothing
    assert payroll.paid[0, 0] == pytest.approx(500.0 + 250.0 * 0.2 / COST, rel=1e-6)
    assert float(np.abs(payroll.outstanding).max()) < 1e-9
    assert gap(payroll) < 1e-9


def test_who_leaves_forfeits_shares_at_what_they_are_worth() -> None:
    payroll = Payroll((1, 2), MARKET)
    payroll.award(one(1000.0), 1, SHARES, quote=quoted(0, 1.0))
    payroll.pay(1, quoted(1, 1.5))
    payroll.leave(np.array([[1.0, 0.0]]))
    payroll.cut(np.array([[0.0, 0.4]]))
    assert payroll.forfeited.tolist() == [[1500.0, 600.0]]
    payroll.pay(13, quoted(13, 2.0))  # 60% of half of the shares
    assert payroll.paid.tolist() == [[0.0, 600.0]]
    payroll.claw_back(one(0.5))
    assert payroll.paid.tolist() == [[0.0, 300.0]]
    assert gap(payroll) == 0.0


def test_options_without_a_price_are_refused() -> None:
    payroll = Payroll((1, 2))
    payroll.award(one(1000.0), 1, OPTIONS, quote=quoted(0, 1.0))
    with pytest.raises(ValueError, match="say how the share's price moves"):
        payroll.pay(1, quoted(1, 1.0))


def test_a_fork_goes_its_own_way() -> None:
    payroll = Payroll((1, 2), MARKET)
    payroll.award(one(1000.0), 1, TERMS)
    payroll.award(one(1000.0), 1, OPTIONS, quote=quoted(0, 1.0))
    payroll.pay(1, quoted(1, 1.0))
    before = payroll.outstanding.copy()
    other = payroll.fork()
    other.leave(one(1.0))
    other.claw_back(one(1.0))
    other.revalue(quoted(2, 2.0))
    assert payroll.forfeited.tolist() == [[0.0, 0.0]]
    assert payroll.paid.tolist() == [[1000.0, 1000.0]]
    assert payroll.outstanding.tolist() == before.tolist()
    assert gap(payroll) < 1e-9
    assert gap(other) < 1e-9
    payroll.revalue(quoted(2, 2.0))
    for month in range(13, 26, 12):
        payroll.pay(month, quoted(month, 2.0))
        other.pay(month, quoted(month, 2.0))
    # both instalments: 500 in cash and 500 x 1 / COST of options, of which leavers keep a fifth
    assert payroll.paid[0, 0] - 1500.0 == pytest.approx(500.0 / COST, rel=1e-6)
    assert other.paid[0, 0] - 600.0 == pytest.approx(0.2 * 500.0 / COST, rel=1e-6)


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
