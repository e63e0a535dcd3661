"""`python -m tests.speed.decision [--skies 192] [--json] [--quick]`: how long it takes until a decision can be taken.

Four schemes (the shipped three and a bolder growth bonus), the five standard views, 240 advisors, a run-in and 36
months compared, with everything that people do.  It is decided when the 95 % interval of every difference from the
first scheme is no wider than 1 % of the first scheme's mean to either side, for the primary outcomes.

Warm: plans are solved, the factors of the same stake are known, workers are started and have been sent what all tasks
share.  How many skies it takes follows from the spread of the differences over `--skies` skies, for plain paired
differences and with control variates (`simkit.experiment.controls`).  So many are then run by one worker and by two,
and timed; the half-widths are those that these very skies reach.  What free cores would need is processor time: of this
process and of its busiest worker; the clock stands beside it.  From both sizes follows what two workers do in 2 s.

The plain way is the twin (one SimPy process per advisor) with seeds of its own for every scheme and view.  Its seconds
a replication are measured in one view; the replications that it needs follow from the spread of the same outcomes
without pairing.  Its time is the product of the two, extrapolated and not run.
"""

from __future__ import annotations

import argparse
import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

import numpy as np
from scipy.special import stdtrit

from simkit.arrays import Array
from simkit.engine.plans import PlanCache, Plans
from simkit.experiment.backends import backend_of
from simkit.experiment.memory import skies_at_once
from simkit.experiment.paired import paired_difference
from simkit.experiment.part import Part
from simkit.experiment.run import Order, run
from simkit.experiment.stake import equalise
from simkit.outcome_names import PRIMARY
from simkit.scenario.scenario import Scenario
from tests.speed.bench import Twin
from tests.speed.controls import adjusted_difference, controls
from tests.speed.deciding import PRECISION, Needed, needed, replications
from tests.speed.four import four_schemes
from tests.speed.workers import Times, timed

SEED = 1
SHARE = PRECISION
"""Half-width that is asked for, over the first scheme's mean."""
WORDS = {"plain": "plain paired differences", "adjusted": "with control variates"}
MOST = 400
"""Skies that are run and timed at most."""


@dataclass(frozen=True)
class Job:
    """What is measured: a scenario at the same stake, its plans, and what came of the first skies."""

    scenario: Scenario
    plans: Plans
    first: Part

    @property
    def candidates(self) -> list[str]:
        """All schemes but the first."""
        return list(self.scenario.schemes)[1:]

    def differences(self, outcome: str, part: Part) -> Array:
        """From the first scheme, the views weighted, as a share of the first scheme's mean (scheme, sky)."""
        weights = np.array([view.weight for view in self.scenario.views])
        pooled = np.sum(part.values[outcome].mean(axis=2) * weights[:, None], axis=1)
        found: Array = (pooled[1:] - pooled[0]) / abs(float(pooled[0].mean()))
        return found


def prepared(scenario: Scenario, skies: int) -> Job:
    """Everything that is warm before the clock starts, and the spread of some skies."""
    known = PlanCache()
    stake = equalise(scenario, SEED, known)
    plans = known.all(stake.scenario)
    return Job(stake.scenario, plans, run(stake.scenario, plans, SEED, range(skies)))


def half_widths(job: Job, part: Part, *, adjusted: bool) -> dict[str, dict[str, float]]:
    """Outcome -> scheme -> half-width over the first scheme's mean."""
    luck = controls(job.scenario, SEED, part.replications)
    found: dict[str, dict[str, float]] = {}
    for outcome in PRIMARY:
        rows = job.differences(outcome, part)
        ends = [adjusted_difference(row, luck) if adjusted else paired_difference(row, 0.0 * row) for row in rows]
        found[outcome] = {name: end[2] - end[0] for name, end in zip(job.candidates, ends, strict=True)}
    return found


def skies_needed(job: Job, outcome: str, *, adjusted: bool) -> dict[str, int]:
    """Scheme -> skies until its interval is narrow enough, from the spread of the first skies."""
    if not adjusted:
        return {name: found.same_skies for name, found in _needed(job, outcome).items()}
    skies, luck = len(job.first.replications), controls(job.scenario, SEED, job.first.replications)
    widths = half_widths(job, job.first, adjusted=True)[outcome]
    known = float(stdtrit(skies - 1 - len(luck), 0.975)) / math.sqrt(skies)
    return {name: replications((width / known) ** 2, SHARE, 1) + len(luck) for name, width in widths.items()}


def unpaired(job: Job) -> dict[str, dict[str, int]]:
    """Outcome -> scheme -> replications with seeds of their own for every scheme and view."""
    return {o: {name: found.seed_a_run for name, found in _needed(job, o).items()} for o in PRIMARY}


def _needed(job: Job, outcome: str) -> dict[str, Needed]:
    """Scheme -> what a decision between it and the first takes."""
    values = job.first.values[outcome].mean(axis=2)
    weights = np.array([view.weight for view in job.scenario.views])
    return {name: needed(values[[0, place + 1]], weights) for place, name in enumerate(job.candidates)}


