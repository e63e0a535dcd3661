"""Options that several commands have, and readers of what stands behind an option; their messages give an example."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import Any

MOST_SKIES = 1_000_000
"""Replications from here on are those of the pilot that sets costs equal."""


def amount(text: str) -> float:
    """An amount of money, such as 9000 or 12万."""
    from simkit.quantities import to_money  # noqa: PLC0415

    try:
        return to_money(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def share(text: str) -> float:
    """A share, such as 40%."""
    from simkit.quantities import to_share  # noqa: PLC0415

    bare = text.replace(".", "", 1).isdecimal()  # 1 may mean 1% or 100%, and the message asks
    try:
        return to_share(float(text) if bare else text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def whole(example: str, least: int, most: int) -> Callable[[str], int]:
    """A reader of whole numbers from `least` to `most` whose message gives an example."""

    def read(text: str) -> int:
        try:
            value = int(text)
        except ValueError:
            raise argparse.ArgumentTypeError(
                f"{text[:40]!r} is not a whole number; write one such as {example}"
            ) from None
        if value < least:
            raise argparse.ArgumentTypeError(f"{value} is too small; write {least} or more, such as {example}")
        if value > most:
            raise argparse.ArgumentTypeError(f"{text[:40]} is too large; write {most} or less, such as {example}")
        return value

    return read


def add_seed(parser: argparse.ArgumentParser, most: int = 2**63 - 1) -> None:
    """Where chance starts; most: the largest seed there may be."""
    parser.add_argument(
        "--seed", metavar="S", type=whole("1", 0, most), default=1, help="where chance starts (default 1)"
    )


def add_chunk(parser: argparse.ArgumentParser) -> None:
    """How many skies a worker holds."""
    help_text = "skies at a time: memory and speed, never a result (default: what is fast and fits)"
    parser.add_argument("--chunk", metavar="N", type=whole("64", 1, MOST_SKIES), help=help_text)


def add_backend(parser: argparse.ArgumentParser) -> None:
    """Where a run is worked out."""
    help_text = "where it runs: here, in processes of this computer, or on a Dask cluster; never changes a result"
    parser.add_argument("--backend", choices=("serial", "processes", "dask"), default="serial", help=help_text)
    workers = whole("2", 1, 10_000)
    parser.add_argument("--workers", metavar="N", type=workers, help="how many (default: one for each core)")
    parser.add_argument("--cluster", metavar="ADDRESS", help="of a Dask scheduler, such as tcp://10.0.0.5:8786")


def options_of(given: argparse.Namespace) -> dict[str, Any]:
    """What was given beside the scenario, by the names that the function behind the command has for it."""
    return {name: value for name, value in vars(given).items() if name not in {"scenario", "json", "command"}}
