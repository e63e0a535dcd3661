"""Feedback: how often advisors are told their results; in between they take what is usual.

Between two times plans are read where the last one left them: nothing is known of what has been counted since, and what
normal effort brings is expected for it.  Source: line of sight, *assumption*.
"""

from __future__ import annotations

from pydantic import Field

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