def measure(scenario: Scenario, skies: int, rounds: int) -> dict[str, Any]:
    """All figures: skies, half-widths and seconds by way and workers, and what the plain way would take."""
    job = prepared(scenario, skies)
    document: dict[str, Any] = {"asked": SHARE, "primary": PRIMARY, "skies_behind": skies, "ways": {}}
    for way, adjusted in (("plain", False), ("adjusted", True)):
        skies_asked = {outcome: skies_needed(job, outcome, adjusted=adjusted) for outcome in PRIMARY}
        most = max(max(of.values()) for of in skies_asked.values())
        document["ways"][way] = {"skies_needed": skies_asked, "skies": min(most, MOST)}
    _time(job, document["ways"], rounds)
    document["in_two_seconds"] = _in_two_seconds(job, document["ways"])
    per_replication, needs = _twin_seconds(job, rounds), unpaired(job)
    most = max(max(of.values()) for of in needs.values())
    plain = {"seconds_a_replication": per_replication, "replications_needed": needs, "replications": most}
    document["twin"] = plain | {"seconds": per_replication * most}
    for way in document["ways"].values():
        way["twin_ratio"] = document["twin"]["seconds"] / way["one"]["needed"]
    return document


def _time(job: Job, ways: dict[str, Any], rounds: int) -> None:
    """Time so many skies as each way needs with one worker and with two, in turn."""
    order = Order(job.scenario, job.plans, SEED, skies_at_once(job.scenario))
    with backend_of("processes", 1) as one, backend_of("processes", 2) as two:
        for workers in (one, two):
            timed(order, range(2 * workers.workers), workers)
        for way, found in ways.items():
            tried: dict[str, list[tuple[Times, Part]]] = {"one": [], "two": []}
            for _ in range(rounds):
                for name, workers in (("one", one), ("two", two)):
                    tried[name].append(timed(order, range(found["skies"]), workers))
            for name, each in tried.items():
                found[name] = {
                    "needed": median(times.needed for times, _ in each),
                    "clock": median(times.clock for times, _ in each),
                }
            found["half_widths"] = half_widths(job, tried["one"][0][1], adjusted=way == "adjusted")


def _in_two_seconds(job: Job, ways: dict[str, Any]) -> dict[str, Any]:
    """How many skies two workers run in 2 s, on the line through the two times, and the half-widths of so many."""
    (many, long), (few, short) = ((found["skies"], found["two"]["needed"]) for found in ways.values())
    a_sky = (long - short) / (many - few) if many != few else short / few
    skies = int(min(max(few + (2.0 - short) / a_sky, 2.0), len(job.first.replications)))
    part = run(job.scenario, job.plans, SEED, range(skies))
    return {"skies": skies, "half_widths": half_widths(job, part, adjusted=True)}


def _twin_seconds(job: Job, rounds: int) -> float:
    """Seconds of the twin for one replication of all schemes and views, from those of one view."""
    views: Sequence[str] = [view.name for view in job.scenario.views]
    middle = views[len(views) // 2]
    twins = [Twin(job.scenario, job.plans, name, middle) for name in job.scenario.schemes]
    return len(views) * sum(min(sum(twin.run()) for _ in range(rounds)) for twin in twins)


def table(document: dict[str, Any]) -> str:
    """The figures as a person reads them."""
    lines = []
    for way, found in document["ways"].items():
        one, two = found["one"], found["two"]
        lines.append(
            f"{WORDS[way]}: {found['skies']} skies; two workers {two['needed']:.2f} s ({two['clock']:.2f} s by the "
            f"clock), one {one['needed']:.2f} s ({one['clock']:.2f} s), the plain way {found['twin_ratio']:,.0f} times"
        )
        for outcome, schemes in found["skies_needed"].items():
            each = (f"{s} {n} ({found['half_widths'][outcome][s]:.2%})" for s, n in schemes.items())
            lines.append(f"  {outcome:<14} skies for 1 %, and what was reached: {', '.join(each)}")
    soon, twin = document["in_two_seconds"], document["twin"]
    lines.append(f"in 2 s two workers run {soon['skies']} skies, from both times; half-widths with controls:")
    for outcome, reached in soon["half_widths"].items():
        lines.append(f"  {outcome:<14} {', '.join(f'{s} {h:.2%}' for s, h in reached.items())}")
    lines.append(f"twin: {twin['seconds_a_replication']:.1f} s a replication, measured; {twin['replications']} with")
    lines.append(f"  seeds of their own, from the spread without pairing: {twin['seconds']:,.0f} s, extrapolated")
    return "\n".join(lines)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m tests.speed.decision", description=__doc__)
    parser.add_argument("--skies", type=int, default=192, help="skies that the spreads come from (default 192)")
    parser.add_argument("--json", action="store_true", help="print one JSON document and nothing else")
    parser.add_argument("--quick", action="store_true", help="a few advisors, a year: that it works, not how fast")
    given = parser.parse_args()
    found = measure(quick(four_schemes()), 12, 1) if given.quick else measure(four_schemes(), given.skies, 3)
    print(json.dumps(found, indent=2) if given.json else table(found))


def quick(scenario: Scenario) -> Scenario:
    """A few advisors, a year, two views, schemes as they are written."""
    people = scenario.people.model_copy(update={"seats": 24, "branches": 3})
    horizon = scenario.horizon.model_copy(update={"length": 12})
    views = tuple(view.model_copy(update={"weight": 0.5}) for view in scenario.views[1:3])
    return scenario.model_copy(update={"people": people, "horizon": horizon, "views": views, "stake": "as written"})


if __name__ == "__main__":
    main()
