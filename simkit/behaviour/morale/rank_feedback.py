"""Being told one's rank among colleagues, without money on it: the findings have both signs, so the sign is a choice.

Barankay 2012: furniture salespeople who were no longer told their rank sold 11 % more.  Blanes i Vidal and Nossol 2011:
warehouse workers on piece rates who were told it worked more, for long.  Who hurts, hurts most those who stand low.

    lifts: + size          hurts: - size (1.5 - standing), on average - size where standings are even
"""

from __future__ import annotations

from typing import Literal

import numpy as np
from pydantic import Field

from simkit.arrays import Array
from simkit.concepts import Concept
from simkit.quantities import Number

SOURCES: dict[str, str] = {
    "told": "hurts: Barankay 2012 (sales staff); lifts: Blanes i Vidal and Nossol 2011 (piece-rate warehouse)",
    "size": "Barankay 2012: without rank feedback +11 % output; half of it, since the findings contradict each other",
}


class RankFeedback(Concept):
    """What being told the own rank does.

    told: no default: evidence has both signs (`SOURCES`), so whoever switches it on says which.
    size: 5 %, half of what its removal was worth in Barankay 2012, since another study finds the opposite sign; that
    the last lose three times as much as the first is an *assumption*.
    """

    told: Literal["lifts", "hurts"] = Field(description="whether being told one's rank lifts or hurts")
    size: Number = Field(default=0.05, ge=0, le=0.5, description="change of output, averaged over all ranks")

    def effect(self, standing: Array) -> Array:
        """Share of output won or lost, from the standing of each, 0 the last to 1 the first; one shape.

        >>> standing = np.array([0.0, 0.5, 1.0])
        >>> RankFeedback(told="hurts").effect(standing).round(12).tolist()
        [-0.075, -0.05, -0.025]
        >>> RankFeedback(told="lifts").effect(standing).tolist()
        [0.05, 0.05, 0.05]
        """
        if self.told == "lifts":
            return np.full_like(standing, self.size)
        hurt: Array = -self.size * (1.5 - standing)
        return hurt
