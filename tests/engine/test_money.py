"""Money is traced: at every date awarded = paid + outstanding + forfeited, and what is awarded is what costs."""

from __future__ import annotations

from collections.abc import Generator
from typing import Any

import numpy as np
import pytest
import simpy

from simkit.engine.payroll import Payroll
from simkit.engine.plans import PlanCache
from simkit.engine.seen import Observed, OnPaper, Seen
from simkit.engine.simulate import Chunk
from tests.engine.worlds import PRICES, WATCHED, WHOLE, whole, world

SCENARIO = world()
PLANS = PlanCache().all(SCENARIO)


def imbalance(payroll: Payroll) -> float:
    """How far awarded + revaluation is from paid + outstanding + forfeited, against the money there is."""
    held = payroll.paid + payroll.outstanding + payroll.forfeited
    gap = np.abs(payroll.awarded + payroll.revaluation - held)
    return float((gap / np.maximum(payroll.awarded, 1.0)).max())


def test_money_is_conserved_at_every_date() -> None:
    """After every single event of the calendar, in every firm, for every advisor."""
    chunk = Chunk(SCENARIO, PLANS, 2, range(3), lambda _: None)
    dates, worst, outstanding = 0, 0.0, 0.0
    while chunk.env.peek() < float("inf"):
        chunk.env.step()
        dates += 1
        for firm in chunk.firms.values():
            worst = max(worst, imbalance(firm.payroll))
            outstanding = max(outstanding, float(firm.payroll.outstanding.max()))

    assert dates > 100
    assert outstanding > 0.0
    assert worst < 1e-12


WAYS = ("leave", "cut", "claw_back", "revalue")
"""How money goes that is neither awarded nor paid."""


@pytest.fixture
def forfeits(monkeypatch: pytest.MonkeyPatch) -> dict[str, float]:
    """How much was lost, or was worth more or less, in each of these ways."""
    found = dict.fromkeys(WAYS, 0.0)

    def noted(name: str, plain: Any) -> Any:
        def run(self: Payroll, *given: Any, **named: Any) -> None:
            before = self.forfeited.sum() + self.revaluation.sum()
            plain(self, *given, **named)
            found[name] += abs(float(self.forfeited.sum() + self.revaluation.sum() - before))

        return run

    for way in WAYS:
        monkeypatch.setattr(Payroll, way, noted(way, getattr(Payroll, way)))
    return found


def test_money_is_conserved_where_people_leave_are_found_and_hold_shares(forfeits: dict[str, float]) -> None:
    """After every event, with leavers who keep a part, malus, claw-back of leavers too, and a price that moves."""
    shares = {"share": "50%", "over": "2 years", "paid_in": "shares", "leavers_keep": "20%", "claw_back": "2 years"}
    watched = WHOLE["schemes"]["watched"] | {"pay": [WATCHED, PRICES | {"deferral": shares}]}
    scenario = whole(
        schemes=WHOLE["schemes"] | {"watched": watched},
        market=WHOLE["market"] | {"share": {"volatility": "40%"}},
    )
    chunk = Chunk(scenario, PlanCache().all(scenario), 2, range(3), lambda _: None)
    worst = 0.0
    while chunk.env.peek() < float("inf"):
        chunk.env.step()
        for firm in chunk.firms.values():
            worst = max(worst, imbalance(firm.payroll))
            for name in ("paid", "outstanding", "forfeited"):
                assert float(getattr(firm.payroll, name).min()) > -1e-6
            assert float((firm.payroll.deferred() - firm.payroll.outstanding).max()) < 1e-6
    assert worst < 1e-12
    assert {way: forfeits[way] > 1_000.0 for way in WAYS} == dict.fromkeys(WAYS, True)


def test_a_lost_payment_would_show() -> None:
    """The balance above can fail."""
    payroll = Payroll((1, 1))
    payroll.award(np.full((1, 1), 100.0), pay_month=1)
    payroll.paid += 1.0

    assert imbalance(payroll) > 1e-3


