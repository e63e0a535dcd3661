"""Equity: pay that is granted in the employer's own shares or options, and vests over years.

The award is the money that is granted: what the shares cost on the day, or what the options are worth that day (their
fair value, see `scheme.deferral` and `market.share`).  That is the cost to the bank.  What it pays to the advisor when
it vests depends on the price of the share, and what it is worth before that also on the risk.

>>> import numpy as np
>>> from simkit.scheme.period_end import PeriodEnd
>>> grant = Equity.model_validate({"target_pay": "20% of base pay", "deferral": {"paid_in": "shares"}})
>>> grant.award(PeriodEnd({}, base_pay=np.array([[9_000.0, 8_000.0]]))).tolist()
[[21600.0, 19200.0]]
>>> scored = grant.with_("measures", [{"kpi": "sales", "weight": "100%", "target": {"kind": "fixed", "at": 100}}])
>>> end = PeriodEnd({"sales": np.array([[150.0, 0.0]])}, np.array([[9_000.0, 8_000.0]]), [np.full((1, 2), 100.0)])
>>> scored.award(end).tolist()
[[32400.0, 0.0]]
"""

from __future__ import annotations

from functools import cached_property
from typing import Annotated, Literal

import numpy as np
from pydantic import Field, field_validator, model_validator

from simkit.arrays import Array
from simkit.quantities import MisplacedError, PositiveShare
from simkit.scheme.components.bonus import ScoredPay
from simkit.scheme.curve import Curve
from simkit.scheme.deferral import Deferral
from simkit.scheme.period_end import PeriodEnd
from simkit.scheme.scorecard import Measure
from simkit.scheme.shapes import LinearCurve


class Grant(Deferral):
    """The terms of a grant: in what, when it vests, and what can still happen to it."""

    share: Annotated[PositiveShare, Field(gt=0, le=1)] = Field(
        default="100%", validate_default=True, description="part of the grant that vests later: all of it"
    )
    paid_in: Literal["shares", "options"] = Field(
        description="the employer's own shares, or options on them struck at the price of the day of the grant"
    )

    @field_validator("share")
    @classmethod
    def _whole(cls, value: float) -> float:
        if value != 1.0:
            raise ValueError("a grant vests as a whole; leave share out, and pay what is paid at once as a bonus")
        return value


class Equity(ScoredPay):
    """A grant of the employer's own shares or options.

    A scorecard decides how much money is granted, as for a bonus; without measures it is target pay, whatever the
    results, times what gates and modifiers leave of it.  Such a fixed grant is paid, but it is not felt as a pull.
    """

    kind: Literal["equity"] = "equity"
    name: str = Field(default="Grant", description="how the component is called on a pay statement")
    measures: tuple[Measure, ...] = Field(
        default=(), description="the scorecard: weighted KPIs against targets; none: the grant is fixed"
    )
    deferral: Grant = Field(description="shares or options, when they vest, and on what terms")

    @model_validator(mode="after")
    def _nothing_scored_without_measures(self) -> Equity:
        if not self.measures and (self.curve != LinearCurve() or self.limits):
            field = "limits" if self.limits else "curve"
            raise MisplacedError("nothing is scored; write measures, or leave this out", (field,))
        return self

    @cached_property
    def payout(self) -> Curve:
        """Score to share of target pay; all of it where nothing is scored."""
        return self.curve.curve() if self.measures else Curve((0.0,), (1.0,), (1.0,))

    def attained(self, end: PeriodEnd) -> Array:
        """The score (replication, seat): 1 when every target is just met, 0 where nothing is scored."""
        return super().attained(end) if self.measures else np.zeros(end.base_pay.shape)

    def pictures(self) -> str:
        """The payout curve, where anything is scored."""
        return super().pictures() if self.measures else ""
