"""`simkit brief`: the differences that a decision turns on, as precisely as asked, in as little time as may be."""

from __future__ import annotations

import argparse

from simkit.commands.arguments import MOST_SKIES, add_backend, add_chunk, add_seed, options_of, share, whole
from simkit.commands.console import give, skies_bar


def add(brief: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    brief.description = (
        "Compare the schemes of a scenario on its primary outcomes alone, as precisely as asked and no more. Most "
        "skies run under one view only, so it takes about a sixth of the time that compare --precision takes."
    )
    brief.add_argument("scenario", metavar="SCENARIO", help="a scenario file, such as scenarios/vip_managers.yaml")
    help_text = "add skies until intervals are so narrow, as a share of today's value (default 1%%)"
    brief.add_argument("--precision", metavar="SHARE", type=share, default=0.01, help=help_text)
    most = whole("2000", 2, MOST_SKIES)
    brief.add_argument("--most", metavar="N", type=most, help="so many skies at most (default 2000)")
    add_seed(brief)
    add_chunk(brief)
    add_backend(brief)
    brief.add_argument("--json", action="store_true", help="print one JSON document and nothing else")


def run(given: argparse.Namespace) -> None:
    """Compare in brief."""
    from simkit.report.session import brief  # noqa: PLC0415 (slow to import: not for --help)
    from simkit.scenario.reading import load  # noqa: PLC0415

    scenario = load(given.scenario)
    with skies_bar(None) as progress:
        found = brief(scenario, progress=progress, **options_of(given))
    give(given.json, lambda: found.json().encode(), lambda: str(found))
