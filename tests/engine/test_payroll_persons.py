"""Money of a seat that several people sat in: what is done by one of them never touches what is another's."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from simkit.engine.payroll import Payroll
from simkit.engine.plans import PlanCache
from simkit.engine.simulate import Chunk
from tests.engine.test_payroll import MARKET, SHARES, TERMS, gap, one, quoted
from tests.engine.worlds import PRICES, world

FIRST, SECOND = one(0.0), one(1.0)
"""Numbers of the people who sat in both seats, one after the other."""


def succeeded() -> Payroll:
    """1,000 promised to who was there first, of whom 20% of the deferred half is kept, and 600 to the successor."""
    payroll = Payroll((1, 2))
    payroll.award(one(1000.0), 1, TERMS, person=FIRST)
    payroll.leave(one(1.0), FIRST)
    payroll.award(one(600.0), 1, TERMS, person=SECOND)
    assert payroll.forfeited.tolist() == [[400.0, 400.0]]
    return payroll


def test_a_successor_who_is_found_keeps_the_predecessor_whole() -> None:
    payroll = succeeded()
    payroll.cut(one(1.0), SECOND)
    assert payroll.forfeited.tolist() == [[700.0, 700.0]]  # 400 left behind, and the 300 deferred of the second
    payroll.pay(1)
    payroll.claw_back(one(0.5), SECOND)
    assert payroll.paid.tolist() == [[650.0, 650.0]]  # 500 of the first, and half of the 300 of the second
    for month in range(2, 26):
        payroll.pay(month)
    assert payroll.paid.tolist() == [[750.0, 750.0]]  # the first is paid the 100 that leavers keep
    assert gap(payroll) == 0.0


def test_a_leaver_who_is_found_pays_back_and_the_successor_nothing() -> None:
    payroll = succeeded()
    payroll.pay(1)
    payroll.claw_back(np.array([[0.5, 0.0]]), FIRST)
    payroll.cut(np.array([[1.0, 0.0]]), FIRST)
    assert payroll.paid.tolist() == [[550.0, 800.0]]
    assert payroll.outstanding.tolist() == [
        [300.0, 400.0]
    ]  # the second's; where nobody is found also 100 that are kept
    assert gap(payroll) == 0.0


def test_a_successor_who_leaves_takes_nothing_from_the_predecessor() -> None:
    payroll = succeeded()
    payroll.leave(np.array([[1.0, 0.0]]), SECOND)
    assert payroll.forfeited.tolist() == [[640.0, 400.0]]  # 80% of the 300 deferred of the second
    assert gap(payroll) == 0.0


def test_shares_know_whose_they_are_too() -> None:
    payroll = Payroll((1, 2), MARKET)
    payroll.award(one(1000.0), 1, SHARES, quote=quoted(0, 1.0), person=FIRST)
    payroll.award(one(600.0), 1, SHARES, quote=quoted(0, 1.0), person=SECOND)
    payroll.pay(1, quoted(1, 1.5))
    payroll.cut(one(1.0), SECOND)
    assert payroll.forfeited.tolist() == [[900.0, 900.0]]
    payroll.pay(13, quoted(13, 2.0))
    assert payroll.paid.tolist() == [[1000.0, 1000.0]]  # half of the first's, which doubled
    assert gap(payroll) == 0.0


def test_a_fork_forgets_nobody() -> None:
    other = succeeded().fork()
    other.pay(1)
    third = other.fork()
    third.claw_back(one(1.0), FIRST)
    assert other.paid.tolist() == [[800.0, 800.0]]
    assert third.paid.tolist() == [[300.0, 300.0]]


def test_without_persons_all_of_a_seat_is_meant() -> None:
    payroll = Payroll((1, 2))
    payroll.award(one(1000.0), 1, TERMS)
    payroll.cut(one(1.0), SECOND)
    assert payroll.forfeited.tolist() == [[500.0, 500.0]]


KEPT: dict[str, Any] = {"share": "50%", "over": "3 years", "leavers_keep": "100%", "claw_back": "3 years"}


@pytest.fixture
def chunk() -> Chunk:
    """A firm under monthly prices, half of them deferred and all of it kept by leavers, in its seventh month."""
    prices = PRICES | {"deferral": KEPT}
    scenario = world(
        schemes={"today": {"name": "P", "pay": [prices]}},
        views=[{"name": "calm", "weight": "100%", "response": 0}],
        behaviour={"discovery": {"dismissed": "0%", "chance": "100%"}, "leaving": {"a_year": 0}, "hiring": "off"},
    )
    found = Chunk(scenario, PlanCache().all(scenario), 1, range(2), lambda _: None)
    found.env.run(until=6.0)
    return found


def go(chunk: Chunk, month: int) -> None:
    """Everybody in the first seat leaves at the end of a month, and is succeeded in the next."""
    firm = chunk.firms["today", "calm"]
    seats = np.arange(firm.effort.size).reshape(firm.effort.shape)
    firm.people._go(seats[:, 0], month, firm.payroll, dismissed=False)


def test_misconduct_of_a_newcomer_cuts_what_the_newcomer_earned(chunk: Chunk) -> None:
    firm = chunk.firms["today", "calm"]
    go(chunk, 5)
    chunk.env.run(until=8.0)
    before = firm.payroll.deferred()[:, 0]
    own = sum(promise.amount[:, 0] * (promise.person[:, 0] == 1.0)
              for due in firm.payroll._due.values() for promise in due
              if promise.deferred and promise.person is not None)  # fmt: skip
    assert firm.people.conduct is not None
    firm.people.conduct.exposure[:, 0] = 10.0
    firm.discover(8)
    assert (own > 0.0).all()
    assert firm.payroll.deferred()[:, 0] == pytest.approx(before - own)


def test_traces_of_a_leaver_are_found_when_somebody_else_sits_there(chunk: Chunk) -> None:
    """All that is deferred is cut and half of what was paid comes back; what the successor has is left alone."""
    firm = chunk.firms["today", "calm"]
    conduct, payroll = firm.people.conduct, firm.payroll
    assert conduct is not None
    conduct.exposure[:, 0] = 1e9  # a twelfth fades in a month, and it is found at any number of the month
    go(chunk, 5)
    deferred, awarded = payroll.deferred()[:, 0], payroll.awarded[:, 0].copy()
    chunk.env.run(until=6.99)
    assert firm.people.staff.person is not None
    assert firm.people.staff.person[:, 0].tolist() == [1.0, 1.0]
    assert payroll.forfeited[:, 0] == pytest.approx(deferred + 0.5 * (awarded - deferred))
    assert float(payroll.forfeited[:, 1:].max()) == 0.0
    assert float(payroll.deferred()[:, 0].min()) > 0.0  # half of what the successor was awarded in the first month
    assert conduct.year["found"][:, 0].tolist() == [0.0, 0.0]  # a case of the past, of none of this year's people
    assert gap(payroll) < 1e-9
