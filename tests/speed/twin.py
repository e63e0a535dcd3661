"""The twin of a firm: one plain SimPy process per advisor, with those of the market, the branches and the head office.

The same equations as simkit's, written once more for one person at a time.  A firm is one scheme under one view in one
replication; a candidate's firm works under today's scheme until the switch, as in simkit.
"""

from __future__ import annotations

import simpy

from simkit.behaviour.steered import Steering
from simkit.measurement.readers import Measurement
from simkit.scenario.scenario import Scenario
from tests.speed.advisor import Advisor
from tests.speed.books import Books
from tests.speed.branch import Branch
from tests.speed.game import Day, Game
from tests.speed.market import Market
from tests.speed.office import Office
from tests.speed.people import seats
from tests.speed.plans import firm_rules
from tests.speed.shocks import Shocks
from tests.speed.world import world


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
    """A market, its advisors, their branches and the head office; `env.run()` lets them live."""

    def __init__(self, scenario: Scenario, game: Game, shocks: Shocks) -> None:
        env = self.env = simpy.Environment()
        self.market = Market(env, game.world, shocks.demand, shocks.regimes, shocks.returns)
        lots = enumerate(seats(scenario.people, shocks.people))
        self.advisors = [Advisor(env, game, self.market, seat, number, shocks) for number, seat in lots]
        self.branches = [Branch(env, game.world) for _ in range(scenario.people.branches)]
        for advisor in self.advisors:
            self.branches[advisor.seat.branch].advisors.append(advisor)
        self.office = Office(env, game, shocks, self.advisors)
        first = 0
        for branch in self.branches if game.has_books else ():
            Books(env, game.world, scenario.measurement, shocks, branch.advisors, first)
            first += len(branch.advisors)
