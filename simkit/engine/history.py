"""What a firm remembers of results: the year so far, last year, and the last twelve months of some KPIs."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

import numpy as np

from simkit.arrays import Array
from simkit.engine.twelve_months import TwelveMonths
from simkit.scenario.scenario import Scenario
from simkit.scheme.kpis import Work
from simkit.scheme.scheme import Scheme


class History:
    """The results of one firm's past, true or on merit: KPI -> (replication, seat).

    year: this year so far, of what is counted; last: of the year before, sums of flows too; recent: twelve months.
    """

    def __init__(self, scenario: Scenario, reach: Array, counted: Sequence[str], remembered: Collection[str]) -> None:
        """`reach`: what multiplies the result of an average seat: the year before the first was normal."""
        work = self._work = scenario.work
        self.counted, shape = tuple(counted), reach.shape
        self.last = {
            kpi: np.full(shape, work.normal_month(kpi)) if kpi in work.levels
            else 12.0 * work.normal_month(kpi) * reach
            for kpi in work.kpis
        }  # fmt: skip
        self.recent = {kpi: TwelveMonths(_normal_months(scenario, kpi, reach)) for kpi in remembered}
        self.year = {kpi: np.zeros(shape) for kpi in self.counted}

    def fork(self, other: History) -> None:
        """Hand the past over to another firm's history; at the start of a year."""
        for kpi, result in self.last.items():
            other.last[kpi] = np.array(result)
        other.recent = {kpi: months.fork() for kpi, months in self.recent.items()}

    def add(self, month: int, results: Mapping[str, Array]) -> None:
        """The results of `month` (from 0)."""
        for kpi, total in self.year.items():
            total += results[kpi]
        for kpi, months in self.recent.items():
            months.add(month, results[kpi])

    @property
    def totals(self) -> dict[str, Array]:
        """KPI -> sum of the last twelve months."""
        return {kpi: months.total for kpi, months in self.recent.items()}

    def worth(self) -> Array:
        """Worth to the bank of the year so far (replication, seat), money; of a level, month by month."""
        return self._work.worth_of(whole_year(self._work, self.year))

    def close(self) -> dict[str, Array]:
        """The year is over and becomes the last one; gives its results."""
        self.last = whole_year(self._work, self.year)
        self.year = {kpi: np.zeros_like(total) for kpi, total in self.year.items()}
        return self.last


def whole_year(work: Work, counted: Mapping[str, Array]) -> dict[str, Array]:
    """Results of a year that is over, sums of flows included: KPI -> sum of a flow or mean of a level."""
    whole = {kpi: total / 12.0 if kpi in work.levels else total for kpi, total in counted.items()}
    for kpi, made in work.sums.items():
        if all(part in whole for part in made.sum_of):
            whole[kpi] = np.add.reduce([rate * whole[part] for part, rate in made.sum_of.items()])
    return whole


def _normal_months(scenario: Scenario, kpi: str, reach: Array) -> list[Array]:
    """January to December at normal effort and season, without luck."""
    work = scenario.work
    flow, normal = work.flows.get(kpi), work.normal_month(kpi)
    if flow is None:
        return [np.full(reach.shape, normal)] * 12
    return [normal * (each if flow.follows_season else 1.0) * reach for each in scenario.market.season]


def looked_back_on(scenario: Scenario) -> tuple[str, ...]:
    """Flows and levels of which twelve months count in any scheme: it may come after one that does not look back."""
    components = [component for each in scenario.schemes.values() for component in each.components]
    read = {kpi for component in components for kpi in component.reads_trailing}
    parts = {part for kpi in read for part in scenario.work.added_up(kpi)}
    return tuple(kpi for kpi in (*scenario.work.flows, *scenario.work.levels) if kpi in parts)


def on_merit(scenario: Scenario, scheme: Scheme) -> tuple[str, ...]:
    """Flows and levels whose merit results are asked for: by the scheme, or by any scheme's targets and look-backs.

    Under today's scheme also the levels that any other counts, which go on from where they stand when it begins.
    """
    work = scenario.work
    past = {
        measure.kpi
        for each in scenario.schemes.values()
        for component in each.components
        for measure in component.measures
        if measure.target.reads_history
    }
    counted = {part for kpi in past.union(scheme.counted) for part in work.added_up(kpi)}
    counted = counted.union(looked_back_on(scenario))
    if scheme == scenario.scheme(scenario.today):
        counted.update(kpi for each in scenario.schemes.values() for kpi in each.counted if kpi in work.levels)
    return tuple(kpi for kpi in (*work.flows, *work.levels) if kpi in counted)
