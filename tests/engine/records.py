"""Every array that a run tells of, by name, so that two runs can be held against each other byte by byte."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields

import numpy as np

from simkit.arrays import Array
from simkit.engine.plans import PlanCache
from simkit.engine.seen import Observed, Seen
from simkit.engine.simulate import simulate
from simkit.engine.world import Intervention
from simkit.scenario.scenario import Scenario

Record = dict[str, Array]
"""Name -> array; what stands in a mapping is called as in `results.sales`."""
PEOPLE = ("base_pay", "talent", "tenure")


def arrays_of(seen: Observed) -> Record:
    """All arrays of one year of one firm, and of the people who are there at its end."""
    found: Record = {f"people.{name}": getattr(seen.seats, name) for name in PEOPLE}
    for each in fields(seen.record):
        value = getattr(seen.record, each.name)
        if isinstance(value, dict):
            found |= {f"{each.name}.{name}": array for name, array in value.items()}
        elif value is not None:
            found[each.name] = value
    return found


def years(
    scenario: Scenario,
    plans: PlanCache,
    rows: Sequence[int] = range(3),
    seed: int = 1,
    interventions: Sequence[Intervention] = (),
) -> dict[tuple[str, str, int], Record]:
    """(scheme, view, year) -> all that is told of it."""
    found: dict[tuple[str, str, int], Record] = {}

    def watch(seen: Seen) -> None:
        if isinstance(seen, Observed):
            found[seen.scheme, seen.view, seen.year] = {n: np.array(a) for n, a in arrays_of(seen).items()}

    simulate(scenario, plans.all(scenario), seed, rows, watch, interventions)
    return found


def differing(one: Record, other: Record) -> set[str]:
    """Names of arrays that are not the same bytes in both, among those that both have."""
    return {name for name in one.keys() & other.keys() if one[name].tobytes() != other[name].tobytes()}
