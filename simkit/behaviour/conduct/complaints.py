"""Complaints: what was sold badly comes back later.

Harm follows the share of bad sales with a delay, and clients complain by chance in proportion to it:

    harm' = harm + (bad - harm) / lag,      P(a complaint in a month) = clip(usual + by_harm x harm, 0, 1).

So a burst of bad sales is felt for about `lag` months: the part (1 - 1 / lag)^n is still to come after n months, and
what is felt in all equals what was done.
Source: first-order delay, assumption.
"""

from __future__ import annotations

import numpy as np
from pydantic import Field

from simkit.arrays import Array
from simkit.concepts import Concept
from simkit.quantities import Months, PositiveShare

SOURCES: dict[str, str] = {}
"""Field -> where its default comes from; the rest are assumptions."""


class Complaints(Concept):
    """How bad sales turn into harm, and harm into complaints.

    usual: assumption; one complaint an advisor in 17 years without any pressure.
    by_harm: assumption; a complaint every ten months where all that is sold is bad.
    lag: assumption; the next yearly statement shows it, on average three quarters later.
    """

    usual: PositiveShare = Field(
        default="0.5%", validate_default=True, le=1, description="chance of a complaint a month without any bad sales"
    )
    by_harm: PositiveShare = Field(
        default="10%",
        validate_default=True,
        le=1,
        description="chance a month added where all sales have been bad, harm 1",
    )
    lag: Months = Field(
        default="9 months", validate_default=True, ge=1, description="how long bad sales take to be felt, on average"
    )

    def harm(self, harm: Array, bad_share: Array, out: Array) -> Array:
        """Harm after a month, in [0, 1], written into `out` (which may be `harm`, not `bad_share`).

        harm: before the month, (replication, seat).  bad_share: share of the month's sales that are bad, in [0, 1].

        >>> Complaints(lag="4 months").harm(np.array([0.2]), np.array([1.0]), np.empty(1))
        array([0.4])
        """
        # harm (lag - 1) / lag + bad / lag, with the division last: no array to spare is needed.
        np.multiply(harm, self.lag - 1.0, out=out)
        out += bad_share
        out *= 1.0 / self.lag
        return out

    def made(self, harm: Array, uniforms: Array, out: Array) -> Array:
        """1 where a complaint is made this month, 0 elsewhere, written into `out` (which may not be `uniforms`).

        uniforms: in [0, 1), so that a chance above 1 needs no clip.

        0.5 % + 10 % of 0.2 = 2.5 %.
        >>> Complaints().made(np.array([0.2, 0.2]), np.array([0.02, 0.03]), np.empty(2))
        array([1., 0.])
        """
        np.multiply(harm, self.by_harm, out=out)
        out += self.usual
        np.less(uniforms, out, out=out)
        return out
