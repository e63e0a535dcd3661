"""The market of the twin: demand, good and bad times, falls, and products that may not be sold."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence

from simkit.market.demand import Market as Rules
from tests.speed.world import World


class Market:
    """Demand: its logarithm, the regime, and what both multiply each flow with this month.

    returns: of the month, on what clients hold; bans: how many of each KPI last; banned: KPIs that may not be sold.
    """

    def __init__(
        self,
        world: World,
        demand: Sequence[float],
        regimes: Sequence[float],
        returns: Sequence[float],
    ) -> None:
        """demand, returns: a standard normal a month; regimes: a number in [0, 1) a month."""
        self.log_demand, self.regime, self.returns = 0.0, 0, 0.0
        self.factors: list[float] = []
        self.bans: Counter[int] = Counter()
        self.banned: set[int] = set()
        self._world, self._variance = world, 0.0
        self._demand, self._regimes, self._luck = demand, regimes, returns

    def turn(self, month: int) -> None:
        """A month begins; half the variance of what follows is taken off, so that every mean stays 1."""
        world = self._world
        rho, swing = world.market.persistence, world.market.swing
        self._variance = rho * rho * self._variance + swing * swing
        self.log_demand = rho * self.log_demand + swing * self._demand[month]
        if world.market.regimes:
            self._change_regime(month)
        self.returns = monthly_return(world.market, self.regime, self._luck[month])

    def _change_regime(self, month: int) -> None:
        """A regime ends by chance, and another one follows."""
        lasts = [regime.lasts for regime in self._world.market.regimes.values()]
        uniform, ends = self._regimes[month], 1.0 / lasts[self.regime]
        if month and len(lasts) > 1 and uniform < ends:
            others = len(lasts) - 1
            ahead = 1 + int(min(uniform / ends, 1.0 - 1e-12) * others)
            self.regime = (self.regime + ahead) % len(lasts)

    def happen(self, month: int) -> None:
        """What the scenario lets happen this month."""
        event = self._world.events[month]
        self.log_demand += event.fall
        self.bans.update(event.banned)
        self.bans.subtract(event.allowed)
        self.banned = {kpi for kpi, bans in self.bans.items() if bans > 0}

    def open(self) -> None:
        """What everybody works with this month."""
        world, half = self._world, 0.5 * self._variance
        regimes = list(world.market.regimes.values())
        level = 1.0 + regimes[self.regime].demand if regimes else 1.0
        self.factors = [
            0.0 if kpi in self.banned else math.exp(follows * (self.log_demand - follows * half)) * level**follows
            for (kpi, *_), follows in zip(world.flows, world.follows, strict=True)
        ]


def monthly_return(market: Rules, regime: int, normal: float) -> float:
    """What clients' assets earn in a month."""
    yearly = [each.returns for each in market.regimes.values()] or [0.05]
    mean = math.log(1.0 + yearly[regime]) / 12.0
    sd = market.returns_swing / math.sqrt(12.0)
    return math.exp(mean - 0.5 * sd * sd + sd * normal) - 1.0
