"""Overload: effort far above a normal month's tires, and a tired person gets less done.

Fatigue is a share of output.  A quarter of mean effort E (1 is normal) adds per_effort * max(0, E - from_effort); a
part of what was there goes with every quarter, so that lasting overload settles at per_effort / rests per unit of it.
"""

from __future__ import annotations

import numpy as np
from pydantic import Field

from simkit.arrays import Array
from simkit.concepts import Concept
from simkit.quantities import Number, PositiveShare

SOURCES: dict[str, str] = {}

MOST = 0.5
"""Nobody loses more than half of the output to fatigue (assumption)."""


class Overload(Concept):
    """How people tire.

    from_effort, per_effort, rests: *assumption*: with 30 % more effort than in a normal month nobody tires yet; twice a
    normal month's effort costs a tenth of output after a quarter and a fifth in the long run.
    """

    from_effort: Number = Field(default=1.3, ge=0, description="effort above which it tires, 1 in a normal month")
    per_effort: Number = Field(default=0.15, ge=0, description="output lost after a quarter of one more unit of effort")
    rests: PositiveShare = Field(
        default="50%", le=1, validate_default=True, description="part of fatigue that goes in a quarter"
    )

    def tired(self, fatigue: Array, mean_effort: Array) -> Array:
        """Fatigue of the next quarter, 0 to 0.5, from this one's and the quarter's mean effort; (replication, seat).

        >>> Overload().tired(np.array([0.0, 0.1]), np.array([2.0, 1.0])).round(12).tolist()
        [0.105, 0.05]
        """
        added = self.per_effort * np.maximum(0.0, mean_effort - self.from_effort)
        left: Array = np.minimum((1.0 - self.rests) * fatigue + added, MOST)
        return left

    def effect(self, fatigue: Array) -> Array:
        """Share of output lost to fatigue, as a number below zero; one shape.

        >>> Overload().effect(np.array([0.105])).tolist()
        [-0.105]
        """
        return np.negative(fatigue)
