"""The agenda of the twin: where in the month everything stands."""

from __future__ import annotations

from collections.abc import Generator

import simpy

ORDER = (
    "market", "events", "switch", "version", "hiring", "targets", "feedback", "beliefs", "work", "appraisal", "pay day",
    "investigation", "review", "quarter end", "leaving", "year end",
)  # fmt: skip
"""The order of a month.  A switch needs no waiting of its own: new targets follow at once; no scheme has versions."""
(MARKET, EVENTS, _, _, HIRING, TARGETS, FEEDBACK, BELIEFS, WORK, APPRAISAL, PAY_DAY,
 INVESTIGATION, REVIEW, QUARTER_END, LEAVING, YEAR_END) = (i / len(ORDER) for i in range(len(ORDER)))  # fmt: skip
RECORDS = (WORK + APPRAISAL) / 2.0
"""The month's work is done: it is recorded, where the firm does not see it as it is."""

Life = Generator[simpy.Event, None, None]
