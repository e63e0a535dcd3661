"""The scorecard: weighted measures, each a KPI scored against its target, and gates.

Score = sum over measures of weight x scorer(result / target).  Scorers are curves from attainment to score (1 at
target), so the planner reads their slopes like those of any other curve.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Annotated, Any, ClassVar, Literal

from pydantic import Discriminator, Field, Tag, field_validator

from simkit.arrays import Array
from simkit.concepts import Concept
from simkit.quantities import KpiName, PositiveMoney, PositiveShare, Share, write_share
from simkit.scheme.curve import Curve, rising, steps, through
from simkit.scheme.shapes import Shape
from simkit.scheme.targets import Target


class _Scoring(Shape):
    gives: ClassVar[str] = "score"


class ProportionalScorer(_Scoring):
    """Score = attainment, without limits."""

    kind: Literal["proportional"] = "proportional"

    def curve(self) -> Curve:
        """The straight line through (0, 0) and (1, 1), 0 below zero attainment."""
        return through([(0.0, 0.0)], slope_after=1.0)


class ClippedScorer(_Scoring):
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


class StepScorer(_Scoring):
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


def _which(value: Any) -> str:
    if isinstance(value, Mapping):
        return str(value.get("kind", "clipped" if {"from", "to"} & set(value) else "proportional"))
    return str(getattr(value, "kind", "proportional"))


Scorer = Annotated[
    Annotated[ProportionalScorer, Tag("proportional")]
    | Annotated[ClippedScorer, Tag("clipped")]
    | Annotated[StepScorer, Tag("step")],
    Discriminator(_which),
]
"""The family of scorers, told apart by `kind`; `{from: 0%, to: 200%}` alone means clipped."""


class Measure(Concept):
    """A weighted KPI of a scorecard: what is counted, against which target, and how the result is scored."""

    kpi: KpiName = Field(description="the KPI that is counted")
    weight: Share = Field(gt=0, le=1, description="its part of the score; the weights of a component sum to 100%")
    target: Target = Field(description="how the target is set")
    score: Scorer = Field(
        default=ProportionalScorer(), description="from attainment to score; `{from: 0%, to: 200%}` clips it"
    )

    @cached_property
    def scorer(self) -> Curve:
        """Attainment to score."""
        return self.score.curve()

    @property
    def highest(self) -> float:
        """The highest score there is; infinite where there is no limit."""
        return math.inf if self.scorer.slope_after > 0 else float(self.scorer.right[-1])


class Gate(Concept):
    """All or nothing: below the level the component pays only `else_pay` of its award."""

    kpi: KpiName = Field(description="the KPI that opens the gate")
    at_least: PositiveMoney = Field(description="the result of the period that opens the gate, in units of the KPI")
    else_pay: Share = Field(
        default="0%", ge=0, le=1, validate_default=True, description="part of the award paid below it"
    )

    @cached_property
    def opening(self) -> Curve:
        """Result of the gate's KPI, as a share of the gate's level, to the part of the award that is paid."""
        return steps([(1.0, 1.0)], below=self.else_pay)


def weighted_scores(measures: Sequence[Measure], results: Mapping[str, Array], targets: Sequence[Array]) -> list[Array]:
    """Weight x score of every measure, each (replication, seat); their sum is the score."""
    return [
        measure.weight * measure.scorer(results[measure.kpi] / target)
        for measure, target in zip(measures, targets, strict=True)
    ]
