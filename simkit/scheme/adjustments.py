"""Points on the rate of a grid, from the level of a KPI: more for growth, less for too little of it.

>>> import numpy as np
>>> households = Adjustment.model_validate({"kpi": "households", "points": {0: "-1%", 3: 0, 5: "1%"}})
>>> households.curve(np.array([0.0, 2.0, 3.0, 4.0, 5.0])).tolist()
[-0.01, -0.01, 0.0, 0.0, 0.01]
"""

from __future__ import annotations

from functools import cached_property
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, PlainSerializer, WithJsonSchema, model_validator

from simkit.arrays import Array
from simkit.concepts import Concept
from simkit.quantities import (  # fmt: skip
    KpiName,
    MisplacedError,
    PositiveMoney,
    Share,
    to_money,
    to_share,
    write_money,
    write_share,
)
from simkit.scheme.curve import Curve, steps
from simkit.scheme.modifiers import Modifier


def to_level(value: Any) -> float:
    """Read a level: an amount in units of the KPI, or, where `of` says of what, a share."""
    if isinstance(value, str) and set("%％‰") & set(value):
        return to_share(value)
    return to_money(value)


def write_level(level: float) -> str:
    """Write a level the way a file does.

    >>> write_level(0.025), write_level(5.0), write_level(250_000.0)
    ('2.5%', '5', '250_000')
    """
    return write_share(level) if 0.0 < abs(level) < 1.0 else write_money(level)


Level = Annotated[
    float,
    BeforeValidator(to_level),
    PlainSerializer(write_level, return_type=str, when_used="json"),
    WithJsonSchema({"anyOf": [{"type": "number"}, {"type": "string"}]}),
]
"""A level of a KPI, as a key: `5` in units, or `5%` of the amount that `of` names."""


class Adjustment(Concept):
    """Points that are added to the rate of a grid, by the level that a KPI has reached."""

    kpi: KpiName = Field(description="the KPI that the points come from; counted over the same time as the production")
    of: PositiveMoney = Field(
        default=1.0, description="levels are parts of this amount, such as a book that is to grow; 1: units of the KPI"
    )
    points: dict[Level, Share] = Field(
        min_length=1, description="level -> points on the rate from there on; below the first level the first counts"
    )

    @model_validator(mode="after")
    def _move_something(self) -> Adjustment:
        if len(set(self.points.values())) == 1:
            raise MisplacedError("are the same at every level; write at least two that differ", ("points",))
        return self

    @cached_property
    def curve(self) -> Curve:
        """Level to points; a level counts as reached just below it."""
        found = sorted(self.points.items())
        return steps(found, below=found[0][1])

    def at(self, result: Array) -> Array:
        """Points for a result in units of the KPI."""
        return self.curve(result / self.of)

    def scaled(self, factor: float) -> Adjustment:
        """The same with every number of points multiplied."""
        return self.model_copy(update={"points": {level: factor * points for level, points in self.points.items()}})

    def as_modifier(self, rate: float, normal: float) -> Modifier:
        """What the points make of an award at a usual rate, against a usual result: how they are planned."""
        factors = {
            level * self.of / normal: max(1.0 + points / rate, 0.0) for level, points in sorted(self.points.items())
        }
        return Modifier.model_construct(kpi=self.kpi, target=normal, factors=factors, between="steps")
