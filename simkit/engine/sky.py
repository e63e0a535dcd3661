"""The sky: everything that happens to all firms alike, drawn once for a chunk of replications.

People, market demand and every seat's luck belong to the sky; firms (one scheme under one view) read it.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from simkit import arrays
from simkit.arrays import Array
from simkit.market.share import Quote
from simkit.people.advisors import DRAWN
from simkit.randomness import BLOCK, Stream, normals
from simkit.scenario.scenario import Scenario

DEMAND = "market.demand"
"""The decision behind the shocks to demand."""
SHARE = "market.share"
"""The decision behind the luck of the employer's share."""


class Sky:
    """The shocks of some replications, month after month.

    seats: the people; log_demand: (replication, 1).  After `advance` and `open`, for the month: opportunity: flow KPI
    -> result of an average skill at normal effort (replication, seat); level_luck: level KPI -> what luck adds to it.
    quote: the price of the employer's share, where it is followed: where a scheme grants shares or options, or with
    `open_ended`, when any scheme may come.
    """

    def __init__(self, scenario: Scenario, seed: int, replications: Sequence[int], *, open_ended: bool = False) -> None:
        self.scenario, self.seed, self.replications = scenario, seed, tuple(replications)
        count = scenario.people.seats
        self.seats = scenario.people.draw({n: normals(seed, f"people.{n}", replications, count) for n in DRAWN})
        self.log_demand = np.zeros((len(self.replications), 1))
        self.opportunity = {kpi: arrays.unknown(*self.shape) for kpi in scenario.work.flows}
        self.level_luck: dict[str, Array] = {}
        work = scenario.work
        self._luck = {kpi: Stream(seed, f"luck.{kpi}", replications, count) for kpi in (*work.flows, *work.levels)}
        self._demand = Stream(seed, DEMAND, replications, 1)
        self._share = scenario.market.share if scenario.grants_equity or open_ended else None
        self._share_luck = Stream(seed, SHARE, replications, 1) if self._share else None
        self._log_price = np.zeros_like(self.log_demand)
        self.quote: Quote | None = None
        self._blocks: dict[str, Array] = {}
        self._luck_now: dict[str, Array] = {}
        self._demand_block = self._share_block = np.empty((0, 0, 0))

    @property
    def shape(self) -> tuple[int, int]:
        """(replications, seats)."""
        return len(self.replications), self.scenario.people.seats

    def advance(self, month: int) -> None:
        """Demand and luck of `month` (from 0); months must be asked for in order."""
        tick = month % BLOCK
        if tick == 0:
            self._draw()
        self.log_demand = self.scenario.market.step(self.log_demand, self._demand_block[:, tick])
        if self._share is not None:
            swing = self.scenario.market.swing
            shock = swing * self._demand_block[:, tick]
            self._set_price(month, self._share.step(self._log_price, shock, swing, self._share_block[:, tick]))
        self._luck_now = {kpi: self._blocks[kpi][:, tick] for kpi in self.scenario.work.flows}
        self.level_luck = {kpi: self._blocks[kpi][:, tick] for kpi in self.scenario.work.levels}

    def shock(self, by: float) -> None:
        """Demand changes by a share at once, for all firms, and returns as the market's persistence says.

        The employer's share follows it as it follows any shock, and stays there.
        """
        self.log_demand = self.log_demand + np.log1p(by)
        if self._share is not None and self.quote is not None:
            self._set_price(self.quote.month, self._log_price + self._share.follows_market * np.log1p(by))

    def _set_price(self, month: int, log_price: Array) -> None:
        self._log_price = log_price
        self.quote = Quote(month, np.exp(log_price))

    def _draw(self) -> None:
        """The next year: luck of flows times the book, luck of levels in their units."""
        work, book = self.scenario.work, self.seats.book
        log_book = np.log(book)
        self._demand_block = self._demand.block()
        if self._share_luck is not None:
            self._share_block = self._share_luck.block()
        for kpi, flow in work.flows.items():
            luck = self._luck[kpi].block(out=self._blocks.get(kpi))
            luck *= flow.noise
            if flow.noise_kind == "lognormal":
                luck += (log_book - 0.5 * flow.noise**2)[:, None]
                np.exp(luck, out=luck)
            else:
                luck += 1.0
                luck *= book[:, None]
            self._blocks[kpi] = luck
        for kpi, level in work.levels.items():
            luck = self._luck[kpi].block(out=self._blocks.get(kpi))
            luck *= level.noise
            self._blocks[kpi] = luck

    def open(self, month: int) -> None:
        """Work begins: season and demand, as events have left it, go into the opportunity, once for all firms."""
        market = self.scenario.market
        for kpi, flow in self.scenario.work.flows.items():
            season = market.season[month % 12] if flow.follows_season else 1.0
            conditions = market.factor(self.log_demand, flow.follows_market, month) * (flow.normal_month * season)
            np.multiply(self._luck_now[kpi], conditions, out=self.opportunity[kpi])
