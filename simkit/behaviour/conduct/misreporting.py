"""Misreporting: results are overstated where a small lie reaches a goal.

Who overstates by `at_most` gains what the award is higher by, unless it is found.  In months of own base pay it is
worth it where

    gain x (1 - found) > moral_cost x conscience + found x penalty.

A lie is small, so it gains much only just below a goal, a step or a cliff, and there it peaks; on a smooth curve it
gains a little everywhere and conscience outweighs it.
Source: expected value of the two outcomes.  Direction: people who just missed a goal overstate most (Schweitzer,
Ordonez and Douma 2004).
"""

from __future__ import annotations

import numpy as np
from pydantic import Field

from simkit.arrays import Array
from simkit.concepts import Concept
from simkit.quantities import Number, PositiveShare

SOURCES: dict[str, str] = {}
"""Field -> where its default comes from; the rest are assumptions."""


class Misreporting(Concept):
    """When results are overstated, and by how much.

    at_most: assumption; about what passes for a slip of bookkeeping.
    moral_cost: assumption; the form, a fixed cost of lying, follows Schweitzer, Ordonez and Douma's experiment.
    found: assumption; one lie in twenty.
    penalty: assumption; half a year's base pay, as for pressure.
    """

    at_most: PositiveShare = Field(
        default="3%", validate_default=True, le=1, description="overstatement of results, as a share of them"
    )
    moral_cost: Number = Field(
        default=0.2, ge=0, description="cost of a lie at a median conscience, in months of base pay"
    )
    found: PositiveShare = Field(
        default="5%", validate_default=True, le=1, description="chance, as advisors believe it, that a lie is found"
    )
    penalty: Number = Field(
        default=6.0, ge=0, description="what a lie that is found costs, as advisors believe it, in months of base pay"
    )

    def tempted(self, gain: Array, conscience: Array) -> Array:
        """1 where overstating is worth it, 0 elsewhere.

        gain: what the award would be higher by at results overstated by `at_most`, in months of own base pay,
        (replication, seat).  conscience: relative to the median person, as from `Pressure.conscience`.

        It must gain more than (0.2 + 5 % of 6) / 95 % = 0.526 months at a median conscience.
        >>> Misreporting().tempted(np.array([0.52, 0.53, 0.53]), np.array([1.0, 1.0, 2.0]))
        array([0., 1., 0.])
        """
        worth_it = gain * (1.0 - self.found) > self.moral_cost * conscience + self.found * self.penalty
        return worth_it.astype(np.float64)
