"""`python -m tests.speed [--json] [--quick]`: how fast simkit is beside one plain SimPy process per advisor."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from simkit.scenario.reading import load
from tests.speed.bench import FULL, QUICK, Timings, measure, on_one_core

SCENARIO = Path(__file__).parents[2] / "scenarios" / "vip_managers.yaml"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m tests.speed", description=__doc__)
    parser.add_argument("--json", action="store_true", help="print one JSON document and nothing else")
    parser.add_argument("--quick", action="store_true", help="a few seconds: shows that it works, not how fast")
    options = parser.parse_args()
    on_one_core()
    timings = measure(load(SCENARIO), QUICK if options.quick else FULL)
    print(json.dumps(timings.document, indent=2) if options.json else table(timings))


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
