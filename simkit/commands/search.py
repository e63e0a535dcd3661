"""`simkit search`: better values of one scheme, within limits."""

from __future__ import annotations

import argparse

from simkit.commands.arguments import add_backend, add_seed, whole
from simkit.commands.console import give, parts_bar


def add(search: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    search.description = (
        "Search for better values of one scheme, with one goal or several and within limits, and try the best again in "
        "skies that took no part in the search."
    )
    search.epilog = "Exit code 0 also when no scheme keeps to all limits: then it says which of them stand in the way."
    search.add_argument("study", metavar="STUDY", help="a file such as scenarios/studies/growth_bonus.yaml")
    add_seed(search)
    trials = whole("64", 1, 10_000)
    search.add_argument(
        "--trials", metavar="N", type=trials, help="how many different schemes (default: what the file says)"
    )
    help_text = "write search.json, all schemes tried as a table, and a scheme file for each of the front"
    search.add_argument("--out", metavar="DIR", help=help_text)
    add_backend(search)
    search.add_argument("--json", action="store_true", help="print search.json and nothing else")


def run(given: argparse.Namespace) -> None:
    """Search for better values of a scheme."""
    from simkit.report.search.answer import search  # noqa: PLC0415 (slow to import: not for --help)
    from simkit.report.summary import summary_bytes  # noqa: PLC0415

    options = {name: getattr(given, name) for name in ("seed", "trials", "out", "backend", "workers", "cluster")}
    with parts_bar() as progress:
        found = search(given.study, progress=progress, **options)
    give(given.json, lambda: summary_bytes(found.summary), lambda: str(found))
