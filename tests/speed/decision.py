"""`python -m tests.speed.decision [--seeds 5] [--json] [--quick]`: how long it takes until a decision can be taken.

Four schemes (the shipped three and a bolder growth bonus), the five standard views, 240 advisors, a run-in and 36
months compared, with everything that people do.  It is decided when the 95 % interval of every difference from the
first scheme is no wider than 1 % of the first scheme's mean to either side, for the primary outcomes.

A brief (`simkit.Session.brief`) decides it, with two workers and with one, once for every seed.  Warm: plans are
solved, the factors of the same stake are known, workers are started and have been sent what all tasks share.  Then one
scheme is changed and asked again, with the plans and the factor that this takes.  Beside it the same precision without
double sampling and control variates: the skies that `simkit compare --precision` would need, from the spread over 192
of them, run and timed.  What free cores would need is processor time: of this process and of its busiest worker; the
clock stands beside it.

The plain way is the twin (one SimPy process per advisor) with seeds of its own for every scheme and view.  Its seconds
a replication are measured in one view; the replications that it needs follow from the spread of the same outcomes
without pairing.  Its time is the product of the two, extrapolated and not run.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

import numpy as np

import simkit
from simkit.arrays import Array
from simkit.engine.plans import PlanCache, Plans
from simkit.experiment.backends import backend_of
from simkit.experiment.backends.backend import Backend
from simkit.experiment.briefing import Briefing, brief
from simkit.experiment.memory import skies_at_once
from simkit.experiment.part import Part
from simkit.experiment.precision import Precision
from simkit.experiment.run import Order, run
from simkit.experiment.stake import Stake, equalise
from simkit.outcome_names import PRIMARY
from simkit.scenario.scenario import Scenario
from tests.speed.bench import Twin
from tests.speed.clocked import Clocked
from tests.speed.deciding import PRECISION, Needed, needed
from tests.speed.four import BOLDER, four_schemes
from tests.speed.workers import Times, timed

SEED = 1
CHANGED = BOLDER | {"pay.0.curve.cap": "250%"}
"""What is asked after a change: the fourth scheme with another cap."""
SPREAD_OF = 192
"""Skies that the spreads come from."""
BUDGET = 10_000
"""Skies of a brief at most."""
MOST = 400
"""Skies that are run and timed at most in the plain way."""


@dataclass(frozen=True)
class Job:
    """What is measured: a scenario, the same at the same stake, and its plans."""

    asked: Scenario
    stake: Stake
    plans: Plans

    @property
    def scenario(self) -> Scenario:
        """The one that is run."""
        return self.stake.scenario

    @property
    def candidates(self) -> list[str]:
        """All schemes but the first."""
        return list(self.scenario.schemes)[1:]


def prepared(scenario: Scenario, backend: Backend | None = None) -> Job:
    """Everything that is warm before the clock starts."""
    known = PlanCache()
    stake = equalise(scenario, SEED, known, backend)
    return Job(scenario, stake, known.all(stake.scenario))


def briefed(job: Job, seed: int, workers: Backend, most: int) -> tuple[Times, Briefing]:
    """A brief of so many skies at most, and what it took."""
    clocked, clock, here = Clocked(workers), time.perf_counter(), time.process_time()
    found = brief(job.asked, job.stake, job.plans, Precision(PRECISION, most), seed=seed, backend=clocked)
    return Times(time.perf_counter() - clock, time.process_time() - here, clocked.busiest), found


def measure(
    scenario: Scenario, seeds: Sequence[int], rounds: int, spread_of: int = SPREAD_OF, most: int = BUDGET
) -> dict[str, Any]:
    """All figures: briefs by seed and workers, a brief after a change, the same precision in other ways."""
    with backend_of("processes", 1) as one, backend_of("processes", 2) as two:
        job = prepared(scenario, two)
        briefs = _briefs(job, seeds, one, two, most)
        plain = _without(job, run(job.scenario, job.plans, SEED, range(spread_of), backend=two), one, two)
    document: dict[str, Any] = {"asked": PRECISION, "primary": PRIMARY, "briefs": briefs, "plain": plain}
    document["after_a_change_seconds"] = _after_a_change(scenario, rounds, most)
    seconds = _twin_seconds(job, rounds)
    document["twin"] = {"seconds_a_replication": seconds, "seconds": seconds * plain["seed_a_run"]}
    document["twin_ratio"] = document["twin"]["seconds"] / median(each["one"]["needed"] for each in briefs)
    return document


def _briefs(job: Job, seeds: Sequence[int], one: Backend, two: Backend, most: int) -> list[dict[str, Any]]:
    """A brief for every seed, with one worker and with two, after one that is not counted."""
    for workers in (one, two):
        briefed(job, SEED, workers, most)
    found = []
    for seed in seeds:
        took = {}
        for name, workers in (("one", one), ("two", two)):
            times, told = briefed(job, seed, workers, most)
            took[name] = {"needed": times.needed, "clock": times.clock}
        widest = {outcome: max(told.as_share(outcome, scheme) for scheme in job.candidates) for outcome in PRIMARY}
        skies = {"under_main_view": told.size.main, "under_all_views": told.size.full, "looks": told.looks}
        found.append({"seed": seed, "reached": not told.late, "half_widths": widest} | skies | took)
    return found


def _without(job: Job, part: Part, one: Backend, two: Backend) -> dict[str, Any]:
    """The skies that plain paired differences need, run and timed, and those without pairing."""
    pairs = {outcome: _needed(job, outcome, part) for outcome in PRIMARY}
    paired = {outcome: {name: each.same_skies for name, each in of.items()} for outcome, of in pairs.items()}
    skies = min(max(max(of.values()) for of in paired.values()), MOST)
    order = Order(job.scenario, job.plans, SEED, skies_at_once(job.scenario))
    took = {name: timed(order, range(skies), workers)[0] for name, workers in (("one", one), ("two", two))}
    return {
        "skies_needed": paired,
        "skies": skies,
        "seed_a_run": max(each.seed_a_run for of in pairs.values() for each in of.values()),
        **{name: {"needed": times.needed, "clock": times.clock} for name, times in took.items()},
    }


def _needed(job: Job, outcome: str, part: Part) -> dict[str, Needed]:
    """Scheme -> what a decision between it and the first takes."""
    values: Array = part.values[outcome].mean(axis=2)
    weights = np.array([view.weight for view in job.scenario.views])
    return {name: needed(values[[0, place + 1]], weights) for place, name in enumerate(job.candidates)}


def _after_a_change(scenario: Scenario, rounds: int, most: int) -> float:
    """Seconds by the clock until a session that knows the scenario answers of it with one scheme changed."""
    took = []
    for _ in range(rounds):
        with simkit.Session(workers=2) as session:
            session.brief(scenario, most=most)
            scheme = scenario.scheme("growth")
            for path, value in CHANGED.items():
                scheme = scheme.with_(path, value)
            clock = time.perf_counter()
            session.brief(scenario.with_scheme("bolder", scheme), most=most)
            took.append(time.perf_counter() - clock)
    return median(took)


def _twin_seconds(job: Job, rounds: int) -> float:
    """Seconds of the twin for one replication of all schemes and views, from those of one view."""
    views = [view.name for view in job.scenario.views]
    middle = views[len(views) // 2]
    twins = [Twin(job.scenario, job.plans, name, middle) for name in job.scenario.schemes]
    return len(views) * sum(min(sum(twin.run()) for _ in range(rounds)) for twin in twins)


def table(document: dict[str, Any]) -> str:
    """The figures as a person reads them."""
    head = ("", "skies", "all views", "looks", "two workers", "clock", "one", "widest")
    lines = ["{:6}{:>7}{:>11}{:>7}{:>13}{:>8}{:>8}{:>9}".format(*head), *map(_of_a_seed, document["briefs"])]
    for name, key in (("one worker", "one"), ("two workers", "two")):
        needs, clocks = ([each[key][kind] for each in document["briefs"]] for kind in ("needed", "clock"))
        lines.append(
            f"{name}: median {median(needs):.2f} s, longest {max(needs):.2f} s; "
            f"by the clock {median(clocks):.2f} s and {max(clocks):.2f} s"
        )
    plain, twin = document["plain"], document["twin"]
    lines.append(f"after a change of one scheme, by the clock: {document['after_a_change_seconds']:.2f} s")
    lines.append(
        f"plain paired differences: {plain['skies']} skies under all views; two workers {plain['two']['needed']:.2f} s "
        f"({plain['two']['clock']:.2f} s by the clock), one {plain['one']['needed']:.2f} s"
    )
    for outcome, schemes in plain["skies_needed"].items():
        lines.append(f"  {outcome:<14} {', '.join(f'{scheme} {skies}' for scheme, skies in schemes.items())}")
    lines.append(f"twin: {twin['seconds_a_replication']:.1f} s a replication, measured; {plain['seed_a_run']} with")
    lines.append(
        f"  seeds of their own, from the spread without pairing: {twin['seconds']:,.0f} s, extrapolated, "
        f"{document['twin_ratio']:,.0f} times a brief with one worker"
    )
    return "\n".join(lines)


def _of_a_seed(found: dict[str, Any]) -> str:
    return (
        f"{'seed':>4}{found['seed']:>2}{found['under_main_view']:>7}{found['under_all_views']:>11}{found['looks']:>7}"
        f"{found['two']['needed']:>11.2f} s{found['two']['clock']:>6.2f} s{found['one']['needed']:>6.2f} s"
        f"{max(found['half_widths'].values()):>9.2%}{'' if found['reached'] else ' not reached'}"
    )


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m tests.speed.decision", description=__doc__)
    parser.add_argument("--seeds", type=int, default=5, help="briefs with so many seeds (default 5)")
    parser.add_argument("--json", action="store_true", help="print one JSON document and nothing else")
    parser.add_argument("--quick", action="store_true", help="a few advisors, a year: that it works, not how fast")
    given = parser.parse_args()
    seeds = range(1, given.seeds + 1)
    found = measure(quick(four_schemes()), seeds[:1], 1, 12, 120) if given.quick else measure(four_schemes(), seeds, 3)
    print(json.dumps(found, indent=2) if given.json else table(found))


def quick(scenario: Scenario) -> Scenario:
    """A few advisors, a year, two views, schemes as they are written."""
    people = scenario.people.model_copy(update={"seats": 24, "branches": 3})
    horizon = scenario.horizon.model_copy(update={"length": 12})
    views = tuple(view.model_copy(update={"weight": 0.5}) for view in scenario.views[1:3])
    return scenario.model_copy(update={"people": people, "horizon": horizon, "views": views, "stake": "as written"})


if __name__ == "__main__":
    main()
