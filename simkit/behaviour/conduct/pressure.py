"""Pressure: how hard an advisor pushes clients to buy more than suits them.

Pressure q in [0, 1] multiplies sales by 1 + pressed q.  It earns temptation x q (temptation = sum over KPIs of pressed
x drive), and costs moral_cost x conscience x q^2 / 2 and the penalty expected if it is found, found x penalty x q:

    q = clip((temptation - found x penalty) / (moral_cost x conscience), 0, 1).

So nobody presses where the temptation is at most the expected penalty (the kink at found = temptation / penalty), and
beyond it pressure falls in `found` with slope -penalty / (moral_cost x conscience).
Source: the first-order condition of that sum; deterrence as in Becker 1968.  What it is for: results bought with bad
sales (Kim, Sudhir, Uetake and Canales 2019), and goals out of reach that end in misconduct (Wells Fargo 2011-16).
"""

from __future__ import annotations

import numpy as np
from pydantic import Field

from simkit.arrays import Array
from simkit.concepts import Concept
from simkit.quantities import Number, PositiveShare

SOURCES: dict[str, str] = {}
"""Field -> where its default comes from; the rest are assumptions."""


class Pressure(Concept):
    """How hard advisors press clients, weighed against conscience and the fear of being found.

    moral_cost: assumption; full pressure weighs on the median person as much as a normal month's effort does.
    found: assumption; it is also the chance to which discovery settles after long full pressure (see discovery).
    penalty: assumption; half a year's base pay, the order of a search for another job.
    satisfaction_drop: assumption; about 6 points of 80.
    """

    moral_cost: Number = Field(
        default=1.0, gt=0, description="cost of full pressure at a median conscience, in worths of a month's effort"
    )
    found: PositiveShare = Field(
        default="3%",
        validate_default=True,
        le=1,
        description="chance a month, as advisors believe it, that full pressure is found",
    )
    penalty: Number = Field(
        default=6.0, ge=0, description="what being found costs, as advisors believe it, in months of base pay"
    )
    satisfaction_drop: PositiveShare = Field(
        default="8%",
        validate_default=True,
        le=1,
        description="fall of the clients' level at full pressure, as a share of the level",
    )

    def ease(self, conscience: Array) -> Array:
        """1 / (moral_cost x conscience): pressure per unit of kappa that tempts; worked out once, not every month.

        >>> float(Pressure(moral_cost=2).ease(np.array(0.5)))
        1.0
        """
        return 1.0 / (self.moral_cost * conscience)

    def kept(self, deferred: float, discount: float = 1.0) -> float:
        """Share of a gain that is believed to be kept when a part is deferred and clawed back if found.

        (1 - deferred) + deferred (1 - found) discount, with `discount` the worth today of money on the day it vests.
        Multiplies the temptation.  Source: expected value of the two parts.

        >>> round(Pressure(found="20%").kept(deferred=0.5, discount=0.9), 12)
        0.86
        """
        return (1.0 - deferred) + deferred * (1.0 - self.found) * discount

    def chosen(self, temptation: Array, ease: Array, penalty_felt: float, out: Array) -> Array:
        """Pressure in [0, 1], written into `out` (which may be `temptation`).

        temptation: sum over KPIs of pressed x drive, in kappa, (replication, seat).  ease: from `ease`.
        penalty_felt: `penalty` in kappa, i.e. months of base pay over the months of base pay that kappa is worth.

        Temptation 0.8, expected penalty 3 % of 10 = 0.3, moral cost 1: (0.8 - 0.3) / 1.
        >>> q = np.empty(1)
        >>> Pressure().chosen(np.array([0.8]), np.ones(1), 10.0, q)
        array([0.5])
        """
        np.subtract(temptation, self.found * penalty_felt, out=out)
        out *= ease
        np.clip(out, 0.0, 1.0, out=out)
        return out

    def lift(self, pressure: Array, pressed: float, out: Array) -> Array:
        """What pressure multiplies the sales of a KPI by, 1 + pressed x pressure, written into `out`.

        >>> Pressure().lift(np.array([0.5]), 0.4, np.empty(1))
        array([1.2])
        """
        np.multiply(pressure, pressed, out=out)
        out += 1.0
        return out
