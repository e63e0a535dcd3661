"""Trust that the scheme of today is the one by which people will be paid; 1 is full, 0 none.

Each change of scheme costs a part of it, and it comes back while nothing changes.
"""

from __future__ import annotations

import numpy as np
from pydantic import Field

from simkit.arrays import Array
from simkit.concepts import Concept
from simkit.quantities import PositiveShare

SOURCES: dict[str, str] = {}


class Trust(Concept):
    """How trust is lost and regained.

    lost, recovers: *assumption*: after one change half of what was lost is back within a little over a year.
    """

    lost: PositiveShare = Field(
        default="15%", le=1, validate_default=True, description="part of trust that a change of scheme costs"
    )
    recovers: PositiveShare = Field(
        default="15%", le=1, validate_default=True, description="part of the missing trust that comes back a quarter"
    )

    def changed(self, trust: Array) -> Array:
        """Trust after a change of scheme, from trust before, 0 to 1.

        >>> Trust().changed(np.array([1.0, 0.5])).tolist()
        [0.85, 0.425]
        """
        left: Array = trust * (1.0 - self.lost)
        return left

    def recovered(self, trust: Array) -> Array:
        """Trust a quarter later, when nothing changed.

        >>> Trust().recovered(np.array([0.8])).round(12).tolist()
        [0.83]
        """
        regained: Array = np.minimum(trust + self.recovers * (1.0 - trust), 1.0)
        return regained
