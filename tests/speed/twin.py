"""The twin of a firm: one plain SimPy process per advisor and one for the market, in one environment.

The same equations as simkit's, written once more for one person at a time.  A firm is one scheme under one view in one
replication; a candidate's firm works under today's scheme until the switch, as in simkit.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import simpy

from simkit.behaviour.steered import Steering
from simkit.scenario.scenario import Scenario
from tests.speed.advisor import EVENTS, MARKET, Advisor, Game, Life
from tests.speed.plans import firm_rules
from tests.speed.shocks import Shocks
from tests.speed.world import World, seats, world


def game(scenario: Scenario, today: Steering, after: Steering) -> Game:
    """The rules of the firm that starts under today's plans and switches to those of `after`."""
    first = firm_rules(scenario, today)
    then = first if after is today else firm_rules(scenario, after)
    lengths = {component.pays.months for rules in (first, then) for component in rules.components}
    calendar = (
        (
            any(month % length == 0 for length in lengths),
            any(month % length == length // 2 for length in lengths),
            any((month + 1) % length == 0 for length in lengths),
        )
        for month in range(scenario.horizon.months)
    )
    return Game(world(scenario), first, then, tuple(calendar))


class Firm:
    """A market and its advisors; `env.run()` lets them live."""

    def __init__(self, scenario: Scenario, game: Game, shocks: Shocks) -> None:
        self.env = simpy.Environment()
        self.market = Market(self.env, game.world, shocks.demand)
        lots = zip(seats(scenario.people, shocks.people), shocks.luck, strict=True)
        self.advisors = [Advisor(self.env, game, self.market, seat, luck) for seat, luck in lots]


class Market:
    """Demand: its logarithm, and what it multiplies each flow with this month."""

    def __init__(self, env: simpy.Environment, world: World, normals: Sequence[float]) -> None:
        self.log_demand = 0.0
        self.factors: list[float] = []
        env.process(self._life(env, world, normals))

    def _life(self, env: simpy.Environment, world: World, normals: Sequence[float]) -> Life:
        """Month after month; half the variance of what follows is taken off, so that every mean stays 1."""
        rho, swing = world.persistence, world.swing
        variance = 0.0
        for month in range(world.months):
            yield env.timeout(month + MARKET - env.now)
            variance = rho * rho * variance + swing * swing
            self.log_demand = rho * self.log_demand + swing * normals[month]
            if month in world.falls:
                yield env.timeout(month + EVENTS - env.now)
                self.log_demand += world.falls[month]
            x, half = self.log_demand, 0.5 * variance
            self.factors = [math.exp(follows * (x - follows * half)) for follows in world.follows]
