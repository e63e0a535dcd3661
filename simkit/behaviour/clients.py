"""Clients: how many stay, come and leave with how they are served.

The book of a seat is measured against its own start: 1 = the clients of a normal month.  Normally those who leave are
made up by those who come.  Better service keeps more and is recommended more, harm drives clients away, and a book
below 1 is filled up again by the firm:

    kept    = clients (1 + churn / 12 (by_satisfaction + referrals) (satisfaction - 1)) (1 - by_harm / 12 harm)
    clients' = clip(kept + rebuilds max(0, 1 - kept), least, most)

with satisfaction relative to normal: of the churn / 12 who leave a month by_satisfaction % fewer leave, and referrals %
more come, for every per cent of satisfaction above normal.
Source: competing monthly rates to first order, assumption; the rate of churn from PriceMetrix.
"""

from __future__ import annotations

from typing import ClassVar

import numpy as np
from pydantic import Field

from simkit.arrays import Array
from simkit.concepts import Concept
from simkit.quantities import KpiName, Money, Number, PositiveShare

SOURCES: dict[str, str] = {
    "churn": "96.7 % of clients above 250,000 USD stay a year: PriceMetrix 2014, US and Canadian full-service advisors",
}
"""Field -> where its default comes from; the rest are assumptions."""


class Clients(Concept):
    """How the book follows service and harm.

    churn: PriceMetrix 2014, clients above 250,000 USD.
    by_satisfaction: assumption; a tenth less satisfaction, three tenths more who leave.
    referrals: assumption; half of new business comes by referral (Fidelity: 48 %), and it answers twice over.
    by_harm: assumption; where all that was sold is bad, (1 - 0.5 / 12)^12 = 60 % are left after a year.
    rebuilds: assumption; half of what is missing is made up in two years.
    assets: assumption; nothing is followed unless a scenario says so.
    brought_by: assumption; nothing is brought unless a scenario says so.
    """

    least: ClassVar[float] = 0.1
    """Some clients always stay; assumption."""
    most: ClassVar[float] = 3.0
    """No one advisor serves more than three times a normal book; assumption."""

    churn: PositiveShare = Field(
        default="3.3%", validate_default=True, le=1, description="part of the clients who leave in a normal year"
    )
    by_satisfaction: Number = Field(
        default=3.0, ge=0, description="per cent fewer who leave for each per cent of satisfaction above normal"
    )
    referrals: Number = Field(
        default=2.0, ge=0, description="per cent more who come for each per cent of satisfaction above normal"
    )
    by_harm: PositiveShare = Field(
        default="50%",
        validate_default=True,
        le=1,
        description="rate a year at which clients leave where all sales have been bad",
    )
    rebuilds: PositiveShare = Field(
        default="3%", validate_default=True, le=1, description="part of what a book has lost that is made up each month"
    )

    assets: Money = Field(
        default=0.0, ge=0, description="what the clients of an average seat hold at first; 0: it is not followed"
    )
    brought_by: KpiName | None = Field(
        default=None, description="the flow KPI of money that clients bring, less what they take away"
    )

    def held(self, assets: Array, earned: Array, stayed: Array, brought: Array | float) -> Array:
        """Assets after a month, at least 0: assets x (1 + return) x clients now over before, and what was brought.

        assets, stayed, brought: (replication, seat); earned: the month's return on assets (replication, 1).

        >>> Clients().held(np.array([[100.0, 100.0]]), np.array([[0.1]]), np.array([[1.0, 0.9]]), 5.0).round(9).tolist()
        [[115.0, 104.0]]
        """
        kept: Array = np.maximum(assets * (1.0 + earned) * stayed + brought, 0.0)
        return kept

    def moved(self, clients: Array, satisfaction_over_normal: Array, harm: Array, out: Array, spare: Array) -> Array:
        """Clients after a month, in [0.1, 3], written into `out` (which may be `clients`); `spare` is overwritten.

        clients: 1 = the book's own normal, (replication, seat).  satisfaction_over_normal: 1 = normal.  harm: in
        [0, 1], as from `Complaints.harm`.

        Churn 24 % a year is 2 % a month; at 10 % more satisfaction 3 x 10 % fewer leave and 2 x 10 % more come: + 1 %.
        >>> served = np.array([1.0, 1.1, 1.1]), np.array([0.0, 0.0, 1.0])
        >>> clients = Clients(churn="24%", by_harm="12%", rebuilds=0)
        >>> [round(float(c), 12) for c in clients.moved(np.ones(3), *served, *np.empty((2, 3)))]
        [1.0, 1.01, 0.9999]
        """
        answer = self.churn / 12.0 * (self.by_satisfaction + self.referrals)
        np.multiply(satisfaction_over_normal, answer, out=spare)
        spare += 1.0 - answer
        np.multiply(clients, spare, out=out)
        np.multiply(harm, -self.by_harm / 12.0, out=spare)
        spare += 1.0
        out *= spare
        # kept + rebuilds max(0, 1 - kept) is the larger of kept and (1 - rebuilds) kept + rebuilds: one pass less.
        np.multiply(out, 1.0 - self.rebuilds, out=spare)
        spare += self.rebuilds
        np.maximum(out, spare, out=out)
        np.clip(out, self.least, self.most, out=out)
        return out
