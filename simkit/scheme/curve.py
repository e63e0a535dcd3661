"""One curve type for every schedule: payout curves, scorers, brackets, caps, cliffs.

A curve is a sorted list of knots ``(x, y just left of x, y just right of x)``, straight between knots, straight with a
given slope before the first and after the last.  A knot counts as reached at ``x (1 - 1e-9)``, so that a result that
misses a threshold by the last bit of a float still counts.

>>> bonus = threshold_curve(threshold=0.7, accelerator=1.5, cap=2.0)
>>> [float(bonus(attainment)) for attainment in (0.69, 0.85, 1.0, 1.2, 3.0)]
[0.0, 0.5, 1.0, 1.3, 2.0]
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Annotated, ClassVar, Literal

import numpy as np
import numpy.typing as npt
from pydantic import Field, field_validator

from simkit.arrays import Array
from simkit.quantities import Concept, Number, PositiveShare, Share, write_share

REACHED = 1e-9


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
    def _is_diagonal(self) -> bool:
        """Whether the curve is x itself from 0 to its last knot (or for ever), and flat outside."""
        on_it = self.left == self.xs == self.right and self.xs[0] == 0.0 == self.slope_before
        return on_it and all(slope == 1.0 for slope in self.slopes[1:-1]) and self.slope_after in {0.0, 1.0}

    def __call__(self, x: npt.ArrayLike) -> Array:
        """The curve at `x` (any shape)."""
        x = np.asarray(x, dtype=float)
        if self._is_diagonal:  # most scorers: the same values in fewer steps
            y = np.asarray(np.maximum(x, 0.0))
            if self.slope_after == 0.0:
                np.copyto(y, self.xs[-1], where=x >= self.xs[-1] * (1.0 - REACHED))
            return y
        y = np.full(x.shape, self.left[0])
        if self.slope_before:
            y += self.slope_before * (x - self.xs[0])
        for knot, value, slope in zip(self.xs, self.right, self.slopes[1:], strict=True):
            # a handful of knots: comparing beats searching and gathering
            line: Array | float = value
            if slope:
                line = x - knot
                line *= slope
                line += value
            np.copyto(y, line, where=x >= knot - REACHED * abs(knot))
        return y

    def times(self, factor: float) -> Curve:
        """The same curve with every value multiplied."""
        return Curve(
            self.xs,
            tuple(factor * y for y in self.left),
            tuple(factor * y for y in self.right),
            factor * self.slope_before,
            factor * self.slope_after,
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

    def __str__(self) -> str:
        """The corner points in words, as text."""
        from simkit.scheme.drawn import in_words  # noqa: PLC0415 (it draws what this module defines)

        return in_words(self)

    def _repr_html_(self) -> str:
        from simkit.scheme.drawn import as_html  # noqa: PLC0415 (likewise)

        return as_html(self)


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


class Shape(Concept):
    """A concept that is a curve of attainment, and is drawn as one."""

    gives: ClassVar[str] = "share of target pay paid"

    def curve(self) -> Curve:
        """Attainment (1 at target) to what it gives."""
        raise NotImplementedError

    def pictures(self) -> str:
        """The curve as a chart and a table of its corner points."""
        from simkit.scheme.drawn import as_html  # noqa: PLC0415 (it draws what this module defines)

        return as_html(self.curve(), self.gives)


class ThresholdCurve(Shape):
    """Pay starts at the threshold, is full at target, rises faster above it, and stops at the cap."""

    kind: Literal["threshold"] = "threshold"
    threshold: PositiveShare = Field(default="0%", validate_default=True, description="attainment where pay starts")
    accelerator: Number = Field(
        default=1.0, ge=0, description="percent of target pay per percent of attainment above target"
    )
    cap: PositiveShare | None = Field(default=None, description="highest payout as a share of target pay; none: no cap")

    @field_validator("threshold")
    @classmethod
    def _up_to_target(cls, value: float) -> float:
        if value > 1.0:
            raise ValueError(f"{write_share(value)} is above the target; write a threshold of at most 100%")
        return value

    @field_validator("cap")
    @classmethod
    def _from_target(cls, value: float | None) -> float | None:
        if value is not None and value < 1.0:
            raise ValueError(
                f"{write_share(value)} is below the target payout of 100%; write a cap of at least 100% or remove it"
            )
        return value

    def curve(self) -> Curve:
        """Attainment (1 at target) to payout as a share of target pay."""
        return threshold_curve(self.threshold, self.accelerator, self.cap)


class LinearCurve(Shape):
    """Pay in proportion to attainment, up to a cap if there is one."""

    kind: Literal["linear"] = "linear"
    cap: Annotated[PositiveShare, Field(gt=0)] | None = Field(
        default=None, description="highest payout as a share of target pay; none: no cap"
    )

    def curve(self) -> Curve:
        """Attainment to payout, through (0, 0) and (1, 1)."""
        if self.cap is None:
            return through([(0.0, 0.0)], slope_after=1.0)
        return through([(0.0, 0.0), (self.cap, self.cap)])


class StepCurve(Shape):
    """Pay jumps at each step and is flat between: from 80% attainment 50%, from 100% attainment 100%."""

    kind: Literal["steps"] = "steps"
    steps: dict[Share, Share] = Field(min_length=1, description="attainment -> payout from there on")

    @field_validator("steps")
    @classmethod
    def _rise(cls, value: dict[float, float]) -> dict[float, float]:
        return rising(value, "payouts")

    def curve(self) -> Curve:
        """A staircase that is 0 below the first step."""
        return steps(sorted(self.steps.items()))


class PointCurve(Shape):
    """Straight lines through given points, flat outside them."""

    kind: Literal["points"] = "points"
    points: dict[Share, Share] = Field(min_length=2, description="attainment -> payout")

    @field_validator("points")
    @classmethod
    def _rise(cls, value: dict[float, float]) -> dict[float, float]:
        return rising(value, "payouts")

    def curve(self) -> Curve:
        """The polygon through the points."""
        return through(sorted(self.points.items()))


PayoutCurve = Annotated[ThresholdCurve | LinearCurve | StepCurve | PointCurve, Field(discriminator="kind")]
"""The family of payout curves, told apart by `kind`."""
