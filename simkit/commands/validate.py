"""`simkit validate`: the model against theory and published findings."""

from __future__ import annotations

import argparse
import sys

from simkit.commands.console import give, parts_bar, say

WORSE = 1
"""Exit code when something is worse than it was."""


def add(validate: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    validate.epilog = (
        "Exit code 0: nothing is worse than on the stored board; 1: something is, and is named; 2: there is no such ID."
    )
    help_text = "one part (exact, findings, effort_experiment, coverage), one row, or one study such as SF06"
    validate.add_argument("--only", metavar="ID", help=help_text)
    validate.add_argument("--quick", action="store_true", help="fewer repeats: less than a minute")
    validate.add_argument("--json", action="store_true", help="print one JSON document and nothing else")


def run(given: argparse.Namespace) -> int:
    """Hold the model against what is known; gives the exit code."""
    from simkit.validation.bench import validate  # noqa: PLC0415 (slow to import: not for --help)

    with parts_bar() as progress:
        board = validate(given.only, quick=given.quick, progress=progress)
    give(given.json, lambda: board.json().encode(), lambda: str(board))
    sys.stdout.flush()
    if not board.worse:
        return 0
    say(f"worse than the stored board: {', '.join(board.worse)}\n", sys.stderr)
    return WORSE
