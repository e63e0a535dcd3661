"""Deferral: part of an award is promised now and paid later, in instalments, if nothing happens until then.

Discounting makes a promise worth less to the advisor than it costs the bank: the award is the cost when it is made
(accrual), the present value is what the advisor feels.

>>> plan = Deferral.model_validate({"share": "40%", "over": "3 years"})
>>> plan.parts(paid_after=1)
((1, 0.6), (13, 0.13333333333333333), (25, 0.13333333333333333), (37, 0.13333333333333333))
>>> round(plan.present_value(0.99, paid_after=1), 4)  # .6 x .99 + .4 / 3 x (.99^13 + .99^25 + .99^37)
0.9066
"""

from __future__ import annotations

from typing import Annotated

import numpy as np
from pydantic import Field, field_validator, model_validator

from simkit.arrays import Array
from simkit.concepts import Concept
from simkit.quantities import MisplacedError, Months, PositiveShare, Whole, YesNo, write_share


class Deferral(Concept):
    """What is deferred of every award of a component, for how long, and what can still happen to it."""

    share: Annotated[PositiveShare, Field(gt=0, le=1)] = Field(description="part of each award that is paid later")
    over: Months = Field(
        default="3 years", validate_default=True, description="time from pay day to the last instalment"
    )
    instalments: Whole | None = Field(
        default=None, ge=1, description="equal instalments, evenly spaced; none: one at the end of every year"
    )
    leavers_keep: Annotated[PositiveShare, Field(le=1)] = Field(
        default="0%", validate_default=True, description="part of what is outstanding that leavers keep"
    )
    malus: YesNo = Field(default=True, description="whether what is outstanding can be cut for misconduct")
    claw_back: Months = Field(
        default="0 months",
        validate_default=True,
        description="how long what was paid can be taken back, also from leavers",
    )

    @field_validator("over")
    @classmethod
    def _some_time(cls, value: int) -> int:
        if value < 1:
            raise ValueError("0 months is no time; write 3 years, or remove the deferral")
        return value

    @model_validator(mode="after")
    def _even(self) -> Deferral:
        if self.instalments is None and self.over % 12:
            message = f"one instalment a year does not fit {self.over} months; write whole years, or say how many"
            raise MisplacedError(message, ("over",))
        if self.instalments is not None and self.over % self.instalments:
            message = f"{self.instalments} instalments in {self.over} months do not fall on whole months"
            raise MisplacedError(f"{message}; write a number that divides {self.over}", ("instalments",))
        return self

    @property
    def delays(self) -> tuple[int, ...]:
        """Months from pay day to each instalment."""
        count = self.over // 12 if self.instalments is None else self.instalments
        return tuple(self.over // count * (number + 1) for number in range(count))

    def parts(self, paid_after: int) -> tuple[tuple[int, float], ...]:
        """(months from the award, part of it) of every payment; the first is what is not deferred."""
        each = self.share / len(self.delays)
        return ((paid_after, 1.0 - self.share), *((paid_after + delay, each) for delay in self.delays))

    def present_value(self, discount: float, paid_after: int) -> float:
        """What one unit of an award is worth to somebody who discounts by `discount` a month."""
        return sum(part * discount**delay for delay, part in self.parts(paid_after))

    @property
    def said(self) -> str:
        """In words, for a statement."""
        count = len(self.delays)
        return f"{write_share(self.share)} deferred over {self.over} months, {count} instalment{'s' * (count > 1)}"

    def payments(self, award: Array, paid_after: int, unit: float) -> list[tuple[int, Array]]:
        """(months from the award, amount) of every payment; instalments in whole `unit`s, the first is the rest."""
        (first, _), *later = self.parts(paid_after)
        amounts = [(delay, np.rint(part * award / unit) * unit) for delay, part in later]
        rest = award - np.add.reduce([amount for _, amount in amounts])
        return [(first, rest), *amounts]
