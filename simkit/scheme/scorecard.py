"""The scorecard: weighted measures, each a KPI scored against its target, and gates.

Score = sum over measures of weight x scorer(result / target).  Most scorers are curves from attainment to score (1 at
target), so the planner reads their slopes like those of any other curve.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cached_property
from typing import Literal

from pydantic import Field, model_validator

from simkit.arrays import Array
from simkit.concepts import Concept
from simkit.quantities import KpiName, MisplacedError, PositiveMoney, Share
from simkit.scheme.curve import Curve, steps
from simkit.scheme.period_end import PeriodEnd
from simkit.scheme.relative_scorers import MatrixScorer
from simkit.scheme.scorers import ProportionalScorer, Scorer
from simkit.scheme.shared_targets import PeerTarget
from simkit.scheme.targets import FixedTarget, NoTarget, Target


class Measure(Concept):
    """A weighted KPI of a scorecard: what is counted, against which target, and how the result is scored."""

    kpi: KpiName = Field(description="the KPI that is counted")
    weight: Share = Field(gt=0, le=1, description="its part of the score; the weights of a component sum to 100%")
    target: Target = Field(description="how the target is set")
    score: Scorer = Field(
        default=ProportionalScorer(), description="from attainment to score; `{from: 0%, to: 200%}` clips it"
    )
    count: Literal["period", "year to date"] = Field(
        default="period",
        description="what is held against the target: the period, or the year to date against the targets to date",
    )

    @model_validator(mode="after")
    def _target_and_score_fit(self) -> Measure:
        without = isinstance(self.target, NoTarget)
        if without and not self.score.in_units:
            message = f"none, but a {self.score.kind} score counts per cent of a target; write another kind of target"
            raise MisplacedError(f"{message}, or score: {{kind: deduction, costs: 5%}}", ("target", "kind"))
        if self.score.in_units and not (without or isinstance(self.target, FixedTarget)):
            message = f"{self.target.kind}, but points per unit need one target for everybody; write fixed or none"
            raise MisplacedError(f"{message}, or score: {{kind: step_deduction, costs: 2%}}", ("target", "kind"))
        if isinstance(self.score, MatrixScorer) and self.to_date:
            raise MisplacedError("year to date is not known in a matrix; write period", ("count",))
        return self

    @cached_property
    def scorer(self) -> Curve:
        """What the planner sees: attainment (the result itself where there is no target) to score."""
        return self.score.curve_at(self.target.at if isinstance(self.target, FixedTarget) else None)

    @property
    def to_date(self) -> bool:
        """Whether the year to date is held against the targets to date."""
        return self.count == "year to date"

    @property
    def has_target(self) -> bool:
        """Whether the result is held against a target."""
        return not isinstance(self.target, NoTarget)

    @property
    def compared(self) -> Literal["nobody", "all", "branch"]:
        """Whose results count beside the own: in a score by place, or a target that this period's results set."""
        late = isinstance(self.target, PeerTarget) and self.target.period == "this period"
        found = {self.score.compared, self.target.among if isinstance(self.target, PeerTarget) and late else "nobody"}
        return "all" if "all" in found else "branch" if "branch" in found else "nobody"

    @property
    def reads(self) -> tuple[str, ...]:
        """The KPIs whose results it reads."""
        return (self.kpi, *self.score.also_reads)

    @property
    def highest(self) -> float:
        """The highest score of results that are not below 0; infinite where there is no limit."""
        curve = self.scorer
        return math.inf if curve.slope_after > 0 else max(float(curve(0.0)), *curve.right)

    @property
    def lowest(self) -> float:
        """The lowest score of results that are not below 0; minus infinite where there is no floor."""
        curve = self.scorer
        return -math.inf if curve.slope_after < 0 else min(float(curve(0.0)), curve.right[-1])

    def result(self, end: PeriodEnd) -> Array:
        """What is held against the target (replication, seat)."""
        result = end.results[self.kpi]
        return result + end.before[self.kpi] if self.to_date and self.kpi in end.before else result

    def goal(self, end: PeriodEnd, target: Array) -> Array:
        """The target that counts, once the period is over; `target`: as it was set."""
        return self.target.settled(target, self.result(end), end.branches)

    def scores(self, end: PeriodEnd, target: Array) -> Array:
        """The score of everybody (replication, seat), not weighted; `target`: as it was set."""
        if self.has_target:
            return self.score.scores(self.result(end), self.goal(end, target), end, self.scorer)
        return self.score.scores(self.result(end), None, end, self.scorer)

    def told(self, end: PeriodEnd, goal: Array) -> str:
        """How one person's result stands to the target that counts, in words."""
        result = self.result(end)
        if not self.has_target:
            return f"{result.item():,.6g} counted"
        return f"attainment {(result / goal).item():.1%}"


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


def weighted_scores(measures: Sequence[Measure], end: PeriodEnd) -> list[Array]:
    """Weight x score of every measure, each (replication, seat); their sum is the score."""
    return [measure.weight * measure.scores(end, target) for measure, target in zip(measures, end.targets, strict=True)]
