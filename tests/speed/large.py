"""`python -m tests.speed.large [--seats 50000] [--replications 2] [--views 1] [--json]`: a large bank, five years.

The shipped scenario and a fourth scheme, a run-in of a year and sixty months compared, with everything that people do.
A chunk is what it is by default.  Two processes of their own, one for the large bank and one for 240 advisors and about
as many advisor-months, so that each has its own peak of memory (all of it: Python, libraries, plans); then both once
more, in turn, and of the times the smaller, as a busy machine only adds.  Times are processor time of the skies, with
plans solved before; peak memory is that of the operating system.  It does not depend on the number of replications, as
what a chunk leaves behind is a few numbers a sky.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections.abc import Sequence

from simkit.experiment.memory import skies_at_once
from simkit.scenario.scenario import Scenario
from tests.speed.four import four_schemes

SMALL = 240
MONTHS = 60
_COMMAND = """
import json, resource, sys, time
from simkit.engine.plans import PlanCache
from simkit.experiment.run import run
from tests.speed.large import cut
seats, views, months, skies = map(int, sys.argv[1:])
scenario = cut(seats, views, months)
plans = PlanCache().all(scenario)
start = time.process_time()
run(scenario, plans, 1, range(skies))
seconds = time.process_time() - start
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 if sys.platform == "linux" else 1024 ** 2)
print(json.dumps({"seconds": seconds, "peak_mb": peak}))
"""


def cut(seats: int, views: int, months: int) -> Scenario:
    """The scenario that is run: four schemes, branches of ten seats, the first views with central before."""
    shipped = four_schemes()
    ordered = sorted(shipped.views, key=lambda view: view.name != "central")
    people = shipped.people.model_copy(update={"seats": seats, "branches": max(seats // 10, 1)})
    horizon = shipped.horizon.model_copy(update={"length": months})
    return shipped.model_copy(update={"people": people, "horizon": horizon, "views": tuple(ordered[:views])})


def measure(seats: int, views: int, replications: int, months: int = MONTHS, times: int = 2) -> dict[str, float]:
    """Peak memory in MB and processor time per advisor-month of the large bank and of the small one."""
    jobs = {"large": (seats, replications), "small": (SMALL, max(seats * replications // SMALL, 1))}
    tried: dict[str, list[dict[str, float]]] = {name: [] for name in jobs}
    for _ in range(times):
        for name, (people, skies) in jobs.items():
            tried[name].append(_alone((people, views, months, skies)))
    found: dict[str, float] = {"seats": seats, "views": views, "replications": replications, "months": months}
    for name, (people, skies) in jobs.items():
        scenario = cut(people, views, months)
        firm_months = scenario.horizon.run_in + months * len(scenario.schemes)
        done = people * skies * len(scenario.views) * firm_months
        found[f"{name}_seconds"] = min(each["seconds"] for each in tried[name])
        found[f"{name}_us"] = 1e6 * found[f"{name}_seconds"] / done
        found[f"{name}_peak_mb"] = max(each["peak_mb"] for each in tried[name])
        found[f"{name}_chunk"] = skies_at_once(scenario)
    found["ratio"] = found["large_us"] / found["small_us"]
    return found


def _alone(given: Sequence[int]) -> dict[str, float]:
    """What a process of its own measures."""
    command = [sys.executable, "-c", _COMMAND, *map(str, given)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    found: dict[str, float] = json.loads(done.stdout)
    return found


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m tests.speed.large", description=__doc__)
    parser.add_argument("--seats", type=int, default=50_000, help="of the large bank (default 50,000)")
    parser.add_argument("--replications", type=int, default=2, help="skies (default 2)")
    parser.add_argument("--views", type=int, default=1, help="of the standard ones, central first (default 1)")
    parser.add_argument("--times", type=int, default=2, help="how often each is run (default 2)")
    parser.add_argument("--json", action="store_true", help="print one JSON document and nothing else")
    given = parser.parse_args()
    found = measure(given.seats, given.views, given.replications, times=given.times)
    print(json.dumps(found, indent=2) if given.json else told(found))


def told(found: dict[str, float]) -> str:
    """The figures as a person reads them."""
    lines = [f"4 schemes, {found['views']:.0f} views, 12 + {found['months']:.0f} months, chunks by default:"]
    for name, seats, skies in (
        ("large", found["seats"], found["replications"]),
        ("small", SMALL, max(found["seats"] * found["replications"] // SMALL, 1)),
    ):
        lines.append(
            f"{seats:>8,.0f} advisors, {skies:>5,.0f} skies, {found[f'{name}_chunk']:.0f} at a time: "
            f"{found[f'{name}_us']:.3f} us per advisor-month of a firm, {found[f'{name}_seconds']:.1f} s, "
            f"peak {found[f'{name}_peak_mb']:,.0f} MB"
        )
    return "\n".join([*lines, f"ratio {found['ratio']:.2f}"])


if __name__ == "__main__":
    main()
