"""Many replications of a scenario, chunk by chunk, as outcome arrays.

Chunks only save memory: rows are put together in the order of the replications before anything is reduced over them.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np

from simkit.arrays import Array, Index
from simkit.engine.simulate import Plans, simulate
from simkit.engine.world import Intervention
from simkit.experiment.watching import Rate, Watch
from simkit.outcomes.winners import MEASURES
from simkit.scenario.scenario import Scenario

CHUNK = 64
"""Replications at a time, at most."""
Progress = Callable[[int], None]


@dataclass(frozen=True)
class Runs:
    """What came of some replications.

    values: outcome -> (scheme, view, year, sky) for the years that are compared; run_in: the same for the last year of
    the run-in under today's scheme, (view, sky); static: variable pay of that year under each scheme's rules without
    any response, (scheme, view, sky).

    attained: (scheme, component) -> how often advisors ended a period in each bin of its payout curve (view, bin), over
    all skies; winners: group -> measure -> (scheme, view, sky), pay of all compared years against the first scheme's;
    people: what each person of the first sky has, drawn (seat,) or found (scheme, view, seat), as means of the years.
    points: see `Watch`; of all skies.
    """

    scenario: Scenario
    seed: int
    replications: tuple[int, ...]
    values: dict[str, Array]
    run_in: dict[str, Array]
    static: Array
    attained: dict[tuple[str, int], Index]
    winners: dict[str, dict[str, Array]]
    people: dict[str, Array]
    points: dict[Rate, Counter[float]] = field(default_factory=dict)


def run(
    scenario: Scenario,
    plans: Plans,
    seed: int,
    replications: Sequence[int],
    *,
    chunk: int = CHUNK,
    interventions: Sequence[Intervention] = (),
    progress: Progress | None = None,
) -> Runs:
    """Run the replications at most `chunk` at a time, evenly; `progress` is told how many more are done."""
    parts: list[Watch] = []
    count = math.ceil(len(replications) / chunk)
    ends = [len(replications) * (part + 1) // count for part in range(count)]
    for start, end in zip([0, *ends], ends, strict=False):
        some = replications[start:end]
        part = Watch(scenario)
        simulate(scenario, plans, seed, some, part.watch, interventions)
        parts.append(part)
        if progress:
            progress(len(some))
    return _joined(scenario, seed, tuple(replications), parts)


def _joined(scenario: Scenario, seed: int, replications: tuple[int, ...], parts: Sequence[Watch]) -> Runs:
    """The chunks put together in the order of the replications."""
    schemes, views = list(scenario.schemes), [view.name for view in scenario.views]
    first = scenario.horizon.run_in // 12
    years = range(first, scenario.horizon.months // 12)
    names = list(parts[0].rows[schemes[0], views[0], first])

    def row(key: tuple[str, str, int], name: str) -> Array:
        return np.concatenate([part.rows[key][name] for part in parts])

    return Runs(
        scenario=scenario,
        seed=seed,
        replications=replications,
        values={n: np.array([[[row((s, v, y), n) for y in years] for v in views] for s in schemes]) for n in names},
        run_in={n: np.array([row((scenario.today, v, first - 1), n) for v in views]) for n in names},
        static=np.array([[np.concatenate([p.static[s, v] for p in parts]) for v in views] for s in schemes]),
        attained=_attained(scenario, views, parts),
        winners=_winners(schemes, views, parts),
        people=_people(schemes, views, parts[0]),
        points={rate: sum((part.points[rate] for part in parts), Counter()) for rate in parts[0].points},
    )


def _attained(scenario: Scenario, views: Sequence[str], parts: Sequence[Watch]) -> dict[tuple[str, int], Index]:
    return {
        (name, number): np.array([sum(part.counted(name, number, view) for part in parts) for view in views])
        for name, scheme in scenario.schemes.items()
        for number in range(len(scheme.pay))
    }


def _winners(schemes: Sequence[str], views: Sequence[str], parts: Sequence[Watch]) -> dict[str, dict[str, Array]]:
    found = [{(scheme, view): part.winners(scheme, view) for scheme in schemes for view in views} for part in parts]

    def joined(group: str, measure: str) -> Array:
        return np.array([[np.concatenate([part[s, v][group][measure] for part in found]) for v in views]
                         for s in schemes])  # fmt: skip

    return {group: {m: joined(group, m) for m in MEASURES} for group in found[0][schemes[0], views[0]]}


def _people(schemes: Sequence[str], views: Sequence[str], part: Watch) -> dict[str, Array]:
    found = [[part.first_totals(scheme, view) for view in views] for scheme in schemes]
    names = found[0][0]
    return part.first_people() | {n: np.array([[of_view[n] for of_view in row] for row in found]) for n in names}
