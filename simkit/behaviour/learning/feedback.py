"""Feedback: how often advisors are told their results; in between they know the last figure and what is usual."""

from __future__ import annotations

import numpy as np
from pydantic import Field

from simkit.arrays import Array
from simkit.concepts import Concept
from simkit.quantities import Months

SOURCES: dict[str, str] = {}


class Feedback(Concept):
    """How often results are told.

    every: *assumption*: monthly, as sales reports are.
    """

    every: Months = Field(
        default="1 month", ge=1, le=12, validate_default=True, description="how often advisors are told their results"
    )

    def is_due(self, month: int) -> bool:
        """Whether results are told at the end of `month`, counted from 0.

        >>> [month for month in range(12) if Feedback(every="1 quarter").is_due(month)]
        [2, 5, 8, 11]
        """
        return (month + 1) % self.every == 0

    def since(self, month: int) -> int:
        """Months worked at the end of `month`, counted from 0, that nobody has told the results of.

        >>> [Feedback(every="1 quarter").since(month) for month in range(4)]
        [1, 2, 0, 1]
        """
        return (month + 1) % self.every

    def believed(self, told: Array, normal_progress: Array | float, since: int) -> Array:
        """Results so far as an advisor believes them: what was told last and normal progress since; in their unit.

        told: (replication, seat); normal_progress: of a month; since: months.

        >>> Feedback().believed(np.array([[0.4, 0.1]]), 0.25, since=2).tolist()
        [[0.9, 0.6]]
        """
        seen: Array = np.asarray(told + since * np.asarray(normal_progress))
        return seen
