"""What nobody in the firm controls: demand that swings, the seasons of the year, and the price of the own share.

Demand swings around a long-run level of 1 as exp(x): x returns to zero by `persistence` a month and is pushed by a
monthly shock, x' = persistence * x + swing * z.  A KPI that follows demand by f is multiplied by
exp(f x - f^2 var(x) / 2), whose mean is 1 in every month whatever f is.
"""

from __future__ import annotations

import numpy as np
from pydantic import Field, field_validator, model_validator

from simkit.arrays import Array
from simkit.concepts import Concept
from simkit.market.regimes import Regime
from simkit.market.share import SharePrice
from simkit.quantities import MisplacedError, PositiveShare, write_share


class Market(Concept):
    """Demand and seasons, and the share in which some schemes pay."""

    swing: PositiveShare = Field(
        default="5%", le=1, validate_default=True, description="standard deviation of a month's shock to demand"
    )
    persistence: PositiveShare = Field(
        default="85%", lt=1, validate_default=True, description="part of a deviation that is left a month later"
    )
    season: tuple[PositiveShare, ...] = Field(
        default=("100%",) * 12, validate_default=True, min_length=12, max_length=12,
        description="demand of the twelve months, as shares of a normal month",
    )  # fmt: skip
    share: SharePrice | None = Field(
        default=None, description="the employer's own share, where a scheme pays in shares or options"
    )

    regimes: dict[str, Regime] = Field(
        default={}, description="good and bad times, by name; the first is the one that it starts in"
    )
    returns_swing: PositiveShare = Field(
        default="15%",
        le=2,
        validate_default=True,
        description="standard deviation of a year's return on clients' assets",
    )

    @field_validator("season")
    @classmethod
    def _averages_one(cls, value: tuple[float, ...]) -> tuple[float, ...]:
        if abs(sum(value) / 12.0 - 1.0) > 1e-9:
            raise ValueError(f"the months average {write_share(round(sum(value) / 12, 6))}; make them average 100%")
        return value

    @model_validator(mode="after")
    def _share_is_volatile_enough(self) -> Market:
        if self.share is None:
            return self
        by_market = abs(self.share.follows_market) * self.swing * 12.0**0.5
        if by_market > self.share.volatility * (1.0 + 1e-9):
            message = (
                f"{write_share(self.share.volatility)} is less than the {by_market:.1%} by which the swing of demand "
                "moves the price in a year; write a higher volatility, or a lower follows_market"
            )
            raise MisplacedError(message, ("share", "volatility"))
        return self

    def step(self, log_demand: Array, normals: Array) -> Array:
        """Next month's log demand (replication, 1), from this month's and standard normals of the same shape."""
        stepped: Array = self.persistence * log_demand + self.swing * normals
        return stepped

    def variance(self, month: int) -> float:
        """Variance of log demand in `month` (from 0), which starts from nothing."""
        rho2 = self.persistence**2
        return self.swing**2 * (1.0 - rho2 ** (month + 1)) / (1.0 - rho2)

    def level(self, regime: Array) -> Array:
        """What demand is multiplied with in these regimes, by number (replication, 1)."""
        levels = np.array([1.0 + each.demand for each in self.regimes.values()])
        return levels[regime.astype(np.intp)]

    def monthly_return(self, regime: Array, normals: Array) -> Array:
        """Return of a month on clients' assets (replication, 1), from standard normals; 5 % a year without regimes.

        Source: a geometric random walk, exp(mean + swing z) with the year's mean and variance spread over months.
        """
        yearly = [each.returns for each in self.regimes.values()] or [Regime().returns]
        mean = np.log1p(np.array(yearly))[regime.astype(np.intp)] / 12.0
        sd = self.returns_swing / np.sqrt(12.0)
        earned: Array = np.exp(mean - 0.5 * sd * sd + sd * normals) - 1.0
        return earned

    def factor(self, log_demand: Array, follows: float, month: int) -> Array:
        """What a KPI that follows demand by this share is multiplied with (replication, 1)."""
        multiplied: Array = np.exp(follows * log_demand - 0.5 * follows**2 * self.variance(month))
        return multiplied
