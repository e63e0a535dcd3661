"""Pay in shares and options in a run: one price for all firms, a balance at every date, and nobody else is touched."""

from __future__ import annotations

from collections.abc import Generator
from typing import Any

import numpy as np
import pytest
import simpy
from pydantic import ValidationError

from simkit.arrays import Array
from simkit.engine.agenda import ORDER, lines
from simkit.engine.plans import PlanCache
from simkit.engine.simulate import Chunk
from simkit.engine.sky import Sky
from simkit.errors import SimkitError
from simkit.experiment.compare import Comparison, compare
from simkit.market.share import SharePrice
from simkit.scenario.scenario import Scenario
from simkit.scheme.scheme import Scheme
from tests.engine.test_payroll import gap
from tests.engine.worlds import BONUS, PRICES, SCORECARD, world

MARKET: dict[str, Any] = {"season": ["120%", "80%"] * 6}
SHARE = {"volatility": "30%", "option_life": "6 years"}
TERMS = {"share": "60%", "over": "2 years", "paid_in": "shares"}
SCHEMES: dict[str, Any] = {
    "today": {"name": "Scorecard", "pay": [SCORECARD]},
    "shares": {"name": "In shares", "pay": [PRICES, BONUS | {"deferral": TERMS}]},
    "options": {"name": "In options", "pay": [BONUS | {"deferral": TERMS | {"paid_in": "options"}}]},
}


def paid_in_equity(**changes: Any) -> Scenario:
    """The small world with a scheme in shares and one in options."""
    given = {"market": MARKET | {"share": SHARE}, "schemes": SCHEMES, "horizon": {"length": "24 months"}}
    return world(**given | changes)


SCENARIO = paid_in_equity()


def chunk(scenario: Scenario, *interventions: Any, rows: int = 3) -> Chunk:
    return Chunk(scenario, PlanCache().all(scenario), 2, range(rows), lambda _: None, interventions)


def prices(scenario: Scenario, *interventions: Any) -> Array:
    """Log price at the end of every month (month, replication)."""
    running = chunk(scenario, *interventions)
    found = []
    for month in range(scenario.horizon.months):
        running.env.run(until=month + 0.999)
        quote = running.sky.quote
        assert quote is not None
        assert quote.month == month
        found.append(np.log(quote.price[:, 0]))
    return np.array(found)


def test_money_balances_at_every_date() -> None:
    running = chunk(SCENARIO)
    worst, moved, options_paid = 0.0, 0.0, 0.0
    while running.env.peek() < float("inf"):
        running.env.step()
        for firm in running.firms.values():
            worst = max(worst, gap(firm.payroll))
        moved = max([moved, *(float(np.abs(f.payroll.revaluation).max()) for f in running.firms.values())])
    for view in ("central", "biased"):
        options_paid = max(options_paid, float(running.firms["options", view].payroll.paid.max()))
        assert float(np.abs(running.firms["today", view].payroll.revaluation).max()) == 0.0
    assert worst < 1e-6
    assert moved > 100.0
    assert options_paid > 0.0


PAY_DAY = ORDER.index("pay day") / len(ORDER) - 1e-6
"""Just before the pay day of a month, as a part of it."""


def test_shares_are_paid_at_the_price_of_the_day_they_vest() -> None:
    """The first award under the new schemes, of month 15, is paid for in month 16, and vests in month 28."""
    running = chunk(SCENARIO)
    running.env.run(until=14.99)
    at_grant = running.sky.quote
    running.env.run(until=27 + PAY_DAY)
    now = running.sky.quote
    assert at_grant is not None
    assert now is not None
    growth = now.price / at_grant.price
    cost = float(SharePrice.model_validate(SHARE).option_cost)
    for scheme, pays in (("shares", growth), ("options", np.maximum(growth - 1.0, 0.0) / cost)):
        payroll = running.firms[scheme, "central"].payroll
        cash = np.add.reduce([promise.amount for promise in payroll._due[27] if promise.granted is None])
        (grant,) = [promise for promise in payroll._due[27] if promise.granted is not None]
        assert grant.quote is at_grant
        assert grant.granted is not None
        before, granted = payroll.paid.copy(), grant.granted
        payroll.pay(27, now)
        assert payroll.paid - before == pytest.approx(cash + granted * pays, rel=1e-9)
    assert len(set(np.sign(growth[:, 0] - 1.0))) == 2  # it rose in one future and fell in another


