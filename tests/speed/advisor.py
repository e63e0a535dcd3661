"""One advisor through the years: is set targets, asks itself what it believes, works, is appraised, is paid.

An advisor here is a seat, which goes on when somebody leaves and somebody else comes.  What concerns colleagues is done
by the branch (`branch`, `books`) and by the head office (`office`); when all this happens is left to a calendar
(`lives`).
"""

from __future__ import annotations

import math

from simkit.behaviour.conduct.discovery import Discovery
from tests.speed.clients import left_by
from tests.speed.counting import Tally
from tests.speed.game import Game, Part
from tests.speed.learning import practised
from tests.speed.market import Market
from tests.speed.money import Payroll
from tests.speed.people import Newcomer, Seat
from tests.speed.shocks import Shocks
from tests.speed.worker import Worker
from tests.speed.year import SCALES, Book, Year


class Advisor(Worker):
    """One seat and its advisor through the years.

    honoured: 1 for who was this year, None where nobody could be; last_variable: pay of last year, as of a whole one.
    """

    def __init__(self, game: Game, market: Market, seat: Seat, number: int, shocks: Shocks) -> None:
        super().__init__(game, market, seat, number, shocks)
        self.payroll, self.paper_pay, self.last_variable = Payroll(), 0.0, 0.0
        self.honoured: float | None = None
        self.years: list[Year] = []

    def hear(self, month: int) -> None:
        """Feedback at the start of a month, where it does not come every month."""
        if self.news:
            self.news.tell([part.tally for part in self.parts], self.results.true, month)

    def is_paid(self, month: int) -> bool:
        """Whether anything falls due, or can no longer be taken back, at the end of a month."""
        return month in self.payroll.due or month in self.payroll.recoverable

    def set_targets(self, month: int) -> None:
        """Periods begin, at the switch those of the new scheme."""
        book, game, results = self.seat.book, self.game, self.results
        if month == game.world.run_in - 12:
            self.paper = [Tally(rule.pays) for rule in game.after.components]
            self.sums = self.read_sums(game.today.counted | game.after.counted)
        elif month == game.world.run_in:
            self.paper, self.sums = [], self.read_sums(game.today.counted)
            if game.after is not game.today:
                self.change()
        reach = book * self.ability * self.clients
        for part in self.parts:
            if month % part.rule.months == 0:
                part.begin(month, book, reach, results)
                if self.news:
                    self.news.begin(part.number, part.tally, results.true, month)
        for tally in self.paper:
            if month % tally.rule.months == 0:
                tally.begin(month, book, results.history)

    def ask_beliefs(self, month: int) -> None:
        """Half-way through a period: is the target hopeless, is it safe?  All components with targets count alike."""
        chances: dict[int, list[float]] = {}
        for part in self.parts:
            months = part.rule.months
            if month % months == months // 2:
                believed = part.sight.believed(self.known(part, month), month)
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

    def appraise(self, month: int) -> None:
        """Periods end: awards are made, also on merit, on true results, at other results and on paper."""
        base_pay, book = self.who.base_pay, self.book
        for part in self.parts:
            rule = part.rule
            if (month + 1) % rule.months == 0:
                award = self._reported(part)
                self.payroll.award(award, month + rule.paid_after, rule.deferral, rule.round_to, self.who.person)
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
        award = self._earned(part.tally.award(who.base_pay), part.tally)
        if not (misreporting and self.conduct and part.rule.has_targets and who.present):
            return award
        overstated = self._earned(part.tally.award(who.base_pay, 1.0 + misreporting.at_most), part.tally)
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
        self.skill, self.learnt, self.trained = 1.0, 0.0, 0.0

    def leave(self, month: int, average: float, *, dismissed: bool) -> None:
        """Whoever sits here goes; average: ability of those who were here."""
        self.who.leave(month, able=self.ability > average, dismissed=dismissed)
        self.payroll.leave(self.who.person)
        rules = self.game.world.behaviour
        if rules.clients and rules.hiring:
            self.clients = left_by(self.clients, rules.hiring.book_lost)
            self.assets *= 1.0 - rules.hiring.book_lost

    def take_back(self, rule: Discovery, person: int) -> None:
        """Something is found of this person of the seat: what is outstanding is cut, what was paid is taken back."""
        self.payroll.cut(rule.malus, person)
        self.payroll.claw_back(rule.claw_back, person)

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

    def look_back(self, share: float) -> None:
        """The year is over, in which this share of all people was honoured."""
        if self.mood:
            self.mood.look_back(self.honoured, share)
        self.honoured = None

    def settle_skill(self, extra: float) -> None:
        """A quarter is over; extra: what was learnt from the manager and from colleagues."""
        rule, learning = self.game.world.behaviour.practice, self.game.world.learning
        assert rule is not None
        learnt = 1.0 if learning is None else self.learnt / 3.0
        self.skill = practised(rule, self.skill, learnt, self.trained, extra)
        self.learnt = self.trained = 0.0

    def settle_mood(self) -> None:
        """A quarter is over."""
        if self.mood:
            self.mood.settle(self.rules.exponent, self.rules.convexity)

    def close_year(self) -> None:
        """The year is over."""
        book, who = self.book, self.who
        true, recorded = self.results.close_year()
        months, has_target = max(who.months, 1.0), self.with_target > 0
        self.years.append(
            Year(
                base_pay=who.base_paid,
                variable_pay=book.variable,
                beside_pay=book.beside_pay,
                merit_pay=book.merit_pay,
                pay_at=book.pay_at,
                deferred=sum(promise.amount for promise, _ in self.payroll.instalments()),
                effort=book.effort / months,
                live=book.live / months,
                hopeless=book.hopeless if has_target else math.nan,
                coasting=book.coasting if has_target else math.nan,
                months=who.months,
                ability=self.ability,
                results=true,
                recorded=recorded,
                counted=self._counted(),
            )
        )
        self.book = Book()
        who.open_year()
        for part in (self.conduct, self.ends, self.mood):
            if part:
                part.open_year()

    def _counted(self) -> dict[str, float]:
        """What else the year has counted."""
        who, rules = self.who, self.game.world.behaviour
        found: dict[str, float] = {}
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
            if rules.clients.assets:
                found["assets"] = self.assets
        if self.ends:
            found |= {"moved": self.ends.moved, "conceded": self.ends.conceded}
        if self.game.has_books:
            found["true_pay"] = self.book.true_pay
        return found
