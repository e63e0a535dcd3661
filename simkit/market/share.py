"""The employer's own share: how its price moves, and what options on it are worth.

The log of the price is a random walk.  With v = volatility^2 / 12 it moves in a month by

    ln(1 + drift) / 12 - v / 2 + follows_market x shock + sqrt(v - follows_market^2 swing^2) x z

where shock is that of the month to log demand, of standard deviation swing, and z the luck of the share alone.  So the
price is expected to rise by the drift, and volatility is all there is of it, the market's part included; what events do
to demand comes on top.  No dividends are paid.

An option to buy at the price of the day it was granted is valued by Black and Scholes (1973):

>>> share = SharePrice.model_validate({"volatility": "20%", "interest": 0, "option_life": "12 months"})
>>> round(float(share.option_cost), 4)  # at the money, without interest: 2 N(volatility / 2) - 1
0.0797
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property
from typing import Annotated

import numpy as np
from pydantic import Field

from simkit.arrays import Array
from simkit.concepts import Concept
from simkit.quantities import Months, PositiveShare, Share


@dataclass(frozen=True)
class Quote:
    """The price of the share in a month (from 0), over its price at the start (replication, 1)."""

    month: int
    price: Array


class SharePrice(Concept):
    """The employer's own share, in which people may be paid.  Rates are of a year."""

    volatility: Annotated[PositiveShare, Field(ge=0.01, le=3)] = Field(
        description="standard deviation of a year's log return, the market's part included"
    )
    drift: Share = Field(
        default="5%", gt=-1, le=1, validate_default=True, description="rise of the price that is expected in a year"
    )
    follows_market: Share = Field(
        default="100%", validate_default=True, description="part of every shock to demand that also moves the price"
    )
    interest: PositiveShare = Field(
        default="2%",
        le=1,
        validate_default=True,
        description="riskless interest of a year, for the value of options",
    )
    option_life: Months = Field(
        default="6 years",
        validate_default=True,
        description="how long an option is taken to be held when its value at grant is worked out",
    )

    @property
    def variance(self) -> float:
        """Variance of a month's log return."""
        return self.volatility**2 / 12.0

    def step(self, log_price: Array, shock: Array, swing: float, normals: Array) -> Array:
        """Next month's log price (replication, 1), from this month's.

        shock: the month's shock to log demand, of standard deviation `swing`; normals: luck of the share alone.
        """
        own = math.sqrt(max(self.variance - (self.follows_market * swing) ** 2, 0.0))
        rise = math.log1p(self.drift) / 12.0 - 0.5 * self.variance
        moved: Array = log_price + rise + self.follows_market * shock + own * normals
        return moved

    def growth(self, months: int) -> float:
        """Expected price after so many months, over the price now.

        >>> round(SharePrice.model_validate({"volatility": "30%", "drift": "10%"}).growth(24), 4)
        1.21
        """
        return float((1.0 + self.drift) ** (months / 12.0))

    def option_value(self, growth: Array, months: int) -> Array:
        """Value of an option that has so many months to live, over its strike; `growth`: the price over the strike.

        Black and Scholes 1973: N(d) growth - N(d - s) / (1 + interest)^years, s = volatility sqrt(years) and
        d = ln(growth (1 + interest)^years) / s + s / 2.
        """
        discount = float((1.0 + self.interest) ** (-months / 12.0))
        return self._payoff(growth / discount, months) * discount

    @cached_property
    def option_cost(self) -> Array:
        """Value of an option on the day it is granted, over the price of the share: what it costs the bank."""
        return self.option_value(np.ones(()), self.option_life)

    def expected_payoff(self, months: int) -> float:
        """What an option is expected to pay after so many months, over the price when it was granted.

        >>> share = SharePrice.model_validate({"volatility": "20%", "drift": 0})
        >>> round(share.expected_payoff(12), 4)  # 2 N(0.1) - 1
        0.0797
        """
        return float(self._payoff(np.array(self.growth(months)), months))

    def _payoff(self, forward: Array, months: int) -> Array:
        """Mean of max(0, price - strike) over the strike, where the price over it has the mean `forward`."""
        from scipy.special import ndtr  # noqa: PLC0415 (SciPy is slow to import, and `import simkit` must not be)

        spread = self.volatility * math.sqrt(months / 12.0)
        if spread == 0.0:
            return np.maximum(forward - 1.0, 0.0)
        d = np.log(forward) / spread + 0.5 * spread
        found: Array = forward * ndtr(d) - ndtr(d - spread)
        return found
