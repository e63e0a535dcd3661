"""The plain firm in Mesa's style: a model steps month after month and asks its agents to do one thing after another.

Mesa has no calendar of its own, so a month is a step, and its order (`agenda.ORDER`) is that of the lines of `step`:
what Mesa's documentation calls staged activation.  Nobody's part of a stage depends on who comes first, so agents are
not shuffled, which would only take time.  The sums are those of `advisor`, `market`, `branch`, `books` and `office`.
"""

from __future__ import annotations

import mesa

from simkit.scenario.scenario import Scenario
from tests.speed.advisor import Advisor
from tests.speed.books import Books
from tests.speed.branch import Branch
from tests.speed.game import Game
from tests.speed.shocks import Shocks
from tests.speed.staff import staff
from tests.speed.worth import profit


class AdvisorAgent(mesa.Agent):  # type: ignore[misc] # mypy knows no types of Mesa
    """An advisor among the agents of the model."""

    def __init__(self, model: MesaFirm, advisor: Advisor) -> None:
        super().__init__(model)
        self.advisor = advisor

    def set_targets(self) -> None:
        """Periods begin."""
        self.advisor.set_targets(self.model.month)

    def hear(self) -> None:
        """Feedback."""
        self.advisor.hear(self.model.month)

    def ask_beliefs(self) -> None:
        """Half-way through a period."""
        self.advisor.ask_beliefs(self.model.month)

    def work(self) -> None:
        """The month's work."""
        self.advisor.work(self.model.month)

    def appraise(self) -> None:
        """Periods end."""
        self.advisor.appraise(self.model.month)

    def be_paid(self) -> None:
        """What falls due at the end of the month."""
        if self.advisor.is_paid(self.model.month):
            self.advisor.payroll.pay(self.model.month)

    def close_year(self) -> None:
        """The year is over."""
        self.advisor.close_year()


class BranchAgent(mesa.Agent):  # type: ignore[misc] # likewise
    """A branch among the agents, with its books where it keeps some."""

    def __init__(self, model: MesaFirm, branch: Branch, books: Books | None) -> None:
        super().__init__(model)
        self.branch, self.books = branch, books

    def record(self) -> None:
        """The month's results are booked."""
        if self.books:
            self.books.record(self.model.month)

    def review(self) -> None:
        """The year is over."""
        if self.branch.has_manager:
            self.branch.review()

    def end_quarter(self) -> None:
        """A quarter is over."""
        if self.branch.has_manager:
            self.branch.end_quarter()


class MesaFirm(mesa.Model):  # type: ignore[misc] # likewise
    """The model: the firm's agents, and a collector of what each year brought.

    staff: what the agents stand for; datacollector: the firm's profit, a row a year.
    """

    def __init__(self, scenario: Scenario, game: Game, shocks: Shocks) -> None:
        super().__init__(seed=1)  # not used: chance is handed in
        self.game, self.staff = game, staff(scenario, game, shocks)
        found = self.staff
        books: list[Books | None] = [*found.books] or [None] * len(found.branches)
        AdvisorAgent.create_agents(self, len(found.advisors), found.advisors)
        BranchAgent.create_agents(self, len(found.branches), found.branches, books)
        self.advisors, self.branches = self.agents_by_type[AdvisorAgent], self.agents_by_type[BranchAgent]
        self.datacollector = mesa.DataCollector(
            model_reporters={"profit": lambda firm: profit(firm.game, firm.staff.advisors)}
        )

    @property
    def month(self) -> int:
        """The month that is being lived through, from 0; Mesa counts a step when it begins."""
        return int(self.steps) - 1

    def step(self) -> None:
        """A month."""
        month, day = self.month, self.game.calendar[self.month]
        self._open(month)
        if day.begins:
            self.advisors.do("set_targets")
        if day.feedback:
            self.advisors.do("hear")
        if day.half_over:
            self.advisors.do("ask_beliefs")
        self.advisors.do("work")
        if self.game.has_books:
            self.branches.do("record")
        if day.ends:
            self.advisors.do("appraise")
        self._reward(month)
        self.advisors.do("be_paid")
        self._look_back(month)

    def _open(self, month: int) -> None:
        """The market turns, and empty seats are filled."""
        market, world = self.staff.market, self.game.world
        market.turn(month)
        if month in world.events:
            market.happen(month)
        market.open()
        if world.behaviour.people_go:
            self.staff.office.hire(month)

    def _reward(self, month: int) -> None:
        """The best are honoured and trained."""
        office = self.staff.office
        for number in office.prizes(month) if office.has_work else ():
            office.reward(number)

    def _look_back(self, month: int) -> None:
        """What happens after pay day."""
        office, rules = self.staff.office, self.game.world.behaviour
        if rules.discovery:
            office.investigate(month, rules.discovery)
        if month % 12 == 11:
            self.branches.do("review")
            if office.has_work:
                office.review()
        if month % 3 == 2:
            self.branches.do("end_quarter")
            if rules.leaving:
                office.let_go(month, rules.leaving)
        if month % 12 == 11:
            self.advisors.do("close_year")
            self.datacollector.collect(self)

    def live(self, until: float) -> None:
        """Live through the months up to a time; a month that has begun is lived to its end."""
        while self.steps < until:
            self.step()

    @property
    def profits(self) -> list[float]:
        """Of every year so far, money."""
        return list(self.datacollector.model_vars["profit"])


def forget() -> None:
    """Let go of the models of before: Mesa 3.3 numbers agents by model, and keeps every model for that."""
    getattr(mesa.Agent, "_ids", {}).clear()
