"""The tally of one component in one firm: targets, results so far, and the award at the end of the period."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

import numpy as np

from simkit import arrays
from simkit.arrays import Array, Index
from simkit.behaviour.course import Course, course
from simkit.people.advisors import Tiers
from simkit.scheme.components import Component
from simkit.scheme.kpis import Work
from simkit.scheme.payslip import line_of
from simkit.scheme.period_end import PeriodEnd, Who
from simkit.scheme.statement import Reason
from simkit.scheme.target_rule import TargetBasis

Points: TypeAlias = Mapping[tuple[int, str, str], Array]
"""(number of a component in the scheme that pays then, its name, KPI) -> points on its rate (replication, seat)."""


@dataclass(frozen=True)
class Known:
    """What targets are set from.

    potential: book of every seat; history: KPI -> last year's result.  All (replication, seat).  branch: (seat,).
    recent: flow or level KPI -> sum of the last twelve months, as it stands (it moves on with the firm).  tiers: of the
    seats' branches.
    """

    potential: Array
    history: Mapping[str, Array]
    branch: Index | None = None
    recent: Mapping[str, Array] = field(default_factory=dict)
    tiers: Tiers | None = None


class Tally:
    """What one component of a firm counts, read off the firm's year so far.

    A period begins with `begin`, which sets the targets and notes where the year stands; `so_far` is what has been
    counted since, `award` what is paid for it.
    """

    def __init__(self, component: Component, work: Work, season: tuple[float, ...], shape: tuple[int, int]) -> None:
        self.component = component
        self.targets: list[Array] = []
        self._goals: list[Array] = []
        self._parts = {kpi: work.added_up(kpi) for kpi in component.counted}
        self._levels = {kpi for kpi in component.counted if kpi in work.levels}
        self._units = {kpi: work.counting_unit(kpi, component.months) for kpi in component.counted}
        self._year: Mapping[str, Array] = {}
        self._last: dict[tuple[int, int], Array] = {}
        self._from_january, self._elapsed = True, 1.0
        self._branch: Index | None = None
        self._tiers: Tiers | None = None
        self._recent: Mapping[str, Array] = {}
        self._year_units = {kpi: work.counting_unit(kpi, 12) for kpi in component.reads_trailing}
        self._before = {kpi: arrays.unknown(*shape) for kpi in component.counted if component.months in {3, 6}}
        self._counted = {kpi: arrays.unknown(*shape) for kpi in component.counted}
        self._spare, self._nothing = arrays.unknown(*shape), np.zeros(shape)
        self._measures = component.measures
        self._courses: list[list[Course]] = [
            [course(work, m.kpi, season, component.months, first) for first in range(0, 12, component.months)]
            for m in self._measures
        ]

    def begin(self, month: int, known: Known, year: Mapping[str, Array]) -> None:
        """A period begins in `month` (from 0): targets are set; `year` is what the firm counts from January on."""
        self._year, self._from_january, self._branch = year, month % 12 == 0, known.branch
        self._tiers = known.tiers
        self._recent, self._elapsed = known.recent, (month % 12 + self.component.months) / 12.0
        if not self._from_january:
            for kpi, before in self._before.items():
                np.copyto(before, self._since_january(kpi))
        self.targets = [self._target(place, month, known) for place in range(len(self._measures))]
        self._goals = [self._goal(place) for place in range(len(self._measures))]

    def remember(self, before: Tally) -> None:
        """Targets of a year ago, where a component that ends measured the same KPI over the same periods."""
        if before.component.months != self.component.months:
            return
        kpis = [measure.kpi for measure in before._measures]
        for (place, period), target in before._last.items():
            for mine, measure in enumerate(self._measures):
                if measure.kpi == kpis[place]:
                    self._last.setdefault((mine, period), target)

    def _target(self, place: int, month: int, known: Known) -> Array:
        measure = self._measures[place]
        period = month % 12 // self.component.months
        now = self._courses[place][period]
        year = sum(each.normal for each in self._courses[place])
        share = 1.0 if now.is_level else now.normal / year
        potential = np.ones_like(known.potential) if now.is_level else known.potential
        last = self._last.get((place, period))
        basis = TargetBasis(now.normal, potential, known.history[measure.kpi], share, known.branch, last)
        target = measure.target.target(basis)
        if measure.target.reads_previous:
            self._last[place, period] = target
        return target

    def _goal(self, place: int) -> Array:
        """What the award holds results against: the target of the period, or the sum of the targets to date."""
        target = self.targets[place]
        return target if self._from_january or not self._measures[place].to_date else self._goals[place] + target

    def so_far(self, kpi: str) -> Array:
        """What the months of the period that are over have counted, in counting units (see `Work.counting_unit`).

        Of a component that is planned over the year, the months since January; of one that looks back, the last twelve.
        """
        if kpi in self._year_units:
            return self._added_up(self._recent, kpi)
        if self.component.horizon > self.component.months:
            return self._since_january(kpi)
        return self._in_period(kpi)

    def _in_period(self, kpi: str) -> Array:
        if self.component.months == 1:
            return self._nothing
        counted = self._since_january(kpi)
        if self._from_january:
            return counted
        return np.subtract(counted, self._before[kpi], out=self._counted[kpi])

    def _since_january(self, kpi: str) -> Array:
        return self._added_up(self._year, kpi)

    def _added_up(self, counted: Mapping[str, Array], kpi: str) -> Array:
        parts = self._parts[kpi]
        if len(parts) == 1:
            return counted[next(iter(parts))]
        return added_up(counted, parts, self._counted[kpi], self._spare)

    def results(self, month: Mapping[str, Array]) -> dict[str, Array]:
        """KPI -> result of the period that ends with this month's results: a flow's sum, a level's mean."""
        if self.component.months == 1:
            return {kpi: added_up(month, parts, self._counted[kpi], self._spare) for kpi, parts in self._parts.items()}
        counted = self._in_period
        return {kpi: counted(kpi) if unit == 1.0 else counted(kpi) * unit for kpi, unit in self._units.items()}

    def attained(self, month: Mapping[str, Array], base_pay: Array) -> Array:
        """Where each seat stands on the payout curve at the end of the period: a score, or money over base pay."""
        progress = self.component.attained(self._end(month, base_pay))
        return progress if self.component.measures else progress / (base_pay * self.component.months)

    def points(self, month: Mapping[str, Array], base_pay: Array) -> dict[str, Array]:
        """KPI -> points on the rate for the period that ends with this month; see `PayComponent.points_of`."""
        return self.component.points_of(self._end(month, base_pay)) if self.component.rated_by else {}

    def award(self, month: Mapping[str, Array], base_pay: Array, scales: tuple[float, ...] = (1.0,)) -> list[Array]:
        """Pay for the period that ends with this month, with the flow results multiplied by each of the scales."""
        return self.component.awards_at(scales, self._end(month, base_pay), self._levels)

    def statement(self, month: Mapping[str, Array], base_pay: Array, who: Who) -> Reason:
        """The reasons of one person's award for the period that ends with this month."""
        return line_of(self.component, self._end(month, base_pay), who)

    def honoured(self, month: Mapping[str, Array], base_pay: Array) -> Array | None:
        """Who is honoured for the period that ends with this month, 1 or 0; None where nobody ever is."""
        return self.component.honoured(self._end(month, base_pay)) if self.component.gives_beside_pay else None

    def trained(self, month: Mapping[str, Array], base_pay: Array) -> Array | None:
        """Places in a training won for the period that ends with this month; None where there are none."""
        return self.component.trained(self._end(month, base_pay)) if self.component.gives_beside_pay else None

    def cost(self, month: Mapping[str, Array], base_pay: Array) -> Array:
        """What the period that ends with this month costs the bank."""
        return self.component.cost(self._end(month, base_pay))

    def _end(self, month: Mapping[str, Array], base_pay: Array) -> PeriodEnd:
        year = {kpi: self._since_january(kpi) * self._units[kpi] for kpi in self.component.reads_before}
        trailing = {kpi: self._added_up(self._recent, kpi) * unit for kpi, unit in self._year_units.items()}
        results = self.results(month)
        before = {kpi: total - results[kpi] for kpi, total in year.items()}
        return PeriodEnd(results, base_pay, self._goals, before, trailing, self._elapsed, self._branch, self._tiers)


def added_up(results: Mapping[str, Array], rates: Mapping[str, float], out: Array, spare: Array) -> Array:
    """The sum of results times rates, into `out`; a single result at rate 1 is returned as it is."""
    if len(rates) == 1 and (only := next(iter(rates.items())))[1] == 1.0:
        return results[only[0]]
    for number, (part, rate) in enumerate(rates.items()):
        np.multiply(results[part], rate, out=spare if number else out)
        if number:
            out += spare
    return out
