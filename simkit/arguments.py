"""Readers of what stands behind an option of a command; their messages give an example."""

from __future__ import annotations

import argparse
from collections.abc import Callable


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
