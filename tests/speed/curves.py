"""Payout curves, scorers and gates in plain floats: straight between knots, with cliffs at them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from typing import NamedTuple

from simkit.scheme.scorers import ClippedScorer, ProportionalScorer, Scorer, StepScorer
from simkit.scheme.shapes import LinearCurve, PointCurve, StepCurve, ThresholdCurve

Knot = tuple[float, float, float]
"""Place, value approached from the left, value from the knot on."""


class Pieces(NamedTuple):
    """The straight pieces of a curve, the first before all knots: where each begins, and a point and slope of it."""

    starts: tuple[float, ...]
    xs: tuple[float, ...]
    ys: tuple[float, ...]
    slopes: tuple[float, ...]


def value(curve: Pieces, x: float) -> float:
    """The curve at `x`."""
    starts, xs, ys, slopes = curve
    piece = bisect_right(starts, x)
    return ys[piece] + slopes[piece] * (x - xs[piece])


def pieces(knots: Iterable[Knot], slope_after: float = 0.0) -> Pieces:
    """The curve through knots, flat before the first; a knot is reached a billionth of itself early."""
    places, left, right = zip(*knots, strict=True)
    slopes = ((left[i] - right[i - 1]) / (places[i] - places[i - 1]) for i in range(1, len(places)))
    return Pieces(
        starts=tuple(x - 1e-9 * abs(x) for x in places),
        xs=(places[0], *places),
        ys=(left[0], *right),
        slopes=(0.0, *slopes, slope_after),
    )


def payout(curve: ThresholdCurve | LinearCurve | StepCurve | PointCurve) -> Pieces:
    """Score to share of target pay."""
    if isinstance(curve, StepCurve):
        return _stairs(curve.steps)
    if isinstance(curve, PointCurve):
        return pieces((x, y, y) for x, y in sorted(curve.points.items()))
    if isinstance(curve, LinearCurve):
        if curve.cap is None:
            return pieces([(0.0, 0.0, 0.0)], 1.0)
        return pieces([(0.0, 0.0, 0.0), (curve.cap, curve.cap, curve.cap)])
    knots = [(curve.threshold, 0.0, 0.0), (1.0, 1.0, 1.0)] if curve.threshold < 1.0 else [(1.0, 0.0, 1.0)]
    if curve.cap is None:
        return pieces(knots, curve.accelerator)
    if curve.cap > 1.0 and curve.accelerator > 0.0:
        knots.append((1.0 + (curve.cap - 1.0) / curve.accelerator, curve.cap, curve.cap))
    return pieces(knots)


def scores(scorer: Scorer) -> Pieces:
    """Attainment to score, of the kinds that the twin knows."""
    if isinstance(scorer, StepScorer):
        return _stairs(scorer.steps)
    if isinstance(scorer, ClippedScorer):
        return pieces([(scorer.low, scorer.low, scorer.low), (scorer.high, scorer.high, scorer.high)])
    if not isinstance(scorer, ProportionalScorer):
        raise NotImplementedError(scorer.kind)
    return pieces([(0.0, 0.0, 0.0)], 1.0)


def gate(else_pay: float) -> Pieces:
    """Result over the gate's level to the part of the award that is paid."""
    return pieces([(1.0, else_pay, 1.0)])


def _stairs(steps: dict[float, float]) -> Pieces:
    knots, before = [], 0.0
    for x, y in sorted(steps.items()):
        knots.append((x, before, y))
        before = y
    return pieces(knots)
