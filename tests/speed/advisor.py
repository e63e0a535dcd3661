"""One advisor as a plain SimPy process: sets targets, asks itself what it believes, works, is appraised, is paid."""

from __future__ import annotations

import math
from collections.abc import Generator, Sequence
from dataclasses import dataclass
from typing import Protocol

import simpy

from tests.speed.counting import Tally
from tests.speed.plans import FirmRules
from tests.speed.seeing import sight
from tests.speed.shocks import Luck
from tests.speed.world import Seat, World

ORDER = ("market", "events", "switch", "targets", "beliefs", "work", "appraisal", "pay day", "year end")
"""The order of a month.  A switch needs no waiting of its own: new targets follow at once."""
MARKET, EVENTS, _, TARGETS, BELIEFS, WORK, APPRAISAL, PAY_DAY, YEAR_END = (i / len(ORDER) for i in range(len(ORDER)))
SCALES = (0.8, 1.2)

Rates = tuple[tuple[int, float], ...]
"""Flows and what one unit of each counts."""
Life = Generator[simpy.Event, None, None]


class Demand(Protocol):
    """What an advisor sees of the market: what demand multiplies each flow with this month."""

    factors: list[float]


@dataclass(frozen=True)
class Game:
    """The rules of one firm: the world, the rules until the switch and from then on, and what begins and ends when.

    calendar: for each month, whether a period begins, whether one is half over, whether one ends.
    """

    world: World
    today: FirmRules
    after: FirmRules
    calendar: tuple[tuple[bool, bool, bool], ...]


@dataclass(frozen=True, slots=True)
class Year:
    """One year of one advisor: money of the year, effort and shares as means of months, true results."""

    variable_pay: float
    merit_pay: float
    pay_at: list[float]
    effort: float
    live: float
    hopeless: float
    coasting: float
    results: list[float]


class Payroll:
    """One advisor's money: awarded = paid + outstanding."""

    __slots__ = ("awarded", "due", "outstanding", "paid")

    def __init__(self) -> None:
        self.awarded = self.paid = self.outstanding = 0.0
        self.due: dict[int, float] = {}

    def award(self, amount: float, pay_month: int) -> None:
        """An award falls due at the end of `pay_month`."""
        self.awarded += amount
        self.outstanding += amount
        self.due[pay_month] = self.due.get(pay_month, 0.0) + amount

    def pay(self, month: int) -> None:
        """Pay day: what is due is paid."""
        amount = self.due.pop(month)
        self.outstanding -= amount
        self.paid += amount


def respond(rules: FirmRules, shares: Sequence[float], attraction: Sequence[float]) -> tuple[float, list[float]]:
    """Total effort and every activity's output, 1 when normal, from the attraction of the activities."""
    if rules.exponent == 0.5:
        weight = 0.0
        for share, v in zip(shares, attraction, strict=True):
            weight += share * v * v
        effort = weight**rules.to_effort
        unit = math.sqrt(effort / weight)
        return effort, [v * unit for v in attraction]
    weight = 0.0
    for share, v in zip(shares, attraction, strict=True):
        weight += share * v**rules.to_weight
    effort = weight**rules.to_effort
    unit = (effort / weight) ** rules.exponent
    return effort, [v**rules.to_output * unit for v in attraction]


