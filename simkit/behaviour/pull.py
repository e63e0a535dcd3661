"""The pull of a scheme on every seat, month by month: where an advisor stands turns into drives.

`Sight` is what the advisors of one firm see.  At the start of a period it takes the targets and finds each seat's
stretch; in every month it takes results so far, projects them to the end of the period, reads the plans there and adds
what each component pays for a normal month to the drives of its KPIs.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np

from simkit import arrays
from simkit.arrays import Array
from simkit.behaviour.course import Course
from simkit.behaviour.drives import Drives
from simkit.behaviour.reading import Reader
from simkit.behaviour.rolling import Rolling, RollingSight
from simkit.behaviour.steered import Line, PlannedLine, PriceList, ScoreBonus, ScoredLine, SplitBonus, Steered, Steering
from simkit.behaviour.tables import Grid, Rows
from simkit.people.advisors import Tiers
from simkit.scheme.components.component import PayComponent
from simkit.scheme.scorecard import Measure
from simkit.scheme.targets import FixedTarget

HOPELESS, COASTING = 0.1, 0.9
SoFar: TypeAlias = Callable[[str], Array]


class _Stand:
    """Where the seats of a firm stand with one KPI in one period."""

    def __init__(self, line: Line, grid: Grid, shape: tuple[int, ...]) -> None:
        self.line, self.grid = line, grid
        self.course: Course = line.courses[0]
        self.per_count = arrays.unknown(*shape)
        self.stretch = arrays.unknown(*shape)
        self.in_steps = arrays.unknown(*shape)
        self.rows: Rows  # found when a period begins

    def begin(self, period: int, target: Array | float, reach: Array) -> None:
        """A period begins: `target` in units of the KPI, `reach` = book x skill (1 for an average seat)."""
        self.course = self.line.courses[period % len(self.line.courses)]
        self.per_count[...] = 1.0 / target
        np.multiply(self.per_count, self.course.normal, out=self.stretch)
        if not self.course.is_level:
            self.stretch *= reach
        self.rows = self.grid.rows(self.stretch)
        self.per_count *= self.line.unit / self.grid.step
        self.in_steps = self.stretch / self.grid.step

    def project(self, so_far: Array, level: Array | None, month: int, out: Array, spare: Array) -> None:
        """Attainment, in steps of the grid, at the end of the period if effort is normal from `month` on."""
        if level is None:
            np.multiply(so_far, self.per_count, out=out)
        else:
            np.multiply(level, float(self.course.carry[month]) / self.line.unit, out=out)
            out += so_far
            out *= self.per_count
        np.multiply(self.in_steps, float(self.course.rest[month]), out=spare)
        out += spare


class _Planned(_Stand):
    """A KPI with a plan of its own."""

    def __init__(self, line: PlannedLine, shape: tuple[int, ...]) -> None:
        super().__init__(line, line.grid, shape)
        self.pull, self.chance = line.plan.pull_table, line.plan.chance_table


class _Scored(_Stand):
    """A KPI that counts in a score."""

    def __init__(self, line: ScoredLine, shape: tuple[int, ...]) -> None:
        super().__init__(line, line.grid, shape)
        self.score, self.slope, self.scorer = line.score, line.slope, line.scorer
        self.slope_now = arrays.unknown(*shape)


class _Eyes:
    """What all components of a firm are seen with: the seats' reach and pay, a reader, and spare arrays."""

    def __init__(
        self, reach: Array, pay_ratio: Array, reader: Reader, scratch: Sequence[Array], tiers: Tiers | None
    ) -> None:
        self.reach, self.pay_ratio, self.reader, self.tiers = reach, pay_ratio, reader, tiers
        self.projection, self.drive, self.spare = scratch[:3]
        self.own = scratch[3:6]

    def find(self, stand: _Stand, now: Now, at: int) -> None:
        """Project a KPI from what is known of it, and find the place in its tables."""
        kpi = stand.line.kpi
        stand.project(now.so_far(kpi), now.levels.get(kpi), max(at - now.lag, 0), self.projection, self.spare)
        self.reader.find_step(stand.grid, stand.rows, self.projection)

    def felt(self, component: PayComponent) -> Array | None:
        """What each seat (seat,) feels a component to be worth, as a part of what was planned; None: all of it."""
        return self.tiers.factors(component.by_tier) if self.tiers and component.by_tier else None

    def spread(self, drive: Array, in_money: bool, stand: _Stand, at: int, drives: Drives) -> None:
        """Add a drive (pull x stretch) to the flow or level KPIs that its KPI is made of; `drive` is used up."""
        if in_money:
            drive *= self.pay_ratio
        factor = stand.line.ratchet * float(stand.course.gain[at])
        for part, share in stand.line.parts:
            drives.add(part, drive, factor * share)


