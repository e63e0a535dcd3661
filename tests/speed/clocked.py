"""A task that says how much processor time it took, and in which process: for `tests.speed.workers`."""

from __future__ import annotations

import os
import time
from collections.abc import Sequence
from dataclasses import dataclass

from simkit.experiment.part import Part
from simkit.experiment.run import Order, simulate_rows


@dataclass(frozen=True)
class Clocked:
    """What came of a task, in which process, and the seconds of processor time that it took there."""

    part: Part
    process: int
    seconds: float


def clocked(order: Order, rows: Sequence[int]) -> Clocked:
    """Simulate some replications."""
    start = time.process_time()
    part = simulate_rows(order, rows)
    return Clocked(part, os.getpid(), time.process_time() - start)
