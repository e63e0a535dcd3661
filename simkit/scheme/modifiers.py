"""What another KPI does to a whole award: a modifier multiplies it, a limit keeps it from rising.

A gate (`scorecard.Gate`) is all or nothing; a modifier goes up and down by degrees.

>>> service = Modifier.model_validate({"kpi": "satisfaction", "target": 80, "factors": {"90%": "80%", "110%": "120%"}})
>>> [round(float(service.curve(result / service.target)), 9) for result in (60, 80, 84, 100)]
[0.8, 1.0, 1.1, 1.2]
"""

from __future__ import annotations

from functools import cached_property
from typing import Literal

from pydantic import Field, model_validator

from simkit.concepts import Concept
from simkit.quantities import KpiName, MisplacedError, PositiveMoney, PositiveShare
from simkit.scheme.curve import Curve, steps, through


class Modifier(Concept):
    """A coefficient from a KPI that multiplies the award: 80% for weak service, 120% for excellent."""

    kpi: KpiName = Field(description="the KPI that the coefficient comes from")
    target: PositiveMoney = Field(description="its target for the period, in units of the KPI")
    factors: dict[PositiveShare, PositiveShare] = Field(
        min_length=1, description="attainment of this target -> what the award is multiplied with"
    )
    between: Literal["straight", "steps"] = Field(
        default="straight", description="between two of them: a straight line, or the lower one up to the next"
    )

    @model_validator(mode="after")
    def _enough(self) -> Modifier:
        if self.between == "straight" and len(self.factors) < 2:
            message = "has one point, and a line needs two; write a second one, or between: steps"
            raise MisplacedError(message, ("factors",))
        return self

    @cached_property
    def curve(self) -> Curve:
        """Attainment of the KPI's target to the coefficient; flat outside the points that are given."""
        points = sorted(self.factors.items())
        return through(points) if self.between == "straight" else steps(points, below=points[0][1])


class Limit(Concept):
    """Below the level of a KPI the payout is held down, whatever the score: no dimension may be poor at the top."""

    kpi: KpiName = Field(description="the KPI that lifts the limit")
    at_least: PositiveMoney = Field(description="the result of the period that lifts it, in units of the KPI")
    else_at_most: PositiveShare = Field(description="highest payout below it, as a share of target pay")

    @cached_property
    def lifted(self) -> Curve:
        """Result of the KPI, as a share of the level, to 1 where the limit is lifted, else 0."""
        return steps([(1.0, 1.0)])
