"""`simkit sensitivity` and `simkit difficulty`: run what is asked for, tell its cost, and give what is printed."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from simkit.experiment.sensitivity.study import Progress
from simkit.report.sensitivity.answer import sensitivity
from simkit.report.sensitivity.difficulty import difficulty
from simkit.results.files import json_bytes
from simkit.scenario.reading import load


def run(given: argparse.Namespace) -> str:
    """Run the study that is asked for; gives what goes to stdout, JSON (in ASCII) or the report."""
    scenario = load(given.scenario)
    with progress() as watch:
        answer = sensitivity(
            scenario,
            outcome=given.outcome,
            schemes=given.scheme,
            vary=given.vary,
            views=given.views,
            trajectories=given.trajectories,
            scan=given.scan,
            sobol=given.sobol,
            replications=given.replications,
            seed=given.seed,
            progress=watch,
            out=given.out,
        )
    return json_bytes(answer.document).decode() if given.json else str(answer)


def run_difficulty(given: argparse.Namespace) -> str:
    """Multiply the targets of the scheme that is named; gives what goes to stdout, JSON (in ASCII) or the report."""
    from tqdm import tqdm  # noqa: PLC0415

    scenario = load(given.scenario)
    with tqdm(total=given.replications, unit="sky", file=sys.stderr, disable=None, leave=False) as bar:

        def watch(done: int) -> None:
            bar.update(done)

        answer = difficulty(
            scenario,
            given.scheme,
            outcome=given.outcome,
            easy=given.easy,
            hard=given.hard,
            steps=given.steps,
            views=given.views,
            replications=given.replications,
            seed=given.seed,
            progress=watch,
            out=given.out,
        )
    return json_bytes(answer.document).decode() if given.json else str(answer)


@contextmanager
def progress() -> Iterator[Progress]:
    """Tells on stderr what it will cost once the first evaluation was timed, then shows a bar if somebody watches."""
    from tqdm import tqdm  # noqa: PLC0415

    with tqdm(desc="setting costs equal", unit="evaluation", file=sys.stderr, disable=None, leave=False) as bar:

        def watch(done: int, expected: int, seconds: float) -> None:
            if done == 1:
                bar.write(cost(expected, seconds), file=sys.stderr)
                bar.set_description("evaluating", refresh=False)
            bar.total = expected
            bar.update(done - bar.n)

        yield watch


def cost(expected: int, seconds: float) -> str:
    """What a study will cost, from the first of its evaluations, which is among the slowest as nothing is planned yet.

    >>> cost(300, 0.5)
    'About 300 evaluations; the first took 0.5 s: 2.5 min at most.'
    """
    whole = expected * seconds
    time = f"{whole / 60.0:.2g} min" if whole >= 60.0 else f"{whole:.2g} s"
    return f"About {expected} evaluations; the first took {seconds:.2g} s: {time} at most."
