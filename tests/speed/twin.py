"""The twin of a firm: one plain SimPy process per advisor, with those of the market, the branches and the head office.

The same equations as simkit's, written once more for one person at a time.  A firm is one scheme under one view in one
replication; a candidate's firm works under today's scheme until the switch, as in simkit.
"""

from __future__ import annotations

import simpy

from simkit.behaviour.steered import Steering
from simkit.measurement.readers import Measurement
from simkit.scenario.scenario import Scenario
from tests.speed import lives
from tests.speed.game import Day, Game
from tests.speed.plans import firm_rules
from tests.speed.shocks import Shocks
from tests.speed.staff import staff
from tests.speed.world import world
from tests.speed.worth import profit


def game(scenario: Scenario, today: Steering, after: Steering) -> Game:
    """The rules of the firm that starts under today's plans and switches to those of `after`."""
    first = firm_rules(scenario, today)
    then = first if after is today else firm_rules(scenario, after)
    lengths = {component.pays.months for rules in (first, then) for component in rules.components}
    feedback = scenario.behaviour.feedback
    calendar = (
        Day(
            begins=any(month % length == 0 for length in lengths),
            half_over=any(month % length == length // 2 for length in lengths),
            ends=any((month + 1) % length == 0 for length in lengths),
            feedback=feedback is not None and feedback.every > 1 and month % feedback.every == 0,
        )
        for month in range(scenario.horizon.months)
    )
    has_books = not Measurement(readers=scenario.measurement).is_neutral
    return Game(world(scenario), first, then, tuple(calendar), has_books)


class Firm:
    """The plain firm on SimPy's calendar."""

    def __init__(self, scenario: Scenario, game: Game, shocks: Shocks) -> None:
        env = self.env = simpy.Environment()
        self.staff = found = staff(scenario, game, shocks)
        env.process(lives.of_market(env, game.world, found.market))
        for advisor in found.advisors:
            env.process(lives.of_advisor(env, game, advisor))
        for branch in found.branches:
            if branch.has_manager:
                env.process(lives.of_branch(env, branch))
        if found.office.has_work:
            env.process(lives.of_office(env, found.office))
        for books in found.books:
            env.process(lives.of_books(env, books))

    def live(self, until: float) -> None:
        """Live through the months up to a time."""
        self.env.run(until=until)

    @property
    def profits(self) -> list[float]:
        """Of every year so far, money."""
        advisors = self.staff.advisors
        return [profit(self.staff.game, advisors, year) for year in range(len(advisors[0].years))]
