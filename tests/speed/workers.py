"""`python -m tests.speed.workers [--skies 400] [--backend processes]`: how much faster two workers are than one.

The shipped scenario, its costs set equal before; the skies are simulated by one worker and by two, in turn.  Workers
are started before the clock, as on long work they would be; plans are sent within it.  Two ratios are told:

- of the clock.  It is worth as much as the machine is quiet: what a second worker could gain at most is measured beside
  it, by large powers, which need a core and no memory;
- of processor time, which a busy machine disturbs less: what this process and one worker need, over what this process
  and the busier of two workers need.  So fast they would be on two free cores.
"""

from __future__ import annotations

import argparse
import os
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from simkit.engine.plans import PlanCache
from simkit.experiment.backends import Name, backend_of
from simkit.experiment.backends.backend import Backend
from simkit.experiment.memory import skies_at_once
from simkit.experiment.part import Part
from simkit.experiment.run import Order, run
from simkit.experiment.stake import equalise
from simkit.scenario.reading import load
from tests.speed.clocked import Clocked

SCENARIO = Path(__file__).parents[2] / "scenarios" / "vip_managers.yaml"
ROUNDS = 3
_POWER = 2_000_000


@dataclass(frozen=True)
class Times:
    """Seconds of a run: by the clock, and of processor time of this process and of its busiest worker."""

    clock: float
    here: float
    busiest: float

    @property
    def needed(self) -> float:
        """What it would take if nobody had to wait for a core."""
        return self.here + self.busiest


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m tests.speed.workers", description=__doc__)
    parser.add_argument("--skies", type=int, default=400, help="how many (default 400)")
    parser.add_argument("--backend", choices=("processes", "dask"), default="processes", help="default: processes")
    given = parser.parse_args()
    for line in lines(given.backend, given.skies):
        print(line, flush=True)


def lines(backend: Name, skies: int, rounds: int = ROUNDS) -> Iterator[str]:
    """What was measured, a line a round, and the medians."""
    plans = PlanCache()
    stake = equalise(load(SCENARIO), 1, plans)
    order = Order(stake.scenario, plans.all(stake.scenario), 1, skies_at_once(stake.scenario))
    found = []
    yield f"{skies} skies of {SCENARIO.name}, {backend}, {os.cpu_count()} cores"
    with backend_of(backend, 1) as one, backend_of(backend, 2) as two:
        for workers in (one, two):
            _powers(workers, 1)  # starts them
        for _ in range(rounds):
            alone, both = (timed(order, range(skies), workers)[0] for workers in (one, two))
            clock, needed = alone.clock / both.clock, alone.needed / both.needed
            powers = _powers(one, _POWER) / _powers(two, _POWER)
            found.append((clock, powers, needed))
            yield (
                f"by the clock {alone.clock:.1f} s and {both.clock:.1f} s: {clock:.2f} times as fast "
                f"(powers {powers:.2f}, load {_load()}); "
                f"by processor time {alone.needed:.1f} s and {both.needed:.1f} s: {needed:.2f} times"
            )
    clock, powers, needed = (median(each) for each in zip(*found, strict=True))
    yield f"medians: by the clock {clock:.2f} (powers {powers:.2f}), by processor time {needed:.2f} times as fast"


def timed(order: Order, rows: Sequence[int], workers: Backend) -> tuple[Times, Part]:
    """One run, and what came of it."""
    clocked, clock, here = Clocked(workers), time.perf_counter(), time.process_time()
    found = run(order.scenario, order.plans, order.seed, rows, chunk=order.chunk, backend=clocked)
    return Times(time.perf_counter() - clock, time.process_time() - here, clocked.busiest), found


def _powers(workers: Backend, power: int) -> float:
    """Seconds of eight large powers."""
    start = time.perf_counter()
    dict(workers.results(pow, 7, [power + number for number in range(8)]))
    return time.perf_counter() - start


def _load() -> str:
    """The load of the last minute, where the system tells it."""
    return f"{os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "unknown"


if __name__ == "__main__":
    main()
