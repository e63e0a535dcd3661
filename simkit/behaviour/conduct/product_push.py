"""Product push: of two products that serve the same need, clients are told to take the better paid one.

A pair of substitutes a and b.  The part M = movable x min(normal_a, normal_b) of the clients' money in a normal month
takes what it is told.  Moving the share x of it from b to a earns M x (drive_a / normal_a - drive_b / normal_b), for
drive / normal is the pull of one unit of money, and costs moral_cost x conscience x x^2 / 2:

    x = clip(M (drive_a / normal_a - drive_b / normal_b) / (moral_cost x conscience), -1, 1).

Nothing new is sold: what a gains b loses.  Clients who are told what a product pays listen less, so a disclosed drive
counts 1 - candour; disclosure of one product alone sends money to the other.
Source: the first-order condition of that sum.  Direction of both answers: Anagol, Cole and Sarkar (audits of life
insurance agents in India: the product with the high commission is pushed, disclosure of one shifts to the undisclosed).
"""

from __future__ import annotations

import numpy as np
from pydantic import Field

from simkit.arrays import Array
from simkit.concepts import Concept
from simkit.quantities import Number, PositiveShare

SOURCES: dict[str, str] = {}
"""Field -> where its default comes from; the rest are assumptions."""


class ProductPush(Concept):
    """How far clients' money is steered to the better paid of two substitutes.

    movable: assumption; most money knows what it wants.
    moral_cost: assumption; half of full pressure, for the client still gets a product for the same need.
    candour: assumption; the direction is Anagol, Cole and Sarkar's.
    """

    movable: PositiveShare = Field(
        default="20%",
        validate_default=True,
        le=1,
        description="part of the clients' money in the pair that takes what it is told",
    )
    moral_cost: Number = Field(
        default=0.5, gt=0, description="cost of moving all of it at a median conscience, in worths of a month's effort"
    )
    candour: PositiveShare = Field(
        default="50%",
        validate_default=True,
        le=1,
        description="how far disclosure of what a product pays lowers its pull",
    )

    def steered(
        self,
        drive_a: Array,
        drive_b: Array,
        normal_a: float,
        normal_b: float,
        ease: Array,
        disclosed_a: bool,
        disclosed_b: bool,
        out: Array,
        spare: Array,
    ) -> Array:
        """Share x in [-1, 1] of the movable money that goes from b to a (below 0: from a to b), written into `out`.

        drive_a, drive_b: in kappa, (replication, seat).  normal_a, normal_b: KPI of a normal month, both in the same
        unit of money, above 0.  ease: 1 / conscience.  `out` may be drive_a; `spare` is overwritten.

        Half of b could move, M = 50; a unit of a pulls 0.8 / 200, one of b 0.2 / 100: 50 (0.004 - 0.002) / 0.5.
        >>> push = ProductPush(movable="50%")
        >>> x = push.steered(np.array([0.8]), np.array([0.2]), 200, 100, np.ones(1), False, False, *np.empty((2, 1)))
        >>> round(float(x[0]), 12)
        0.2
        """
        movable = self.movable * min(normal_a, normal_b) / self.moral_cost
        np.multiply(drive_a, movable * self._heard(disclosed_a) / normal_a, out=out)
        np.multiply(drive_b, movable * self._heard(disclosed_b) / normal_b, out=spare)
        out -= spare
        out *= ease
        np.clip(out, -1.0, 1.0, out=out)
        return out

    def moved(
        self, x: Array, sold_a: Array, sold_b: Array, normal_a: float, normal_b: float, out: Array, spare: Array
    ) -> Array:
        """Money that goes from b to a this month (below 0: from a to b), written into `out`.

        x: from `steered`.  sold_a, sold_b: what clients would buy untold, in the unit of normal_a and normal_b.  Of
        what is sold of b the part M / normal_b is movable, likewise of a.  Add the result to a and take it off b: the
        sum stays.  `out` must be none of the arrays read; `spare` is overwritten.

        M = 50; b sold 120 instead of 100, so 60 could move and x = 0.2 of it does.
        >>> push, x = ProductPush(movable="50%"), np.array([0.2])
        >>> push.moved(x, np.array([180.0]), np.array([120.0]), 200, 100, *np.empty((2, 1)))
        array([12.])
        """
        movable = self.movable * min(normal_a, normal_b)
        np.maximum(x, 0.0, out=out)
        out *= sold_b
        out *= movable / normal_b
        np.minimum(x, 0.0, out=spare)
        spare *= sold_a
        spare *= movable / normal_a
        out += spare
        return out

    def _heard(self, disclosed: bool) -> float:
        """What is left of a product's pull."""
        return 1.0 - self.candour if disclosed else 1.0
