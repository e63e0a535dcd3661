"""Payout curves as a file writes them: a kind and its few numbers, which make a `Curve`."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field, field_validator

from simkit.concepts import Concept
from simkit.quantities import Number, PositiveShare, Share, write_share
from simkit.scheme.curve import Curve, rising, steps, threshold_curve, through
from simkit.scheme.drawn import as_html


class Shape(Concept):
    """A concept that is a curve of attainment, and is drawn as one."""

    gives: ClassVar[str] = "share of target pay paid"

    def curve(self) -> Curve:
        """Attainment (1 at target) to what it gives."""
        raise NotImplementedError

    def pictures(self) -> str:
        """The curve as a chart and a table of its corner points."""
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
