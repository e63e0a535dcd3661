"""A commission: a price list of money per unit sold, paid from the first unit on.

>>> import numpy as np
>>> card_list = Commission.model_validate({"prices": {"new_clients": 100, "fund_sales": "0.15%"}})
>>> float(card_list.award({"new_clients": np.array(5.0), "fund_sales": np.array(100_000.0)}, (), np.array(0.0)))
650.0
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from typing import Literal

import numpy as np
from pydantic import Field

from simkit.arrays import Array
from simkit.concepts import Concept
from simkit.quantities import KpiName, Months, Number, Rate
from simkit.scheme.beliefs import Beliefs
from simkit.scheme.components.period import MONTHS, Every, rounded
from simkit.scheme.curve import Curve, through
from simkit.scheme.statement import Reason, with_rounding


class Commission(Concept):
    """Money per unit of each KPI on the list; a negative volume pays nothing."""

    kind: Literal["commission"] = "commission"
    name: str = Field(default="Price list", description="how the component is called on a pay statement")
    every: Every = Field(default="month", description="the period over which volumes are counted and paid")
    prices: dict[KpiName, Rate] = Field(
        min_length=1, description="KPI -> money per unit: a share of the amount, or money a piece"
    )
    paid_after: Months = Field(
        default="1 month", validate_default=True, description="time from the end of the period to pay day"
    )
    round_to: Number = Field(default=0.01, gt=0, description="money is rounded to this unit")

    @property
    def months(self) -> int:
        """Length of the period in months."""
        return MONTHS[self.every]

    @property
    def counted(self) -> tuple[str, ...]:
        """The KPIs that this component reads."""
        return tuple(self.prices)

    def scaled(self, factor: float) -> Commission:
        """The same list with every price multiplied."""
        return self.model_copy(update={"prices": {kpi: factor * price for kpi, price in self.prices.items()}})

    def attained(self, results: Mapping[str, Array], targets: Sequence[Array], base_pay: Array) -> Array:
        """What was sold, at list prices, as a share of the base pay of the period (replication, seat)."""
        earned: Array = self._earned(results) / (base_pay * self.months)
        return earned

    @property
    def most_attained(self) -> float:
        """There is no limit to what can be sold."""
        return math.inf

    def paid_at(self, attained: Array, base_pay: float) -> Array:
        """What a period pays as a share of its base pay: a price list pays all that is earned."""
        return attained

    def award(self, results: Mapping[str, Array], targets: Sequence[Array], base_pay: Array) -> Array:
        """Pay for one period (replication, seat); `targets` is empty: a price list has none."""
        return rounded(self._earned(results), self.round_to)

    def awards_at(
        self,
        scales: Sequence[float],
        results: Mapping[str, Array],
        levels: Collection[str],
        targets: Sequence[Array],
        base_pay: Array,
    ) -> list[Array]:
        """Pay if the flow results were multiplied by each (positive) scale: in proportion, then rounded."""
        earned = self._earned(results)
        return [rounded(scale * earned, self.round_to) for scale in scales]

    def _earned(self, results: Mapping[str, Array]) -> Array:
        earned: Array = np.zeros(())
        for kpi, price in self.prices.items():
            sold = np.maximum(results[kpi], 0.0)
            sold *= price
            sold += earned
            earned = sold
        return earned

    def statement(self, results: Mapping[str, Array], targets: Sequence[Array], base_pay: Array) -> Reason:
        """The reasons of one person's award: volume times price, line by line, and rounding."""
        parts = [
            Reason(kpi, price * max(float(results[kpi]), 0.0), f"{float(results[kpi]):,.2f} x {price:g}")
            for kpi, price in self.prices.items()
        ]
        return with_rounding(self.name, parts, float(self.award(results, targets, base_pay)))

    def perceived(self, beliefs: Beliefs, base_pay: float) -> Curve:
        """Money earned at list prices -> its present value: the schedule itself, whatever the base pay."""
        return through([(0.0, 0.0)], slope_after=beliefs.discount * (1.0 - beliefs.loss_chance))
