"""Commitment to a goal: hard but reachable lifts, certain does nothing, hopeless sinks.

With P the believed chance to reach the target,

    effect = lift 4 P (1 - P) trust (1 + by_participation participation) - sink max(0, 1 - P / 0.1),

an inverted U that is highest where the target is reached with a chance of one half, 0 when it is sure, and below zero
when it is hopeless.  Source of the shape: Locke and Latham 2002 (a specific hard goal lifts those who are committed,
and stops doing so when it cannot be attained); 4 P (1 - P) is the simplest curve with these ends and is an assumption.
"""

from __future__ import annotations

import numpy as np
from pydantic import Field

from simkit.arrays import Array
from simkit.behaviour.pull import HOPELESS
from simkit.concepts import Concept
from simkit.quantities import Number, PositiveShare

SOURCES: dict[str, str] = {
    "lift": (
        "Locke and Latham 2002: a specific hard goal against 'do your best' is worth 0.42 to 0.80 standard deviations "
        "of output; 8 % is the lower half of that where people differ by 20 %"
    )
}


class Commitment(Concept):
    """How output answers the difficulty of targets.

    lift: 8 % at a chance of one half (Locke and Latham 2002: 0.42 to 0.80 standard deviations in tasks without pay,
    where people differ by about 20 %; pay for the same goal is counted by its pull, so the lower end is used).
    sink, by_participation: *assumption*.
    participation: *assumption*: targets come from above.
    """

    lift: Number = Field(default=0.08, ge=0, le=1, description="output won by a target reached with a chance of half")
    sink: Number = Field(default=0.10, ge=0, le=1, description="output lost by a target that cannot be reached")
    participation: PositiveShare = Field(
        default="0%", le=1, validate_default=True, description="say of advisors in setting the criteria"
    )
    by_participation: Number = Field(default=0.5, ge=0, le=2, description="more lift with full participation, a share")

    def effect(self, chance: Array, trust: Array) -> Array:
        """Share of output won or lost, from the believed chance of the target and trust, both 0 to 1, one shape.

        >>> Commitment().effect(np.array([0.0, 0.05, 0.5, 1.0]), np.ones(4)).round(12).tolist()
        [-0.1, -0.0348, 0.08, 0.0]
        """
        lifted = self.lift * (1.0 + self.by_participation * self.participation)
        felt: Array = 4.0 * lifted * chance * (1.0 - chance) * trust
        felt -= self.sink * np.maximum(0.0, 1.0 - chance / HOPELESS)
        return felt
