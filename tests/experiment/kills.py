"""`python -m tests.experiment.kills [--count 50] [--seed 1]`: kill a comparison at random moments, and resume it.

A comparison runs undisturbed once.  Then it is started anew in other folders and killed (SIGKILL) at random moments:
drawn from the whole time that it takes, from the skies that are finished, or from the time in which the results are
written.  It is resumed, perhaps with another back-end and another `--chunk`, and perhaps killed again, until it is
done.  Its summary.json must be that of the undisturbed run, byte for byte; what was finished when it was killed must
still be there; and its workers must end by themselves.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from simkit.results.chunks import questions
from tests.small import scenario_file

BACKENDS = ("serial", "processes")
CHUNKS = (4, 7, 12)
SKIES = 300
FAST = {"swing: 5%": "swing: 1%", "every: year": "every: quarter"}
"""A scenario whose costs are soon equal."""
# Tasks of a moment instead of a second, so that there are many of them in a short run.
PROGRAM = """
import sys
from simkit import cli
from simkit.experiment import tasks
tasks.SECOND = 0.02
sys.exit(cli.main(sys.argv[1:]))
"""


class WrongError(Exception):
    """What must not happen has happened."""


@dataclass(frozen=True)
class Kill:
    """When a run was killed: its back-end, seconds after its start, what it was doing, and skies it had finished."""

    backend: str
    after: float
    during: str
    skies: int


@dataclass(frozen=True)
class Moment:
    """When to kill: `delay` seconds after the start, after so many skies are finished, or after writing has begun."""

    kind: Literal["start", "skies", "writing"]
    delay: float
    skies: int = 0

    def has_come(self, out: Path, left: set[str]) -> bool:
        """Whether what it waits for, before its delay, has happened; `left`: what another run had been writing."""
        if self.kind == "start":
            return True
        return bool(being_written(out) - left) if self.kind == "writing" else len(finished(out)) >= self.skies


def kills(folder: Path, count: int, seed: int, skies: int = SKIES) -> Iterator[Kill]:
    """So many kills, each told when it has happened; raises WrongError for what must not happen."""
    chance = random.Random(seed)
    runs = _Runs(scenario_file(folder, stake=True, changes=FAST), skies)
    expected, seconds = runs.undisturbed(folder)
    done, story = 0, 0
    while done < count:
        story += 1
        out = folder / f"story{story}" / "out"
        while True:
            backend, before = chance.choice(BACKENDS), finished(out)
            ends = done == count or (len(before) == skies and chance.random() < 0.5)  # a story has few last lines
            moment = None if ends else runs.moment(chance, seconds[backend], len(before))
            killed = runs.run(out, backend, chance.choice(CHUNKS), moment)
            if lost := before - finished(out):
                raise WrongError(f"{out}: {len(lost)} finished skies are lost")
            if killed is None:
                break
            done += 1
            yield killed
        if (out / "summary.json").read_bytes() != expected:
            raise WrongError(f"{out}: summary.json differs from that of the undisturbed run")


class _Runs:
    """Runs of one scenario with so many skies."""

    def __init__(self, scenario: Path, skies: int) -> None:
        self.scenario, self.skies = scenario, skies

    def undisturbed(self, folder: Path) -> tuple[bytes, dict[str, float]]:
        """summary.json, and how long a run takes with each back-end."""
        found, seconds = set(), {}
        for backend in BACKENDS:
            start = time.monotonic()
            out = folder / backend / "out"
            self.run(out, backend, CHUNKS[0], None)
            seconds[backend] = time.monotonic() - start
            found.add((out / "summary.json").read_bytes())
        if len(found) > 1:
            raise WrongError("the back-ends give different summaries without any kill")
        return found.pop(), seconds

    def moment(self, chance: random.Random, seconds: float, done: int) -> Moment:
        """A random moment of a run that may have finished some skies before and takes about so many seconds."""
        kind = chance.choice(("skies", "skies", "start", "writing") if done < self.skies else ("start", "writing"))
        if kind == "skies":
            return Moment("skies", 0.2 * chance.random(), chance.randint(done, self.skies))
        return (
            Moment("writing", 0.5 * chance.random())
            if kind == "writing"
            else Moment("start", seconds * chance.random())
        )

    def run(self, out: Path, backend: str, chunk: int, moment: Moment | None) -> Kill | None:
        """A run that resumes what is there; killed at that moment, unless it is done before."""
        command = [sys.executable, "-c", PROGRAM, "compare", str(self.scenario), "--replications", str(self.skies)]
        command += ["--out", str(out), "--resume", "--backend", backend, "--chunk", str(chunk)]
        out.parent.mkdir(parents=True, exist_ok=True)
        left, start = being_written(out), time.monotonic()
        with subprocess.Popen(
            command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, encoding="utf-8", start_new_session=True
        ) as process:
            while moment and process.poll() is None and not moment.has_come(out, left):
                time.sleep(0.01)
            try:
                _, said = process.communicate(timeout=None if moment is None else moment.delay)
            except subprocess.TimeoutExpired:
                process.kill()
                after = time.monotonic() - start
                process.communicate()
                _wait_for_workers(process.pid)
                return Kill(backend, after, self._doing(out, left), len(finished(out)))
        if process.returncode != 0:
            raise WrongError(f"{out}: the run ended with {process.returncode}: {said}")
        return None

    def _doing(self, out: Path, left: set[str]) -> str:
        """What a run was doing when it was killed, as its folders tell."""
        if being_written(out) - left:
            return "writing results"
        done = len(finished(out))
        return "starting" if not done else "simulating" if done < self.skies else "making the answer"


def _wait_for_workers(group: int) -> None:
    """Wait until nobody of a killed run's group is left."""
    end = time.monotonic() + 60.0
    while time.monotonic() < end:
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return
        time.sleep(0.02)
    os.killpg(group, signal.SIGKILL)
    raise WrongError("workers outlived the run that started them")


def being_written(out: Path) -> set[str]:
    """What is being written beside the folder, or was when a run was killed."""
    return {path.name for path in out.parent.glob(".out.*") if path.suffix in {".part", ".old"}}


def finished(out: Path) -> set[int]:
    """The skies that are kept, also of a folder that was just being replaced."""
    places = [out, *out.parent.glob(".out.*.old")] if out.parent.exists() else []
    return {sky for place in places for chunks in questions(place) for sky in chunks.skies()}


def main() -> int:
    """Kill, tell every kill, and say how it went."""
    parser = argparse.ArgumentParser(prog="python -m tests.experiment.kills", description=__doc__)
    parser.add_argument("--count", type=int, default=50, help="how many kills (default 50)")
    parser.add_argument("--seed", type=int, default=1, help="of the moments (default 1)")
    given = parser.parse_args()
    told = Counter[str]()
    with tempfile.TemporaryDirectory() as name:
        try:
            for number, kill in enumerate(kills(Path(name), given.count, given.seed), 1):
                told[kill.during] += 1
                when = f"after {kill.after:5.2f} s  {kill.during:<17}"
                print(f"{number:3}  {kill.backend:<9}  {when}  {kill.skies} of {SKIES} skies kept", flush=True)
        except WrongError as wrong:
            print(f"WRONG: {wrong}")
            return 1
    counts = ", ".join(f"{count} {what}" for what, count in told.items())
    print(f"{given.count} kills ({counts}): the same bytes every time.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
