"""From a month's output to results, true and on merit."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

import numpy as np

from simkit import arrays
from simkit.arrays import Array
from simkit.engine.sky import Sky
from simkit.engine.tally import added_up


class Producing:
    """The results of one firm, month by month.  Arrays (replication, seat).

    true, merit: flow or level KPI -> result of the month (a level: where it stands); on merit with book 1, shocks at
    their mean and nothing that people should not do.
    """

    def __init__(self, sky: Sky, scratch: Sequence[Array]) -> None:
        work = sky.scenario.work
        self._sky, self._work = sky, work
        self._mixed, self._spare = scratch
        kpis = (*work.flows, *work.levels)
        self.true = {kpi: arrays.unknown(*sky.shape) for kpi in kpis}
        self.merit = {kpi: arrays.unknown(*sky.shape) for kpi in kpis}
        for kpi, level in work.levels.items():
            self.true[kpi].fill(level.level)
            self.merit[kpi].fill(level.level)
        self._mixes = {kpi: work.mix(kpi) for kpi in kpis}

    def flows(
        self, month: int, output: Mapping[str, Array], carries: Array, merit_carries: Array, on_merit: Collection[str]
    ) -> None:
        """Flows of `month` (from 0), from every activity's output and what multiplies an average seat's result."""
        work, sky = self._work, self._sky
        mixed, spare = self._mixed, self._spare
        for kpi, flow in work.flows.items():
            season = sky.scenario.market.season[month % 12] if flow.follows_season else 1.0
            done = added_up(output, self._mixes[kpi], mixed, spare)
            if kpi in on_merit:
                np.multiply(done, merit_carries, out=self.merit[kpi])
                self.merit[kpi] *= flow.normal_month * season
            np.multiply(done, carries, out=mixed)
            np.multiply(mixed, sky.opportunity[kpi], out=self.true[kpi])

    def levels(self, output: Mapping[str, Array], drop: Array | None, on_merit: Collection[str]) -> None:
        """Levels move; `drop`: share of the level that pressure takes off those of clients, None without any."""
        work, sky = self._work, self._sky
        mixed, spare = self._mixed, self._spare
        for kpi, level in work.levels.items():
            done = added_up(output, self._mixes[kpi], mixed, spare)
            np.multiply(done, level.level * level.follows_effort * level.moves, out=mixed)
            mixed += level.level * (1.0 - level.follows_effort) * level.moves
            states = (self.true[kpi], self.merit[kpi]) if kpi in on_merit else (self.true[kpi],)
            for state in states:
                state *= 1.0 - level.moves
                state += mixed
            self.true[kpi] += sky.level_luck[kpi]
            if drop is not None and level.of_clients:
                np.multiply(drop, level.level * level.moves, out=spare)
                self.true[kpi] -= spare
                np.maximum(self.true[kpi], 0.0, out=self.true[kpi])
            if level.at_most is not None:
                for state in states:
                    np.minimum(state, level.at_most, out=state)