def test_nobody_else_is_touched() -> None:
    """Schemes in cash have the same bytes, whether or not another grants equity, or a share is there for nothing."""
    cash = SCHEMES["today"]
    alone, with_share, beside = (
        compare(scenario, replications=2)
        for scenario in (
            world(schemes={"today": cash}, market=MARKET, horizon={"length": "24 months"}),
            world(schemes={"today": cash}, market=MARKET | {"share": SHARE}, horizon={"length": "24 months"}),
            SCENARIO,
        )
    )

    def values(answer: Comparison) -> list[bytes]:
        names = sorted(set(alone.runs.values) & set(answer.runs.values))
        assert len(names) > 20
        return [np.ascontiguousarray(answer.runs.values[name][0]).tobytes() for name in names]

    assert values(with_share) == values(alone)
    assert values(beside) == values(alone)


def test_the_price_is_drawn_only_where_somebody_may_be_granted_it() -> None:
    unused = world(market=MARKET | {"share": SHARE})
    for scenario, open_ended, drawn in ((SCENARIO, False, True), (unused, False, False), (unused, True, True),
                                        (world(), True, False)):  # fmt: skip
        sky = Sky(scenario, 1, range(2), open_ended=open_ended)
        sky.advance(0)
        assert (sky.quote is not None) == drawn
        assert (sky._share_block.size > 0) == drawn


def test_a_price_does_not_depend_on_chunks() -> None:
    together, alone = (Sky(SCENARIO, 1, rows) for rows in ([0, 1, 2], [2]))
    for month in range(14):
        for sky in (together, alone):
            sky.advance(month)
    assert together.quote is not None
    assert alone.quote is not None
    assert together.quote.price[2].tobytes() == alone.quote.price[0].tobytes()


def test_the_price_follows_the_month_s_shock_to_demand() -> None:
    """With all its volatility the market's, twice over: the price moves by twice the shock, and by the drift."""
    given = {"volatility": "34.6410161513775%", "follows_market": "200%", "drift": "5%"}  # 2 x 5% x sqrt(12)
    sky = Sky(paid_in_equity(market=MARKET | {"share": SHARE | given}), 1, range(3))
    before, log_price = np.zeros((3, 1)), np.zeros((3, 1))
    for month in range(15):
        sky.advance(month)
        assert sky.quote is not None
        shock = sky.log_demand - sky.scenario.market.persistence * before
        moved = np.log(sky.quote.price) - log_price
        assert moved == pytest.approx(np.log(1.05) / 12 - 0.5 * 0.01 + 2.0 * shock, rel=1e-6)
        before, log_price = sky.log_demand, np.log(sky.quote.price)


def crash(world: Any) -> Generator[simpy.Event, Any, None]:
    yield world.at(month=18)
    world.market.shock(-0.20)


def test_the_share_falls_with_the_market_and_stays_there() -> None:
    half = paid_in_equity(market=MARKET | {"share": SHARE | {"follows_market": "50%"}})
    calm, crashed = prices(half), prices(half, crash)
    assert (crashed[:17] == calm[:17]).all()
    assert crashed[17:] - calm[17:] == pytest.approx(np.full((19, 3), 0.5 * np.log(0.8)))
    event = {"kind": "market_fall", "month": 18, "by": "20%"}
    assert (prices(half.with_("events", [event])) == crashed).all()


def grant_shares(world: Any) -> Generator[simpy.Event, Any, None]:
    yield world.at(month=25)
    world.firm.replace_scheme("today", Scheme.model_validate(SCHEMES["shares"]))


