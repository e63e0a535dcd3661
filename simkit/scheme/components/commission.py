"""A commission: a price list of money per unit sold, paid from the first unit on.

>>> import numpy as np
>>> card_list = Commission.model_validate({"prices": {"new_clients": 100, "fund_sales": "0.15%"}})
>>> sold = {"new_clients": np.array([[5.0]]), "fund_sales": np.array([[100_000.0]])}
>>> card_list.award(PeriodEnd(sold, base_pay=np.array([[9_000.0]]))).tolist()
[[650.0]]
>>> shared = card_list.model_copy(update={"referral_share": 0.2})
>>> shared.award(PeriodEnd(sold, base_pay=np.array([[9_000.0]]))).tolist()
[[520.0]]
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from typing import Literal

import numpy as np
from pydantic import Field

from simkit.arrays import Array
from simkit.quantities import KpiName, Rate, Share
from simkit.scheme.beliefs import Beliefs
from simkit.scheme.components.component import PayComponent
from simkit.scheme.components.period import Every, rounded
from simkit.scheme.curve import Curve, through
from simkit.scheme.period_end import ALONE, PeriodEnd, Who
from simkit.scheme.scorecard import Gate, Measure
from simkit.scheme.statement import Reason, with_rounding


class Commission(PayComponent):
    """Money per unit of each KPI on the list; a negative volume pays nothing."""

    kind: Literal["commission"] = "commission"
    name: str = Field(default="Price list", description="how the component is called on a pay statement")
    every: Every = Field(default="month", description="the period over which volumes are counted and paid")
    prices: dict[KpiName, Rate] = Field(
        min_length=1, description="KPI -> money per unit: a share of the amount, or money a piece"
    )
    referral_share: Share = Field(
        default="0%",
        ge=0,
        lt=1,
        validate_default=True,
        description="part of every price that goes to the colleague who referred the client",
    )

    @property
    def measures(self) -> tuple[Measure, ...]:
        """A price list has no targets."""
        return ()

    @property
    def gates(self) -> tuple[Gate, ...]:
        """A price list has no gates."""
        return ()

    @property
    def counted(self) -> tuple[str, ...]:
        """The KPIs that this component reads."""
        return tuple(self.prices)

    def scaled(self, factor: float) -> Commission:
        """The same list with every price multiplied."""
        return self.model_copy(update={"prices": {kpi: factor * price for kpi, price in self.prices.items()}})

    def attained(self, end: PeriodEnd) -> Array:
        """What was sold, in money at list prices."""
        return self._earned(end.results)

    @property
    def most_attained(self) -> float:
        """There is no limit to what can be sold."""
        return math.inf

    def award(self, end: PeriodEnd) -> Array:
        """Pay for one period (replication, seat)."""
        return rounded(self._kept(self._earned(end.results)), self.round_to)

    def awards_at(self, scales: Sequence[float], end: PeriodEnd, levels: Collection[str]) -> list[Array]:
        """Pay if the flow results were multiplied by each (positive) scale: in proportion, then rounded."""
        earned = self._kept(self._earned(end.results))
        return [rounded(scale * earned, self.round_to) for scale in scales]

    def _earned(self, results: Mapping[str, Array]) -> Array:
        earned: Array = np.zeros(())
        for kpi, price in self.prices.items():
            sold = np.maximum(results[kpi], 0.0)
            sold *= price
            sold += earned
            earned = sold
        return earned

    def _kept(self, earned: Array) -> Array:
        """What is left after the referral split."""
        return earned * (1.0 - self.referral_share) if self.referral_share else earned

    def statement(self, end: PeriodEnd, who: Who = ALONE) -> Reason:
        """The reasons of one person's award: volume times price, line by line, and rounding."""
        mine = end.of(who)
        sold = {kpi: mine.results[kpi].item() for kpi in self.prices}
        parts = [
            Reason(kpi, price * max(sold[kpi], 0.0), f"{sold[kpi]:,.2f} x {price:g}")
            for kpi, price in self.prices.items()
        ]
        if self.referral_share:
            listed = sum(part.value for part in parts)
            note = f"{100.0 * self.referral_share:.6g}% of {listed:,.2f} to who referred the clients"
            parts.append(Reason("referral split", -self.referral_share * listed, note))
        return with_rounding(self.name, parts, self.award(mine).item())

    def perceived(self, beliefs: Beliefs, base_pay: float) -> Curve:
        """Money earned at list prices -> present value of what is kept of it, whatever the base pay."""
        kept = (1.0 - self.referral_share) * (1.0 - beliefs.loss_chance)
        return through([(0.0, 0.0)], slope_after=beliefs.discount * kept)
