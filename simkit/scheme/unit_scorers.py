"""Scorers that count units of the KPI, not per cent of the target: points on and off, deductions.

>>> calls = PerUnitScorer.model_validate({"each": 10, "above": "1%", "below": "-2%", "from": "0%", "to": "120%"})
>>> [round(float(calls.curve_at(200.0)(calls_made / 200)), 9) for calls_made in (100, 190, 200, 250, 900)]
[0.8, 0.98, 1.0, 1.05, 1.2]
>>> complaints = DeductionScorer.model_validate({"costs": "15%"})
>>> [round(float(complaints.curve_at(None)(count)), 9) for count in (0, 1, 10)]
[1.0, 0.85, -0.5]
"""

from __future__ import annotations

from functools import cached_property
from typing import Annotated, Literal

from pydantic import Field, model_validator

from simkit.arrays import Array
from simkit.quantities import MisplacedError, PositiveMoney, PositiveShare, Share, write_share
from simkit.scheme.curve import Curve
from simkit.scheme.period_end import PeriodEnd
from simkit.scheme.scoring import Scoring


class _UnitScoring(Scoring):
    """A score that moves with every unit by which the result is away from the target, or from 0 without one."""

    in_units = True
    each: PositiveMoney = Field(default=1.0, description="how many units of the KPI the points are for")

    @cached_property
    def by_distance(self) -> Curve:
        """Distance from the target, in `each`, to score."""
        raise NotImplementedError

    def curve(self) -> Curve:
        """Against a target of one `each`; how a scorer is drawn when nothing is known of the target."""
        return self.curve_at(self.each)

    def curve_at(self, target: float | None) -> Curve:
        """Result over this target, or the result itself without one, to score."""
        start, unit = (0.0, self.each) if target is None else (1.0, self.each / target)
        away = self.by_distance
        return Curve(
            tuple(start + unit * x for x in away.xs),
            away.left,
            away.right,
            away.slope_before / unit,
            away.slope_after / unit,
        )

    def scores(self, result: Array, target: Array | None, end: PeriodEnd, curve: Curve) -> Array:
        """The score at each distance, whatever the target."""
        return self.by_distance((result if target is None else result - target) / self.each)


class PerUnitScorer(_UnitScoring):
    """Points on or off for each unit of the KPI above and below the target, between two limits."""

    kind: Literal["per_unit"] = "per_unit"
    start: Share = Field(default="100%", validate_default=True, description="score at the target; without one, at 0")
    above: Share = Field(default="0%", validate_default=True, description="points for each unit above; negative: off")
    below: Share = Field(description="points for each unit below; negative: off")
    low: Share | None = Field(default=None, alias="from", description="lowest score; none: no floor")
    high: Share | None = Field(default=None, alias="to", description="highest score; none: no limit")

    @model_validator(mode="after")
    def _around_start(self) -> PerUnitScorer:
        if self.low is not None and self.low > self.start:
            message = f"{write_share(self.low)} is above the score at target; write at most {write_share(self.start)}"
            raise MisplacedError(message, ("from",))
        if self.high is not None and self.high < self.start:
            message = f"{write_share(self.high)} is below the score at target; write at least {write_share(self.start)}"
            raise MisplacedError(message, ("to",))
        if self.above == 0.0 == self.below:
            raise ValueError("no unit counts; write points for each unit `above` or `below` the target")
        return self

    @cached_property
    def by_distance(self) -> Curve:
        """Two straight lines that meet at the target, each up to its limit."""
        (left, before), (right, after) = (self._until_limit(points) for points in (self.below, self.above))
        xs = (*(-x for x in left), 0.0, *right)
        ys = (*(self.start + self.below * x for x in left), self.start, *(self.start + self.above * x for x in right))
        return Curve(xs, ys, ys, -before, after)

    def _until_limit(self, points: float) -> tuple[tuple[float, ...], float]:
        """Distance at which a limit is reached, if it is, and the slope beyond."""
        limit = self.high if points > 0.0 else self.low
        if points == 0.0 or limit is None:
            return (), points
        distance = (limit - self.start) / points
        return ((distance,) if distance > 0.0 else ()), 0.0


class DeductionScorer(_UnitScoring):
    """Points off for each unit: complaints, errors, breaches.  It starts full (or at 0%) and only loses.

    Without a target every unit counts; with one, every unit above it.  Fewer is better, so that no share of a target
    would mean anything.
    """

    kind: Literal["deduction"] = "deduction"
    costs: Annotated[Share, Field(gt=0)] = Field(description="points off for each")
    start: PositiveShare = Field(
        default="100%", validate_default=True, description="score before anything is taken off"
    )
    low: Share | None = Field(default=None, alias="from", description="lowest score; none: no floor, it goes below 0%")

    @model_validator(mode="after")
    def _below_start(self) -> DeductionScorer:
        if self.low is not None and self.low >= self.start:
            message = f"{write_share(self.low)} leaves nothing to lose; write less than {write_share(self.start)}"
            raise MisplacedError(message, ("from",))
        return self

    @cached_property
    def by_distance(self) -> Curve:
        """Flat up to the target, then straight down, to the floor if there is one."""
        if self.low is None:
            return Curve((0.0,), (self.start,), (self.start,), 0.0, -self.costs)
        values = (self.start, self.low)
        return Curve((0.0, (self.start - self.low) / self.costs), values, values)