def test_equity_may_come_by_an_intervention_where_the_share_is_known() -> None:
    cash: dict[str, Any] = {"schemes": {"today": SCHEMES["today"]}, "horizon": {"length": "36 months"}}
    running = chunk(world(**cash, market=MARKET | {"share": SHARE}), grant_shares)
    worst = 0.0
    while running.env.peek() < float("inf"):
        running.env.step()
        worst = max([worst, *(gap(firm.payroll) for firm in running.firms.values())])
    assert worst < 1e-6
    assert float(np.abs(running.firms["today", "central"].payroll.revaluation).max()) > 100.0
    with pytest.raises(SimkitError, match="nothing says how the price of the employer's share moves"):
        chunk(world(**cash), grant_shares).env.run()


def test_equity_needs_a_share_and_a_life_that_is_long_enough() -> None:
    with pytest.raises(ValidationError, match=r"write market: \{share: \{volatility: 30%\}\}"):
        paid_in_equity(market=MARKET)
    short = {"share": {"volatility": "30%", "option_life": "24 months"}}
    with pytest.raises(ValidationError, match="the last options vest after 25 months, when they are held for 24"):
        paid_in_equity(market=MARKET | short)
    only_shares = {name: SCHEMES[name] for name in ("today", "shares")}
    assert paid_in_equity(market=MARKET | short, schemes=only_shares).grants_equity


def test_the_agenda_says_when_the_share_price_moves() -> None:
    assert any("demand, luck and the share price of the month" in line for line in lines(SCENARIO))
    assert not any("share price" in line for line in lines(world()))


def effort(deferral: dict[str, Any] | None, haircut: str = "30%") -> float:
    """Mean effort under a bonus with this deferral."""
    bonus = BONUS | ({"deferral": deferral} if deferral else {})
    views = [{"name": "central", "weight": "100%", "equity_haircut": haircut}]
    scenario = paid_in_equity(
        schemes={"today": {"name": "Bonus", "pay": [bonus]}}, views=views, horizon={"length": "12 months"}
    )
    return float(compare(scenario, replications=2).by_sky("effort").mean())


def test_what_is_worth_less_to_the_advisor_pulls_less() -> None:
    """Shares of a share that rises 5% a year are worth more than cash that waits as long, until their risk counts."""
    cash, later = effort(None), effort(TERMS | {"paid_in": "cash"})
    riskless, risky = effort(TERMS, "0%"), effort(TERMS, "60%")
    assert risky < later < riskless < cash


def test_plans_know_the_share_they_were_made_with() -> None:
    """One store of plans, two shares: what rises faster pulls more; who is paid in cash is not planned anew."""
    plans, slow, fast = PlanCache(), SCENARIO, paid_in_equity(market=MARKET | {"share": SHARE | {"drift": "20%"}})
    of_slow, of_fast = plans.all(slow), plans.all(fast)
    assert of_fast["today", "central"] is of_slow["today", "central"]
    worth = [component.present_value(0.99, scenario.market.share, 0.3)
             for scenario in (slow, fast) for component in scenario.schemes["options"].pay]  # fmt: skip
    assert worth[1] > worth[0]
    pulls = [each["options", "central"].steered[0].plan.pull.max() for each in (of_slow, of_fast)]  # type: ignore[union-attr]
    assert pulls[1] > 1.01 * pulls[0]


def test_the_cost_is_the_value_at_grant_whatever_the_price_does() -> None:
    """Under fixed effort a bonus in shares, in options and in cash costs the same, in every sky and year."""
    fixed = [{"name": "fixed", "weight": "100%", "response": "0%"}]
    plain = {"name": "In cash", "pay": [BONUS | {"deferral": TERMS | {"paid_in": "cash"}}]}
    shares = {"name": "In shares", "pay": [BONUS | {"deferral": TERMS}]}
    answer = compare(
        paid_in_equity(schemes={"today": plain, "shares": shares, "options": SCHEMES["options"]}, views=fixed),
        replications=2,
    )
    cost = answer.runs.values["variable_cost"]
    assert (cost[1] == cost[0]).all()
    assert (cost[2] == cost[0]).all()
    owed = answer.runs.values["deferred_liability"]
    assert (owed[1:] != owed[0]).all()
