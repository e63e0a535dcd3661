"""What `simkit sensitivity` can be asked; it loads nothing, so that help is quick."""

from __future__ import annotations

import argparse

from simkit.arguments import whole


def add_arguments(parser: argparse.ArgumentParser) -> None:
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
    help_text = "where chance starts (default 1)"
    parser.add_argument("--seed", metavar="S", type=whole("1", 0, 2**31 - 1), default=1, help=help_text)
    parser.add_argument(
        "--out", metavar="DIR", help="write sensitivity.json, tables, report.txt and manifest.json here"
    )
    parser.add_argument("--json", action="store_true", help="print sensitivity.json and nothing else")


def add_difficulty(parser: argparse.ArgumentParser) -> None:
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
    help_text = "where chance starts (default 1)"
    parser.add_argument("--seed", metavar="S", type=whole("1", 0, 2**31 - 1), default=1, help=help_text)
    help_text = "write difficulty.json, difficulty.svg, the table, report.txt and manifest.json here"
    parser.add_argument("--out", metavar="DIR", help=help_text)
    parser.add_argument("--json", action="store_true", help="print difficulty.json and nothing else")


def _factor(text: str) -> float:
    """A factor on targets, as 0.9 or 90%."""
    try:
        return float(text.removesuffix("%")) / (100.0 if text.endswith("%") else 1.0)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text[:40]!r} is not a factor; write one such as 0.9 or 90%") from None
