"""`simkit schema`: the JSON Schema with which an editor completes and checks files."""

from __future__ import annotations

import argparse
import sys

from simkit.commands.console import say, write_bytes


def add(schema: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    schema.add_argument("kind", nargs="?", choices=("scenario", "scheme"), default="scenario", help="of which files")


def run(given: argparse.Namespace) -> None:
    """Print a JSON Schema."""
    from simkit.scenario.schema import schema_text  # noqa: PLC0415

    if sys.stdout.isatty():
        say(schema_text(given.kind), sys.stdout)
    else:
        write_bytes(schema_text(given.kind).encode())  # a file for editors, which read UTF-8
