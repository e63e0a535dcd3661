"""A pool that is shared by score: what one person gets more, the others get less.

>>> import numpy as np
>>> pool = Pool.model_validate({"every": "month", "size": 3_000, "measures": [
...     {"kpi": "sales", "weight": "100%", "target": {"kind": "fixed", "at": 100}}]})
>>> end = PeriodEnd({"sales": np.array([[50.0, 150.0, -20.0]])}, np.full((1, 3), 9_000.0), [np.full((1, 3), 100.0)])
>>> pool.award(end).tolist()
[[2250.0, 6750.0, 0.0]]
>>> round(float(pool.expected(Others(np.array([0.0, 1.5])), 9_000.0)(0.5)))  # within half a cent
2250
"""

from __future__ import annotations

from typing import Annotated, Literal

import numpy as np
from pydantic import Field, WithJsonSchema

from simkit.arrays import Array
from simkit.scheme.components.bonus import TARGET_PAY_SCHEMA, TargetPay
from simkit.scheme.components.relative import Relative, summed_by_group, where_known
from simkit.scheme.curve import Curve
from simkit.scheme.others import Others
from simkit.scheme.period_end import PeriodEnd, Who
from simkit.scheme.scorecard import weighted_scores
from simkit.scheme.statement import Reason


class Pool(Relative):
    """A fixed amount, shared in proportion to scores.

    Award = pool x max(0, own score) / sum of everybody's max(0, score) x every gate's factor, rounded; the pool is
    `size` summed over the people who share it, that is who have a score.  Where nobody has one above 0, nobody is paid.
    """

    kind: Literal["pool"] = "pool"
    name: str = Field(default="Pool", description="how the component is called on a pay statement")
    size: Annotated[TargetPay, WithJsonSchema(TARGET_PAY_SCHEMA)] = Field(
        description="what each seat adds to the pool: `20% of base pay`, or an amount for one period"
    )

    @property
    def in_money(self) -> bool:
        """A share of the pool is money, whatever the own base pay."""
        return True

    def scaled(self, factor: float) -> Pool:
        """The same with a larger pool."""
        return self.model_copy(update={"size": self.size.times(factor)})

    def total(self, end: PeriodEnd) -> Array:
        """The pool that each seat has a share of (replication, seat)."""
        return summed_by_group(self._added(end, self.attained(end)), end, self.among)

    def undistributed(self, end: PeriodEnd) -> Array:
        """What stays in the pools and is nobody's pay (replication,): of no score, behind gates, and from rounding."""
        added, award = self._added(end, self.attained(end)), self.award(end)
        left: Array = np.nansum(added, axis=-1) - np.nansum(award, axis=-1)
        return left

    def before_gates(self, end: PeriodEnd) -> Array:
        """Everybody's share of the pool."""
        score = self._positive(end)
        return summed_by_group(self._added(end, score), end, self.among) * self._share(end, score)

    def expected(self, others: Others, base_pay: float) -> Curve:
        """Own score S -> pool x S / (S + others' S), with the others' expected sum."""
        own = float(self.size.for_period(np.array(base_pay), self.months))
        theirs = self.size.for_period(np.array(base_pay * others.base_pay), self.months)
        return others.share_of(own + others.count * float(theirs), self.highest(others))

    def reasons(self, end: PeriodEnd, who: Who) -> list[Reason]:
        """Each measure's part of the own share."""
        positive = self._positive(end)
        score, everybody = positive[who].item(), summed_by_group(positive, end, self.among)[who].item()
        scores = [part[who].item() for part in weighted_scores(self.measures, end)]
        paid, note = self.before_gates(end)[who].item(), f"of {everybody:.3f} in all"
        note += f"; pool {self.total(end)[who].item():,.2f}"
        if everybody <= 0.0:
            note += " stays undistributed, nobody has a score above 0"
        return [
            Reason(measure.kpi, paid * part / score if score > 0.0 else 0.0, f"score {part:.3f} {note}")
            for measure, part in zip(self.measures, scores, strict=True)
        ]

    def _added(self, end: PeriodEnd, score: Array) -> Array:
        """What each seat adds to the pool."""
        return where_known(self.size.for_period(end.base_pay, self.months), score)

    def _positive(self, end: PeriodEnd) -> Array:
        score: Array = np.maximum(self.attained(end), 0.0)
        return score

    def _share(self, end: PeriodEnd, score: Array) -> Array:
        total = summed_by_group(score, end, self.among)
        nothing = np.where(np.isnan(score), np.nan, 0.0)
        share: Array = np.divide(score, total, out=nothing, where=total > 0.0)
        return share