@dataclass(frozen=True)
class Now:
    """Where a component stands: KPI -> what the period has counted so far, in counting units; KPI -> level now.

    lag: months for which nothing has been heard of that; they are taken for normal.
    """

    so_far: SoFar
    levels: Mapping[str, Array]
    lag: int = 0


@dataclass(frozen=True)
class Belief:
    """What seats believe of a component's target (replication, seat).

    hopeless, coasting: parts of its weight whose target seems out of reach, and safe; chance: of reaching it.
    """

    hopeless: Array
    coasting: Array
    chance: Array


class _PriceSight:
    """A price list as it is seen: it pulls with its prices."""

    def __init__(self, steered: PriceList, eyes: _Eyes) -> None:
        self._steered, self._eyes = steered, eyes

    def begin(self, period: int, targets: Sequence[Array | float], reach: Array) -> None:
        """Nothing is set when a period begins."""

    def drive(self, now: Now, drives: Drives, month: int) -> None:
        """What an average seat earns with a normal month, times reach and over relative pay."""
        eyes = self._eyes
        np.multiply(eyes.reach, eyes.pay_ratio, out=eyes.drive)
        for kpi, units in self._steered.drives.items():
            drives.add(kpi, eyes.drive, float(units[month]))

    def believed(self, now: Now, month: int) -> None:
        """There is no target to believe in."""


class _SplitSight:
    """A bonus planned measure by measure, as it is seen."""

    def __init__(self, steered: SplitBonus, eyes: _Eyes) -> None:
        self._component, self._eyes = steered.component, eyes
        self._stands = [_Planned(line, eyes.reach.shape) for line in steered.lines]

    def begin(self, period: int, targets: Sequence[Array | float], reach: Array) -> None:
        for stand, target in zip(self._stands, targets, strict=True):
            stand.begin(period, target, reach)

    def drive(self, now: Now, drives: Drives, month: int) -> None:
        """Every measure pulls by its own plan."""
        eyes, at = self._eyes, month % self._component.months
        for stand in self._stands:
            eyes.find(stand, now, at)
            drive = eyes.reader.read(stand.pull, at, eyes.drive)
            drive *= stand.stretch
            eyes.spread(drive, self._component.in_money, stand, at, drives)

    def believed(self, now: Now, month: int) -> Belief:
        """Weights of the measures whose target is believed hopeless and safe, and their chances, weighted."""
        eyes, at = self._eyes, month % self._component.months
        hopeless, coasting, chances = (np.zeros_like(eyes.reach) for _ in range(3))
        for stand in self._stands:
            eyes.find(stand, now, at)
            chance = eyes.reader.read(stand.chance, at, eyes.drive)
            hopeless += stand.line.weight * (chance < HOPELESS)
            coasting += stand.line.weight * (chance > COASTING)
            chances += stand.line.weight * chance
        return Belief(hopeless, coasting, chances)


