"""Random worlds run to their end, month by month: no state leaves its range, and no number is missing or endless.

    python -m tests.properties.states [--count 10000] [--seed S] [--only K] [--workers 2]

A world (`drawn_worlds.py`) depends on the seed and its number alone; it runs, or it is told in words why it cannot be.
`--only K` repeats number K and shows all that is known about it.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import sys
import time
import traceback
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import numpy as np
from tqdm import tqdm

from simkit.changes import checked
from simkit.engine.plans import PlanCache
from simkit.engine.seen import Observed, Seen
from simkit.engine.simulate import Chunk
from simkit.errors import SimkitError
from simkit.outcomes.yearly import outcomes_of
from simkit.scenario.scenario import Scenario
from tests.engine.records import arrays_of
from tests.properties.bench import Verdict, _check_sentence, _FaultError, _innermost, _watched
from tests.properties.drawn_worlds import Chance, world_of
from tests.properties.ranges import outside, outside_of_a_year, told


@lru_cache(maxsize=256)
def drawn(number: int, start: int) -> dict[str, Any]:
    """The world of this number, for all who only read it."""
    return world_of(number, start)


def tried(number: int, start: int) -> Verdict:
    """What comes of the world of this number."""
    begun = time.monotonic()
    try:
        with _watched():
            said = _what_comes(number, start)
        return Verdict(number, "told" if said else "ran", said, time.monotonic() - begun)
    except Exception as error:  # noqa: BLE001 - whatever it is, it is what is looked for
        last = f"{type(error).__name__}: {str(error)[:300]} {_innermost(error)}"
        return Verdict(number, "fault", last, time.monotonic() - begun, traceback.format_exc())


def _what_comes(number: int, start: int) -> str:
    try:
        scenario = checked(Scenario, drawn(number, start))
    except SimkitError as error:
        for line in str(error).splitlines():
            _check_sentence(line)
        return str(error)
    faults = run(scenario, number)
    if faults:
        raise _FaultError("; ".join(faults[:3]))
    return ""


def run(scenario: Scenario, number: int) -> list[str]:
    """What leaves its range in one or two replications, looked at after every month; the first month with a fault."""
    faults: list[str] = []

    def watch(seen: Seen) -> None:
        if isinstance(seen, Observed):
            faults.extend(_of_a_year(scenario, seen))

    rows = range(1 + Chance(number).randrange(2))
    chunk = Chunk(scenario, PlanCache().all(scenario), number, rows, watch)
    for month in range(scenario.horizon.months):
        chunk.env.run(until=month + 0.999)
        for (scheme, _), firm in chunk.firms.items():
            faults += told(outside(firm), f"month {month + 1}, {scheme}")
        if faults:
            return faults
    chunk.env.run()
    return faults


def _of_a_year(scenario: Scenario, seen: Observed) -> list[str]:
    where = f"year {seen.year + 1}, {seen.scheme}"
    lengths = [component.months for component in scenario.schemes[seen.scheme].components]
    faults = told(outside_of_a_year(seen, arrays_of(seen), lengths), where)
    found = outcomes_of(scenario, scenario.schemes[seen.scheme], seen.seats, seen.record)
    endless = [name for name, values in found.items() if np.isinf(values).any()]
    return [*faults, *(f"{where}: {name} has no end" for name in endless)]


def _try(given: tuple[int, int]) -> Verdict:
    return tried(*given)


def verdicts(start: int, count: int, workers: int) -> Iterator[Verdict]:
    """What comes of the first `count` worlds, in whatever order they are done."""
    numbers = ((number, start) for number in range(count))
    if workers == 1:
        yield from map(_try, numbers)
        return
    with multiprocessing.get_context("spawn").Pool(workers) as pool:
        yield from pool.imap_unordered(_try, numbers, chunksize=5)


def main() -> int:
    """Try many and count what came of them; gives 1 when there was a fault."""
    parser = argparse.ArgumentParser(prog="python -m tests.properties.states", description=__doc__)
    parser.add_argument("--count", type=int, default=10_000, help="how many")
    parser.add_argument("--seed", type=int, default=1, help="where chance starts")
    parser.add_argument("--only", type=int, metavar="K", help="number K alone, with its file and all that is known")
    parser.add_argument("--workers", type=int, default=1, help="processes")
    given = parser.parse_args()
    if given.only is not None:
        return _shown(given.seed, given.only)
    begun, counts = time.monotonic(), Counter[str]()
    for verdict in tqdm(verdicts(given.seed, given.count, given.workers), total=given.count, file=sys.stderr):
        counts[verdict.kind] += 1
        if verdict.kind == "fault":
            tqdm.write(f"--seed {given.seed} --only {verdict.number}: {verdict.said}", file=sys.stdout)
    sys.stdout.write(
        f"{given.count} worlds in {time.monotonic() - begun:.0f} s: {counts['ran']} ran, {counts['told']} told, "
        f"{counts['fault']} faults\n"
    )
    return 1 if counts["fault"] else 0


def _shown(start: int, number: int) -> int:
    verdict = tried(number, start)
    text = json.dumps(drawn(number, start), indent=1, ensure_ascii=False)
    sys.stdout.write(f"{text}\n--- {verdict.kind} in {verdict.seconds:.1f} s\n{verdict.said}\n{verdict.details}\n")
    return 1 if verdict.kind == "fault" else 0


if __name__ == "__main__":
    sys.exit(main())
