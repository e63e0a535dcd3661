"""Tables over (stretch, projection): the grid they stand on, and how they are read.

The planner reads rows at many points at once; the engine reads one point a seat, linearly in both directions, because
a continuous reading cannot turn a last-bit difference into a different decision.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from simkit.arrays import Array, Index


@dataclass(frozen=True)
class Rows:
    """Where seats stand between the stretches of a grid: fixed for a period, so it is found once.

    first: start of the lower row in the flat table; weight: part of the upper row.
    """

    first: Index
    weight: Array


@dataclass(frozen=True)
class Table:
    """A table as the engine reads it: values (month, stretch, projection) and how far each rises to the next."""

    values: Array

    @cached_property
    def rises(self) -> Array:
        """Value of the next projection less this one's; 0 at the last."""
        return np.diff(self.values, axis=-1, append=self.values[..., -1:])


@dataclass(frozen=True)
class Grid:
    """`points` projections from `start` in steps of `step`, for each of the `stretches` (rising)."""

    start: float
    step: float
    points: int
    stretches: tuple[float, ...]

    @cached_property
    def x(self) -> Array:
        """The projections (point,)."""
        return np.asarray(self.start + self.step * np.arange(self.points), dtype=np.float64)

    def rows(self, stretch: Array) -> Rows:
        """The rows around each stretch; beyond the outermost stretches the outermost row counts."""
        place = np.interp(stretch, self.stretches, np.arange(len(self.stretches)))
        lower = np.minimum(np.floor(place), len(self.stretches) - 2.0)
        place -= lower
        lower *= self.points
        return Rows(lower.astype(np.intp), place)

    def read(self, table: Array, rows: Rows, projection: Array) -> Array:
        """`table` (stretch, projection), linear in both directions; beyond the ends the end value counts.

        This is the plain reading; the engine has the same in place.
        """
        flat = table.reshape(-1)
        place = np.clip((projection - self.start) / self.step, 0.0, self.points - 1.000001)
        cell = place.astype(np.intp)
        part = place - cell
        at = rows.first + cell
        low = flat[at] + part * (flat[at + 1] - flat[at])
        at = at + self.points
        high = flat[at] + part * (flat[at + 1] - flat[at])
        found: Array = low + rows.weight * (high - low)
        return found

    def linear(self, table: Array, at: Array) -> Array:
        """Each row of `table` (stretch, projection) at its points `at` (stretch, ...), straight on beyond the ends."""
        flat, cell, part = self._cells(table, at)
        low = flat.take(cell)
        cell += 1
        part *= flat.take(cell) - low
        part += low
        return part

    def cubic(self, table: Array, at: Array) -> Array:
        """Like `linear`, with the cubic through the four points around (Catmull and Rom 1974)."""
        padded = self._extended(table)
        flat, cell, part = self._cells(padded, at, shift=1)
        a, b, c, d = (flat.take(cell + k) for k in (-1, 0, 1, 2))
        curve: Array = b + 0.5 * part * (c - a + part * (2 * a - 5 * b + 4 * c - d + part * (3 * (b - c) + d - a)))
        straight = b + part * (c - b)
        inside: Array = np.where((part >= 0.0) & (part <= 1.0), curve, straight)
        return inside

    def _extended(self, table: Array) -> Array:
        """One more point at either end, straight on."""
        first, last = 2 * table[:, :1] - table[:, 1:2], 2 * table[:, -1:] - table[:, -2:-1]
        return np.concatenate([first, table, last], axis=1)

    def _cells(self, table: Array, at: Array, shift: int = 0) -> tuple[Array, Index, Array]:
        """The table in one row, the place in it of the point before each `at`, and the part of a step from there."""
        place = at - self.start
        place /= self.step
        before = np.floor(place)
        np.maximum(before, 0.0, out=before)
        np.minimum(before, self.points - 2.0, out=before)
        place -= before
        row = np.arange(shift, shift + table.size, table.shape[1]).reshape(-1, *[1] * (at.ndim - 1))
        return np.ascontiguousarray(table).reshape(-1), row + before.astype(np.intp), place

    def slope(self, table: Array) -> Array:
        """Slope of each row along the projection (central differences)."""
        found: Array = np.gradient(table, self.step, axis=1)
        return found
