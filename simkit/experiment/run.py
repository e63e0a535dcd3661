"""Many replications of a scenario, task by task, as outcome arrays.

Tasks may run anywhere and end in any order: rows are put together in the order of the replications before anything is
reduced over them.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from simkit.engine.plans import Plans
from simkit.engine.simulate import simulate
from simkit.engine.world import Intervention
from simkit.errors import SimkitError
from simkit.experiment.backends.backend import Backend
from simkit.experiment.backends.serial import Serial
from simkit.experiment.memory import skies_at_once, turns
from simkit.experiment.part import Part, joined, part_of, usable
from simkit.experiment.tasks import evenly, tasks
from simkit.experiment.watching import Watch
from simkit.scenario.scenario import Scenario

Progress = Callable[[int], None]


@dataclass(frozen=True)
class Runs(Part):
    """What came of all replications of a comparison, and of which scenario and seed; the arrays are those of a part."""

    scenario: Scenario
    seed: int


@dataclass(frozen=True)
class Order:
    """What all tasks of a run share: everything that is needed to simulate any of its replications."""

    scenario: Scenario
    plans: Plans
    seed: int
    chunk: int
    interventions: tuple[Intervention, ...] = ()


class Keep(Protocol):
    """Where finished parts are kept, so that they need not be simulated again."""

    def parts(self) -> Sequence[Part]:
        """The parts that are there."""

    def add(self, part: Part) -> None:
        """Keep another one, at once and whole."""


def run(
    scenario: Scenario,
    plans: Plans,
    seed: int,
    replications: Sequence[int],
    *,
    chunk: int | None = None,
    interventions: Sequence[Intervention] = (),
    progress: Progress | None = None,
    backend: Backend | None = None,
    keep: Keep | None = None,
) -> Runs:
    """Run the replications, at most `chunk` at a time in a worker; `progress` is told how many more are done.

    chunk: as many as are fast and fit into memory (`memory.skies_at_once`), unless another number is given.

    keep: its parts are taken over, and every part that is finished goes there.  Raises SimkitError when a replication
    is named twice or none is, and when something cannot be sent to the workers.
    """
    rows = _checked(replications)
    workers = Serial() if backend is None else backend
    parts = usable(keep.parts() if keep else (), rows)
    there = {row for part in parts for row in part.replications}
    if progress and there:
        progress(len(there))
    order = Order(scenario, plans, seed, chunk or skies_at_once(scenario), tuple(interventions))
    for part in _simulated(order, [row for row in rows if row not in there], workers):
        if keep:
            keep.add(part)
        parts.append(part)
        if progress:
            progress(len(part.replications))
    return Runs(**vars(joined(rows, parts)), scenario=scenario, seed=seed)


def simulate_rows(order: Order, rows: Sequence[int]) -> Part:
    """Simulate some replications, at most `order.chunk` at a time; what they share is added up as they are finished."""
    first, *others = evenly(rows, math.ceil(len(rows) / order.chunk))
    found = _chunk(order, first)
    for some in others:
        found = joined((*found.replications, *some), (found, _chunk(order, some)))
    return found


def _chunk(order: Order, rows: Sequence[int]) -> Part:
    """Simulate some replications at once, of these as many views as fit into memory."""
    watch = Watch(order.scenario)
    for views in turns(order.scenario, len(rows)):
        seen = order.scenario.model_copy(update={"views": views})
        simulate(seen, order.plans, order.seed, rows, watch.watch, order.interventions)
    return part_of(order.scenario, rows, watch)


def _simulated(order: Order, rows: Sequence[int], backend: Backend) -> Iterator[Part]:
    if not rows:
        return
    for intervention in order.interventions:
        if why := backend.cannot_send(intervention):
            name = getattr(intervention, "__name__", repr(intervention))
            raise SimkitError(f"the intervention {name!r} cannot be sent to other processes: {why}")
    cut = tasks(order.scenario, rows, order.chunk, backend.workers)
    for _, part in backend.results(simulate_rows, order, cut):
        yield part


def _checked(replications: Sequence[int]) -> tuple[int, ...]:
    rows = tuple(replications)
    if not rows:
        raise SimkitError("no sky is asked for; ask for one at least, such as replications=200")
    if len(set(rows)) < len(rows):
        twice = next(row for row in rows if rows.count(row) > 1)
        raise SimkitError(f"sky {twice} is asked for twice; name each sky once")
    return rows
