"""Where simkit and the twin differ: |a - b| <= 1e-9 max(|a|, |b|, the state's scale) for every state.

The scale of a KPI is its normal month, of money the median base pay of a month, of other numbers 1.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from simkit.arrays import Array
from simkit.engine.plans import Plans
from simkit.scenario.scenario import Scenario
from tests.speed.states import When
from tests.speed.states_of_simkit import states_of_simkit
from tests.speed.states_of_twin import states_of_twins

TOLERANCE = 1e-9


@dataclass
class Agreement:
    """What was compared, the largest difference relative to the state's size, and what differs by too much.

    states: the range of each state, from the lowest to the highest value.
    """

    numbers: int = 0
    states: dict[str, tuple[float, float]] = field(default_factory=dict)
    largest: float = 0.0
    faults: list[str] = field(default_factory=list)


def agreement(scenario: Scenario, plans: Plans, seed: int, replications: Sequence[int]) -> Agreement:
    """Run simkit and the twins of all its firms, and compare every state."""
    return compared(scenario, plans, seed, states_of_simkit(scenario, plans, seed, replications), replications)


def compared(
    scenario: Scenario,
    plans: Plans,
    seed: int,
    of_simkit: Mapping[When, Mapping[str, Array]],
    replications: Sequence[int],
    *,
    to_the_end: bool = True,
) -> Agreement:
    """The twins of all firms against states of simkit; without `to_the_end` no further than to the first fault."""
    scales = {kpi: scenario.work.normal_month(kpi) for kpi in scenario.work.kpis}
    scales |= {"money": scenario.people.base_pay.median, "number": 1.0}
    found = Agreement()
    for when, states in states_of_twins(scenario, plans, seed, replications):
        theirs = of_simkit[when._replace(scheme=_firm_at(scenario, when))]
        if missing := states.keys() ^ theirs.keys():
            found.faults.append(f"{when}: only one side has {sorted(missing)}")
        for name in states.keys() & theirs.keys():
            scale = scales[name.rsplit(":", 1)[-1]]
            _compare(found, f"{when}, {name}", name, states[name], theirs[name], scale)
        if found.faults and not to_the_end:
            break
    return found


def _firm_at(scenario: Scenario, when: When) -> str:
    """Whose firm simkit has at that time: before the switch there is only today's."""
    months = {"months": when.number, "years": 12 * when.number}.get(when.what, scenario.horizon.run_in)
    return scenario.today if months < scenario.horizon.run_in else when.scheme


def _compare(found: Agreement, where: str, name: str, ours: Array, theirs: Array, scale: float) -> None:
    found.numbers += ours.size
    low, high = found.states.get(name, (math.inf, -math.inf))
    found.states[name] = (
        min(low, float(np.fmin.reduce(ours, axis=None))),
        max(high, float(np.fmax.reduce(ours, axis=None))),
    )
    both_unknown = np.isnan(ours) & np.isnan(theirs)
    apart = np.abs(ours - theirs) / np.maximum(np.maximum(np.abs(ours), np.abs(theirs)), scale)
    apart = np.where(both_unknown, 0.0, apart)
    wrong = ~(apart <= TOLERANCE)
    found.largest = max(found.largest, float(np.max(apart)))
    if wrong.any():
        row, seat = np.argwhere(wrong)[0]
        found.faults.append(f"{where}, row {row}, seat {seat}: twin {ours[row, seat]!r}, simkit {theirs[row, seat]!r}")
