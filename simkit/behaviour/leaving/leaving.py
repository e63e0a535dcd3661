"""Who leaves: the pay that a person would get outside against the pay here, and the mood.

Theory.  Somebody stays as long as staying is worth more than the best offer outside.  Under a piece rate b on output
with ability theta and effort cost c e^2 / 2 staying is worth b^2 theta^2 / (2 c), so with an offer of u outside those
stay who have theta >= sqrt(2 c u) / b: pay by results keeps the able and loses the others, and pay that is the same
for all loses the able.  Offers come by chance, so what crosses over at that ability is not staying itself but the
chance of leaving, which is the usual one there.  Source: Lazear 2000, American Economic Review 90(5).
"""

from __future__ import annotations

from typing import Annotated

import numpy as np
from pydantic import Field

from simkit.arrays import Array
from simkit.concepts import Concept
from simkit.quantities import Number, PositiveShare

SOURCES: dict[str, str] = {
    "a_year": "Kehrer Bielan 2018: about 15 % a year of experienced advisors in US banks and credit unions",
    "pay_counts": "assumption: where half as much again is paid outside, leaving is 2.5 times as likely",
    "mood_counts": "assumption: a mood that costs a tenth of output makes leaving 1.4 times as likely",
    "outside": "assumption: the market pays an average advisor what is paid here",
    "outside_follows": "assumption: others see a part of ability; with 0% they pay everybody alike, as in Lazear 2000",
    "most": "assumption: a quarter in which half of the people leave is the worst there is",
}
"""Field -> where its default comes from."""


class Leaving(Concept):
    """The chance of leaving in a quarter, which follows pay outside against pay here, and morale.

    Sources of the defaults: `a_year` from Kehrer Bielan 2018 (grade: read there); all others are an *assumption*, see
    `SOURCES`.  That the chance falls as own pay rises against pay outside is Lazear's selection (2000).

    >>> leaving = Leaving()
    >>> leaving.outside_pay(np.array([1.0, 1.5, 0.5]), 10_000.0).tolist()
    [10000.0, 13000.0, 7000.0]
    >>> chance = leaving.hazard(np.array([10_000.0, 20_000.0, 10_000.0]), np.array([13_000.0, 10_000.0, 10_000.0]),
    ...                         np.array([1.0, 1.0, 0.9]))
    >>> chance.round(6).tolist()  # 3.75% x (1 + 3 x 0.3), x (1 - 3 x 0.5) and so none, x (1 + 4 x 0.1)
    [0.07125, 0.0, 0.0525]
    >>> leaving.leaves(chance, np.array([0.07, 0.0, 0.06])).tolist()
    [1.0, 0.0, 0.0]
    """

    a_year: Annotated[PositiveShare, Field(le=1)] = Field(
        default="15%",
        validate_default=True,
        description="part of the people who leave in a year when pay is what they would get outside and morale is 1",
    )
    pay_counts: Number = Field(
        default=3.0,
        ge=0,
        description="rise of the chance, in parts of the usual one, when pay outside is twice pay here",
    )
    mood_counts: Number = Field(
        default=4.0, ge=0, description="rise of the chance, in parts of the usual one, when morale falls from 1 to 0"
    )
    outside: Number = Field(
        default=1.0, ge=0, description="pay outside of an average advisor, in parts of the median of total pay here"
    )
    outside_follows: Annotated[PositiveShare, Field(le=1)] = Field(
        default="60%",
        validate_default=True,
        description="how far pay outside follows ability: 0% not at all, 100% in proportion",
    )
    most: Annotated[PositiveShare, Field(le=1)] = Field(
        default="50%", validate_default=True, description="the highest chance of leaving in a quarter"
    )

    def outside_pay(self, ability: Array, median_pay: float | Array) -> Array:
        """Pay outside, in the money of `median_pay`: outside x median pay x (1 + follows x (ability - 1)).

        ability: (replication, seat), mean 1; median_pay: median of total pay here, one number or (replication, 1).
        """
        paid: Array = self.outside * median_pay * (1.0 + self.outside_follows * (ability - 1.0))
        return paid

    def hazard(self, pay: Array, outside: Array, morale: Array) -> Array:
        """Chance (replication, seat) of leaving in a quarter.

        a_year / 4 x (1 + pay_counts x (outside / pay - 1) + mood_counts x (1 - morale)), from 0 up to `most`.
        pay: expected total pay here, above 0; outside: pay outside in the same money; morale: 1 in a normal month.
        """
        wanted = self.pay_counts * (outside / pay - 1.0) + self.mood_counts * (1.0 - morale)
        chance: Array = np.clip(self.a_year / 4.0 * (1.0 + wanted), 0.0, self.most)
        return chance

    def leaves(self, hazard: Array, uniforms: Array) -> Array:
        """1 for who leaves and 0 for who stays, from uniforms of the same shape; nobody leaves at a chance of 0."""
        return (uniforms < hazard).astype(np.float64)
