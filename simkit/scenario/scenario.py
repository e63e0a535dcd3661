"""The scenario: people, market, work, schemes and views, composed from one file and checked against each other."""

from __future__ import annotations

from typing import Annotated, Any, Literal, TypeAlias

from pydantic import Field, field_validator, model_validator

from simkit.behaviour.views import STANDARD, View
from simkit.market.demand import Market
from simkit.people.advisors import People
from simkit.quantities import Concept, Months, Share, write_share
from simkit.scheme.kpis import Work
from simkit.scheme.scheme import Scheme


class Horizon(Concept):
    """How long: a run-in under the first scheme, then the years that are compared."""

    run_in: Months = Field(default="12 months", validate_default=True)
    length: Months = Field(default="36 months", validate_default=True)

    @field_validator("run_in", "length")
    @classmethod
    def _whole_years(cls, value: int) -> int:
        if value % 12 or value <= 0:
            raise ValueError(f"{value} months is not a whole number of years; write 12 months, 24 months or 36 months")
        return value

    @property
    def months(self) -> int:
        """Run-in and compared years together."""
        return self.run_in + self.length


class MarketFall(Concept):
    """Demand falls from one month to the next and comes back as the market's persistence says."""

    kind: Literal["market_fall"] = "market_fall"
    month: int = Field(ge=1, description="counted from 1 at the start of the run-in")
    by: Share = Field(gt=0, lt=1)


Event: TypeAlias = Annotated[MarketFall, Field()]


class Scenario(Concept):
    """A question: who works where, under which schemes, in which market, seen by which views.

    The first scheme is today's: everybody works under it during the run-in, and every other is compared with it.
    """

    name: str
    note: str = ""
    currency: str = "CNY"
    horizon: Horizon = Horizon()
    people: People
    market: Market = Market()
    work: Work
    schemes: dict[str, Scheme] = Field(min_length=1)
    stake: Literal["same expected cost as today", "as written"] = Field(
        default="as written",
        description="whether the other schemes are scaled until they cost as much as the first is expected to cost",
    )
    views: tuple[View, ...] = Field(default=STANDARD, description="`standard`, or a list of views whose weights sum to 100%")
    events: tuple[Event, ...] = ()
    practical_margin: Share = Field(
        default="1%", gt=0, validate_default=True, description="a smaller difference, as a share of today's value, counts as none"
    )
    sources: dict[str, str] = Field(default={}, description="path -> where the number comes from; the rest are assumptions")

    @field_validator("views", mode="before")
    @classmethod
    def _standard(cls, value: Any) -> Any:
        return STANDARD if value == "standard" else value

    @field_validator("views")
    @classmethod
    def _weights_sum(cls, value: tuple[View, ...]) -> tuple[View, ...]:
        total = sum(view.weight for view in value)
        if abs(total - 1.0) > 1e-9:
            raise ValueError(f"the weights sum to {write_share(round(total, 6))}; make them sum to 100%")
        return value

    @model_validator(mode="after")
    def _known_kpis(self) -> Scenario:
        for name, scheme in self.schemes.items():
            for kpi in scheme.counted:
                if kpi not in self.work.kpis:
                    raise ValueError(
                        f"schemes.{name} counts {kpi!r}, which is not a KPI; write one of {', '.join(self.work.kpis)}"
                    )
        return self

    @property
    def today(self) -> str:
        """The name of the first scheme."""
        return next(iter(self.schemes))
