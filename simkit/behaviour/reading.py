"""Reading plan tables for many seats at once, without new arrays.

The arithmetic is that of `Grid.read`; the buffers belong to one chunk and are shared by everything that reads in turn.
"""

from __future__ import annotations

import numpy as np

from simkit import arrays
from simkit.arrays import Array
from simkit.behaviour.tables import Grid, Rows, Table


class Reader:
    """Reads tables (stretch, projection) at seats' projections: `find` the place once, then `read` many tables."""

    def __init__(self, replications: int, seats: int) -> None:
        shape = (replications, seats)
        self._place, self._part, self._high, self._spare = (arrays.unknown(*shape) for _ in range(4))
        self._at = np.zeros(shape, dtype=np.intp)
        self._cell = np.zeros(shape, dtype=np.intp)
        self._points = 0
        self._weight = self._place

    def find(self, grid: Grid, rows: Rows, projection: Array) -> None:
        """Where every seat stands on the grid."""
        np.multiply(projection, 1.0 / grid.step, out=self._place)
        self.find_step(grid, rows, self._place)

    def find_step(self, grid: Grid, rows: Rows, steps: Array) -> None:
        """The same from projections in steps of the grid."""
        place, part = self._place, self._part
        np.subtract(steps, grid.start / grid.step, out=place)
        np.maximum(place, 0.0, out=place)
        np.minimum(place, grid.points - 1.000001, out=place)
        np.floor(place, out=part)
        np.copyto(self._cell, part, casting="unsafe")
        np.subtract(place, part, out=part)
        np.add(self._cell, rows.first, out=self._at)
        self._points, self._weight = grid.points, rows.weight

    def read(self, table: Table, month: int, out: Array) -> Array:
        """A table's month at the places found last, linear in both directions, into `out`."""
        values, rises = table.values[month].reshape(-1), table.rises[month].reshape(-1)
        self._between(values, rises, out)
        self._between(values[self._points :], rises[self._points :], self._high)
        np.subtract(self._high, out, out=self._high)
        np.multiply(self._high, self._weight, out=self._high)
        np.add(out, self._high, out=out)
        return out

    def _between(self, values: Array, rises: Array, out: Array) -> None:
        values.take(self._at, out=out, mode="clip")
        rises.take(self._at, out=self._spare, mode="clip")
        np.multiply(self._spare, self._part, out=self._spare)
        np.add(out, self._spare, out=out)
