"""Spare arrays of a chunk."""

from __future__ import annotations

from simkit import arrays
from simkit.behaviour.drives import Drives, loads
from simkit.behaviour.reading import Reader
from simkit.scheme.kpis import Work


class Workbench:
    """Spare arrays of a chunk, shared by all its firms, which work one after another.

    drives: of the month and of one component alone; attraction: (activity,) of (replication, seat); loads: what each
    drive gives to it.
    """

    def __init__(self, shape: tuple[int, int], work: Work) -> None:
        self.reader = Reader(*shape)
        self.attraction = [arrays.unknown(*shape) for _ in work.activities]
        self.drives, self.own = (Drives((*work.flows, *work.levels), shape) for _ in range(2))
        self.loads = loads(work)
        self.spare = [arrays.unknown(*shape) for _ in range(6)]
