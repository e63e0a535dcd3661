"""What nobody in the firm controls: demand that swings, and the seasons of the year.

Demand is one factor for the whole firm with long-run level 1.  Its log returns to zero by `persistence` a month and is
pushed by a monthly shock: log d' = persistence * log d + swing * z - half the variance, so that its mean is 1.
"""

from __future__ import annotations

import numpy as np
from pydantic import Field, field_validator

from simkit.arrays import Array
from simkit.quantities import Concept, PositiveShare, write_share


class Market(Concept):
    """Demand and seasons."""

    swing: PositiveShare = Field(
        default="5%", validate_default=True, description="standard deviation of a month's shock to demand"
    )
    persistence: PositiveShare = Field(
        default="85%", lt=1, validate_default=True, description="part of a deviation that is left a month later"
    )
    season: tuple[PositiveShare, ...] = Field(
        default=("100%",) * 12, validate_default=True, min_length=12, max_length=12,
        description="demand of the twelve months, as shares of a normal month",
    )  # fmt: skip

    @field_validator("season")
    @classmethod
    def _averages_one(cls, value: tuple[float, ...]) -> tuple[float, ...]:
        if abs(sum(value) / 12.0 - 1.0) > 1e-9:
            raise ValueError(f"the months average {write_share(round(sum(value) / 12, 6))}; make them average 100%")
        return value

    def step(self, log_demand: Array, normals: Array, month: int) -> Array:
        """Next month's log demand (replication, 1), from this month's and standard normals of the same shape.

        `month` counts from 0; the drift keeps mean demand at 1 from the first month on.
        """
        rho2 = self.persistence**2
        before = self.swing**2 * (1.0 - rho2**month) / (1.0 - rho2)
        drift = -0.5 * (rho2 * before + self.swing**2) + 0.5 * self.persistence * before
        stepped: Array = self.persistence * log_demand + self.swing * normals + drift
        return stepped

    def factor(self, log_demand: Array, follows: float) -> Array:
        """What a KPI that follows demand by this share is multiplied with (replication, 1)."""
        multiplied: Array = np.exp(follows * log_demand)
        return multiplied
