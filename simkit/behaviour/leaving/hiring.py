"""What follows a leaver: an empty seat, a successor who is slow at first, and a book that has shrunk.

The successor's ability is a new draw of the same distribution as everybody's; it belongs to the seat.
"""

from __future__ import annotations

from typing import Annotated

import numpy as np
from pydantic import Field

from simkit.arrays import Array
from simkit.concepts import Concept
from simkit.quantities import Months, Number, PositiveShare

SOURCES: dict[str, str] = {
    "vacancy": "assumption: notice, search and start take a quarter",
    "ramp": "assumption: a year until a successor knows the clients",
    "starts_at": "assumption: half of what the successor can do in the end",
    "book_lost": "assumption: most stay with the bank. Beside it, Fidelity Millionaire Outlook: 55 % of clients are "
    "promoters, and 62 % of those would follow their adviser",
    "cost": "assumption: search, training, the time of colleagues. Beside it, Kehrer Bielan 2018: about 2 million "
    "dollars for an unwanted leaver",
}
"""Field -> where its default comes from."""


class Hiring(Concept):
    """How a seat goes on after its advisor has left.

    Every default is an *assumption*; `SOURCES` says what stands beside it.

    >>> months_here = np.array([0.0, 6.0, 12.0, 40.0])
    >>> Hiring().productivity(months_here, np.empty(4)).tolist()  # 0.5 + 0.5 x min(months / 12, 1)
    [0.5, 0.75, 1.0, 1.0]
    """

    vacancy: Annotated[Months, Field(ge=0, le=11)] = Field(
        default="3 months", validate_default=True, description="how long a seat is empty"
    )
    ramp: Annotated[Months, Field(ge=1)] = Field(
        default="12 months", validate_default=True, description="how long until a successor is fully productive"
    )
    starts_at: Annotated[PositiveShare, Field(le=1)] = Field(
        default="50%", validate_default=True, description="productivity of a successor's first month"
    )
    book_lost: Annotated[PositiveShare, Field(le=1)] = Field(
        default="15%", validate_default=True, description="part of the book that follows the leaver"
    )
    cost: Number = Field(default=6.0, ge=0, description="cost of finding and training a successor, months of base pay")

    def productivity(self, months_here: Array, out: Array) -> Array:
        """Productivity, 1 in the end, of months in the job: starts_at + (1 - starts_at) x min(months / ramp, 1).

        months_here: (replication, seat), 0 in the first month; written into `out`, which may be the same array.
        """
        np.multiply(months_here, (1.0 - self.starts_at) / self.ramp, out=out)
        out += self.starts_at
        np.minimum(out, 1.0, out=out)
        return out
