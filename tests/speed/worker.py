"""One advisor at work: what pays, what that tempts to, how much is done, and what comes of it."""

from __future__ import annotations

import math

from tests.speed import producing
from tests.speed.clients import clients_after, held
from tests.speed.conduct import Conduct
from tests.speed.counting import Tally
from tests.speed.employment import Employment
from tests.speed.game import Game, Part
from tests.speed.market import Market
from tests.speed.mood import Mood
from tests.speed.news import Known, News
from tests.speed.people import Seat
from tests.speed.plans import FirmRules
from tests.speed.results import Results
from tests.speed.shocks import Shocks
from tests.speed.timing import SHORTEST, PeriodEnds
from tests.speed.world import Rates
from tests.speed.year import Book


class Worker:
    """One seat, who sits there, and the states of their work.

    reach: what multiplies an average seat's result; paper: tallies of the coming scheme in the last year before the
    switch; skill: what was learnt, 1 on the first day; learnt: output of the learning activity in this quarter;
    trained: places on courses won in it; coached: share of full coaching; chance: last belief; clients: 1 on the first
    day; assets: what they hold.
    """

    def __init__(self, game: Game, market: Market, seat: Seat, number: int, shocks: Shocks) -> None:
        self.game, self.market, self.seat = game, market, seat
        self.luck = shocks.luck[number]
        self.complaints = [month[number] for month in shocks.complaint]
        world, rules = game.world, game.world.behaviour
        self.who = Employment(world, seat)
        self.conduct = Conduct(world) if rules.misconduct else None
        self.ends = PeriodEnds(world, rules.timing) if rules.timing else None
        self.mood = Mood(world) if rules.morale else None
        self.news = self._news()
        self.skill, self.learnt, self.trained, self.coached, self.chance = 1.0, 0.0, 0.0, 0.0, 0.5
        self.clients = 1.0
        self.assets = rules.clients.assets * seat.book if rules.clients else 0.0
        self.reach, self.effort = seat.book * seat.talent, math.nan
        self.results, self.book = Results(world, game.has_books, seat.book, seat.talent), Book()
        self.paper: list[Tally] = []
        self.adopt(game.today)

    def _news(self) -> News | None:
        feedback = self.game.world.behaviour.feedback
        return News() if feedback and feedback.every > 1 else None

    def adopt(self, rules: FirmRules) -> None:
        """Take over a scheme: fresh tallies and a fresh look at it."""
        self.rules = rules
        self.parts = [Part(number, rule, self.game.has_books) for number, rule in enumerate(rules.components)]
        self.sums = self.read_sums(rules.counted)
        self.with_target = sum(1 for part in self.parts if part.rule.has_targets)
        if self.conduct and any(part.rule.deferral for part in self.parts):
            self.conduct.looks_back = True

    def read_sums(self, counted: frozenset[int]) -> list[tuple[int, Rates]]:
        """The sums of flows that somebody reads every month."""
        return [(kpi, rates) for kpi, rates in self.game.world.sums.items() if kpi in counted]

    @property
    def ability(self) -> float:
        """Talent times what was learnt."""
        return self.who.talent * self.skill

    @property
    def morale(self) -> float:
        """1 in a normal month."""
        return self.mood.morale if self.mood else 1.0

    def change(self) -> None:
        """Another scheme pays from now on."""
        self.adopt(self.game.after)
        if self.ends:
            self.ends.forget()
        if self.mood:
            self.mood.change()

    def known(self, part: Part, month: int) -> Known:
        """What the advisor knows of a component at the start of a month."""
        return self.news.known(part.number, month) if self.news else Known(part.tally.results, self.results.true, 0)

    def work(self, month: int) -> None:
        """One month: pull, conduct, effort, results."""
        world, who, luck = self.game.world, self.who, self.luck[month]
        able = self.ability * who.productivity()
        self.reach = self.seat.book * able * self.clients
        who.pass_month()
        drives = self._drive(month)
        output = self._exert(drives)
        true, merit = self.results.true, self.results.merit
        producing.flows(world, month, output, (self.reach, able), self.market.factors, luck[0], true, merit)
        producing.levels(world, output, luck[1], self.conduct.pressure if self.conduct else 0.0, true, merit)
        if self.conduct:
            self.conduct.sell(true)
        if self.ends:
            self.ends.move(month, self.reach, true, self.market.banned)
        if self.conduct:
            self.conduct.settle(true, self.complaints[month] if self.complaints else 1.0)
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
        drives = [0.0] * len(self.game.world.kpis)
        if self.rules.response == 0.0:
            return drives
        pay_ratio = self.rules.median_pay / self.who.base_pay
        for part in self.parts:
            known, months = self.known(part, month), part.rule.months
            at = month % months
            if self.ends and months >= SHORTEST and at in (0, months - 1):
                own = [0.0] * len(drives)
                part.sight.drive(own, known, month, pay_ratio, self.reach)
                self.ends.look(part.number, month, at == 0, own)
                drives = [so_far + more for so_far, more in zip(drives, own, strict=True)]
            else:
                part.sight.drive(drives, known, month, pay_ratio, self.reach)
        for kpi in self.market.banned:
            drives[kpi] = 0.0
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
            self.conduct.press(drives, self.who.conscience, rules.kept, rules.penalty_felt, self.market.banned)
        joy = self.mood.joy if self.mood else 1.0
        attraction = producing.attraction(world, joy, drives)
        if rules.least is not None:
            attraction = [max(v, rules.least) for v in attraction]
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
        satisfaction = self.results.true[world.feel[0]] / world.feel[1] if world.feel else 1.0
        before = self.clients
        self.clients = clients_after(rule, before, satisfaction, self.conduct.harm if self.conduct else 0.0)
        if rule.assets:
            brought = 0.0 if world.brought is None else self.results.true[world.brought]
            self.assets = held(self.assets, self.market.returns, self.clients / before, brought)

    def count(self) -> None:
        """The month is recorded: whatever counts results counts them."""
        self.results.add_month(self.sums)
        for part in self.parts:
            part.add(self.results)
        for tally in self.paper:
            tally.add(self.results.recorded)
