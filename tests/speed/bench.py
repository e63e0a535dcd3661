"""Time per advisor-month of the twin and of simkit, side by side on one core.

simkit's time includes drawing its random numbers and building its arrays; the twin is given the same numbers as lists,
made before its clock starts, so the ratios are on the low side.  Plans are solved before, for both.  All times are
processor time of this process, medians over repetitions in turn, so that a busy machine disturbs all alike.
"""

from __future__ import annotations

import gc
import os
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median
from typing import TypeVar

from simkit.engine.plans import PlanCache, Plans
from simkit.engine.seen import Seen
from simkit.engine.simulate import Chunk
from simkit.randomness import BLOCK, Stream, normals
from simkit.scenario.scenario import Scenario
from tests.speed.shocks import FIRST, asked, shocks
from tests.speed.twin import Firm, game

T = TypeVar("T")
SEED = 1
VIEW = "central"


@dataclass(frozen=True)
class Size:
    """How much is run: seats, years after the run-in, replications in a chunk of simkit's, and repetitions."""

    seats: int
    years: int
    replications: int
    repetitions: int


FULL = Size(seats=240, years=3, replications=64, repetitions=7)
QUICK = Size(seats=24, years=1, replications=4, repetitions=1)


@dataclass(frozen=True)
class Timings:
    """Seconds of processor time per advisor-month; of drawing, per advisor-month of a sky; planning in all.

    twin_three, simkit_three: three schemes over the same advisor-months, the run-in counted once on both sides.
    twin_job, simkit_job: the whole job, per advisor-month of a scheme (seats x months x 3): a plain process lives
    through the run-in once for every scheme, simkit once for all, as the firms fork after it.
    """

    twin: float
    twin_three: float
    twin_job: float
    simkit_one: float
    simkit_three: float
    simkit_job: float
    draws: float
    planning: float

    @property
    def document(self) -> dict[str, float]:
        """What `--json` prints."""
        return {
            "ratio_one": self.twin / self.simkit_one,
            "ratio_three": self.twin_three / self.simkit_three,
            "ratio_job": self.twin_job / self.simkit_job,
            "twin_us": 1e6 * self.twin,
            "twin_three_us": 1e6 * self.twin_three,
            "simkit_one_ns": 1e9 * self.simkit_one,
            "simkit_three_ns": 1e9 * self.simkit_three,
            "draws_ns": 1e9 * self.draws,
            "planning_s": self.planning,
        }


def on_one_core() -> None:
    """Stay on one core, where the system lets a process choose."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})


def measure(shipped: Scenario, size: Size) -> Timings:
    """All timings of a scenario, cut to one view and to a size."""
    three = _cut(shipped, size)
    one = three.model_copy(update={"schemes": {three.today: three.scheme(three.today)}})
    planning, plans = timed(lambda: PlanCache().all(three))
    run_in, months = three.horizon.run_in, three.horizon.months
    all_months = months * len(three.schemes)
    once = run_in + (months - run_in) * len(three.schemes)
    replications = range(size.replications)
    twins = {name: Twin(three, plans, name) for name in three.schemes}
    alone = Twin(one, plans, one.today)
    in_chunk = size.seats * size.replications
    tried: dict[str, list[float]] = defaultdict(list)
    for _ in range(size.repetitions):
        tried["twin"].append(sum(alone.run()) / (size.seats * months))
        tried["simkit_one"].append(_chunk(one, plans, replications) / (in_chunk * months))
        parts = {name: twin.run() for name, twin in twins.items()}
        after = sum(compared for _, compared in parts.values())
        tried["twin_job"].append((after + sum(before for before, _ in parts.values())) / (size.seats * all_months))
        tried["twin_three"].append((after + parts[three.today][0]) / (size.seats * once))
        seconds = _chunk(three, plans, replications)
        tried["simkit_job"].append(seconds / (in_chunk * all_months))
        tried["simkit_three"].append(seconds / (in_chunk * once))
        tried["draws"].append(timed(lambda: draw(three, replications))[0] / (in_chunk * months))
    return Timings(**{name: median(seconds) for name, seconds in tried.items()}, planning=planning)


class Twin:
    """The twin of one firm, ready to run again and again with the numbers of one replication."""

    def __init__(self, scenario: Scenario, plans: Plans, scheme: str, view: str = VIEW) -> None:
        self._scenario = scenario
        self._game = game(scenario, plans[scenario.today, view], plans[scheme, view])
        self._shocks = shocks(scenario, SEED, 0)

    def run(self) -> tuple[float, float]:
        """Seconds of the run-in and of the time after it."""
        gc.collect()
        start = time.process_time()
        firm = Firm(self._scenario, self._game, self._shocks)
        firm.env.run(until=self._scenario.horizon.run_in)
        switch = time.process_time()
        firm.env.run()
        return switch - start, time.process_time() - switch


def _chunk(scenario: Scenario, plans: Plans, replications: Sequence[int]) -> float:
    """Seconds of one chunk, from nothing to the end."""

    def run() -> None:
        Chunk(scenario, plans, SEED, replications, _ignore).env.run()

    return timed(run)[0]


def draw(scenario: Scenario, replications: Sequence[int]) -> None:
    """Only the random numbers of a chunk."""
    work, seats = scenario.work, scenario.people.seats
    for name in FIRST:
        normals(SEED, f"people.{name}", replications, seats)
    streams = [Stream(SEED, f"luck.{kpi}", replications, seats) for kpi in (*work.flows, *work.levels)]
    streams += [Stream(SEED, decision, replications, seats, uniform=True) for decision in asked(scenario)]
    streams += [Stream(SEED, f"market.{name}", replications, 1) for name in ("demand", "regime", "returns")]
    for _ in range(scenario.horizon.months // BLOCK):
        for stream in streams:
            stream.block()


def _ignore(seen: Seen) -> None:
    """Nobody watches."""


def timed(action: Callable[[], T]) -> tuple[float, T]:
    gc.collect()
    start = time.process_time()
    result = action()
    return time.process_time() - start, result


def _cut(scenario: Scenario, size: Size) -> Scenario:
    """One view, and as many seats and years as asked for."""
    horizon = scenario.horizon.model_copy(update={"run_in": 12, "length": 12 * size.years})
    branches = min(scenario.people.branches, size.seats)
    people = scenario.people.model_copy(update={"seats": size.seats, "branches": branches})
    views = tuple(view for view in scenario.views if view.name == VIEW)
    return scenario.model_copy(update={"horizon": horizon, "people": people, "views": views})
