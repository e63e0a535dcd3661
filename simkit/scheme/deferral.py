"""Deferral: part of an award is promised now and paid later, in instalments, if nothing happens until then.

What is promised is money, or the employer's own shares or options, worth as much on the day of the award.  The award is
what it costs the bank (accrual; of shares and options their fair value at grant, IFRS 2).  To the advisor it is worth
less: money is discounted until it is paid, and shares and options, though they are expected to gain, bring a risk
that cannot be spread.

- Shares: as many as the money buys at the price of the day pay, when they vest, that money x price / price at grant.
- Options: struck at the price of the day, as many as the money buys at their value; when they vest they pay
  max(0, price - strike) each and are gone.

>>> plan = Deferral.model_validate({"share": "40%", "over": "3 years"})
>>> plan.parts(paid_after=1)
((1, 0.6), (13, 0.13333333333333333), (25, 0.13333333333333333), (37, 0.13333333333333333))
>>> round(plan.present_value(0.99, paid_after=1), 4)  # .6 x .99 + .4 / 3 x (.99^13 + .99^25 + .99^37)
0.9066
>>> market = SharePrice.model_validate({"volatility": "20%", "drift": "10%", "interest": 0, "option_life": "12 months"})
>>> options = Deferral.model_validate({"share": "100%", "over": "12 months", "paid_in": "options"})
>>> options.vested(market, np.array([0.9, 1.2])).round(3).tolist()  # 0.2 / 0.0797
[0.0, 2.511]
>>> shares = Deferral.model_validate({"share": "50%", "over": "12 months", "paid_in": "shares"})
>>> round(shares.present_value(0.99, 0, market, haircut=0.3), 4)  # .5 + .5 x 1.1 x .99^12 x .7
0.8413
"""

from __future__ import annotations

from typing import Annotated, Literal

import numpy as np
from pydantic import Field, field_validator, model_validator

from simkit.arrays import Array
from simkit.concepts import Concept
from simkit.market.share import SharePrice
from simkit.quantities import MisplacedError, Months, PositiveShare, Whole, YesNo, write_months, write_share
from simkit.showing import money

PaidIn = Literal["cash", "shares", "options"]


