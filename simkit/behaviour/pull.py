"""The pull of a scheme on every seat, month by month: where an advisor stands turns into attraction of activities.

`Sight` is what the advisors of one firm see.  At the start of a period it takes the targets and finds each seat's
stretch; in every month it takes results so far, projects them to the end of the period, reads the plans there and adds
each component's drive to the attraction of the activities.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from simkit import arrays
from simkit.arrays import Array
from simkit.behaviour.course import Course
from simkit.behaviour.reading import Reader
from simkit.behaviour.steering import Line, PlannedLine, PriceList, ScoreBonus, ScoredLine, SplitBonus, Steering
from simkit.behaviour.tables import Grid, Rows

HOPELESS, COASTING = 0.1, 0.9


class _Stand:
    """Where the seats of a firm stand with one KPI in one period."""

    def __init__(self, line: Line, shape: tuple[int, int]) -> None:
        self.line = line
        self.course: Course = line.courses[0]
        self.per_unit = arrays.unknown(*shape)
        self.stretch = arrays.unknown(*shape)
        self.rows: Rows  # found when a period begins

    def begin(self, period: int, target: Array | float, reach: Array, grid: Grid) -> None:
        """A period begins: `target` in units of the KPI, `reach` = book x skill (1 for an average seat)."""
        self.course = self.line.courses[period % len(self.line.courses)]
        self.per_unit[...] = 1.0 / target
        np.multiply(self.per_unit, self.course.normal, out=self.stretch)
        if not self.course.is_level:
            self.stretch *= reach
        self.rows = grid.rows(self.stretch)

    def project(self, so_far: Array, level: Array | None, month: int, out: Array, spare: Array) -> Array:
        """Attainment at the end of the period if effort is normal from now on, seen at the start of `month`."""
        if level is None:
            np.multiply(so_far, self.per_unit, out=out)
        else:
            np.multiply(level, self.course.carry[month], out=out)
            out += so_far
            out *= self.per_unit
        np.multiply(self.stretch, self.course.rest[month], out=spare)
        out += spare
        return out


class Sight:
    """What the advisors of one firm see.  All arrays (replication, seat).

    reach: book x skill; pay_ratio: median base pay over own base pay; scratch: spare arrays, at least five.
    """

    def __init__(
        self, steering: Steering, reach: Array, pay_ratio: Array, reader: Reader, scratch: Sequence[Array]
    ) -> None:
        self._steering, self._reach, self._pay_ratio, self._reader = steering, reach, pay_ratio, reader
        self._projection, self._sum, self._spare, self._drive, self._pass = scratch[:5]
        shape = reach.shape
        self._lines: list[list[_Stand]] = []
        self._gates: list[list[_Stand]] = []
        lines: tuple[PlannedLine, ...] | tuple[ScoredLine, ...]
        self._score_rows: dict[int, Rows] = {}
        self._scores = {n: arrays.unknown(*shape) for n, s in enumerate(steering.steered) if isinstance(s, ScoreBonus)}
        for steered in steering.steered:
            lines = () if isinstance(steered, PriceList) else steered.lines
            gates = steered.gates if isinstance(steered, ScoreBonus) else ()
            self._lines.append([_Stand(line, (shape[0], shape[1])) for line in lines])
            self._gates.append([_Stand(gate, (shape[0], shape[1])) for gate in gates])
        self._slopes = [arrays.unknown(*shape) for _ in range(max((len(lines) for lines in self._lines), default=0))]

    def begin(self, number: int, period: int, targets: Sequence[Array]) -> None:
        """A period of component `number` begins; `period` counts from the start of the year."""
        steered = self._steering.steered[number]
        if isinstance(steered, PriceList):
            return
        grids = [line.grid for line in steered.lines]
        for stand, target, grid in zip(self._lines[number], targets, grids, strict=True):
            stand.begin(period, target, self._reach, grid)
        if isinstance(steered, ScoreBonus):
            for stand, gate, planned in zip(self._gates[number], steered.component.gates, steered.gates, strict=True):
                stand.begin(period, gate.at_least, self._reach, planned.grid)
            score = np.zeros_like(self._reach)
            for stand, measure in zip(self._lines[number], steered.component.measures, strict=True):
                score += measure.weight * measure.score.curve()(stand.stretch)
            self._score_rows[number] = steered.plan.grid.rows(score)

    def attract(
        self,
        attraction: Sequence[Array],
        tallies: Sequence[Mapping[str, Array]],
        levels: Mapping[str, Array],
        month: int,
    ) -> None:
        """Add every component's drive to the attraction of the activities (which holds what else there is).

        `tallies`: for each component, KPI -> result of the period so far (a level KPI: sum of months / P); `levels`:
        KPI -> level now; `month` of the year, from 0.
        """
        for number, steered in enumerate(self._steering.steered):
            if isinstance(steered, PriceList):
                self._by_price(steered, attraction, month)
            elif isinstance(steered, SplitBonus):
                self._by_measure(number, steered, attraction, tallies[number], levels, month)
            else:
                self._by_score(number, steered, attraction, tallies[number], levels, month)

    def believed(
        self, number: int, tally: Mapping[str, Array], levels: Mapping[str, Array], month: int
    ) -> tuple[Array, Array] | None:
        """Parts of a component's weight whose target is believed hopeless and safe; None without a target."""
        steered = self._steering.steered[number]
        if isinstance(steered, PriceList):
            return None
        at = month % steered.component.months
        hopeless, coasting = np.zeros_like(self._reach), np.zeros_like(self._reach)
        if isinstance(steered, ScoreBonus):
            self._project_score(number, steered, tally, levels, at)
            self._reader.find(steered.plan.grid, self._score_rows[number], self._sum)
            chance = self._reader.read(steered.plan.chance[at], self._spare)
            return (chance < HOPELESS).astype(float), (chance > COASTING).astype(float)
        for stand, line in zip(self._lines[number], steered.lines, strict=True):
            stand.project(tally[line.kpi], levels.get(line.kpi), at, self._projection, self._spare)
            self._reader.find(line.plan.grid, stand.rows, self._projection)
            chance = self._reader.read(line.plan.chance[at], self._spare)
            hopeless += line.weight * (chance < HOPELESS)
            coasting += line.weight * (chance > COASTING)
        return hopeless, coasting

    def _by_price(self, steered: PriceList, attraction: Sequence[Array], month: int) -> None:
        np.multiply(self._reach, self._pay_ratio, out=self._drive)
        for v, unit in zip(attraction, steered.attraction[month], strict=True):
            if unit:
                np.multiply(self._drive, unit, out=self._spare)
                v += self._spare

    def _by_measure(
        self,
        number: int,
        steered: SplitBonus,
        attraction: Sequence[Array],
        tally: Mapping[str, Array],
        levels: Mapping[str, Array],
        month: int,
    ) -> None:
        at = month % steered.component.months
        for stand, line in zip(self._lines[number], steered.lines, strict=True):
            drive = self._planned(stand, line.plan.grid, line.plan.pull[at], tally, levels, at)
            drive *= stand.stretch
            self._spread(drive, steered.component.target_pay.amount > 0, stand, at, attraction)

    def _by_score(
        self,
        number: int,
        steered: ScoreBonus,
        attraction: Sequence[Array],
        tally: Mapping[str, Array],
        levels: Mapping[str, Array],
        month: int,
    ) -> None:
        at = month % steered.component.months
        in_money = steered.component.target_pay.amount > 0
        self._project_score(number, steered, tally, levels, at)
        grid, rows, reader = steered.plan.grid, self._score_rows[number], self._reader
        for stand, gate in zip(self._gates[number], steered.gates, strict=True):
            drive = self._planned(stand, gate.plan.grid, gate.plan.pull[at], tally, levels, at)
            drive *= stand.stretch
            reader.find(grid, rows, self._sum)
            expected = reader.read(steered.plan.award[at], self._spare)
            expected *= 1.0 / max(steered.expected_award * steered.pass_chance, 1e-12)
            drive *= expected
            self._spread(drive, in_money, stand, at, attraction)
        self._pass.fill(1.0 / steered.pass_chance)
        for stand, gate in zip(self._gates[number], steered.gates, strict=True):
            self._pass *= self._planned(stand, gate.plan.grid, gate.plan.chance[at], tally, levels, at)
        reader.find(grid, rows, self._sum)
        pull = reader.read(steered.plan.pull[at], self._sum)
        pull *= self._pass
        for stand, slope in zip(self._lines[number], self._slopes, strict=False):
            slope *= pull
            slope *= stand.stretch
            self._spread(slope, in_money, stand, at, attraction, stand.line.weight)

    def _planned(
        self, stand: _Stand, grid: Grid, table: Array, tally: Mapping[str, Array], levels: Mapping[str, Array], at: int
    ) -> Array:
        """A table of a line's own plan, read at the projection of its KPI."""
        kpi = stand.line.kpi
        stand.project(tally[kpi], levels.get(kpi), at, self._projection, self._spare)
        self._reader.find(grid, stand.rows, self._projection)
        return self._reader.read(table, self._drive)

    def _project_score(
        self, number: int, steered: ScoreBonus, tally: Mapping[str, Array], levels: Mapping[str, Array], at: int
    ) -> None:
        """The expected score into `_sum`, the expected slope of every scorer into `_slopes`."""
        self._sum.fill(0.0)
        for stand, line, slope in zip(self._lines[number], steered.lines, self._slopes, strict=False):
            stand.project(tally[line.kpi], levels.get(line.kpi), at, self._projection, self._spare)
            self._reader.find(line.grid, stand.rows, self._projection)
            self._reader.read(line.slope[at], slope)
            score = self._reader.read(line.score[at], self._spare)
            score *= line.weight
            self._sum += score

    def _spread(
        self, drive: Array, in_money: bool, stand: _Stand, at: int, attraction: Sequence[Array], weight: float = 1.0
    ) -> None:
        """Add a drive (pull x stretch) to the activities behind its KPI; `drive` is used up."""
        if in_money:
            drive *= self._pay_ratio
        factor = weight * stand.line.ratchet * float(stand.course.gain[at])
        for v, load in zip(attraction, stand.line.loading, strict=True):
            if load:
                np.multiply(drive, factor * load, out=self._spare)
                v += self._spare
