"""The plain firm in salabim's style: a component for each advisor, whose process holds until something is to be done.

salabim has two styles of processes: generators, and greenlets, which need another package that salabim does not ask
for.  Generators are used here; they are the faster ones, too.  The sums are those of `advisor`, `market`, `branch`,
`books` and `office`.
"""

from __future__ import annotations

from collections.abc import Iterator

import salabim as sim

from simkit.scenario.scenario import Scenario
from tests.speed.advisor import Advisor
from tests.speed.agenda import (
    APPRAISAL,
    BELIEFS,
    EVENTS,
    FEEDBACK,
    HIRING,
    INVESTIGATION,
    LEAVING,
    MARKET,
    PAY_DAY,
    QUARTER_END,
    RECORDS,
    REVIEW,
    TARGETS,
    WORK,
    YEAR_END,
)
from tests.speed.books import Books
from tests.speed.branch import Branch
from tests.speed.game import Game
from tests.speed.shocks import Shocks
from tests.speed.staff import Staff, staff
from tests.speed.worth import profit

Holds = Iterator[None]


class AdvisorComponent(sim.Component):  # type: ignore[misc] # mypy knows no types of salabim
    """An advisor."""

    def setup(self, game: Game, advisor: Advisor) -> None:
        """What the component is given."""
        self.game, self.advisor = game, advisor

    def process(self) -> Holds:
        """The months of a seat."""
        advisor = self.advisor
        for month, day in enumerate(self.game.calendar):
            if day.begins:
                yield self.hold(till=month + TARGETS)
                advisor.set_targets(month)
            if day.feedback:
                yield self.hold(till=month + FEEDBACK)
                advisor.hear(month)
            if day.half_over:
                yield self.hold(till=month + BELIEFS)
                advisor.ask_beliefs(month)
            yield self.hold(till=month + WORK)
            advisor.work(month)
            if day.ends:
                yield self.hold(till=month + APPRAISAL)
                advisor.appraise(month)
            if advisor.is_paid(month):
                yield self.hold(till=month + PAY_DAY)
                advisor.payroll.pay(month)
            if month % 12 == 11:
                yield self.hold(till=month + YEAR_END)
                advisor.close_year()


class MarketComponent(sim.Component):  # type: ignore[misc] # likewise
    """The market."""

    def setup(self, found: Staff) -> None:
        """What the component is given."""
        self.world, self.market = found.game.world, found.market

    def process(self) -> Holds:
        """Month after month, and what the scenario lets happen."""
        for month in range(self.world.months):
            yield self.hold(till=month + MARKET)
            self.market.turn(month)
            if month in self.world.events:
                yield self.hold(till=month + EVENTS)
                self.market.happen(month)
            self.market.open()


class ManagerComponent(sim.Component):  # type: ignore[misc] # likewise
    """The manager of a branch."""

    def setup(self, branch: Branch) -> None:
        """What the component is given."""
        self.branch = branch

    def process(self) -> Holds:
        """The manager's year."""
        for month in range(2, self.branch.world.months, 3):
            if month % 12 == 11:
                yield self.hold(till=month + REVIEW)
                self.branch.review()
            yield self.hold(till=month + QUARTER_END)
            self.branch.end_quarter()


class BooksComponent(sim.Component):  # type: ignore[misc] # likewise
    """The books of a branch."""

    def setup(self, books: Books) -> None:
        """What the component is given."""
        self.books = books

    def process(self) -> Holds:
        """A record every month."""
        for month in range(self.books.world.months):
            yield self.hold(till=month + RECORDS)
            self.books.record(month)


class OfficeComponent(sim.Component):  # type: ignore[misc] # likewise
    """The head office."""

    def setup(self, found: Staff) -> None:
        """What the component is given."""
        self.office, self.rules = found.office, found.game.world.behaviour

    def process(self) -> Holds:
        """What the head office does in a month."""
        office, rules = self.office, self.rules
        for month in range(office.game.world.months):
            if rules.people_go:
                yield self.hold(till=month + HIRING)
                office.hire(month)
            if prizes := office.prizes(month):
                yield self.hold(till=month + APPRAISAL)
                for number in prizes:
                    office.reward(number)
            if rules.discovery:
                yield self.hold(till=month + INVESTIGATION)
                office.investigate(month, rules.discovery)
            if month % 12 == 11:
                yield self.hold(till=month + REVIEW)
                office.review()
            if rules.leaving and month % 3 == 2:
                yield self.hold(till=month + LEAVING)
                office.let_go(month, rules.leaving)


class AuditorComponent(sim.Component):  # type: ignore[misc] # likewise
    """Works out the firm's profit when a year is closed, and tallies it."""

    def setup(self, found: Staff, profits: sim.Monitor) -> None:
        """What the component is given."""
        self.found, self.profits = found, profits

    def process(self) -> Holds:
        """Year after year."""
        for year in range(self.found.game.world.months // 12):
            yield self.hold(till=12 * year + 11 + YEAR_END, priority=1)  # after the advisors have closed theirs
            self.profits.tally(profit(self.found.game, self.found.advisors))


class SalabimFirm:
    """The environment and its components."""

    def __init__(self, scenario: Scenario, game: Game, shocks: Shocks) -> None:
        # chance is handed in: the generators of Python and NumPy are left as they are
        self.env = env = sim.Environment(yieldless=False, random_seed="", set_numpy_random_seed=False)
        self.staff = found = staff(scenario, game, shocks)
        self.profit = sim.Monitor("profit", env=env)
        MarketComponent(found=found, env=env)
        for advisor in found.advisors:
            AdvisorComponent(game=game, advisor=advisor, env=env)
        for branch in found.branches:
            if branch.has_manager:
                ManagerComponent(branch=branch, env=env)
        if found.office.has_work:
            OfficeComponent(found=found, env=env)
        for books in found.books:
            BooksComponent(books=books, env=env)
        AuditorComponent(found=found, profits=self.profit, env=env)

    def live(self, until: float) -> None:
        """Live through the months up to a time."""
        self.env.run(till=until)

    @property
    def profits(self) -> list[float]:
        """Of every year so far, money."""
        return list(self.profit.x())