def test_pay_days_come_after_awards_by_what_the_scheme_says() -> None:
    """The yearly scorecard is awarded in month 12 and paid two months later, not before."""
    chunk = Chunk(SCENARIO, PLANS, 2, range(2), lambda _: None)
    firm = chunk.firms["today", "central"]
    chunk.env.run(until=13.5)
    assert float(firm.payroll.outstanding.min()) > 0.0
    assert float(firm.payroll.paid.max()) == 0.0

    before = firm.payroll.outstanding.copy()
    chunk.env.run(until=14.0)
    assert firm.payroll.paid == pytest.approx(before)
    assert float(np.abs(firm.payroll.outstanding).max()) == 0.0


def test_cost_is_what_was_awarded() -> None:
    """The variable pay of the years sums to what the payroll awarded."""
    years: list[Observed] = []
    chunk = Chunk(SCENARIO, PLANS, 2, range(2), lambda seen: years.append(seen) if isinstance(seen, Observed) else None)
    chunk.env.run()

    own = sum(seen.record.variable_pay for seen in years if seen.scheme == "today" and seen.view == "central")
    assert own == pytest.approx(chunk.firms["today", "central"].payroll.awarded, rel=1e-12)


def test_today_on_paper_is_what_today_paid() -> None:
    """The static calculation of today's scheme on its own results is its pay of that year, to the cent."""
    papers: dict[tuple[str, str], Any] = {}
    paid: dict[str, Any] = {}

    def watch(seen: Seen) -> None:
        if isinstance(seen, OnPaper):
            papers[seen.scheme, seen.view] = seen.pay
        elif isinstance(seen, Observed) and seen.phase == "run-in":
            paid[seen.view] = seen.record.variable_pay

    Chunk(SCENARIO, PLANS, 2, range(3), watch).env.run()

    for view, pay in paid.items():
        assert papers["today", view] == pytest.approx(pay, rel=1e-12)
        assert float(np.abs(papers["bonus", view] - pay).max()) > 1.0


def crash(world: Any) -> Generator[simpy.Event, Any, None]:
    """A user's intervention: the market loses a fifth in month 18."""
    yield world.at(month=18)
    world.market.shock(-0.20)


def demand_by_month(*interventions: Any) -> list[Any]:
    """Log demand at the end of every month."""
    chunk = Chunk(SCENARIO, PLANS, 2, range(3), lambda _: None, interventions)
    seen = []
    for month in range(24):
        chunk.env.run(until=month + 0.999)
        seen.append((chunk.sky.log_demand.copy(), chunk.firms["today", "central"].true["sales"].copy()))
    return seen


def test_a_market_crash_at_month_18() -> None:
    """Nothing changes before; in month 18 demand and sales of every seat fall by exactly a fifth, then it fades."""
    calm, crashed = demand_by_month(), demand_by_month(crash)

    for month in range(17):
        assert crashed[month][0].tobytes() == calm[month][0].tobytes()
    assert crashed[17][0] - calm[17][0] == pytest.approx(np.full((3, 1), np.log(0.8)))
    assert crashed[17][1] / calm[17][1] == pytest.approx(np.full((3, 7), 0.8), rel=0.02)
    persistence = SCENARIO.market.persistence
    assert crashed[19][0] - calm[19][0] == pytest.approx(np.full((3, 1), persistence**2 * np.log(0.8)))


def test_the_built_in_event_is_that_crash() -> None:
    """`events: market_fall` in a file is the same as the intervention in Python."""
    eventful = world(events=[{"kind": "market_fall", "month": 18, "by": "20%"}])
    chunk = Chunk(eventful, PlanCache().all(eventful), 2, range(3), lambda _: None)
    chunk.env.run()
    other = Chunk(SCENARIO, PLANS, 2, range(3), lambda _: None, [crash])
    other.env.run()

    for firm in chunk.firms:
        assert chunk.firms[firm].payroll.awarded.tobytes() == other.firms[firm].payroll.awarded.tobytes()
