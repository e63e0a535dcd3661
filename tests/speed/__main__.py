"""`python -m tests.speed [--peers] [--json] [--quick]`: how fast simkit is beside one plain SimPy process per advisor.

With `--peers` Mesa and salabim stand beside both, with the time to a decision and memory; `--scenario`, `--seats`,
`--years`, `--rounds` and `--skies` then change the job.
"""

from __future__ import annotations

import argparse
import json
from importlib.util import find_spec
from pathlib import Path

from simkit.scenario.reading import load
from tests.speed import peers, peers_table
from tests.speed.bench import FULL, QUICK, Timings, measure, on_one_core

SCENARIO = Path(__file__).parents[2] / "scenarios" / "vip_managers.yaml"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m tests.speed", description=__doc__)
    parser.add_argument("--json", action="store_true", help="print one JSON document and nothing else")
    parser.add_argument("--quick", action="store_true", help="a few seconds: shows that it works, not how fast")
    parser.add_argument("--peers", action="store_true", help="beside Mesa and salabim, too; about four minutes")
    job = parser.add_argument_group("the job of --peers")
    job.add_argument(
        "--scenario", type=Path, help="a scenario whose pay the plain firm knows (default: the shipped one)"
    )
    job.add_argument("--seats", type=int, help="advisors")
    job.add_argument("--years", type=int, help="years after the run-in")
    job.add_argument("--rounds", type=int, help="how often everything is measured (default 3)")
    job.add_argument("--skies", type=int, help="skies that simkit simulates in a round (default 64)")
    options = parser.parse_args()
    on_one_core()
    if options.peers:
        if missing := [name for name in ("mesa", "salabim") if find_spec(name) is None]:
            parser.error(f"--peers needs {' and '.join(missing)}; `pip install --editable .[peers]` brings them")
        found = peers.measure(_job(options)).document
        print(json.dumps(found, indent=2) if options.json else peers_table.table(found))
        return
    timings = measure(load(SCENARIO), QUICK if options.quick else FULL)
    print(json.dumps(timings.document, indent=2) if options.json else table(timings))


def _job(options: argparse.Namespace) -> peers.Job:
    """The job that is asked for."""
    job = peers.quick() if options.quick else peers.Job(peers.shipped())
    scenario = job.scenario if options.scenario is None else load(options.scenario)
    if options.seats:
        scenario = scenario.with_("people.branches", min(scenario.people.branches, options.seats))
        scenario = scenario.with_("people.seats", options.seats)
    if options.years:
        scenario = scenario.with_("horizon.length", f"{12 * options.years} months")
    return peers.Job(scenario, options.rounds or job.rounds, options.skies or job.skies)


def table(timings: Timings) -> str:
    """The timings as a person reads them."""
    numbers = timings.document
    rows = [
        ("twin, today's scheme", "twin_us", "us", "one plain SimPy process per advisor, given its random numbers"),
        ("twin, three schemes", "twin_three_us", "us", "three firms over the same months, the run-in once"),
        ("simkit, one scheme", "simkit_one_ns", "ns", "arrays, drawing included"),
        ("simkit, three schemes", "simkit_three_ns", "ns", "three firms under one sky, per firm, drawing included"),
        ("drawing alone", "draws_ns", "ns", "the same random numbers, per advisor-month of the sky"),
        ("planning", "planning_s", "s", "all plans of the three schemes, solved once, for both"),
        ("ratio, one scheme", "ratio_one", "x", "twin / simkit; on the low side: the twin does not draw"),
        ("ratio, three schemes", "ratio_three", "x", "twin / simkit, likewise"),
        ("ratio, whole job", "ratio_job", "x", "three schemes; the plain process repeats the run-in for each"),
    ]
    lines = ["Processor time per advisor-month of a firm, on one core:", ""]
    lines += [f"{label:<22} {numbers[key]:>8.4g} {unit:<3} {what}" for label, key, unit, what in rows]
    return "\n".join(lines)


if __name__ == "__main__":
    main()
