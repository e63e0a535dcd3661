"""Floating unit prices: each KPI has a part of a pool, and its price is that part over all that was sold.

>>> import numpy as np
>>> prices = FloatingPrice.model_validate({"size": 1_000, "weights": {"deposits": "75%", "cards": "25%"}})
>>> end = PeriodEnd({"deposits": np.array([[20.0, 40.0, -9.0]]), "cards": np.zeros((1, 3))}, np.full((1, 3), 9_000.0))
>>> prices.unit_prices(end)["deposits"].tolist(), prices.award(end).tolist(), prices.undistributed(end).tolist()
([[37.5, 37.5, 37.5]], [[750.0, 1500.0, 0.0]], [750.0])
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Annotated, Literal

import numpy as np
from pydantic import Field, WithJsonSchema, field_validator

from simkit.arrays import Array
from simkit.quantities import KpiName, Share, write_share
from simkit.scheme.beliefs import Beliefs
from simkit.scheme.components.bonus import TARGET_PAY_SCHEMA, TargetPay
from simkit.scheme.components.component import PayComponent
from simkit.scheme.components.period import Every, rounded
from simkit.scheme.components.relative import Among, summed_by_group, where_known
from simkit.scheme.curve import Curve, through
from simkit.scheme.period_end import ALONE, PeriodEnd, Who
from simkit.scheme.scorecard import Gate, Measure
from simkit.scheme.statement import Reason, with_rounding


class FloatingPrice(PayComponent):
    """A fixed amount, split over KPIs by weight, and each part over people by what they sold.

    Price of a KPI = pool x weight / everybody's max(0, volume); award = sum of price x max(0, own volume), rounded.
    The pool is `size` summed over the people who share it, so the cost is known and the prices are not.  Who lacks the
    number of any KPI (NaN) does not share it, and has no number for pay.
    """

    kind: Literal["floating_price"] = "floating_price"
    name: str = Field(default="Floating unit prices", description="how the component is called on a pay statement")
    every: Every = Field(default="month", description="the period over which volumes are counted and paid")
    size: Annotated[TargetPay, WithJsonSchema(TARGET_PAY_SCHEMA)] = Field(
        description="what each seat adds to the pool: `20% of base pay`, or an amount for one period"
    )
    weights: dict[KpiName, Annotated[Share, Field(gt=0)]] = Field(
        min_length=1, description="KPI -> its part of the pool; the parts sum to 100%"
    )
    among: Among = Field(default="all", description="who shares a pool: all, or the people of each branch")

    @field_validator("weights")
    @classmethod
    def _weights_sum(cls, value: dict[str, float]) -> dict[str, float]:
        total = sum(value.values())
        if abs(total - 1.0) > 1e-9:
            raise ValueError(f"the weights sum to {write_share(round(total, 6))}; make them sum to 100%")
        return value

    @property
    def measures(self) -> tuple[Measure, ...]:
        """It has no targets."""
        return ()

    @property
    def gates(self) -> tuple[Gate, ...]:
        """It has no gates."""
        return ()

    @property
    def prices(self) -> dict[str, float]:
        """No price stands before the period is over; what is believed of it: `believed_prices`."""
        return {}

    @property
    def counted(self) -> tuple[str, ...]:
        """The KPIs that it reads."""
        return tuple(self.weights)

    @property
    def compared(self) -> Among:
        """Who shares a pool."""
        return self.among

    @property
    def most_attained(self) -> float:
        """There is no limit to what can be sold."""
        return math.inf

    def scaled(self, factor: float) -> FloatingPrice:
        """The same with a larger pool."""
        return self.model_copy(update={"size": self.size.times(factor)})

    def unit_prices(self, end: PeriodEnd) -> dict[str, Array]:
        """KPI -> price of a unit for each seat (replication, seat); 0 where nobody sold anything.

        A volume next to nothing makes a price beyond all numbers (infinite); what is paid for it is still the pool.
        """
        sold = self._sold(end)
        total = self._total(end, sold)
        in_all = {kpi: summed_by_group(each, end, self.among) for kpi, each in sold.items()}
        with np.errstate(over="ignore"):
            return {
                kpi: np.divide(weight * total, in_all[kpi], out=np.zeros_like(total), where=in_all[kpi] > 0.0)
                for kpi, weight in self.weights.items()
            }

    def undistributed(self, end: PeriodEnd) -> Array:
        """What stays in the pools and is nobody's pay (replication,): of KPIs that nobody sold, and from rounding."""
        left: Array = np.nansum(self._added(end, self._sold(end)), axis=-1) - np.nansum(self.award(end), axis=-1)
        return left

    def attained(self, end: PeriodEnd) -> Array:
        """What was sold, in money at the prices of the period."""
        sold = self._sold(end)
        total, earned = self._total(end, sold), np.zeros(end.base_pay.shape)
        for kpi, weight in self.weights.items():
            everybody = summed_by_group(sold[kpi], end, self.among)
            nothing = np.where(np.isnan(sold[kpi]), np.nan, 0.0)
            earned += weight * total * np.divide(sold[kpi], everybody, out=nothing, where=everybody > 0.0)
        return earned

    def award(self, end: PeriodEnd) -> Array:
        """Pay for one period (replication, seat), from everybody's results."""
        return rounded(self.attained(end), self.round_to)

    def statement(self, end: PeriodEnd, who: Who = ALONE) -> Reason:
        """The reasons of one person's award: volume times price, line by line, and rounding."""
        parts, counted = [], self._sold(end)
        for kpi, price in self.unit_prices(end).items():
            sold, each = end.results[kpi][who].item(), price[who].item()
            everybody = summed_by_group(counted[kpi], end, self.among)[who].item()
            pool = self.weights[kpi] * self._total(end, counted)[who].item()
            note = f"{sold:,.2f} x {each:g}; {pool:,.2f} for {everybody:,.2f} in all"
            share = max(sold, 0.0) / everybody if everybody > 0.0 else 0.0
            if everybody <= 0.0:
                note = f"{sold:,.2f}; nobody sold any: {pool:,.2f} stays undistributed"
            parts.append(Reason(kpi, pool * share, note))
        return with_rounding(self.name, parts, self.award(end)[who].item())

    def perceived(self, beliefs: Beliefs, base_pay: float) -> Curve:
        """Money earned at the prices of the period -> its present value."""
        return through([(0.0, 0.0)], slope_after=beliefs.discount * (1.0 - beliefs.loss_chance))

    def believed_prices(self, beliefs: Beliefs, base_pay: float) -> dict[str, float]:
        """KPI -> slope of pool x own / (own + others'), own as an average colleague's: a new unit lowers the price.

        Who knows of no colleagues takes the whole pool with the first unit, and one unit more brings nothing.
        """
        others = beliefs.others
        if others is None or not others.count:
            return dict.fromkeys(self.weights, 0.0)
        pool = float(self.size.for_period(np.array(base_pay), self.months)) * (1.0 + others.count * others.base_pay)
        found = {}
        for kpi, weight in self.weights.items():
            theirs = others.volumes.get(kpi, 0.0)
            all_of_it = theirs * (1.0 + 1.0 / others.count)
            found[kpi] = weight * pool * theirs / all_of_it**2 if theirs > 0.0 else 0.0
        return found

    def _sold(self, end: PeriodEnd) -> dict[str, Array]:
        """KPI -> what counts as sold (replication, seat), not below 0; NaN for who lacks the number of any KPI."""
        sold = {kpi: np.maximum(end.results[kpi], 0.0) for kpi in self.weights}
        whole = np.add.reduce(list(sold.values()))
        return {kpi: where_known(each, whole) for kpi, each in sold.items()} if np.isnan(whole).any() else sold

    def _added(self, end: PeriodEnd, sold: Mapping[str, Array]) -> Array:
        """What each seat adds to the pool."""
        return where_known(self.size.for_period(end.base_pay, self.months), next(iter(sold.values())))

    def _total(self, end: PeriodEnd, sold: Mapping[str, Array]) -> Array:
        return summed_by_group(self._added(end, sold), end, self.among)
