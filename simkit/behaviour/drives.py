"""Drives: the money of a normal month that hangs on each KPI, and the attraction that it gives to the activities.

Everything that answers pay reads the drives: effort here, and conduct (what is pressed, pushed and moved in time).  A
drive is in units of kappa, the worth of a normal month's effort, times the view's response.  An activity's attraction
is  v_a = joy + sum_k load_ka drive_k,  load_ka = alpha x (activity's part in KPI k) / (activity's share of the month):
the closed form of `effort`, where joy is 1 in a normal month.

>>> drives = Drives(["sales", "service"], (1, 2))
>>> drives.add("sales", np.array([[0.2, 0.4]]), 2.0)
>>> drives.add("sales", np.array([[0.1, 0.1]]), 1.0)
>>> [(kpi, drive.round(3).tolist()) for kpi, drive in drives.items()]
[('sales', [[0.5, 0.9]])]
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

import numpy as np

from simkit import arrays
from simkit.arrays import Array
from simkit.scheme.components.component import PayComponent
from simkit.scheme.components.grid import ProductionGrid
from simkit.scheme.kpis import Work


class Drives:
    """Drives by flow or level KPI, arrays (replication, seat); a KPI that nothing is paid for is not there."""

    def __init__(self, kpis: Iterable[str], shape: tuple[int, ...]) -> None:
        self._arrays = {kpi: arrays.unknown(*shape) for kpi in kpis}
        self._spare = arrays.unknown(*shape)
        self._found: dict[str, Array] = {}

    def clear(self) -> None:
        """Nothing is paid for."""
        self._found.clear()

    def add(self, kpi: str, drive: Array, factor: float) -> None:
        """Add `drive` x `factor` to a KPI; `drive` stays as it is."""
        if kpi in self._found:
            np.multiply(drive, factor, out=self._spare)
            self._found[kpi] += self._spare
        elif factor:
            self._found[kpi] = np.multiply(drive, factor, out=self._arrays[kpi])

    def drop(self, kpi: str) -> None:
        """Nothing is paid for a KPI, as nothing of it may be sold."""
        self._found.pop(kpi, None)

    def take(self, others: Drives) -> None:
        """Add all drives of others."""
        for kpi, drive in others.items():
            self.add(kpi, drive, 1.0)

    def get(self, kpi: str) -> Array | None:
        """The drive of a KPI; None where nothing is paid for it."""
        return self._found.get(kpi)

    def items(self) -> Iterator[tuple[str, Array]]:
        """KPI and drive of all that is paid for."""
        return iter(self._found.items())


def loads(work: Work) -> dict[str, tuple[tuple[int, float], ...]]:
    """Flow or level KPI -> (place of an activity, attraction that a unit of drive gives it)."""
    places = {activity: place for place, activity in enumerate(work.activities)}
    return {
        kpi: tuple(
            (places[activity], work.effort_exponent * part / work.activities[activity])
            for activity, part in work.mix(kpi).items()
            if part
        )
        for kpi in (*work.flows, *work.levels)
    }


def may_repel(work: Work, components: Iterable[PayComponent]) -> bool:
    """Whether pay can punish work: by a price below 0, by points that fall, or for a result that more work lowers."""
    lowered = any(level.follows_effort < 0.0 for level in work.levels.values())
    taken_off = any(rate < 0.0 for made in work.sums.values() for rate in made.sum_of.values())
    priced = any(price < 0.0 for part in components for price in part.prices.values())
    return lowered or taken_off or priced or any(isinstance(p, ProductionGrid) and p.adjustments for p in components)


def attract(
    drives: Iterable[tuple[str, Array]],
    loading: Mapping[str, Sequence[tuple[int, float]]],
    joy: Array | float,
    attraction: Sequence[Array],
    spare: Array,
) -> None:
    """Write the joy of work and what the drives give into the attraction (activity of (replication, seat))."""
    unpaid = set(range(len(attraction)))
    for kpi, drive in drives:
        for place, load in loading[kpi]:
            if place in unpaid:
                unpaid.remove(place)
                np.multiply(drive, load, out=attraction[place])
                np.add(attraction[place], joy, out=attraction[place])
                continue
            np.multiply(drive, load, out=spare)
            np.add(attraction[place], spare, out=attraction[place])
    for place in unpaid:
        attraction[place][...] = joy
