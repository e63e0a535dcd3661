"""What advisors do and what is counted: activities and KPIs, as data.

A *flow* KPI (sales, new money) starts at zero every month.  A *level* KPI (satisfaction, knowledge) moves towards what
effort supports.  A *sum* KPI adds flows up, each with a rate, as fee income adds product sales times their margins.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Annotated, Any, Literal, TypeAlias

import numpy as np
from pydantic import Discriminator, Field, Tag, field_validator, model_validator

from simkit.arrays import Array
from simkit.concepts import Concept
from simkit.quantities import (  # fmt: skip
    KpiName,
    MisplacedError,
    Money,
    Number,
    PositiveMoney,
    PositiveShare,
    Rate,
    Refers,
    Share,
    UnknownNameError,
    YesNo,
    write_share,
)

ActivityName = Annotated[str, Refers("work.activities")]
"""The name of an activity of the scenario."""


class Worth(Concept):
    """What one unit of a KPI is worth, to the bank and to the client."""

    bank: Rate = Field(default=0.0, description="margin for the bank: a share of the amount, or money per piece")
    client: Rate = Field(default=0.0, description="gain for the client: a share of the amount, or money per piece")


class _Driven(Concept):
    driven_by: dict[ActivityName, PositiveShare] = Field(
        alias="from",
        min_length=1,
        description="the activity that drives it, or activities with shares that sum to 100%",
    )

    @field_validator("driven_by", mode="before", json_schema_input_type=str | dict[str, PositiveShare])
    @classmethod
    def _one_activity(cls, value: Any) -> Any:
        return {value: "100%"} if isinstance(value, str) else value

    @field_validator("driven_by")
    @classmethod
    def _whole(cls, value: dict[str, float]) -> dict[str, float]:
        if abs(sum(value.values()) - 1.0) > 1e-9:
            raise ValueError(f"the shares sum to {write_share(round(sum(value.values()), 6))}; make them sum to 100%")
        return value


class FlowKpi(_Driven):
    """A KPI that is counted from zero every month."""

    unit: str = Field(description="what one unit is: CNY, clients, policies")
    normal_month: PositiveMoney = Field(
        description="the result of a normal month at normal effort with an average book"
    )
    noise: PositiveShare = Field(
        default="30%", le=5, validate_default=True, description="luck of one month, as a share of the result"
    )
    noise_kind: Literal["lognormal", "normal"] = Field(default="lognormal", description="shape of the luck")
    follows_market: Share = Field(
        default="100%", ge=-10, le=10, validate_default=True, description="how far it moves with market demand"
    )
    follows_season: YesNo = Field(default=True, description="whether the season of the year moves it")
    worth: Worth = Field(default=Worth(), description="what one unit is worth, to the bank and to the client")
    pressed: PositiveShare = Field(
        default="0%", le=5, validate_default=True, description="how much more of it full pressure on clients sells"
    )
    pipeline: Annotated[PositiveShare, Field(le=1)] = Field(
        default="0%",
        validate_default=True,
        description="part of a normal month's deals that can close a month earlier or later",
    )
    pay_disclosed: YesNo = Field(default=False, description="whether clients are told what selling it pays")
    counts: Literal["results", "complaints"] = Field(
        default="results", description="what is counted: results of work alone, or complaints about bad sales too"
    )


class LevelKpi(_Driven):
    """A KPI that stands at a level, such as satisfaction; its result over a period is the mean of the months."""

    unit: str = Field(description="what one unit is: points, percent")
    level: PositiveMoney = Field(description="where it stands at normal effort")
    noise: Money = Field(default=0.0, ge=0, description="luck of one month, in units of the KPI")
    moves: Annotated[Share, Field(gt=0, le=1)] = Field(
        default="20%",
        validate_default=True,
        description="part of the way to what effort supports that it goes in a month",
    )
    follows_effort: Share = Field(
        default="50%",
        validate_default=True,
        description="change of the level when its activities' output doubles, as a share",
    )
    at_most: PositiveMoney | None = Field(default=None, description="the highest level there is")
    of_clients: YesNo = Field(
        default=False, description="whether it is how clients feel: pressure lowers it, and they leave when it is low"
    )
    worth: Worth = Field(default=Worth(), description="what one unit is worth, to the bank and to the client")

    @model_validator(mode="after")
    def _within(self) -> LevelKpi:
        if self.at_most is not None and self.level > self.at_most:
            message = f"{self.level:g} is above the highest level there is; write a level of at most {self.at_most:g}"
            raise MisplacedError(message, ("level",))
        return self


class SumKpi(Concept):
    """A KPI made of others, each times a rate: fee income of what was sold."""

    unit: str = Field(description="what one unit is: CNY")
    sum_of: dict[KpiName, Rate] = Field(min_length=1, description="flow KPI -> rate")

    @field_validator("sum_of", mode="before", json_schema_input_type=list[str] | dict[str, Rate])
    @classmethod
    def _names(cls, value: Any) -> Any:
        names = isinstance(value, list) and all(isinstance(name, str) for name in value)
        return dict.fromkeys(value, 1.0) if names else value


def _which(value: Any) -> str | None:
    keys = value if isinstance(value, Mapping) else getattr(type(value), "model_fields", {})
    return "sum" if "sum_of" in keys else "level" if "level" in keys else "flow"


Kpi: TypeAlias = Annotated[
    Annotated[FlowKpi, Tag("flow")] | Annotated[LevelKpi, Tag("level")] | Annotated[SumKpi, Tag("sum")],
    Discriminator(_which),
]
"""A KPI; `normal_month`, `level` or `sum_of` tells which kind."""


class Work(Concept):
    """Where a normal month goes, and what comes of it.

    `effort_exponent` is the exponent of diminishing returns: output of an activity is effort to that power.
    """

    activities: dict[str, PositiveShare] = Field(min_length=1, description="share of a normal month for each activity")
    kpis: dict[str, Kpi] = Field(min_length=1, description="what is counted: flows, levels and sums")
    substitutes: tuple[tuple[KpiName, KpiName], ...] = Field(
        default=(), description="pairs of products that take the same clients' money"
    )
    effort_exponent: Number = Field(
        default=0.5, gt=0, lt=1, description="diminishing returns: output = effort to this power"
    )

    @field_validator("activities")
    @classmethod
    def _whole(cls, value: dict[str, float]) -> dict[str, float]:
        if abs(sum(value.values()) - 1.0) > 1e-9:
            raise ValueError(f"the shares sum to {write_share(round(sum(value.values()), 6))}; make them sum to 100%")
        if any(share <= 0 for share in value.values()):
            raise ValueError("an activity has no time; give it a share above 0% or remove it")
        return value

    @model_validator(mode="after")
    def _known(self) -> Work:
        for name, kpi in self.kpis.items():
            if isinstance(kpi, SumKpi):
                wrong = [part for part in kpi.sum_of if not isinstance(self.kpis.get(part), FlowKpi)]
                options = ", ".join(k for k, v in self.kpis.items() if isinstance(v, FlowKpi))
                if wrong:
                    message = f"{wrong[0]!r} is not a flow KPI; write one of {options}"
                    raise UnknownNameError(message, ("kpis", name, "sum_of", wrong[0]))
                if self.normal_month(name) <= 0:
                    message = "a normal month of this sum is not above 0; write rates that add up to more than 0"
                    raise MisplacedError(message, ("kpis", name, "sum_of"))
            else:
                wrong = [activity for activity in kpi.driven_by if activity not in self.activities]
                if wrong:
                    message = f"{wrong[0]!r} is not an activity; write one of {', '.join(self.activities)}"
                    raise UnknownNameError(message, ("kpis", name, "from", wrong[0]))
        return self

    @model_validator(mode="after")
    def _pairs_of_flows(self) -> Work:
        for number, pair in enumerate(self.substitutes):
            wrong = [kpi for kpi in pair if not isinstance(self.kpis.get(kpi), FlowKpi)]
            if wrong:
                options = ", ".join(k for k, v in self.kpis.items() if isinstance(v, FlowKpi))
                message = f"{wrong[0]!r} is not a flow KPI; write one of {options}"
                raise UnknownNameError(message, ("substitutes", number, pair.index(wrong[0])))
            if pair[0] == pair[1]:
                message = f"{pair[0]!r} cannot take the place of itself; write two products"
                raise MisplacedError(message, ("substitutes", number))
        return self

    @cached_property
    def flows(self) -> dict[str, FlowKpi]:
        """The flow KPIs, in the order of the file."""
        return {name: kpi for name, kpi in self.kpis.items() if isinstance(kpi, FlowKpi)}

    @cached_property
    def levels(self) -> dict[str, LevelKpi]:
        """The level KPIs, in the order of the file."""
        return {name: kpi for name, kpi in self.kpis.items() if isinstance(kpi, LevelKpi)}

    @cached_property
    def sums(self) -> dict[str, SumKpi]:
        """The sum KPIs, in the order of the file."""
        return {name: kpi for name, kpi in self.kpis.items() if isinstance(kpi, SumKpi)}

    def mix(self, kpi: str) -> dict[str, float]:
        """Share of each activity in the normal result of `kpi`; a sum KPI takes its parts' activities."""
        found = self.kpis[kpi]
        if not isinstance(found, SumKpi):
            return found.driven_by
        mix: dict[str, float] = {}
        for part, share in self.parts(kpi).items():
            for activity, weight in self.flows[part].driven_by.items():
                mix[activity] = mix.get(activity, 0.0) + share * weight
        return mix

    def added_up(self, kpi: str) -> dict[str, float]:
        """Flow or level KPIs, with rates, that add up to `kpi`: of a flow or a level, itself."""
        found = self.kpis[kpi]
        return found.sum_of if isinstance(found, SumKpi) else {kpi: 1.0}

    def counting_unit(self, kpi: str, months: int) -> float:
        """What `kpi` is worth per unit that is counted for it over a period.

        A level counts its months' sum, so its mean is 1 / months of that; a sum with one part counts that part.
        """
        if kpi in self.levels:
            return 1.0 / months
        parts = self.added_up(kpi)
        return next(iter(parts.values())) if len(parts) == 1 else 1.0

    def parts(self, kpi: str) -> dict[str, float]:
        """Share of each flow KPI in the normal result of a sum KPI; a flow is its own only part."""
        found = self.kpis[kpi]
        if not isinstance(found, SumKpi):
            return {kpi: 1.0}
        normal = {part: rate * self.flows[part].normal_month for part, rate in found.sum_of.items()}
        return {part: amount / sum(normal.values()) for part, amount in normal.items()}

    def worth_of(self, results: Mapping[str, Array]) -> Array:
        """Worth to the bank of a year's results (replication, seat), money; a level is worth its rate every month."""
        worth = np.zeros_like(next(iter(results.values())))
        for name, kpi in (self.flows | self.levels).items():
            rate = kpi.worth.bank * (12.0 if isinstance(kpi, LevelKpi) else 1.0)
            if rate:
                worth += rate * results[name]
        return worth

    def normal_month(self, kpi: str) -> float:
        """The result of a normal month: of a flow or a sum of flows its amount, of a level KPI the level."""
        found = self.kpis[kpi]
        if isinstance(found, SumKpi):
            return sum(rate * self.flows[part].normal_month for part, rate in found.sum_of.items())
        return found.normal_month if isinstance(found, FlowKpi) else found.level