class Advisor:
    """One advisor, and the states that it leaves behind.

    true, merit: results of the month (levels: now); parts: for each component the tally, the tally on merit and how
    the advisor sees it; paper: tallies of the coming scheme in the last year before the switch.
    """

    def __init__(self, env: simpy.Environment, game: Game, demand: Demand, seat: Seat, luck: Sequence[Luck]) -> None:
        self.env, self.game, self.demand, self.seat, self.luck = env, game, demand, seat, luck
        self.reach = seat.book * seat.talent
        self.effort = math.nan
        self.true = [r if level else math.nan for r, level in self._normal_year()]
        self.merit = list(self.true)
        self.payroll = Payroll()
        self.paper: list[Tally] = []
        self.paper_pay = 0.0
        self.years: list[Year] = []
        self._open_year(
            [r if level else r * self.reach for r, level in self._normal_year()],
            [r if level else r * seat.talent for r, level in self._normal_year()],
        )
        self._adopt(game.today)
        env.process(self._life())

    def _normal_year(self) -> list[tuple[float, bool]]:
        """An average seat's year at normal effort without luck: result of each KPI, and whether it is a level."""
        return list(zip(self.game.world.normal_year, self.game.world.is_level, strict=True))

    def _open_year(self, history: list[float], merit_history: list[float]) -> None:
        self.history, self.merit_history = history, merit_history
        self.year, self.merit_year = [0.0] * len(history), [0.0] * len(history)
        self.effort_sum = self.live_sum = self.hopeless = self.coasting = self.variable = self.merit_pay = 0.0
        self.pay_at = [0.0] * len(SCALES)

    def _adopt(self, rules: FirmRules) -> None:
        """Take over a scheme: fresh tallies and a fresh look at it."""
        self.rules = rules
        self.pay_ratio = rules.median_pay / self.seat.base_pay
        self.parts = [(Tally(rule.pays), Tally(rule.pays), sight(rule)) for rule in rules.components]
        self.sums = self._sums(rules.counted)
        self.with_target = sum(1 for tally, _, _ in self.parts if tally.rule.has_targets)

    def _sums(self, counted: frozenset[int]) -> list[tuple[int, Rates]]:
        """The sums of flows that somebody reads every month."""
        return [(kpi, rates) for kpi, rates in self.game.world.sums.items() if kpi in counted]

    def _life(self) -> Life:
        env, timeout, due = self.env, self.env.timeout, self.payroll.due
        for month, (begins, half_over, ends) in enumerate(self.game.calendar):
            if begins:
                yield timeout(month + TARGETS - env.now)
                self._set_targets(month)
            if half_over:
                yield timeout(month + BELIEFS - env.now)
                self._ask_beliefs(month)
            yield timeout(month + WORK - env.now)
            self._work(month)
            if ends:
                yield timeout(month + APPRAISAL - env.now)
                self._appraise(month)
            if month in due:
                yield timeout(month + PAY_DAY - env.now)
                self.payroll.pay(month)
            if month % 12 == 11:
                yield timeout(month + YEAR_END - env.now)
                self._close_year()

    def _set_targets(self, month: int) -> None:
        """Periods begin, at the switch those of the new scheme; on merit the book is an average one."""
        book, game = self.seat.book, self.game
        if month == game.world.run_in - 12:
            self.paper = [Tally(rule.pays) for rule in game.after.components]
            self.sums = self._sums(game.today.counted | game.after.counted)
        elif month == game.world.run_in:
            self.paper = []
            self._adopt(game.after)
        for tally, shadow, view in self.parts:
            months = tally.rule.months
            if month % months == 0:
                tally.begin(month, book, self.history)
                shadow.begin(month, 1.0, self.merit_history)
                view.begin(month % 12 // months, tally.targets, self.reach)
        for tally in self.paper:
            if month % tally.rule.months == 0:
                tally.begin(month, book, self.history)

    def _ask_beliefs(self, month: int) -> None:
        """Half-way through a period: is the target hopeless, is it safe?  All components with targets count alike."""
        for tally, _, view in self.parts:
            months = tally.rule.months
            if month % months == months // 2:
                believed = view.believed(tally, self.true, month)
                if believed is not None:
                    part = months / 12 / self.with_target
                    self.hopeless += part * believed[0]
                    self.coasting += part * believed[1]

    def _work(self, month: int) -> None:
        """One month: pull, effort, results, records."""
        shares, rules = self.game.world.shares, self.rules
        attraction = [1.0] * len(shares)
        for tally, _, view in self.parts:
            view.attract(attraction, tally, self.true, month % 12, self.pay_ratio)
        mean = 0.0
        for share, v in zip(shares, attraction, strict=True):
            mean += share * v
        if mean >= rules.live_from:
            self.live_sum += 1.0
        self.effort, output = respond(rules, shares, attraction)
        self.effort_sum += self.effort
        self._produce(month, output)
        true, merit = self.true, self.merit
        for tally, shadow, _ in self.parts:
            tally.add(true)
            shadow.add(merit)
        for tally in self.paper:
            tally.add(true)
        year, merit_year = self.year, self.merit_year
        for kpi in self.game.world.yearly:
            year[kpi] += true[kpi]
        for kpi in self.game.world.remembered:
            merit_year[kpi] += merit[kpi]

    def _produce(self, month: int, output: Sequence[float]) -> None:
        """Results of the month, true and on merit: book 1 and shocks at their mean."""
        world, true, merit = self.game.world, self.true, self.merit
        talent, book = self.seat.talent, self.seat.book
        now = month % 12
        exp = math.exp
        flow_luck, level_luck = self.luck[month]
        flows = zip(world.flows, self.demand.factors, flow_luck, strict=True)
        for (kpi, mix, lognormal, spread, mean, normal), factor, z in flows:
            made = 0.0
            for activity, share in mix:
                made += share * output[activity]
            made *= talent * normal[now]
            shock = exp(spread * z + mean) if lognormal else spread * z + mean
            merit[kpi] = made
            true[kpi] = made * book * factor * shock
        for (kpi, mix, kept, of_output, of_itself, spread, highest), z in zip(world.levels, level_luck, strict=True):
            made = 0.0
            for activity, share in mix:
                made += share * output[activity]
            moved = of_output * made + of_itself
            merit[kpi] = min(kept * merit[kpi] + moved, highest)
            true[kpi] = min(kept * true[kpi] + moved + spread * z, highest)
        for kpi, rates in self.sums:
            total = fair = 0.0
            for flow, rate in rates:
                total += rate * true[flow]
                fair += rate * merit[flow]
            true[kpi] = total
            merit[kpi] = fair

    def _appraise(self, month: int) -> None:
        """Periods end: awards are made, also on merit, at other results and on paper."""
        base_pay = self.seat.base_pay
        for tally, shadow, _ in self.parts:
            if (month + 1) % tally.rule.months == 0:
                award = tally.award(base_pay)
                self.payroll.award(award, month + tally.rule.paid_after)
                self.variable += award
                self.merit_pay += shadow.award(base_pay)
                for number, scale in enumerate(SCALES):
                    self.pay_at[number] += tally.award(base_pay, scale)
        for tally in self.paper:
            if (month + 1) % tally.rule.months == 0:
                self.paper_pay += tally.award(base_pay)

    def _close_year(self) -> None:
        """The year that ended becomes history; a level's year is the mean of its months."""
        world = self.game.world
        for results in (self.year, self.merit_year):
            for kpi in world.yearly:
                if world.is_level[kpi]:
                    results[kpi] /= 12
            for kpi, rates in world.sums.items():
                results[kpi] = sum(rate * results[flow] for flow, rate in rates)
        has_target = self.with_target > 0
        self.years.append(
            Year(
                self.variable,
                self.merit_pay,
                self.pay_at,
                self.effort_sum / 12,
                self.live_sum / 12,
                self.hopeless if has_target else math.nan,
                self.coasting if has_target else math.nan,
                self.year,
            )
        )
        self._open_year(self.year, self.merit_year)