class Deferral(Concept):
    """What is deferred of every award of a component, for how long, and what can still happen to it."""

    share: Annotated[PositiveShare, Field(gt=0, le=1)] = Field(description="part of each award that is paid later")
    paid_in: PaidIn = Field(
        default="cash", description="cash, or the employer's own shares, or options on them struck at that day's price"
    )
    over: Months = Field(
        default="3 years", validate_default=True, description="time from pay day to the last instalment"
    )
    first: Months | None = Field(
        default=None, description="time from pay day to the first instalment; none: as far as they are apart"
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
        if self.first is not None:
            return self._even_from(self.first)
        if self.instalments is None and self.over % 12:
            message = f"one instalment a year does not fit {self.over} months; write whole years, or say how many"
            raise MisplacedError(message, ("over",))
        if self.instalments is not None and self.over % self.instalments:
            message = f"{self.instalments} instalments in {self.over} months do not fall on whole months"
            raise MisplacedError(f"{message}; write a number that divides {self.over}", ("instalments",))
        return self

    def _even_from(self, first: int) -> Deferral:
        span = self.over - first
        if first < 1 or span < 1:
            message = f"{first} months is not a time before the last instalment, after {self.over} months"
            raise MisplacedError(f"{message}; write a shorter time, or leave it out", ("first",))
        if self.instalments is None and span % 12:
            message = f"one instalment a year does not fit the {span} months from the first to the last"
            raise MisplacedError(f"{message}; write whole years apart, or say how many", ("first",))
        if self.instalments == 1:
            raise MisplacedError("1 instalment is the last one; write 2 or more, or leave first out", ("instalments",))
        if self.instalments is not None and span % (self.instalments - 1):
            message = f"{self.instalments} instalments from {first} to {self.over} months do not fall on whole months"
            raise MisplacedError(f"{message}; write a number that, less one, divides {span}", ("instalments",))
        return self

    @property
    def in_equity(self) -> bool:
        """Whether what is promised are shares or options."""
        return self.paid_in != "cash"

    @property
    def delays(self) -> tuple[int, ...]:
        """Months from pay day to each instalment."""
        if self.first is None:
            count = self.over // 12 if self.instalments is None else self.instalments
            return tuple(self.over // count * (number + 1) for number in range(count))
        span = self.over - self.first
        gaps = span // 12 if self.instalments is None else self.instalments - 1
        return tuple(self.first + span // gaps * number for number in range(gaps + 1))

    def parts(self, paid_after: int) -> tuple[tuple[int, float], ...]:
        """(months from the award, part of it) of every payment; the first is what is not deferred."""
        each = self.share / len(self.delays)
        return ((paid_after, 1.0 - self.share), *((paid_after + delay, each) for delay in self.delays))

    def present_value(
        self, discount: float, paid_after: int, share: SharePrice | None = None, haircut: float = 0.0
    ) -> float:
        """What one unit of an award is worth to somebody who discounts by `discount` a month.

        Of shares and options it is what they are expected to pay, less a haircut for their risk; `share`: how the price
        moves.
        """
        (now, whole), *later = self.parts(paid_after)
        worth = whole * discount**now
        for delay, part in later:
            paid = (1.0 - haircut) * self._expected(_known(share), delay) if self.in_equity else 1.0
            worth += part * paid * discount**delay
        return worth

    def _expected(self, share: SharePrice, months: int) -> float:
        """What a unit granted is expected to pay after so many months."""
        if self.paid_in == "shares":
            return share.growth(months)
        return share.expected_payoff(months) / float(share.option_cost)

    def worth(self, share: SharePrice | None, growth: Array, months: int) -> Array:
        """What a unit granted `months` ago is worth, the price having moved by the factor `growth` since then."""
        if self.paid_in == "shares":
            return growth
        known = _known(share)
        return known.option_value(growth, max(known.option_life - months, 0)) / known.option_cost

    def vested(self, share: SharePrice | None, growth: Array) -> Array:
        """What a unit granted pays when it vests, the price having moved by the factor `growth` since the grant."""
        if self.paid_in == "shares":
            return growth
        paid: Array = np.maximum(growth - 1.0, 0.0) / _known(share).option_cost
        return paid

    @property
    def said(self) -> str:
        """In words, for a statement."""
        count = len(self.delays)
        return f"{write_share(self.share)} deferred over {self.over} months, {count} instalment{'s' * (count > 1)}"

    def told(self, award: float, unit: float) -> str:
        """In words, for the statement of one award: of shares and options, what of it vests when.

        >>> Deferral.model_validate({"share": "50%", "first": "2 years", "paid_in": "shares"}).told(900.0, 0.01)
        '50% in shares, vesting 225.00 after 24 months, 225.00 after 36 months'
        """
        if not self.in_equity:
            return self.said
        _, *later = self.payments(np.array(award), 0, unit)
        dates = [f"{money(amount.item())} after {write_months(months)}" for months, amount in later]
        if len(dates) > _SHOWN:
            dates = [*dates[: _SHOWN - 1], f"and so on to {dates[-1]}"]
        return f"{write_share(self.share)} in {self.paid_in}, vesting {', '.join(dates)}"

    def payments(self, award: Array, paid_after: int, unit: float) -> list[tuple[int, Array]]:
        """(months from the award, amount) of every payment; instalments in whole `unit`s, as far as the award goes.

        The first is the rest; where nothing is paid at once, the last is.

        >>> plan = Deferral.model_validate({"share": "100%"})
        >>> [(month, round(amount.item(), 2)) for month, amount in plan.payments(np.array(200.0), 0, 0.01)]
        [(0, 0.0), (12, 66.67), (24, 66.67), (36, 66.66)]
        """
        (first, _), *later = self.parts(paid_after)
        amounts: list[Array] = []
        left = award
        for _, part in later:
            amounts.append(np.minimum(np.rint(part * award / unit) * unit, left))
            left = left - amounts[-1]
        rest: Array = award - np.add.reduce(amounts)
        if self.share == 1.0:
            amounts[-1] = amounts[-1] + rest
            rest = np.zeros_like(rest)
        return [(first, rest), *((delay, amount) for (delay, _), amount in zip(later, amounts, strict=True))]


_SHOWN = 5
"""Instalments that a statement lists."""


def _known(share: SharePrice | None) -> SharePrice:
    if share is None:
        raise ValueError("shares and options are worth something at a price only; say how the share's price moves")
    return share
