"""From a month's results to what one firm counts: its records, the year and the past, and what its components tally."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from simkit.arrays import Array
from simkit.engine.history import History, looked_back_on, on_merit, whole_year
from simkit.engine.producing import Producing
from simkit.engine.sky import Sky
from simkit.engine.tallies import Tallies
from simkit.engine.tally import Known, Tally
from simkit.scheme.scheme import Scheme


class Counting:
    """What one firm counts: results as it records them, on merit, and true ones where records may differ.

    recorded: of the month, flow or level KPI -> (replication, seat).  past, merit_past: the year so far and those
    before.  true_year: the year so far, empty where what is recorded is true.  tallies, merit_tallies, true_tallies: of
    each kind of results, the last None where what is recorded is true, and both others than the first None without
    `yardsticks`.
    """

    def __init__(
        self, sky: Sky, scheme: Scheme, results: Producing, reach: Array, *, open_ended: bool, yardsticks: bool
    ) -> None:
        """`reach`: what multiplies an average seat's result at first.

        `open_ended`: any scheme may come, so merit results and the last twelve months are kept of every KPI.
        `yardsticks`: whether merit results, and pay for true ones, are counted at all; see `simulate`.
        """
        self._sky, self._true, self._merit = sky, results.true, results.merit
        self.recorded: Mapping[str, Array] = results.true
        self._memories = sky.measurement.memory(sky.shape)
        kpis = tuple(results.true)
        back = kpis if open_ended else looked_back_on(sky.scenario)
        counted = kpis if open_ended else on_merit(sky.scenario, scheme)
        self.past = History(sky.scenario, reach, kpis, back)
        of_merit = (counted, back) if yardsticks else ((), ())
        self.merit_past = History(sky.scenario, sky.seats.talent, *of_merit)
        self.true_year = self._nothing()
        self.tallies = Tallies(sky, scheme)
        self.merit_tallies = Tallies(sky, scheme) if yardsticks else None
        self.true_tallies = Tallies(sky, scheme) if yardsticks and self.true_year else None

    def _nothing(self) -> dict[str, Array]:
        kpis = () if self._sky.measurement.is_neutral else self._true
        return {kpi: np.zeros(self._sky.shape) for kpi in kpis}

    @property
    def _all_tallies(self) -> list[Tallies]:
        each = (self.tallies, self.merit_tallies, self.true_tallies)
        return [tallies for tallies in each if tallies is not None]

    def fork(self, other: Counting) -> None:
        """Hand the past over to what another firm counts; at the start of a year."""
        self.past.fork(other.past)
        self.merit_past.fork(other.merit_past)
        other._memories = self._memories.fork()
        for before, after in zip(self._all_tallies, other._all_tallies, strict=True):
            after.remember(before)

    def replace(self, scheme: Scheme) -> dict[int, int]:
        """Another scheme pays; see `Tallies.replace`."""
        same, *_ = [tallies.replace(scheme) for tallies in self._all_tallies]
        return same

    @property
    def known(self) -> Known:
        """What targets are set from."""
        return self._known(self.past, self._sky.seats.book)

    def _known(self, past: History, potential: Array) -> Known:
        seats = self._sky.seats
        return Known(potential, past.last, seats.branch, past.totals, seats.in_tiers)

    def begin(self, month: int, months: int) -> Sequence[tuple[int, Tally]]:
        """Periods of this length begin in `month` (from 0): targets are set; gives the recorded tallies of these."""
        if not (begun := self.tallies.of(months)):
            return begun
        known = self.known
        self.tallies.begin(month, months, known, self.past.year)
        if self.merit_tallies is not None:
            merit = self._known(self.merit_past, np.ones(self._sky.shape))
            self.merit_tallies.begin(month, months, merit, self.merit_past.year)
        if self.true_tallies is not None:
            self.true_tallies.begin(month, months, known, self.true_year)
        return begun

    def add(self, month: int, impression: Array | None) -> None:
        """The results of `month` (from 0) are recorded and counted; `impression`: what managers see, if anything."""
        moment = self._sky.moment(month, impression)
        self.recorded = self._sky.measurement.record(self._true, self._memories, moment)
        self.past.add(month, self.recorded)
        self.merit_past.add(month, self._merit)
        for kpi, total in self.true_year.items():
            total += self._true[kpi]

    def close(self) -> tuple[Mapping[str, Array], Mapping[str, Array]]:
        """The year is over and becomes the last one; gives its results, true and recorded."""
        recorded = self.past.close()
        self.merit_past.close()
        true = whole_year(self._sky.scenario.work, self.true_year) if self.true_year else recorded
        self.true_year = self._nothing()
        return true, recorded
