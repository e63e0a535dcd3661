"""Plan tables as nested lists, and where one advisor stands on them: projection, row, cell.

The tables are given, solved beforehand; everything that is done with them is written here in plain floats.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from tests.speed.news import Known

Table = list[list[float]]
"""A row a stretch, a number a projection."""
Tables = list[Table]
"""A table a month of the period."""
Spread = tuple[tuple[int, float], ...]
"""Flows and levels, and what a unit of pull on the KPI that is made of them adds to the drive of each."""


@dataclass(frozen=True, slots=True)
class Axes:
    """The projections and stretches on which a plan's tables stand."""

    start: float
    step: float
    last: float
    stretches: tuple[float, ...]

    def row(self, stretch: float) -> tuple[int, float]:
        """The row below a stretch, and the part of the row above."""
        nodes = self.stretches
        row = min(max(bisect_right(nodes, stretch) - 1, 0), len(nodes) - 2)
        part = (stretch - nodes[row]) / (nodes[row + 1] - nodes[row])
        return row, min(max(part, 0.0), 1.0)

    def cell(self, projection: float) -> tuple[int, float]:
        """The point below a projection, and the part of the point above."""
        place = (projection - self.start) / self.step
        if place < 0.0:
            return 0, 0.0
        place = min(place, self.last)
        cell = int(place)
        return cell, place - cell


def read(table: Table, row: int, weight: float, cell: int, part: float) -> float:
    """A table between two rows and two points, linear in both directions."""
    below, above = table[row], table[row + 1]
    low = below[cell]
    low += part * (below[cell + 1] - low)
    high = above[cell]
    high += part * (above[cell + 1] - high)
    return low + weight * (high - low)


@dataclass(frozen=True, slots=True)
class LineRule:
    """One KPI that a component pays for.

    kpi: its place in the file; counted: its place in the tally; periods: for each period of the year, its normal
    result and, for each month, rest, carry and spread.  first and second: the tables that are read at its projection:
    pull and chance of a plan of its own, or expected score and slope of a scored measure.
    """

    kpi: int
    counted: int
    is_level: bool
    weight: float
    periods: tuple[tuple[float, tuple[float, ...], tuple[float, ...], tuple[Spread, ...]], ...]
    axes: Axes
    first: Tables
    second: Tables


class Stand:
    """Where one advisor stands with one KPI in the current period."""

    __slots__ = ("carry", "line", "part_above", "per_unit", "rest", "row", "spread", "stretch")

    def __init__(self, line: LineRule) -> None:
        self.line = line

    def begin(self, period: int, target: float, reach: float) -> None:
        """A period begins; `reach`: what normal effort brings, over an average seat's."""
        normal, self.rest, self.carry, self.spread = self.line.periods[period]
        self.per_unit = 1.0 / target
        self.stretch = normal / target if self.line.is_level else normal / target * reach
        self.row, self.part_above = self.line.axes.row(self.stretch)

    def cell(self, now: Known, at: int) -> tuple[int, float]:
        """Where the KPI is projected to end, seen from the period's month `at`; what is unheard is normal."""
        line, at = self.line, max(at - now.lag, 0)
        result = now.results[line.counted]
        if line.is_level:
            result += now.levels[line.kpi] * self.carry[at]
        return line.axes.cell(result * self.per_unit + self.stretch * self.rest[at])
