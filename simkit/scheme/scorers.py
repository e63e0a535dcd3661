"""The family of scorers, and those that read the own attainment in per cent of the target.

>>> sales = StepDeductionScorer(each="1%", costs="2%")
>>> [round(float(sales.curve()(attained)), 9) for attained in (1.2, 1.0, 0.995, 0.99, 0.9, 0.3)]
[1.0, 1.0, 1.0, 0.98, 0.8, 0.0]
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import Discriminator, Field, Tag, field_validator, model_validator

from simkit.quantities import MisplacedError, PositiveShare, Share, write_share
from simkit.scheme.curve import REACHED, Curve, rising, steps, through
from simkit.scheme.relative_scorers import MatrixScorer, RankScorer
from simkit.scheme.scoring import Scoring
from simkit.scheme.unit_scorers import DeductionScorer, PerUnitScorer

_MOST_STEPS = 200


class ProportionalScorer(Scoring):
    """Score = attainment, without limits."""

    kind: Literal["proportional"] = "proportional"

    def curve(self) -> Curve:
        """The straight line through (0, 0) and (1, 1), 0 below zero attainment."""
        return through([(0.0, 0.0)], slope_after=1.0)


class ClippedScorer(Scoring):
    """Score = attainment, held between two limits."""

    kind: Literal["clipped"] = "clipped"
    low: PositiveShare = Field(default="0%", alias="from", validate_default=True, description="lowest score")
    high: PositiveShare = Field(default="100%", alias="to", validate_default=True, description="highest score")

    @field_validator("high")
    @classmethod
    def _above_low(cls, value: float, info: Any) -> float:
        low = info.data.get("low")
        if low is not None and value <= low:
            raise ValueError(f"{write_share(value)} is not above `from`; write a higher limit than {write_share(low)}")
        return value

    def curve(self) -> Curve:
        """Flat at `from`, then the diagonal, then flat at `to`."""
        return Curve((self.low, self.high), (self.low, self.high), (self.low, self.high))


class StepScorer(Scoring):
    """The score jumps at each step: from 80% attainment a score of 60%, from 100% a score of 100%."""

    kind: Literal["step"] = "step"
    steps: dict[Share, Share] = Field(min_length=1, description="attainment -> score from there on")

    @field_validator("steps")
    @classmethod
    def _rise(cls, value: dict[float, float]) -> dict[float, float]:
        return rising(value, "scores")

    def curve(self) -> Curve:
        """A staircase that is 0 below the first step."""
        return steps(sorted(self.steps.items()))


class StepDeductionScorer(Scoring):
    """Full at target; each 1% below it costs 2 points of 100, down to a floor.  Nothing is won above the target."""

    kind: Literal["step_deduction"] = "step_deduction"
    each: Annotated[Share, Field(gt=0, le=1)] = Field(
        default="1%", validate_default=True, description="how much of the target each deduction is for"
    )
    costs: Annotated[Share, Field(gt=0)] = Field(description="points off for each")
    low: PositiveShare = Field(default="0%", lt=1, alias="from", validate_default=True, description="lowest score")
    counts: Literal["full steps", "begun steps", "in proportion"] = Field(
        default="full steps", description="whether half a per cent below target costs nothing, one step, or half of it"
    )

    @model_validator(mode="after")
    def _few_steps(self) -> StepDeductionScorer:
        if self.counts != "in proportion" and self.steps_down > _MOST_STEPS:
            message = f"makes {self.steps_down} steps; write a larger one, or counts: in proportion"
            raise MisplacedError(message, ("each",))
        return self

    @property
    def steps_down(self) -> int:
        """Steps until the floor or until nothing is left of the result."""
        return math.ceil(min((1.0 - self.low) / self.costs, 1.0 / self.each) - REACHED)

    def curve(self) -> Curve:
        """A staircase down from (1, 1) to the floor, or the straight line along its corners."""
        if self.counts == "in proportion":
            return through([(1.0 - (1.0 - self.low) / self.costs * self.each, self.low), (1.0, 1.0)])
        # a step that must be full begins just above its corner: a result at the corner has made it
        shift = 0 if self.counts == "begun steps" else 1
        corners = [
            ((1.0 - (number + shift) * self.each) + shift * 10 * REACHED, max(1.0 - number * self.costs, self.low))
            for number in reversed(range(self.steps_down))
        ]
        return steps(corners, below=max(1.0 - self.steps_down * self.costs, self.low))


def _which(value: Any) -> str:
    if isinstance(value, Mapping):
        return str(value.get("kind", "clipped" if {"from", "to"} & set(value) else "proportional"))
    return str(getattr(value, "kind", "proportional"))


Scorer = Annotated[
    Annotated[ProportionalScorer, Tag("proportional")]
    | Annotated[ClippedScorer, Tag("clipped")]
    | Annotated[StepScorer, Tag("step")]
    | Annotated[StepDeductionScorer, Tag("step_deduction")]
    | Annotated[PerUnitScorer, Tag("per_unit")]
    | Annotated[DeductionScorer, Tag("deduction")]
    | Annotated[RankScorer, Tag("rank")]
    | Annotated[MatrixScorer, Tag("matrix")],
    Discriminator(_which),
]
"""The family of scorers, told apart by `kind`; `{from: 0%, to: 200%}` alone means clipped."""
