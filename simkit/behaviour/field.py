"""The field: how far the colleagues come, whom an advisor is ranked with or shares a pool with.

Theory.  A large number of colleagues is a distribution (mean field).  It is worked out before a run and never read from
one: people with all sizes of book, talent and base pay, each with own luck, answer the plan that everybody follows;
their scores are the field, the field changes the plan, and so on until the field no longer moves.

The people and their luck are points of a lattice (Richtmyer 1951: multiples of the roots of primes), which fill a cube
more evenly than chance would; so nothing here is drawn.  A period's luck has the spread that planning knows, lognormal
where the KPI's is; last year's luck counts where a target follows the past.  Colleagues are alike to one another: the
branch mates of a city branch are not richer than others.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from simkit.arrays import Array
from simkit.behaviour.course import Course, average_course, course
from simkit.people.advisors import DRAWN, People, Seats
from simkit.scheme.components.component import PayComponent
from simkit.scheme.components.relative import Relative
from simkit.scheme.kpis import FlowKpi, Work
from simkit.scheme.others import Others, levels
from simkit.scheme.period_end import PeriodEnd
from simkit.scheme.relative_scorers import RankScorer
from simkit.scheme.scorecard import Measure
from simkit.scheme.target_rule import TargetBasis

POINTS = 4_096
"""People of the lattice."""
_NORMAL_EFFORT = 1.0


def rivals(people: People, part: PayComponent | Measure) -> int:
    """How many colleagues somebody is compared with; branches are of the mean size."""
    group = people.seats if part.compared == "all" else round(people.seats / people.branches)
    return max(group - 1, 0)


def lattice(points: int, dimensions: int) -> Array:
    """Standard normal points (dimension, point) that fill the space evenly.

    >>> z = lattice(4096, 3)
    >>> bool(abs(z.mean(axis=1)).max() < 3e-3 and abs((z**2).mean(axis=1) - 1.0).max() < 5e-3)
    True
    """
    from scipy.special import ndtri  # noqa: PLC0415 (SciPy is slow to import, and `import simkit` must not be)

    steps = np.sqrt(_primes(dimensions))[:, None]
    placed = np.mod(0.5 + steps * np.arange(points), 1.0)
    z: Array = ndtri(np.clip(placed, 0.5 / points, 1.0 - 0.5 / points))
    return z


def _primes(count: int) -> Array:
    found: list[int] = []
    number = 2
    while len(found) < count:
        if all(number % prime for prime in found):
            found.append(number)
        number += 1
    return np.array(found, dtype=np.float64)


def by_place(component: PayComponent) -> list[int]:
    """The numbers of the measures that score places, unless by an assumed spread of the colleagues."""
    scores = [measure.score for measure in component.measures]
    return [n for n, score in enumerate(scores) if isinstance(score, RankScorer) and score.believed_spread is None]


@dataclass(frozen=True)
class _TypesBasis(TargetBasis):
    """What is known of the people of the lattice, of whom there are more than seats."""

    crowd: float = 1.0

    def shares(self, parts: Array) -> Array:
        """The share of the whole firm that somebody like this has."""
        return super().shares(parts) * self.crowd


class Field:
    """The people of the lattice under one component of a scheme; all arrays (1, point)."""

    def __init__(self, work: Work, season: Sequence[float], people: People, component: PayComponent) -> None:
        self._work, self._season, self._people, self.component = work, season, people, component
        kpis = component.counted
        z = lattice(POINTS, len(DRAWN) + 2 * len(kpis))[:, None, :]
        crowd = people.model_copy(update={"seats": max(POINTS, people.branches)})
        drawn = dict(zip(DRAWN, z, strict=False))
        self._seats: Seats = _first(crowd.draw({name: _filled(row, crowd.seats) for name, row in drawn.items()}))
        self._luck = dict(zip(kpis, z[len(DRAWN) : len(DRAWN) + len(kpis)], strict=True))
        self._luck_before = dict(zip(kpis, z[len(DRAWN) + len(kpis) :], strict=True))
        self._courses = {kpi: self._mean_course(kpi, component.months) for kpi in kpis}
        self._years = {kpi: self._mean_course(kpi, 12) for kpi in kpis}
        self.rivals = rivals(people, component)

    @property
    def pay_ratio(self) -> Array:
        """Median base pay over the own."""
        return self._people.base_pay.median / self._seats.base_pay

    @property
    def felt(self) -> Array:
        """What everybody feels the component to be worth (point,), as a part of what is planned."""
        return self._seats.in_tiers.factors(self.component.by_tier)

    @cached_property
    def reach(self) -> Array:
        """Book x talent."""
        return self._seats.book * self._seats.talent

    def seen(self, output: Mapping[str, Array] | None = None) -> dict[int | str, Others]:
        """The colleagues by what they are compared with.

        "score": by their score, where pay depends on it; number of a measure that scores places: by their attainment.
        """
        end, found = self._end(output or {}), dict[int | str, Others]()
        if isinstance(self.component, Relative):
            found["score"] = self._told(self.component.attained(end), self.rivals)
        for number in by_place(self.component):
            measure = self.component.measures[number]
            attained = measure.result(end) / measure.goal(end, end.targets[number])
            found[number] = self._told(attained, rivals(self._people, measure))
        return found

    def _told(self, progress: Array, count: int) -> Others:
        """So many colleagues who are spread as the people of the lattice are."""
        if not count:
            return Others(np.zeros(0))
        return Others(np.maximum.accumulate(np.quantile(progress[0], levels())), count, self._mean_pay)

    def targets(self, output: Mapping[str, Array]) -> list[Array]:
        """The target of every measure, where last year everybody worked as now."""
        return [self._target(measure, output.get(measure.kpi)) for measure in self.component.measures]

    def stretches(self, targets: Sequence[Array]) -> list[Array]:
        """What normal effort without luck brings of every target."""
        return [
            self._normal(m.kpi, self._courses[m.kpi]) / target
            for m, target in zip(self.component.measures, targets, strict=True)
        ]

    def mix(self, kpi: str) -> tuple[float, ...]:
        """Share of each activity in a KPI, in the order of the scenario."""
        return self._courses[kpi].mix

    def _end(self, output: Mapping[str, Array]) -> PeriodEnd:
        results = {
            kpi: self._result(kpi, line, output.get(kpi), self._luck[kpi]) for kpi, line in self._courses.items()
        }
        seats = self._seats
        return PeriodEnd(results, seats.base_pay, self.targets(output), branch=seats.branch, tiers=seats.in_tiers)

    def _result(self, kpi: str, line: Course, output: Array | None, luck: Array) -> Array:
        """A period's result at this output and luck."""
        worked = 1.0 + float(line.gain.sum()) * ((_NORMAL_EFFORT if output is None else output) - _NORMAL_EFFORT)
        spread = float(np.sqrt(np.sum(line.noise**2)))
        normal = self._normal(kpi, line)
        found: Array
        if self._is_lognormal(kpi):
            sd = np.sqrt(np.log1p(spread * spread))
            found = normal * worked * np.exp(sd * luck - 0.5 * sd * sd)
        else:
            found = normal * (worked + spread * luck)
        return found

    def _normal(self, kpi: str, line: Course) -> Array:
        return np.full(self.reach.shape, line.normal) if line.is_level else line.normal * self.reach

    def _is_lognormal(self, kpi: str) -> bool:
        parts = [self._work.kpis[part] for part in self._work.added_up(kpi)]
        return all(isinstance(part, FlowKpi) and part.noise_kind == "lognormal" for part in parts)

    def _target(self, measure: Measure, output: Array | None) -> Array:
        line, year = self._courses[measure.kpi], self._years[measure.kpi]
        history = self._result(measure.kpi, year, output, self._luck_before[measure.kpi])
        potential = np.ones_like(self.reach) if line.is_level else self._seats.book
        share = line.share_of_year(self.component.months)
        crowd = POINTS / self._people.seats
        return measure.target.target(
            _TypesBasis(line.normal, potential, history, share, branch=self._seats.branch, crowd=crowd)
        )

    def _mean_course(self, kpi: str, months: int) -> Course:
        return average_course([course(self._work, kpi, self._season, months, first) for first in range(0, 12, months)])

    @property
    def _mean_pay(self) -> float:
        """Mean base pay over the median."""
        return float(np.sqrt(1.0 + self._people.base_pay.spread**2))


def _filled(row: Array, count: int) -> Array:
    """The row repeated until it has as many points as there are seats."""
    return np.resize(row, (1, count))


def _first(seats: Seats) -> Seats:
    """The people of the lattice, without those who only fill branches up."""
    cut = {name: getattr(seats, name)[:, :POINTS] for name in ("base_pay", "talent", "book", "tenure")}
    return Seats(**cut, branch=seats.branch[:POINTS], tier=seats.tier[:POINTS], tiers=seats.tiers)


def moved(before: Others, after: Others) -> float:
    """How far a field moved at most, as a part of its spread."""
    if not after.rivals:
        return 0.0
    spread = float(after.progress[-1] - after.progress[0])
    return float(np.abs(after.progress - before.progress).max()) / max(spread, 1e-12)
