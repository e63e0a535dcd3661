"""`simkit sensitivity`: which assumptions the ranking hangs on."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from simkit.commands.arguments import add_seed, whole
from simkit.commands.console import give


def add(parser: argparse.ArgumentParser) -> None:
    """Say what `simkit sensitivity` takes."""
    parser.description = (
        "Ask which assumptions the ranking of schemes hangs on (Morris screening, and Sobol indices with --sobol), at "
        "which value of each it turns, and how schemes stand in the worst case. All evaluations have the same skies."
    )
    parser.epilog = (
        "A range is written as the file writes the number: --vary people.talent.spread=20%%..60%%, or in multiples of "
        "what it is: --vary market.swing=x0.5..x2; a path alone is half to twice. A * moves all that stand there: "
        "--vary 'work.kpis.*.noise'. Views go by name: --vary views.central.response=50%%..100%%."
    )
    parser.add_argument("scenario", metavar="SCENARIO", help="a scenario file, such as scenarios/vip_managers.yaml")
    parser.add_argument("--outcome", metavar="NAME", default="value", help="what schemes are ranked on (default value)")
    help_text = "a scheme that is held against today's; may be repeated (default: all)"
    parser.add_argument("--scheme", metavar="NAME", action="append", default=[], help=help_text)
    help_text = "PATH=LOW..HIGH, an assumption to vary; may be repeated (default: the standard ones)"
    parser.add_argument("--vary", metavar="PATH", action="append", default=[], help=help_text)
    help_text = "the name of one, or all (default: the one with the largest weight); the worst case looks at all"
    parser.add_argument("--views", metavar="NAME", help=help_text)
    help_text = "trajectories of the screening, 0 for none (default 6)"
    parser.add_argument("--trajectories", metavar="N", type=whole("6", 0, 10_000), default=6, help=help_text)
    help_text = "points of each range that are looked at for flip points, 0 for none (default 5)"
    parser.add_argument("--scan", metavar="N", type=whole("5", 0, 1_000), default=5, help=help_text)
    help_text = "base points of Sobol indices, a power of 2; they take N x 6 evaluations (default 0: none)"
    parser.add_argument("--sobol", metavar="N", type=whole("32", 0, 2**14), default=0, help=help_text)
    help_text = "how many skies each evaluation has (default 12)"
    parser.add_argument("--replications", metavar="N", type=whole("12", 1, 100_000), default=12, help=help_text)
    add_seed(parser, most=2**31 - 1)
    parser.add_argument(
        "--out", metavar="DIR", help="write sensitivity.json, tables, report.txt and manifest.json here"
    )
    parser.add_argument("--json", action="store_true", help="print sensitivity.json and nothing else")


def run(given: argparse.Namespace) -> None:
    """Say which assumptions matter."""
    from simkit.report.sensitivity.answer import sensitivity  # noqa: PLC0415 (slow to import: not for --help)
    from simkit.results.files import json_bytes  # noqa: PLC0415
    from simkit.scenario.reading import load  # noqa: PLC0415

    scenario = load(given.scenario)
    with _bar() as watch:
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
    give(given.json, lambda: json_bytes(answer.document), lambda: str(answer))


@contextmanager
def _bar() -> Iterator[Callable[[int, int, float], None]]:
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