class _ScoreSight:
    """A bonus planned on its score, with its gates, as it is seen."""

    def __init__(self, steered: ScoreBonus, eyes: _Eyes) -> None:
        self._steered, self._eyes = steered, eyes
        plan, shape = steered.plan, eyes.reach.shape
        self._stands = [_Scored(line, shape) for line in steered.lines]
        self._gates = [_Planned(gate, shape) for gate in steered.gates]
        self._modifiers = [_Planned(modifier, shape) for modifier in steered.modifiers]
        self._pull, self._award, self._chance = plan.pull_table, plan.award_table, plan.chance_table
        self._felt = eyes.felt(steered.component)
        self._rows: Rows  # found when a period begins

    def begin(self, period: int, targets: Sequence[Array | float], reach: Array) -> None:
        component = self._steered.component
        score = np.zeros_like(reach)
        for stand, target in zip(self._stands, targets, strict=True):
            stand.begin(period, target, reach)
            score += stand.line.weight * stand.scorer(stand.stretch)
        for seen, gate in zip(self._gates, component.gates, strict=True):
            seen.begin(period, gate.at_least, reach)
        for seen, modifier in zip(self._modifiers, component.modified_by, strict=True):
            seen.begin(period, modifier.target, reach)
        self._rows = self._steered.plan.grid.rows(score)

    def drive(self, now: Now, drives: Drives, month: int) -> None:
        """The pull on the score goes to the measures by the chain rule; each gate pulls by the award behind it."""
        steered, eyes = self._steered, self._eyes
        component, at = steered.component, month % steered.component.months
        in_money = component.in_money
        pull, award, _ = eyes.own
        self._find_score(now, at, slopes=True)
        eyes.reader.read(self._pull, at, pull)
        if self._gates or self._modifiers:
            eyes.reader.read(self._award, at, award)
            award *= 1.0 / max(steered.expected_award * steered.pass_chance * steered.modified, 1e-12)
            pull *= 1.0 / steered.pass_chance
            if self._felt is not None:
                award *= self._felt
        if self._felt is not None:
            pull *= self._felt
        for gate in (*self._gates, *self._modifiers):
            eyes.find(gate, now, at)
            if gate in self._gates:
                pull *= eyes.reader.read(gate.chance, at, eyes.drive)
            drive = eyes.reader.read(gate.pull, at, eyes.drive)
            drive *= gate.stretch
            drive *= award
            eyes.spread(drive, in_money, gate, at, drives)
        for stand in self._stands:
            drive = stand.slope_now
            drive *= pull
            drive *= stand.stretch
            drive *= stand.line.weight
            eyes.spread(drive, in_money, stand, at, drives)

    def believed(self, now: Now, month: int) -> Belief:
        """Whether the target score is believed hopeless, and safe (1 or 0), and its chance."""
        eyes, at = self._eyes, month % self._steered.component.months
        self._find_score(now, at, slopes=False)
        chance = eyes.reader.read(self._chance, at, eyes.drive)
        return Belief((chance < HOPELESS).astype(float), (chance > COASTING).astype(float), np.array(chance))

    def _find_score(self, now: Now, at: int, *, slopes: bool) -> None:
        """Find the place of the expected score in its tables; on the way, the expected slope of every scorer."""
        eyes = self._eyes
        score = eyes.own[2]
        score.fill(0.0)
        for stand in self._stands:
            eyes.find(stand, now, at)
            if slopes:
                eyes.reader.read(stand.slope, at, stand.slope_now)
            part = eyes.reader.read(stand.score, at, eyes.drive)
            part *= stand.line.weight
            score += part
        eyes.reader.find(self._steered.plan.grid, self._rows, score)


class Sight:
    """What the advisors of one firm see.  All arrays (replication, seat).

    reach: book x skill, as it is this month; pay_ratio: median base pay over own base pay; scratch: six spare arrays;
    tiers: of the seats; without them everybody feels what is planned.
    """

    def __init__(
        self,
        steering: Steering,
        reach: Array,
        pay_ratio: Array,
        reader: Reader,
        scratch: Sequence[Array],
        tiers: Tiers | None = None,
    ) -> None:
        eyes = _Eyes(reach, pay_ratio, reader, scratch, tiers)
        self._components = [_sight_of(steered, eyes) for steered in steering.steered]
        self._usual = [_fixed(steered.component.measures) for steered in steering.steered]

    def begin(self, number: int, period: int, targets: Sequence[Array | float], reach: Array) -> None:
        """A period of component `number` begins; `period` counts from the start of the year.

        reach: of who sits there, once they are at their best: what normal effort brings, over an average seat's.
        Who has no targets measures progress by what the plan takes as usual.
        """
        self._components[number].begin(period, targets or self._usual[number], reach)

    def drive(self, number: int, drives: Drives, now: Now, month: int) -> None:
        """Add what component `number` pays for a normal month to the drives; `month` of the year, from 0."""
        self._components[number].drive(now, drives, month)

    def believed(self, number: int, now: Now, month: int) -> Belief | None:
        """What is believed of a component's target; None without a target."""
        return self._components[number].believed(now, month)


def _fixed(measures: Sequence[Measure]) -> Sequence[Array | float]:
    """The targets that stand in a plan; none where they are set anew."""
    found = [measure.target.at for measure in measures if isinstance(measure.target, FixedTarget)]
    return found if len(found) == len(measures) else ()


def _sight_of(steered: Steered, eyes: _Eyes) -> _PriceSight | _SplitSight | _ScoreSight | RollingSight:
    if isinstance(steered, Rolling):
        return RollingSight(steered, eyes.reach, eyes.pay_ratio)
    if isinstance(steered, PriceList):
        return _PriceSight(steered, eyes)
    return _SplitSight(steered, eyes) if isinstance(steered, SplitBonus) else _ScoreSight(steered, eyes)
