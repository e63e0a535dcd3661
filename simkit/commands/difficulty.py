"""`simkit difficulty`: how hard the targets of a scheme should be."""

from __future__ import annotations

import argparse

from simkit.commands.arguments import add_seed, whole
from simkit.commands.console import give, skies_bar


def add(parser: argparse.ArgumentParser) -> None:
    """Say what `simkit difficulty` takes."""
    parser.description = (
        "Ask how hard targets should be: all targets of one scheme are multiplied by factors, under the same skies. "
        "Pay stays what it is at the difficulty as written, so harder targets pay less."
    )
    parser.add_argument("scenario", metavar="SCENARIO", help="a scenario file, such as scenarios/vip_managers.yaml")
    parser.add_argument("--scheme", metavar="NAME", required=True, help="the scheme whose targets are multiplied")
    parser.add_argument("--outcome", metavar="NAME", default="value", help="on which one is best (default value)")
    parser.add_argument("--from", metavar="F", dest="easy", type=_factor, default=0.7, help="easiest (default 0.7)")
    parser.add_argument("--to", metavar="F", dest="hard", type=_factor, default=1.4, help="hardest (default 1.4)")
    help_text = "how many difficulties (default 8)"
    parser.add_argument("--steps", metavar="N", type=whole("8", 2, 50), default=8, help=help_text)
    parser.add_argument("--views", metavar="NAME", default="all", help="the name of one, or all (default all)")
    help_text = "how many skies (default 24)"
    parser.add_argument("--replications", metavar="N", type=whole("24", 1, 100_000), default=24, help=help_text)
    add_seed(parser, most=2**31 - 1)
    help_text = "write difficulty.json, difficulty.svg, the table, report.txt and manifest.json here"
    parser.add_argument("--out", metavar="DIR", help=help_text)
    parser.add_argument("--json", action="store_true", help="print difficulty.json and nothing else")


def run(given: argparse.Namespace) -> None:
    """Say how hard the targets of a scheme should be."""
    from simkit.report.sensitivity.difficulty import difficulty  # noqa: PLC0415 (slow to import: not for --help)
    from simkit.results.files import json_bytes  # noqa: PLC0415
    from simkit.scenario.reading import load  # noqa: PLC0415

    scenario = load(given.scenario)
    with skies_bar(given.replications) as progress:
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
            progress=progress,
            out=given.out,
        )
    give(given.json, lambda: json_bytes(answer.document), lambda: str(answer))


def _factor(text: str) -> float:
    """A factor on targets, as 0.9 or 90%."""
    try:
        return float(text.removesuffix("%")) / (100.0 if text.endswith("%") else 1.0)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text[:40]!r} is not a factor; write one such as 0.9 or 90%") from None
