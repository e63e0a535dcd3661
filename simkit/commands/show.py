"""`simkit show`: every value of a file and where it comes from."""

from __future__ import annotations

import argparse
import sys

from simkit.commands.console import say


def add(show: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    show.add_argument("file", metavar="FILE", help="a scenario file or a scheme file")


def run(given: argparse.Namespace) -> None:
    """Print every value of a file and where it comes from."""
    from simkit.scenario.show import show_text  # noqa: PLC0415

    say(show_text(given.file), sys.stdout)
