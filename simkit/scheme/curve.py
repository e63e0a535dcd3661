"""One curve type for every schedule: payout curves, scorers, brackets, caps, cliffs.

A curve is a sorted list of knots ``(x, y just left of x, y just right of x)``, straight between knots, straight with a
given slope before the first and after the last.  A knot counts as reached at ``x (1 - 1e-9)``, so that a result that
misses a threshold by the last bit of a float still counts.  What is not known (NaN) stays unknown.

>>> bonus = threshold_curve(threshold=0.7, accelerator=1.5, cap=2.0)
>>> [float(bonus(attainment)) for attainment in (0.69, 0.85, 1.0, 1.2, 3.0, np.nan)]
[0.0, 0.5, 1.0, 1.3, 2.0, nan]
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from simkit.arrays import Array

REACHED = 1e-9
_HANDFUL = 32
"""Knots up to which comparing beats searching and gathering."""


@dataclass(frozen=True)
class Curve:
    """A piecewise linear curve with jumps.

    `xs`, `left` and `right` are tuples of equal length: the knots, the value approached from the left and the value
    from the knot on.  Raises ValueError when the knots are not sorted.
    """

    xs: tuple[float, ...]
    left: tuple[float, ...]
    right: tuple[float, ...]
    slope_before: float = 0.0
    slope_after: float = 0.0

    def __post_init__(self) -> None:
        if not len(self.xs) == len(self.left) == len(self.right) > 0:
            raise ValueError("a curve needs as many values as knots, and at least one knot")
        if any(b <= a for a, b in pairwise(self.xs)):
            raise ValueError("the knots of a curve must rise")

    @cached_property
    def slopes(self) -> tuple[float, ...]:
        """The slope of every segment: before the first knot, between knots, after the last (length knots + 1)."""
        inner = [(self.left[i + 1] - self.right[i]) / (self.xs[i + 1] - self.xs[i]) for i in range(len(self.xs) - 1)]
        return (self.slope_before, *inner, self.slope_after)

    @cached_property
    def falls(self) -> bool:
        """Whether it falls anywhere."""
        drops = any(right < left for left, right in zip(self.left, self.right, strict=True))
        return drops or any(slope < 0.0 for slope in self.slopes)

    @cached_property
    def _is_diagonal(self) -> bool:
        """Whether the curve is x itself from 0 to its last knot (or for ever), and flat outside."""
        on_it = self.left == self.xs == self.right and self.xs[0] == 0.0 == self.slope_before
        return on_it and all(slope == 1.0 for slope in self.slopes[1:-1]) and self.slope_after in {0.0, 1.0}

    def __call__(self, x: npt.ArrayLike) -> Array:
        """The curve at `x` (any shape); NaN where `x` is."""
        x = np.asarray(x, dtype=float)
        if self._is_diagonal:  # most scorers: the same values in fewer steps
            y = np.asarray(np.maximum(x, 0.0))
            if self.slope_after == 0.0:
                np.copyto(y, self.xs[-1], where=x >= self.xs[-1] * (1.0 - REACHED))
            return y
        if len(self.xs) > _HANDFUL:
            return self._searched(x)
        y = np.asarray(np.clip(x, self.left[0], self.left[0]))  # a fill that lets NaN through
        if self.slope_before:
            y += self.slope_before * (x - self.xs[0])
        for knot, value, slope in zip(self.xs, self.right, self.slopes[1:], strict=True):
            line: Array | float = value
            if slope:
                line = x - knot
                line *= slope
                line += value
            np.copyto(y, line, where=x >= knot - REACHED * abs(knot))
        return y

    def _searched(self, x: Array) -> Array:
        """The curve at `x`, found by searching: for expected pay, which is told at hundreds of knots."""
        knots = np.array(self.xs)
        at = np.searchsorted(knots - REACHED * np.abs(knots), x, side="right")
        values, starts = np.array([self.left[0], *self.right]), np.array([self.xs[0], *self.xs])
        y: Array = values[at] + np.array(self.slopes)[at] * (x - starts[at])
        return y

    def starting_at(self, level: float) -> Curve:
        """The same from `level` on, and 0 below it.

        >>> cut = through([(0.0, 0.0), (2.0, 4.0)]).starting_at(1.0)
        >>> [float(cut(x)) for x in (0.9, 1.0, 1.5, 3.0)]
        [0.0, 2.0, 3.0, 4.0]
        """
        after = [i for i, x in enumerate(self.xs) if x > level]
        xs = (level, *(self.xs[i] for i in after))
        right = (float(self(level)), *(self.right[i] for i in after))
        return Curve(xs, (0.0, *(self.left[i] for i in after)), right, 0.0, self.slope_after)

    def times(self, factor: float) -> Curve:
        """The same curve with every value multiplied."""
        return Curve(
            self.xs,
            tuple(factor * y for y in self.left),
            tuple(factor * y for y in self.right),
            factor * self.slope_before,
            factor * self.slope_after,
        )

    def over(self, unit: float) -> Curve:
        """The same curve of x in units of `unit`: at 1 what this one is at `unit`."""
        return Curve(
            tuple(x / unit for x in self.xs), self.left, self.right, self.slope_before * unit, self.slope_after * unit
        )

    def is_straight(self, low: float, high: float) -> bool:
        """Whether the curve is one straight line between `low` and `high`."""
        inside = [i for i, x in enumerate(self.xs) if low < x < high]
        if any(self.left[i] != self.right[i] for i in inside):
            return False
        segments = {
            self.slopes[int(np.searchsorted(self.xs, low, side="right"))],
            *(self.slopes[i + 1] for i in inside),
        }
        return max(segments) - min(segments) <= 1e-12 * max(1.0, abs(max(segments)))


def through(points: Sequence[tuple[float, float]], slope_after: float = 0.0) -> Curve:
    """The continuous curve through `points`, flat before the first.

    >>> float(through([(0.5, 0.0), (1.0, 1.0)])(0.75))
    0.5
    """
    xs, ys = zip(*points, strict=True)
    return Curve(tuple(xs), tuple(ys), tuple(ys), 0.0, slope_after)


def steps(levels: Sequence[tuple[float, float]], below: float = 0.0) -> Curve:
    """The staircase that stands at each level from its `x` on.

    >>> [float(steps([(0.8, 0.5), (1.0, 1.0)])(x)) for x in (0.79, 0.8, 1.2)]
    [0.0, 0.5, 1.0]
    """
    xs, right = zip(*levels, strict=True)
    return Curve(tuple(xs), (below, *right[:-1]), tuple(right))


def rising(values: dict[float, float], what: str) -> dict[float, float]:
    """The same mapping; raises ValueError when its values fall while the attainment rises, or begin below 0."""
    in_order = [value for _, value in sorted(values.items())]
    if in_order[0] < 0.0 or any(b < a for a, b in pairwise(in_order)):
        raise ValueError(f"the {what} fall while the attainment rises; write {what} that rise from 0% or more")
    return values


def threshold_curve(threshold: float, accelerator: float, cap: float | None) -> Curve:
    """Nothing below the threshold, straight up to 1 at target, then the accelerator's slope up to the cap."""
    start = [(threshold, 0.0)] if threshold < 1.0 else []
    points = [*start, (1.0, 1.0)]
    if cap is None:
        curve = through(points, accelerator)
    elif cap > 1.0 and accelerator > 0.0:
        curve = through([*points, (1.0 + (cap - 1.0) / accelerator, cap)])
    else:
        curve = through(points)
    return curve if start else Curve(curve.xs, (0.0, *curve.left[1:]), curve.right, 0.0, curve.slope_after)
