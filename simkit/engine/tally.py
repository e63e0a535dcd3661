"""The tally of one component in one firm: targets, results so far, and the award at the end of the period."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from simkit import arrays
from simkit.arrays import Array
from simkit.behaviour.course import Course, course
from simkit.scheme.components import Component
from simkit.scheme.components.bonus import Bonus
from simkit.scheme.kpis import LevelKpi, Work


@dataclass(frozen=True)
class Known:
    """What targets are set from.

    potential: book of every seat; history: KPI -> last year's result; base_pay: a month's.  All (replication, seat).
    """

    potential: Array
    history: Mapping[str, Array]
    base_pay: Array


class Tally:
    """Counts the recorded results of one component; periods begin with `begin` and end with `award`."""

    def __init__(self, component: Component, work: Work, season: tuple[float, ...], shape: tuple[int, int]) -> None:
        self.component = component
        self.results: dict[str, Array] = {kpi: arrays.unknown(*shape) for kpi in component.counted}
        self.targets: list[Array] = []
        self._levels = {kpi for kpi in component.counted if isinstance(work.kpis[kpi], LevelKpi)}
        self._spare = arrays.unknown(*shape)
        self._measures = component.measures if isinstance(component, Bonus) else ()
        months = component.months
        self._courses: list[list[Course]] = [
            [course(work, m.kpi, season, months, first) for first in range(0, 12, months)] for m in self._measures
        ]

    def begin(self, month: int, known: Known) -> None:
        """A period begins in `month` (from 0): targets are set, counting starts at zero."""
        for counted in self.results.values():
            counted.fill(0.0)
        self.targets = [self._target(place, month, known) for place in range(len(self._measures))]

    def _target(self, place: int, month: int, known: Known) -> Array:
        measure = self._measures[place]
        period = month % 12 // self.component.months
        now = self._courses[place][period]
        year = sum(each.normal for each in self._courses[place])
        share = 1.0 if now.is_level else now.normal / year
        potential = np.ones_like(known.potential) if now.is_level else known.potential
        return measure.target.target(now.normal, potential, known.history[measure.kpi], share)

    def add(self, results: Mapping[str, Array]) -> None:
        """Count one month's recorded results; a level counts with its part of the period's mean."""
        for kpi, counted in self.results.items():
            if kpi in self._levels:
                np.multiply(results[kpi], 1.0 / self.component.months, out=self._spare)
                counted += self._spare
            else:
                counted += results[kpi]

    def award(self, base_pay: Array, scale: float = 1.0) -> Array:
        """Pay for the period; `scale` multiplies the flow results (costing at 80% or 120% of plan)."""
        results: Mapping[str, Array] = self.results
        if scale != 1.0:
            results = {kpi: r if kpi in self._levels else scale * r for kpi, r in self.results.items()}
        return self.component.award(results, self.targets, base_pay)
