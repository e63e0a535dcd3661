"""`simkit select`: the scheme that is best on one outcome, with a promise."""

from __future__ import annotations

import argparse

from simkit.commands.arguments import MOST_SKIES, add_backend, add_chunk, add_seed, amount, options_of, share, whole
from simkit.commands.console import give, skies_bar


def add(select: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    select.description = (
        "Find the scheme that is best on one outcome. Schemes that cannot be best are dropped as soon as that is "
        "clear; winner, closest rival and today's scheme are then compared in fresh skies."
    )
    select.add_argument("scenario", metavar="SCENARIO", help="a scenario file, such as scenarios/vip_managers.yaml")
    select.add_argument("--outcome", metavar="NAME", required=True, help="an outcome, such as value or gini")
    help_text = "probability of selecting the best, if it is better by the margin (default 95%%)"
    select.add_argument("--promise", metavar="SHARE", type=share, default=0.95, help=help_text)
    help_text = "what matters in practice, in the outcome's unit (default: its practical margin)"
    select.add_argument("--margin", metavar="AMOUNT", type=amount, help=help_text)
    help_text = "so many skies at most in the race, and to confirm (default 2000)"
    select.add_argument("--most", metavar="N", type=whole("2000", 2, MOST_SKIES), default=2_000, help=help_text)
    add_seed(select)
    add_chunk(select)
    add_backend(select)
    select.add_argument("--json", action="store_true", help="print one JSON document and nothing else")


def run(given: argparse.Namespace) -> None:
    """Find the best scheme on one outcome."""
    from simkit.report.selection import select  # noqa: PLC0415 (slow to import: not for --help)
    from simkit.scenario.reading import load  # noqa: PLC0415

    scenario = load(given.scenario)
    with skies_bar(None) as progress:
        choice = select(scenario, progress=progress, **options_of(given))
    give(given.json, lambda: choice.json().encode(), lambda: str(choice))
