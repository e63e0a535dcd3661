"""Recognition: being named lifts a little, and seeing others named lifts those who want to be next, while it is rare.

    recipients: + recipients            the others: + others (1 - share recognised), where anybody is recognised

Source of the shape: Bradler, Dur, Neckermann and Non 2016: recognition raises output, most when it is kept for the
best, and those who did not receive it drive the rise.  Money that comes with it is counted by its pull.
"""

from __future__ import annotations

import numpy as np
from pydantic import Field

from simkit.arrays import Array
from simkit.concepts import Concept
from simkit.quantities import Number

_BRADLER = (
    "Bradler, Dur, Neckermann and Non 2016: those who were not recognised drive the rise, most when recognition is "
    "kept for the best; sizes are an assumption"
)
SOURCES: dict[str, str] = {"recipients": _BRADLER, "others": _BRADLER}


class RecognitionEffect(Concept):
    """How output answers recognition.

    recipients, others: the others' rise is the larger one (Bradler et al. 2016); the sizes, 2 % and 4 %, are
    *assumptions* that put the whole effect between 0 and 5 %.
    """

    recipients: Number = Field(default=0.02, ge=0, le=1, description="output won by those who are recognised")
    others: Number = Field(default=0.04, ge=0, le=1, description="output won by the rest when hardly anybody is")

    def effect(self, recognised: Array, share_recognised: Array) -> Array:
        """Share of output won (replication, seat).

        recognised: 1 for who was recognised this quarter, 0 for who was not, parts for parts of the quarter;
        share_recognised: (replication, 1), part of all people, 0 to 1.

        >>> recognised = np.array([[1.0, 0.0, 0.0, 0.0]])
        >>> RecognitionEffect().effect(recognised, np.array([[0.25]])).round(12).tolist()
        [[0.02, 0.03, 0.03, 0.03]]
        """
        rare = self.others * np.where(share_recognised > 0.0, 1.0 - share_recognised, 0.0)
        felt: Array = self.recipients * recognised + rare * (1.0 - recognised)
        return felt
