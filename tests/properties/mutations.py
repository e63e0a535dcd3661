"""Damaged copies of the shipped scenarios, each of which must run or be told line by line: never anything else.

    python -m tests.properties.mutations [--count 10000] [--seed S] [--only K] [--workers 2]

A mutation hits one file, either its text (cuts, insertions, copies, other words) or its values (`values.py`).  It
depends on the seed and its number alone; `--only K` repeats number K and shows all that is known about it.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import random
import re
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tqdm import tqdm

from simkit.changes import written
from simkit.scenario.reading import load
from simkit.scenario.starter import starter_text
from tests.properties.bench import Bench, Verdict
from tests.properties.values import other_values

SHIPPED = Path(__file__).parents[2] / "scenarios"
VIP, STARTER, FULL = "vip_managers.yaml", "starter.yaml", "written_out.yaml"
FILES = {  # file -> how often it is hit
    VIP: 30,
    "schemes/cn_vip_scorecard.yaml": 15,
    "schemes/growth_bonus.yaml": 20,
    "schemes/cn_price_list.yaml": 5,
    STARTER: 15,
    FULL: 15,
}
BITS = [*"{}[]:-#'\"|>%@`?&*~=！：", "\n", "\t", "\0", "\u2028", "? ", "<<: ", "!!x ", "---\n", "null", "1e308", "-1"]
BITS += [
    "0",
    "1",
    "100%",
    ".nan",
    "null",
    "1e308",
    "-1",
    "40",
    "-40%",
    "9" * 400,
    "{}",
    "[]",
    "like: today",
    "万",
    "''",
]
BITS += ["kind: linear", "1e400%", "0x10", "{pay.0: 1}"]


@dataclass(frozen=True)
class Mutation:
    """One damaged file: the scenario it belongs to, the file in its folder, and what that holds now."""

    number: int
    main: str
    file: str
    text: str


@cache
def shipped(file: str) -> str:
    """The text of a file as it is shipped; of the starter also with every default written out, and an event."""
    if file == FULL:
        return _written_out(shipped(STARTER))
    return starter_text() if file == STARTER else (SHIPPED / file).read_text(encoding="utf-8")


def _written_out(text: str) -> str:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, STARTER)
        path.write_text(text, encoding="utf-8")
        scenario = load(path).with_("events", [{"kind": "market_fall", "month": 15, "by": "20%"}])
    return json.dumps(written(scenario), indent=1, ensure_ascii=False)


def mutation(seed: int, number: int) -> Mutation:
    """The mutation of this number; the same wherever it is made."""
    chance = random.Random(f"{seed}/{number}")
    file = chance.choices(list(FILES), list(FILES.values()))[0]
    change = other_text if chance.random() < 0.3 else other_values
    return Mutation(number, file if file in {STARTER, FULL} else VIP, file, change(chance, shipped(file)))


def other_text(chance: random.Random, text: str) -> str:
    """The text with a few cuts, insertions, copied pieces and exchanged words."""
    for _ in range(chance.choice((1, 1, 2, 4))):
        at, kind = chance.randrange(len(text)), chance.randrange(4)
        if kind == 0:
            text = text[:at] + chance.choice(BITS) + text[at:]
        elif kind == 1:
            text = text[:at] + text[at + chance.choice((1, 3, 30, 200)) :]
        elif kind == 2:
            other = chance.randrange(len(text))
            text = text[:at] + text[other : other + chance.choice((5, 40, 200))] + text[at:]
        else:
            word = chance.choice(list(re.finditer(r"[\w.%]+", text)))
            text = text[: word.start()] + chance.choice(BITS) + text[word.end() :]
    return text


class Trial:
    """Mutations of a seed tried one by one in a folder of their own."""

    def __init__(self, seed: int, folder: Path) -> None:
        self._seed = seed
        self._bench = Bench({file: shipped(file) for file in FILES}, folder)

    def __call__(self, number: int, *, run: bool = True) -> Verdict:
        """What comes of the mutation with this number; a file that loads is compared too, unless `run` is False."""
        made = mutation(self._seed, number)
        return self._bench.tried(number, made.main, made.file, made.text, run=run)


_trial: list[Trial] = []


def _open(seed: int, folder: str) -> None:
    _trial[:] = [Trial(seed, Path(tempfile.mkdtemp(dir=folder)))]


def _try(number: int) -> Verdict:
    return _trial[0](number)


def verdicts(seed: int, count: int, workers: int) -> Iterator[Verdict]:
    """What comes of the first `count` mutations, in whatever order they are done."""
    with tempfile.TemporaryDirectory() as folder:
        if workers == 1:
            yield from map(Trial(seed, Path(folder)), range(count))
            return
        with multiprocessing.get_context("spawn").Pool(workers, _open, (seed, folder)) as pool:
            yield from pool.imap_unordered(_try, range(count), chunksize=5)


def main() -> int:
    """Try many and count what came of them; gives 1 when there was a fault."""
    parser = argparse.ArgumentParser(prog="python -m tests.properties.mutations", description=__doc__)
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
        f"{given.count} mutations in {time.monotonic() - begun:.0f} s: {counts['ran']} ran, {counts['told']} told, "
        f"{counts['fault']} faults\n"
    )
    return 1 if counts["fault"] else 0


def _shown(seed: int, number: int) -> int:
    with tempfile.TemporaryDirectory() as folder:
        made, verdict = mutation(seed, number), Trial(seed, Path(folder))(number)
    about = f"--- {made.file}: {verdict.kind} in {verdict.seconds:.1f} s"
    sys.stdout.write(f"{made.text}\n{about}\n{verdict.said}\n{verdict.details}\n")
    return 1 if verdict.kind == "fault" else 0


if __name__ == "__main__":
    sys.exit(main())
