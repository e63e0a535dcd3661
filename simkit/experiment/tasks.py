"""How many skies are done at a time: in one worker's memory, and in one task.

A task is what is sent to a worker and, if anything is kept, one file.  It should last a second or more, because sending
and starting cost time of their own, and there should be as many as workers, so that nobody waits.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TypeVar

from simkit.scenario.scenario import Scenario

T = TypeVar("T")
SECOND = 1.0
"""A task lasts so long at least, if there is so much to do."""
_FIRM_MONTH, _ADVISOR_MONTH = 8e-4, 5e-7
"""Seconds that a month of a firm takes for a chunk, whatever its size, and for each of its advisors; measured on one
core of an Intel Xeon.  A rough guess is enough: it decides how work is cut, never what comes out."""


def tasks(scenario: Scenario, rows: Sequence[int], chunk: int, workers: int) -> list[Sequence[int]]:
    """The rows in order, cut into tasks: whole rounds of all workers, none of them shorter than about a second.

    Chunks are at most `chunk` long; `workers` is how many tasks can be done at the same time.
    """
    chunks = math.ceil(len(rows) / chunk)
    rounds = math.ceil(chunks / workers) * workers
    most = round(chunks * _seconds(scenario, len(rows) / max(chunks, 1)) / SECOND)
    return evenly(rows, max(min(rounds, most), 1))


def evenly(rows: Sequence[T], count: int) -> list[Sequence[T]]:
    """The rows (or whatever is cut) in order, in as many runs of nearly the same length; none is empty.

    >>> evenly(range(10), 4)
    [range(0, 2), range(2, 5), range(5, 7), range(7, 10)]
    """
    ends = [len(rows) * (part + 1) // count for part in range(count)]
    return [rows[start:end] for start, end in zip([0, *ends], ends, strict=False) if start < end]


def _seconds(scenario: Scenario, skies: float) -> float:
    """About how long a chunk of so many skies takes."""
    horizon = scenario.horizon
    firm_months = len(scenario.views) * (horizon.run_in + len(scenario.schemes) * horizon.length)
    return firm_months * (_FIRM_MONTH + _ADVISOR_MONTH * scenario.people.seats * skies)
