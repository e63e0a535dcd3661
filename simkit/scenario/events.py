"""Events: what happens to the market of a scenario besides chance, and in which month."""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from pydantic import Field

from simkit.concepts import Concept
from simkit.quantities import KpiName, Months, Share, Whole


class MarketFall(Concept):
    """Demand falls from one month to the next and comes back as the market's persistence says."""

    kind: Literal["market_fall"] = "market_fall"
    month: Whole = Field(ge=1, description="counted from 1 at the start of the run-in")
    by: Share = Field(gt=0, lt=1, description="part of demand that is lost")


class ProductBan(Concept):
    """A product may not be sold for a while."""

    kind: Literal["product_ban"] = "product_ban"
    month: Whole = Field(ge=1, description="counted from 1 at the start of the run-in")
    kpi: KpiName = Field(description="the flow KPI that stands still")
    lasts: Months = Field(default="12 months", ge=1, validate_default=True, description="how long")


Event: TypeAlias = Annotated[MarketFall | ProductBan, Field(discriminator="kind")]
"""What happens to the market, and when."""
