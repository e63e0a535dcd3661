"""Brackets of a production grid: from what was produced to what it pays.

>>> hurdle = Brackets({0.0: 0.22, 13_250.0: 0.50}, "marginal")
>>> [round(float(hurdle.paid(np.array(produced), np.array(produced))), 2) for produced in (10_000.0, 20_000.0)]
[2200.0, 6290.0]
>>> whole = Brackets({0.0: 0.22, 13_250.0: 0.50}, "whole")
>>> float(whole.paid(np.array(20_000.0), np.array(20_000.0)))
10000.0
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Annotated, Literal, TypeAlias

import numpy as np
from pydantic import AfterValidator, PlainSerializer

from simkit.arrays import Array
from simkit.quantities import Money, write_money
from simkit.scheme.curve import Curve, steps


def _from_nothing(start: float) -> float:
    if start < 0.0:
        raise ValueError(f"a bracket cannot begin at {start:g}; write an amount of 0 or more")
    return start


Start = Annotated[
    Money,
    AfterValidator(_from_nothing),
    PlainSerializer(write_money, return_type=str, when_used="json"),
]
"""Where a bracket begins, as a key: an amount such as 13_250."""
Basis: TypeAlias = Literal["marginal", "whole"]
_SAME = 1e-8
"""Corners no farther apart than this, in parts of themselves, are one: beyond the part at which a knot is reached."""


@dataclass(frozen=True)
class Brackets:
    """Rates by amount of production.

    rates: amount from which a bracket counts -> its rate.  marginal: each rate for what lies in its bracket; whole: the
    rate of the bracket that is reached, for all.
    """

    rates: Mapping[float, float]
    basis: Basis

    @cached_property
    def rate(self) -> Curve:
        """Production to the rate of its bracket; 0 below the first."""
        return steps(sorted(self.rates.items()))

    @cached_property
    def sum_of_brackets(self) -> Curve:
        """Production to the sum over brackets of rate x what lies in it."""
        return _added(sorted(self.rates.items()))

    @cached_property
    def sum_of_points(self) -> Curve:
        """Production to what a rate of 1 on every bracket that pays anything would pay."""
        return _added([(start, 1.0 if rate > 0.0 else 0.0) for start, rate in sorted(self.rates.items())])

    @property
    def starts(self) -> tuple[float, ...]:
        """Where brackets begin, rising."""
        return tuple(sorted(self.rates))

    def paid(self, window: Array, produced: Array, points: Array | float = 0.0) -> Array:
        """Money for `produced`, the last part of what the window holds; `points` on every rate that is above 0."""
        if self.basis == "whole":
            rate = self.rate(window)
            return (rate + points * (rate > 0.0)) * produced
        without = window - produced
        money: Array = self.sum_of_brackets(window) - self.sum_of_brackets(without)
        if np.any(points):
            money = money + points * (self.sum_of_points(window) - self.sum_of_points(without))
        return money


def _added(rates: Sequence[tuple[float, float]]) -> Curve:
    """The curve whose slope is the rate of each bracket, 0 up to the first."""
    xs, values = [start for start, _ in rates], [0.0]
    for (start, rate), (end, _) in pairwise(rates):
        values.append(values[-1] + rate * (end - start))
    return Curve(tuple(xs), tuple(values), tuple(values), 0.0, rates[-1][1])


def piecewise(pays: Callable[[Array], Array], corners: Sequence[float]) -> Curve:
    """The curve from 0 on of a function that is straight between its corners and may jump at them.

    Each piece is measured well inside it, so that it matters not on which side a corner counts.

    >>> curve = piecewise(lambda x: np.where(x < 2.0, x, 2.0 * x), [2.0])
    >>> [float(curve(x)) for x in (-1.0, 1.0, 2.0, 3.0)]
    [0.0, 1.0, 4.0, 6.0]
    """
    starts = [0.0]
    for corner in sorted(corners):
        if corner > starts[-1] * (1.0 + _SAME) + _SAME:
            starts.append(float(corner))
    ends = [*starts[1:], 2.0 * starts[-1] + 1.0]
    left, right, slopes = [0.0], [], []
    for start, end in zip(starts, ends, strict=True):
        width = end - start
        low, high = (float(pays(np.array(start + part * width))) for part in (0.25, 0.75))
        slopes.append((high - low) / (0.5 * width))
        right.append(low - 0.25 * (high - low) / 0.5)
        left.append(high + 0.25 * (high - low) / 0.5)
    left[0] = right[0]
    return Curve(tuple(starts), tuple(left[:-1]), tuple(right), 0.0, slopes[-1])


def between(curve: Curve, low: float, high: float) -> Curve:
    """The same curve from 0 on, held between two values, with corners where it crosses them."""
    corners = list(curve.xs)
    for at, (x, value, slope) in enumerate(zip(curve.xs, curve.right, curve.slopes[1:], strict=True)):
        end = curve.xs[at + 1] if at + 1 < len(curve.xs) else np.inf
        crossed = [x + (limit - value) / slope for limit in (low, high) if slope and np.isfinite(limit)]
        corners += [corner for corner in crossed if x < corner < end]
    return piecewise(lambda x: np.clip(curve(x), low, high), corners)
