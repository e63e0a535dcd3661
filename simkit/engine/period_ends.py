"""The ends of periods: what pays now beside what is believed to pay in the next period, and the deals that move for it.

What a component is believed to pay in its next period is what it paid when this one began: by the martingale of the
pull that is what it is expected to pay at any time.  Source: Oyer 1998, Larkin 2014; x* = (pull now - pull next) / k.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from simkit import arrays
from simkit.arrays import Array, Index
from simkit.behaviour.conduct.timing import Timing
from simkit.behaviour.course import LEAST_SEASON
from simkit.behaviour.drives import Drives
from simkit.engine.sky import Sky
from simkit.scheme.components import Component

SHORTEST = 3
"""Deals are moved at the end of periods of so many months or more; a month is too short to see."""


class PeriodEnds:
    """What one firm's people see of the ends of their periods, and what they move.  Arrays (replication, seat).

    Drives are those of a normal month without season.  borrowed: flow KPI -> what last month took from this one (below
    0: what it left to it).  moved, conceded: worth of the year's moved deals, and what was given away for them, money.
    """

    def __init__(self, sky: Sky, rule: Timing) -> None:
        self._sky, self._rule = sky, rule
        self._flows = {kpi: flow for kpi, flow in sky.scenario.work.flows.items() if flow.pipeline}
        self._opening: dict[int, dict[str, Array]] = {}
        self._ahead: dict[str, Array] = {}
        self._spare = arrays.unknown(*sky.shape)
        self.borrowed: dict[str, Array] = {}
        self._owing: dict[str, Index] = {}
        self.open_year()

    def open_year(self) -> None:
        """A year begins: nothing of it has been counted."""
        self.moved, self.conceded = (np.zeros(self._sky.shape) for _ in range(2))

    def fork(self) -> PeriodEnds:
        """A copy for a firm that goes on under another scheme: deals that were moved are owed all the same."""
        other = PeriodEnds(self._sky, self._rule)
        other.borrowed = {kpi: np.array(amount) for kpi, amount in self.borrowed.items()}
        return other

    def go_on(self, numbers: Mapping[int, int]) -> None:
        """Another scheme pays; `numbers`: of components that go on in it, new number -> old number.

        What the others used to pay says nothing any more.
        """
        self._opening = {new: self._opening[old] for new, old in numbers.items() if old in self._opening}

    def watches(self, component: Component, month: int) -> bool:
        """Whether a component is to be looked at alone: it begins or ends in `month`, and deals can be moved for it."""
        if not self._flows or component.months < SHORTEST:
            return False
        if component.reads_trailing:  # every month counts for a year: nothing ends
            return False
        return month % component.months in {0, component.months - 1}

    def look(self, number: int, component: Component, month: int, drives: Drives) -> None:
        """What component `number` pays now: noted when its period begins, held against that when it ends."""
        begins = month % component.months == 0
        opening = self._opening.setdefault(number, {})
        for kpi in self._flows:
            drive, season = drives.get(kpi), self._season(kpi, month)
            if begins:
                opening.pop(kpi, None)
                if drive is not None:
                    opening[kpi] = drive / season
            else:
                self._add(kpi, drive, opening.get(kpi), season)

    def _add(self, kpi: str, now: Array | None, opening: Array | None, season: float) -> None:
        if now is not None:
            self._ahead[kpi] = self._ahead.get(kpi, 0.0) + now / season
        if opening is not None:
            self._ahead[kpi] = self._ahead.get(kpi, 0.0) - opening

    def move(self, month: int, reach: Array, true: Mapping[str, Array]) -> None:
        """Deals are moved into and out of `month` (from 0); `reach` multiplies an average seat's normal month."""
        self._repay(true)
        for kpi, ahead in self._ahead.items():
            if self._sky.banned[kpi]:
                continue
            flow = self._flows[kpi]
            x = self._rule.shifted(ahead, 0.0, flow.pipeline, self._spare)
            there = np.maximum(true[kpi], 0.0)
            amount = np.maximum(x * reach * (flow.normal_month * self._season(kpi, month + 1)), -there)
            true[kpi][...] += amount
            self.borrowed[kpi] = amount + self.borrowed.get(kpi, 0.0)
            self._owing.pop(kpi, None)
            worth = amount * flow.worth.bank
            self.moved += np.abs(worth)
            self.conceded += self._rule.conceded(worth)
        self._ahead = {}

    def _repay(self, true: Mapping[str, Array]) -> None:
        """What was taken from this month is missing, and what was left to it comes, as far as there is any.

        While a product may not be sold all of that waits.
        """
        for kpi, owed in self.borrowed.items():
            if self._sky.banned[kpi]:
                continue
            if kpi in self._owing:  # most have paid back in the first month
                self._repay_few(kpi, owed, true[kpi])
                continue
            np.maximum(true[kpi], 0.0, out=self._spare)
            np.minimum(owed, self._spare, out=self._spare)
            true[kpi][...] -= self._spare
            owed -= self._spare
            self._owing[kpi] = np.flatnonzero(owed != 0.0)

    def _repay_few(self, kpi: str, owed: Array, true: Array) -> None:
        """The same for those seats alone that still owe something."""
        who = self._owing[kpi]
        still, sold = owed.take(who), true.take(who)
        taken = np.minimum(still, np.maximum(sold, 0.0))
        np.put(true, who, sold - taken)
        np.put(owed, who, still - taken)
        self._owing[kpi] = who[still != taken]

    def _season(self, kpi: str, month: int) -> float:
        season = self._sky.scenario.market.season[month % 12] if self._flows[kpi].follows_season else 1.0
        return max(season, LEAST_SEASON)
