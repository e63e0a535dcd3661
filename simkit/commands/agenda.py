"""`simkit agenda`: what happens when, and in which order on the same day."""

from __future__ import annotations

import argparse
import sys

from simkit.commands.console import say


def add(agenda: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    agenda.add_argument("scenario", metavar="SCENARIO", help="a scenario file")


def run(given: argparse.Namespace) -> None:
    """Print what happens when."""
    from simkit.engine.agenda import folded  # noqa: PLC0415
    from simkit.scenario.reading import load  # noqa: PLC0415

    for line in folded(load(given.scenario)):
        say(f"{line}\n", sys.stdout)
