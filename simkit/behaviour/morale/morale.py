"""Morale: 1 in a normal month; without pay for results, output follows it one to one.

Theory.  Morale multiplies the joy in every activity (`behaviour/effort.py`).  When the attraction of every activity is
v, the closed form of effort gives Q = v^(1/(1-alpha)), E = v^(1/(1-alpha+gamma)), output = E^alpha.  Output equals
morale m when

    v = m^((1-alpha+gamma)/alpha),

which is what `joy` returns.  Findings about morale are measured as changes of output, so every effect below is a share
of output, whatever the view's convexity.  Beside pay for results joy is only a part of attraction, and morale counts
for less than one to one where pay pulls strongly.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from pydantic import Field

from simkit.arrays import Array
from simkit.behaviour.effort import LARGEST_LOG
from simkit.concepts import Concept
from simkit.quantities import Number, PositiveShare

SOURCES: dict[str, str] = {}


class Morale(Concept):
    """How morale moves; its level is a share of a normal month's output.

    speed: *assumption*: shocks to output found in firms last for weeks to months.
    least, most: *assumption*, wider than the largest published change: output down by a third, after a cut that only
    one of two felt (Cohn et al. 2014).
    """

    speed: PositiveShare = Field(
        default="40%",
        le=1,
        validate_default=True,
        description="part of the way to the level that the effects support, a quarter",
    )
    least: Number = Field(default=0.6, gt=0, le=1, description="lowest morale, 1 in a normal month")
    most: Number = Field(default=1.25, ge=1, le=2, description="highest morale, 1 in a normal month")

    def moved(self, morale: Array, effects: Sequence[Array]) -> Array:
        """Morale of the next quarter from this one's and all effects (shares of output), all (replication, seat).

        >>> Morale().moved(np.array([[1.0]]), [np.array([[-0.2]]), np.array([[0.1]])]).round(12).tolist()
        [[0.96]]
        """
        supported = np.ones_like(morale)
        for effect in effects:
            supported += effect
        settled: Array = np.clip(morale + self.speed * (supported - morale), self.least, self.most)
        return settled

    def joy(self, morale: Array, exponent: float, convexity: float) -> Array:
        """What attraction without pay is multiplied with so that output follows morale one to one.

        morale: above 0, any shape; exponent: alpha; convexity: gamma.  Source: the closed form above.

        >>> Morale().joy(np.array([0.9]), exponent=0.5, convexity=1.0).round(12).tolist()  # 0.9 ** 3
        [0.729]
        """
        limit = LARGEST_LOG * (1.0 - exponent)  # only a convexity beyond all evidence comes near it
        power = (1.0 - exponent + convexity) / exponent
        felt: Array = np.exp(np.clip(power * np.log(morale), -limit, limit))
        return felt
