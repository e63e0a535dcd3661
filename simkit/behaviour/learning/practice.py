"""Skill: 1 at the start; learning on the job and training raise it, neglect and forgetting lower it.

    skill' = skill + yields (learning - 1) + training * trained + extra - fades max(skill - 1, 0),  within [0.5, 2]

where learning is the output of the activity that is learning, 1 in a normal month: a normal month's learning just keeps
skill where the job needs it, and selling that crowds learning out costs skill later (multitasking, Holmstrom and
Milgrom 1991).
"""

from __future__ import annotations

import numpy as np
from pydantic import Field

from simkit.arrays import Array
from simkit.concepts import Concept
from simkit.quantities import Number, PositiveShare
from simkit.scheme.kpis import ActivityName

SOURCES: dict[str, str] = {}

LEAST, MOST = 0.5, 2.0
"""Skill stays within half and twice what it is at the start (assumption)."""


class Practice(Concept):
    """How skill moves in a quarter.

    yields, training, fades: *assumption*: a year of double learning makes people 16 % better, a training place 5 %, and
    without more of it half of that is gone after six years.
    """

    activity: ActivityName | None = Field(default=None, description="the activity that is learning; none without it")
    yields: Number = Field(default=0.04, ge=0, le=1, description="skill won in a quarter of double learning output")
    training: Number = Field(default=0.05, ge=0, le=1, description="skill won by a training place")
    fades: PositiveShare = Field(
        default="3%", le=1, validate_default=True, description="part of the skill above 1 that is lost in a quarter"
    )

    def moved(
        self, skill: Array, learn_output: Array | float, trained: Array | float = 0.0, extra: Array | float = 0.0
    ) -> Array:
        """Skill of the next quarter, 0.5 to 2, from this one's (replication, seat).

        learn_output: of the quarter, 1 when normal (also where no activity is learning); trained: training places;
        extra: skill won from coaching and colleagues.

        >>> Practice().moved(np.array([1.0, 1.2, 1.0]), np.array([2.0, 1.0, 0.5]), extra=0.01).round(12).tolist()
        [1.05, 1.204, 0.99]
        """
        won = self.yields * (learn_output - 1.0) + self.training * trained + extra
        return np.clip(skill + won - self.fades * np.maximum(skill - 1.0, 0.0), LEAST, MOST)
