"""How hard an average advisor works, by where she stands and how much time is left: a scheme's pull made visible.

The advisor has the mean book and skill, median base pay and the usual targets.  By luck so far she *stands* at a
projection: the attainment at the end of the period if effort is normal from now on.  All flow measures of the component
that is looked at stand there alike (levels too where nothing else is measured); every other KPI stands where normal
effort brings it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from simkit import arrays
from simkit.arrays import Array
from simkit.behaviour.course import Course, course
from simkit.behaviour.drives import Drives, attract, loads
from simkit.behaviour.pull import Now, Sight, SoFar
from simkit.behaviour.reading import Reader
from simkit.behaviour.steered import Steering
from simkit.scheme.components import Component
from simkit.scheme.kpis import Work
from simkit.scheme.scorecard import Measure
from simkit.scheme.target_rule import TargetBasis


def effort_map(
    work: Work, season: Sequence[float], steering: Steering, number: int, stands: Sequence[float]
) -> Array | None:
    """Effort (normal = 1) in the first period of the year (month of the period, stand); None without a target.

    `number` is the component's in the scheme, `stands` are projected attainments (1 = target), `season` (12,) demand.
    NaN where nobody can stand: results so far would have to be below zero.
    """
    component = steering.scheme.pay[number]
    if not component.measures:
        return None
    seen = _Average(work, season, steering, np.array([stands], dtype=np.float64))
    return np.concatenate([seen.effort(number, month) for month in range(component.months)])


@dataclass(frozen=True)
class _Stand:
    """Where the average advisor stands with the KPIs of one component: what was counted so far, and levels now."""

    so_far: dict[str, Array]
    levels: dict[str, Array]


class _Average:
    """Average advisors beside each other, one for each stand (1, stand)."""

    def __init__(self, work: Work, season: Sequence[float], steering: Steering, stands: Array) -> None:
        self._work, self._season, self._steering, self._stands = work, season, steering, stands
        ones, spare = np.ones_like(stands), [arrays.unknown(*stands.shape) for _ in range(6)]
        self._sight = Sight(steering, ones, ones, Reader(*stands.shape), spare)
        for number, component in enumerate(steering.scheme.pay):
            self._sight.begin(number, 0, [self._target(measure, component) for measure in component.measures], ones)

    def effort(self, number: int, month: int) -> Array:
        """Effort in a month of the period of component `number`, NaN where nobody can stand (1, stand)."""
        rule, pay = self._steering.rule, self._steering.scheme.pay
        found = [
            self._stand(component, month % component.horizon, moved=n == number) for n, component in enumerate(pay)
        ]
        levels = {kpi: np.full_like(self._stands, each.level) for kpi, each in self._work.levels.items()}
        levels |= found[number].levels
        drives = Drives((*self._work.flows, *self._work.levels), self._stands.shape)
        for place, stand in enumerate(found):
            self._sight.drive(place, drives, Now(_reader(stand.so_far), levels), month)
        attraction = [np.empty_like(self._stands) for _ in rule.shares]
        attract(drives.items(), loads(self._work), 1.0, attraction, np.empty_like(self._stands))
        total, _ = rule.respond(attraction)
        possible = np.all([counted >= -1e-9 for counted in found[number].so_far.values()], axis=0)
        return np.where(possible, total, np.nan)

    def _stand(self, component: Component, at: int, *, moved: bool) -> _Stand:
        so_far, levels = {}, {}
        with_flows = any(measure.kpi not in self._work.levels for measure in component.measures)
        for kpi in component.counted:
            line = self._course(kpi, component)
            so_far[kpi] = np.full_like(self._stands, self._normal_so_far(line, at))
            if kpi in component.reads_trailing:  # what counts is twelve months, and they were normal
                so_far[kpi].fill(12.0 * self._work.normal_month(kpi))
            if moved and not (line.is_level and with_flows):
                for measure in (m for m in component.measures if m.kpi == kpi):
                    result = self._stands * self._target(measure, component)
                    if line.is_level:
                        levels[kpi], so_far[kpi] = result, result * at
                    else:
                        so_far[kpi] = result - line.normal * float(line.rest[at])
            so_far[kpi] = so_far[kpi] / (1.0 if line.is_level else self._work.counting_unit(kpi, component.horizon))
        return _Stand(so_far, levels)

    def _normal_so_far(self, line: Course, at: int) -> float:
        """What normal effort has counted when `at` months are over: the months of a level, the result of a flow."""
        return line.normal * at if line.is_level else line.normal * (1.0 - float(line.rest[at]))

    def _course(self, kpi: str, component: Component) -> Course:
        return course(self._work, kpi, self._season, component.horizon, 0)

    def _target(self, measure: Measure, component: Component) -> Array:
        """The usual target of the first period: last year was normal."""
        months = component.months
        periods = [course(self._work, measure.kpi, self._season, months, first) for first in range(0, 12, months)]
        now, year = periods[0], sum(each.normal for each in periods)
        history, share = (now.normal, 1.0) if now.is_level else (year, now.normal / year)
        ones = np.ones_like(self._stands)
        seats = self._steering.seats
        return measure.target.target(TargetBasis(now.normal, ones, history * ones, share, seats=seats))


def _reader(so_far: Mapping[str, Array]) -> SoFar:
    return lambda kpi: so_far[kpi]
