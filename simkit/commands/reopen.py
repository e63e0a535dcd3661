"""`simkit reopen`: the results in a folder again."""

from __future__ import annotations

import argparse

from simkit.commands.console import give


def add(reopen: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    reopen.add_argument("folder", metavar="DIR", help="the folder that was given to compare --out")
    reopen.add_argument("--page", metavar="FILE", help="write the page here too, such as part.html")
    reopen.add_argument("--json", action="store_true", help="print the summary and nothing else")


def run(given: argparse.Namespace) -> None:
    """Show the results in a folder again."""
    from simkit.report.reopen import reopen  # noqa: PLC0415 (slow to import: not for --help)
    from simkit.report.summary import summary_bytes  # noqa: PLC0415

    answer = reopen(given.folder)
    if given.page is not None:
        answer.page(given.page)
    give(given.json, lambda: summary_bytes(answer.summary), lambda: str(answer))
