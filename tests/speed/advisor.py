"""One advisor as a plain SimPy process: sets targets, asks itself what it believes, works, is appraised, is paid.

The process belongs to the seat, which goes on when its advisor leaves and another one comes.  What concerns colleagues
is done by the branch (`branch`, `books`) and by the head office (`office`).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import NamedTuple, Protocol

import simpy

from tests.speed import producing
from tests.speed.calendar import APPRAISAL, BELIEFS, FEEDBACK, PAY_DAY, TARGETS, WORK, YEAR_END, Life
from tests.speed.clients import clients_after
from tests.speed.conduct import Conduct
from tests.speed.counting import Tally
from tests.speed.employment import Employment
from tests.speed.learning import practised
from tests.speed.money import Payroll
from tests.speed.mood import Mood
from tests.speed.news import Known, News
from tests.speed.people import Newcomer, Seat
from tests.speed.plans import FirmRules
from tests.speed.seeing import Rule, sight
from tests.speed.shocks import Shocks
from tests.speed.timing import SHORTEST, PeriodEnds
from tests.speed.world import Rates, World
from tests.speed.year import SCALES, Book, Year


class Demand(Protocol):
    """What an advisor sees of the market: what multiplies each flow this month, and what may not be sold."""

    factors: list[float]
    banned: set[int]


class Day(NamedTuple):
    """What a month has on the calendar: periods that begin, are half over and end, and feedback."""

    begins: bool
    half_over: bool
    ends: bool
    feedback: bool


@dataclass(frozen=True)
class Game:
    """The rules of one firm: the world, the rules until the switch and from then on, and what begins and ends when.

    has_books: whether a branch records anything else than the truth.
    """

    world: World
    today: FirmRules
    after: FirmRules
    calendar: tuple[Day, ...]
    has_books: bool


class Part:
    """One component as one advisor has it: tallies of recorded, merit and true results, and how the advisor sees it."""

    __slots__ = ("merit", "number", "rule", "sight", "tally", "true")

    def __init__(self, number: int, rule: Rule, has_books: bool) -> None:
        self.number, self.rule, self.sight = number, rule.pays, sight(rule)
        self.tally, self.merit = Tally(rule.pays), Tally(rule.pays)
        self.true = Tally(rule.pays) if has_books else None


class Advisor:
    """One seat and its advisor, and the states that they leave behind.

    true, recorded, merit: results of the month (levels: now); reach: what multiplies an average seat's result; paper:
    tallies of the coming scheme in the last year before the switch; skill: what was learnt, 1 on the first day; learnt:
    output of the learning activity in this quarter; chance: last belief; clients: 1 on the first day.
    """

    def __init__(
        self, env: simpy.Environment, game: Game, demand: Demand, seat: Seat, number: int, shocks: Shocks
    ) -> None:
        self.env, self.game, self.demand, self.seat = env, game, demand, seat
        self.luck = shocks.luck[number]
        self.complaints = [month[number] for month in shocks.complaint]
        world, rules = game.world, game.world.behaviour
        self.who = Employment(world, seat)
        self.conduct = Conduct(world) if rules.misconduct else None
        self.ends = PeriodEnds(world, rules.timing) if rules.timing else None
        self.mood = Mood(world) if rules.morale else None
        self.news = self._news()
        self.payroll = Payroll()
        self.skill, self.learnt, self.coached, self.chance, self.clients = 1.0, 0.0, 0.0, 0.5, 1.0
        self.reach, self.effort, self.last_variable = seat.book * seat.talent, math.nan, 0.0
        normal = list(zip(world.normal_year, world.is_level, strict=True))
        self.true = [result if level else math.nan for result, level in normal]
        self.merit, self.recorded = list(self.true), self.true
        self.history = [result if level else result * self.reach for result, level in normal]
        self.merit_history = [result if level else result * seat.talent for result, level in normal]
        self.paper: list[Tally] = []
        self.paper_pay = 0.0
        self.years: list[Year] = []
        self._open_year()
        self._adopt(game.today)
        env.process(self._life())

    def _news(self) -> News | None:
        feedback = self.game.world.behaviour.feedback
        return News() if feedback and feedback.every > 1 else None

    def _open_year(self) -> None:
        count = len(self.history)
        self.book = Book()
        self.year, self.true_year, self.merit_year = ([0.0] * count for _ in range(3))

    def _adopt(self, rules: FirmRules) -> None:
        """Take over a scheme: fresh tallies and a fresh look at it."""
        self.rules = rules
        self.parts = [Part(number, rule, self.game.has_books) for number, rule in enumerate(rules.components)]
        self.sums = self._sums(rules.counted)
        self.with_target = sum(1 for part in self.parts if part.rule.has_targets)

    def _sums(self, counted: frozenset[int]) -> list[tuple[int, Rates]]:
        """The sums of flows that somebody reads every month."""
        return [(kpi, rates) for kpi, rates in self.game.world.sums.items() if kpi in counted]

    def _life(self) -> Life:
        env, timeout, payroll = self.env, self.env.timeout, self.payroll
        for month, day in enumerate(self.game.calendar):
            if day.begins:
                yield timeout(month + TARGETS - env.now)
                self._set_targets(month)
            if day.feedback and self.news:
                yield timeout(month + FEEDBACK - env.now)
                self.news.tell([part.tally for part in self.parts], self.true, month)
            if day.half_over:
                yield timeout(month + BELIEFS - env.now)
                self._ask_beliefs(month)
            yield timeout(month + WORK - env.now)
            self._work(month)
            if day.ends:
                yield timeout(month + APPRAISAL - env.now)
                self._appraise(month)
            if month in payroll.due or month in payroll.recoverable:
                yield timeout(month + PAY_DAY - env.now)
                payroll.pay(month)
            if month % 12 == 11:
                yield timeout(month + YEAR_END - env.now)
                self._close_year()

    @property
    def ability(self) -> float:
        """Talent times what was learnt."""
        return self.who.talent * self.skill

    @property
    def morale(self) -> float:
        """1 in a normal month."""
        return self.mood.morale if self.mood else 1.0

    def _set_targets(self, month: int) -> None:
        """Periods begin, at the switch those of the new scheme; on merit the book is an average one."""
        book, game = self.seat.book, self.game
        if month == game.world.run_in - 12:
            self.paper = [Tally(rule.pays) for rule in game.after.components]
            self.sums = self._sums(game.today.counted | game.after.counted)
        elif month == game.world.run_in:
            self.paper, self.sums = [], self._sums(game.today.counted)
            if game.after is not game.today:
                self._change()
        reach = book * self.ability * self.clients
        for part in self.parts:
            months = part.rule.months
            if month % months == 0:
                part.tally.begin(month, book, self.history)
                part.merit.begin(month, 1.0, self.merit_history)
                if part.true:
                    part.true.begin(month, book, self.history)
                part.sight.begin(month % 12 // months, part.tally.targets, reach)
                if self.news:
                    self.news.begin(part.number, part.tally, self.true, month)
        for tally in self.paper:
            if month % tally.rule.months == 0:
                tally.begin(month, book, self.history)

    def _change(self) -> None:
        """Another scheme pays from now on."""
        self._adopt(self.game.after)
        self.news = self._news()
        if self.ends:
            self.ends.forget()
        if self.mood:
            self.mood.change()

    def _known(self, part: Part, month: int) -> Known:
        return self.news.known(part.number, month) if self.news else Known(part.tally.results, self.true, 0)

    def _ask_beliefs(self, month: int) -> None:
        """Half-way through a period: is the target hopeless, is it safe?  All components with targets count alike."""
        chances: dict[int, list[float]] = {}
        for part in self.parts:
            months = part.rule.months
            if month % months == months // 2:
                believed = part.sight.believed(self._known(part, month), month)
                if believed is not None:
                    share = months / 12 / self.with_target
                    self.book.hopeless += share * believed.hopeless
                    self.book.coasting += share * believed.coasting
                    chances.setdefault(months, []).append(believed.chance)
                    if self.mood:
                        self.mood.aim(part.number, believed.chance, self.with_target)
        if chances:  # of the longest period
            last = chances[max(chances)]
            self.chance = sum(last) / len(last)

    def _work(self, month: int) -> None:
        """One month: pull, conduct, effort, results."""
        world, who, luck = self.game.world, self.who, self.luck[month]
        able = self.ability * who.productivity()
        self.reach = self.seat.book * able * self.clients
        who.pass_month()
        drives = self._drive(month)
        output = self._exert(drives)
        conditions = self.reach, able
        producing.flows(world, month, output, conditions, self.demand.factors, luck[0], self.true, self.merit)
        pressure = self.conduct.pressure if self.conduct else 0.0
        producing.levels(world, output, luck[1], pressure, self.true, self.merit)
        if self.conduct:
            self.conduct.sell(self.true)
        if self.ends:
            self.ends.move(month, self.reach, self.true, self.demand.banned)
        if self.conduct:
            self.conduct.settle(self.true, self.complaints[month] if self.complaints else 1.0)
        if self.mood:
            self.mood.worked(self.effort)
        if world.learning is not None:
            self.learnt += output[world.learning]
        if world.behaviour.clients:
            self._serve()
        if not self.game.has_books:
            self.count()

    def _drive(self, month: int) -> list[float]:
        """What pays, by flow and level; where a period begins or ends its component is looked at alone."""
        drives = [0.0] * len(self.true)
        pay_ratio = self.rules.median_pay / self.who.base_pay
        for part in self.parts:
            known, months = self._known(part, month), part.rule.months
            at = month % months
            if self.ends and months >= SHORTEST and at in (0, months - 1):
                own = [0.0] * len(drives)
                part.sight.drive(own, known, month, pay_ratio, self.reach)
                self.ends.look(part.number, month, at == 0, own)
                drives = [so_far + more for so_far, more in zip(drives, own, strict=True)]
            else:
                part.sight.drive(drives, known, month, pay_ratio, self.reach)
        return drives

    def _exert(self, drives: list[float]) -> list[float]:
        """Conduct and effort of the month; returns every activity's output."""
        world, rules = self.game.world, self.rules
        if not self.who.present:
            if self.conduct:
                self.conduct.rest()
            self.effort = 0.0
            return [0.0] * len(world.shares)
        if self.conduct:
            self.conduct.press(drives, self.who.conscience, rules.kept, rules.penalty_felt, self.demand.banned)
        joy = self.mood.joy if self.mood else 1.0
        attraction = producing.attraction(world, joy, drives)
        mean = 0.0
        for share, v in zip(world.shares, attraction, strict=True):
            mean += share * v
        if mean - joy >= rules.live_from:
            self.book.live += 1.0
        self.effort, output = producing.respond(rules, world.shares, attraction)
        self.book.effort += self.effort
        return output

    def _serve(self) -> None:
        """Clients come and go."""
        world = self.game.world
        rule = world.behaviour.clients
        assert rule is not None
        satisfaction = self.true[world.feel[0]] / world.feel[1] if world.feel else 1.0
        self.clients = clients_after(rule, self.clients, satisfaction, self.conduct.harm if self.conduct else 0.0)

    def count(self) -> None:
        """The month is recorded: whatever counts results counts them."""
        world, game = self.game.world, self.game
        true, recorded, merit = self.true, self.recorded, self.merit
        producing.add_up(self.sums, recorded)
        producing.add_up(self.sums, merit)
        for part in self.parts:
            part.tally.add(recorded)
            part.merit.add(merit)
        for tally in self.paper:
            tally.add(recorded)
        year, merit_year = self.year, self.merit_year
        for kpi in world.yearly:
            year[kpi] += recorded[kpi]
        for kpi in world.remembered:
            merit_year[kpi] += merit[kpi]
        if game.has_books:
            producing.add_up(self.sums, true)
            for part in self.parts:
                if part.true:
                    part.true.add(true)
            for kpi in world.yearly:
                self.true_year[kpi] += true[kpi]

    def _appraise(self, month: int) -> None:
        """Periods end: awards are made, also on merit, on true results, at other results and on paper."""
        base_pay, book = self.who.base_pay, self.book
        for part in self.parts:
            rule = part.rule
            if (month + 1) % rule.months == 0:
                award = self._earned(self._reported(part), part.tally)
                self.payroll.award(award, month + rule.paid_after, rule.deferral, rule.round_to)
                book.variable += award
                book.merit_pay += self._earned(part.merit.award(base_pay), part.tally)
                for number, scale in enumerate(SCALES):
                    book.pay_at[number] += self._earned(part.tally.award(base_pay, scale), part.tally)
                if part.true:
                    book.true_pay += self._earned(part.true.award(base_pay), part.tally)
        for tally in self.paper:
            if (month + 1) % tally.rule.months == 0:
                self.paper_pay += self._earned(tally.award(base_pay), tally)

    def _reported(self, part: Part) -> float:
        """The award for results as the advisor reports them."""
        who, misreporting = self.who, self.game.world.behaviour.misreporting
        award = part.tally.award(who.base_pay)
        if not (misreporting and self.conduct and part.rule.has_targets and who.present):
            return award
        overstated = part.tally.award(who.base_pay, 1.0 + misreporting.at_most)
        return self.conduct.misreport(award, overstated, who.conscience, who.base_pay, self.rules.response)

    def _earned(self, award: float, tally: Tally) -> float:
        """The part of an award that goes to who sits here now."""
        if not self.game.world.behaviour.people_go:
            return award
        unit = tally.rule.round_to
        return round(award * self.who.stayed(tally.rule.months) / unit) * unit

    def arrive(self, newcomer: Newcomer) -> None:
        """Somebody comes to the seat."""
        self.who.arrive(newcomer)
        if self.conduct:
            self.conduct.arrive()
        if self.mood:
            self.mood.arrive()
        self.skill, self.learnt = 1.0, 0.0

    def leave(self, month: int, average: float, *, dismissed: bool) -> None:
        """Whoever sits here goes; average: ability of those who were here."""
        self.who.leave(month, able=self.ability > average, dismissed=dismissed)
        self.payroll.leave()
        rules = self.game.world.behaviour
        if rules.clients and rules.hiring:
            self.clients *= 1.0 - rules.hiring.book_lost

    def worth(self) -> float:
        """Worth to the bank of the year so far, as it is recorded."""
        return sum(rate * self.year[kpi] for kpi, rate in self.game.world.worth)

    def pay_of_year(self) -> float:
        """What a whole year is paid."""
        return (self.who.base_paid + self.book.variable) * self.who.whole_year

    def note_pay(self) -> None:
        """The year's variable pay is remembered."""
        self.last_variable = self.book.variable * self.who.whole_year

    def expect(self, pay: float) -> None:
        """Pay of the year is held against what was expected."""
        if self.mood:
            self.mood.expect(pay, a_year_here=self.who.here >= 12)

    def feel(self, name: str, effect: float) -> None:
        """Something moves morale by so much of output."""
        if self.mood:
            self.mood.effects[name] = effect

    def settle_skill(self, extra: float) -> None:
        """A quarter is over; extra: what was learnt from the manager and from colleagues."""
        rule, learning = self.game.world.behaviour.practice, self.game.world.learning
        assert rule is not None
        self.skill = practised(rule, self.skill, 1.0 if learning is None else self.learnt / 3.0, extra)
        self.learnt = 0.0

    def settle_mood(self) -> None:
        """A quarter is over."""
        if self.mood:
            self.mood.settle(self.rules.exponent, self.rules.convexity)

    def _close_year(self) -> None:
        """The year that ended becomes history; a level's year is the mean of its months."""
        world, book, who = self.game.world, self.book, self.who
        for results in (self.year, self.merit_year, *([self.true_year] if self.game.has_books else [])):
            for kpi in world.yearly:
                if world.is_level[kpi]:
                    results[kpi] /= 12
            producing.add_up(world.sums.items(), results)
        self.history, self.merit_history = self.year, self.merit_year
        months, has_target = max(who.months, 1.0), self.with_target > 0
        self.years.append(
            Year(
                base_pay=who.base_paid,
                variable_pay=book.variable,
                merit_pay=book.merit_pay,
                pay_at=book.pay_at,
                deferred=sum(promise.amount for promise, _ in self.payroll.instalments()),
                effort=book.effort / months,
                live=book.live / months,
                hopeless=book.hopeless if has_target else math.nan,
                coasting=book.coasting if has_target else math.nan,
                months=who.months,
                ability=self.ability,
                results=self.true_year if self.game.has_books else self.year,
                recorded=self.year,
                counted=self._counted(),
            )
        )
        self._open_year()
        who.open_year()
        for part in (self.conduct, self.ends, self.mood):
            if part:
                part.open_year()

    def _counted(self) -> dict[str, float]:
        """What else the year has counted."""
        found, who, rules = {}, self.who, self.game.world.behaviour
        if self.conduct:
            found |= self.conduct.year | {"on_record": self.conduct.on_record}
        if rules.people_go:
            found |= {"left": who.left, "dismissed": who.dismissed, "left_able": who.left_able}
        if self.mood:
            found["morale"] = self.mood.year / 12.0
        if rules.practice:
            found["skill"] = self.skill
        if rules.clients:
            found["clients"] = self.clients
        if self.ends:
            found |= {"moved": self.ends.moved, "conceded": self.ends.conceded}
        if self.game.has_books:
            found["true_pay"] = self.book.true_pay
        return found
