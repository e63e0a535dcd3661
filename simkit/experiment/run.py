"""Many replications of a scenario, chunk by chunk, as outcome arrays.

Chunks only save memory: rows are put together in the order of the replications before anything is reduced over them.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from simkit.arrays import Array
from simkit.engine.simulate import Observed, OnPaper, Plans, simulate
from simkit.engine.world import Intervention
from simkit.outcomes.rows import total
from simkit.outcomes.yearly import outcomes_of
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
    """

    scenario: Scenario
    seed: int
    replications: tuple[int, ...]
    values: dict[str, Array]
    run_in: dict[str, Array]
    static: Array


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
    parts: list[_Rows] = []
    count = math.ceil(len(replications) / chunk)
    ends = [len(replications) * (part + 1) // count for part in range(count)]
    for start, end in zip([0, *ends], ends, strict=False):
        some = replications[start:end]
        rows = _Rows(scenario)
        simulate(scenario, plans, seed, some, rows.watch, interventions)
        parts.append(rows)
        if progress:
            progress(len(some))
    schemes, views = list(scenario.schemes), [view.name for view in scenario.views]
    first = scenario.horizon.run_in // 12
    years = range(first, scenario.horizon.months // 12)
    names = list(parts[0].rows[schemes[0], views[0], first])

    def joined(key: tuple[str, str, int], name: str) -> Array:
        return np.concatenate([part.rows[key][name] for part in parts])

    return Runs(
        scenario=scenario,
        seed=seed,
        replications=tuple(replications),
        values={n: np.array([[[joined((s, v, y), n) for y in years] for v in views] for s in schemes]) for n in names},
        run_in={n: np.array([joined((scenario.today, v, first - 1), n) for v in views]) for n in names},
        static=np.array([[np.concatenate([p.static[s, v] for p in parts]) for v in views] for s in schemes]),
    )


class _Rows:
    """Outcome rows of one chunk."""

    def __init__(self, scenario: Scenario) -> None:
        self._scenario = scenario
        self.rows: dict[tuple[str, str, int], dict[str, Array]] = {}
        self.static: dict[tuple[str, str], Array] = {}

    def watch(self, seen: Observed | OnPaper) -> None:
        if isinstance(seen, OnPaper):
            self.static[seen.scheme, seen.view] = total(seen.pay)
        else:
            self.rows[seen.scheme, seen.view, seen.year] = outcomes_of(self._scenario, seen.seats, seen.record)
