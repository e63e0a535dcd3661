"""A grid that looks back twelve months, as it is seen: the slope of what a year pays, where each seat stands today.

A unit produced today counts in each of the next twelve windows, so it is worth the slope of a steady year's pay, not
that of a month's.  Luck blurs where the window will end: the slope is taken over one standard deviation of a year to
either side, so that a bracket that comes near pulls before it is reached.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from simkit.arrays import Array
from simkit.behaviour.drives import Drives
from simkit.scheme.components.grid import ProductionGrid

_LEAST = 0.1
"""Luck is not thought smaller than it would be with this part of a normal result."""


@dataclass(frozen=True)
class Rolling:
    """A grid that looks back twelve months, for one type of advisor under one view.

    pulls: KPI -> drive (month of year,) of a month's normal result, for each unit of money per unit of the KPI.
    parts: KPI -> flow or level KPIs that it is made of, with their shares in a normal result.  levels: which of the
    KPIs are levels, that no book makes larger.  units: what they are worth per unit that is counted.  normal: result of
    a normal year; luck: standard deviation of a year's result, as a part of it.
    """

    component: ProductionGrid
    pulls: Mapping[str, Array]
    parts: Mapping[str, tuple[tuple[str, float], ...]]
    levels: frozenset[str]
    units: Mapping[str, float]
    normal: Mapping[str, float]
    luck: Mapping[str, float]

    def prices(self, year: Mapping[str, Array]) -> dict[str, Array]:
        """KPI -> money that one unit more is worth; `year`: KPI -> what the last twelve months have counted."""
        around = {
            kpi: luck * np.maximum(np.abs(year[kpi]), _LEAST * self.normal[kpi]) for kpi, luck in self.luck.items()
        }
        return self.component.steady_slopes(year, around)


class _Counting(Protocol):
    def so_far(self, kpi: str, /) -> Array: ...


class RollingSight:
    """What the seats of a firm see of it."""

    def __init__(self, steered: Rolling, reach: Array, pay_ratio: Array) -> None:
        self._steered, self._reach, self._pay_ratio = steered, reach, pay_ratio

    def begin(self, period: int, targets: Sequence[Array | float], reach: Array) -> None:
        """Nothing is set when a period begins."""

    def drive(self, now: _Counting, drives: Drives, month: int) -> None:
        """Every KPI pulls by what one unit more is worth where the seat stands."""
        steered = self._steered
        year = {kpi: now.so_far(kpi) * unit for kpi, unit in steered.units.items()}
        for kpi, price in steered.prices(year).items():
            drive = price * self._pay_ratio
            if kpi not in steered.levels:
                drive *= self._reach
            for part, share in steered.parts[kpi]:
                drives.add(part, drive, share * float(steered.pulls[kpi][month]))

    def believed(self, now: _Counting, month: int) -> None:
        """There is no target to believe in."""
