"""The sky: everything that happens to all firms alike, drawn once for a chunk of replications.

People, market demand and every seat's luck belong to the sky; firms (one scheme under one view) read it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np

from simkit import arrays
from simkit.arrays import Array, Index
from simkit.market.regimes import next_regime
from simkit.market.share import Quote
from simkit.measurement.kpi_reader import Moment
from simkit.measurement.readers import MANAGERS, Measurement
from simkit.people.advisors import DRAWN
from simkit.randomness import BLOCK, Stream, normals
from simkit.scenario.scenario import Scenario

DEMAND = "market.demand"
"""The decision behind the shocks to demand."""
SHARE = "market.share"
"""The decision behind the luck of the employer's share."""
HIRED = ("base_pay", "talent", "conscience")
"""What is drawn of a newcomer."""


def _asked(scenario: Scenario) -> tuple[str, ...]:
    """The decisions that are taken by chance in every month."""
    rules = scenario.behaviour
    asked = {"conduct.complaint": rules.complaints, "conduct.found": rules.discovery, "leaving": rules.leaving}
    return tuple(name for name, rule in asked.items() if rule is not None)


class Sky:
    """The shocks of some replications, month after month.

    seats: the people; starts, sizes: (branch,), first seat of each branch and how many it has; conscience: of the
    people of the first day (replication, seat).  log_demand, regime, returns: (replication, 1).  After `advance` and
    `open`, for the month: opportunity: flow KPI -> result of an average skill at normal effort (replication, seat);
    level_luck: level KPI -> what luck adds to it.
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
        self._chances = {name: Stream(seed, name, replications, count, uniform=True) for name in _asked(scenario)}
        self.conscience = scenario.people.conscience.of(normals(seed, "people.conscience", replications, count))
        self.measurement = Measurement(readers=scenario.measurement)
        self._readings = {name: Stream(seed, name, replications, count) for name in self.measurement.draws}
        self._managers = None
        if self.measurement.has_managers:
            self._managers = normals(seed, MANAGERS, replications, scenario.people.branches)
        branch = self.seats.branch
        self.starts: Index = np.flatnonzero(np.diff(branch, prepend=-1)).astype(np.intp)
        self.sizes: Index = np.diff(self.starts, append=count).astype(np.intp)
        self.regime = np.zeros((len(self.replications), 1))
        self.returns = np.zeros((len(self.replications), 1))
        self.banned: Counter[str] = Counter()
        self._regimes = Stream(seed, "market.regime", replications, 1, uniform=True)
        self._returns = Stream(seed, "market.returns", replications, 1)
        self._newcomers: dict[int, dict[str, Array]] = {}
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
            for name, stream in (*self._chances.items(), *self._readings.items()):
                self._blocks[name] = stream.block(again=True)
            self._market_blocks = self._regimes.block(), self._returns.block()
        self._tick = tick
        chances, returns = self._market_blocks
        if self.scenario.market.regimes and month:
            self.regime = next_regime(self.scenario.market.regimes, self.regime, chances[:, tick])
        self.returns = self.scenario.market.monthly_return(self.regime, returns[:, tick])
        self.log_demand = self.scenario.market.step(self.log_demand, self._demand_block[:, tick])
        if self._share is not None:
            swing = self.scenario.market.swing
            shock = swing * self._demand_block[:, tick]
            self._set_price(month, self._share.step(self._log_price, shock, swing, self._share_block[:, tick]))
        self._luck_now = {kpi: self._blocks[kpi][:, tick] for kpi in self.scenario.work.flows}
        self.level_luck = {kpi: self._blocks[kpi][:, tick] for kpi in self.scenario.work.levels}

    def chance(self, name: str) -> Array:
        """The month's numbers of a decision (replication, seat): in [0, 1), or standard normals of a reader."""
        return self._blocks[name][:, self._tick]

    def moment(self, month: int, impression: Array | None) -> Moment:
        """What readers are handed in `month` beside true results; `impression`: what managers see, if anything."""
        normals_now = {name: self.chance(name) for name in self._readings}
        return Moment(month, self.starts, normals_now, self._managers, impression)

    def newcomer(self, number: int) -> dict[str, Array]:
        """The `number`-th to come to each seat (from 1): base pay, talent, conscience (replication, seat)."""
        if number not in self._newcomers:
            count = self.scenario.people.seats
            drawn = {n: normals(self.seed, f"hire.{number}.{n}", self.replications, count) for n in HIRED}
            self._newcomers[number] = self.scenario.people.newcomer(drawn)
        return self._newcomers[number]

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
            luck = self._luck[kpi].block(again=True)
            luck *= flow.noise
            if flow.noise_kind == "lognormal":
                luck += (log_book - 0.5 * flow.noise**2)[:, None]
                np.exp(luck, out=luck)
            else:
                luck += 1.0
                luck *= book[:, None]
            self._blocks[kpi] = luck
        for kpi, level in work.levels.items():
            luck = self._luck[kpi].block(again=True)
            luck *= level.noise
            self._blocks[kpi] = luck

    def open(self, month: int) -> None:
        """Work begins: season and demand, as events have left it, go into the opportunity, once for all firms."""
        market = self.scenario.market
        for kpi, flow in self.scenario.work.flows.items():
            season = market.season[month % 12] if flow.follows_season else 1.0
            conditions = market.factor(self.log_demand, flow.follows_market, month) * (flow.normal_month * season)
            if market.regimes:
                conditions *= market.level(self.regime) ** flow.follows_market
            if self.banned[kpi]:
                conditions *= 0.0
            np.multiply(self._luck_now[kpi], conditions, out=self.opportunity[kpi])
