"""`simkit new`: a commented scenario to start from."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from simkit.commands.console import say
from simkit.errors import SimkitError


def add(new: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    new.add_argument("file", metavar="FILE", help="the file to write; one that exists is never overwritten")


def run(given: argparse.Namespace) -> None:
    """Write a scenario to start from."""
    from simkit.scenario.starter import starter_text  # noqa: PLC0415

    text = starter_text()
    file, made = Path(given.file), False
    try:
        with file.open("x", encoding="utf-8", newline="\n") as stream:
            made = True
            stream.write(text)
    except FileExistsError:
        raise SimkitError(f"{given.file}: this exists already and is left as it is; name a new file") from None
    except FileNotFoundError:
        raise SimkitError(f"{given.file}: there is no such folder; make it first, or name another") from None
    except BaseException:
        if made:  # half a file, as on a full disk, would keep the name
            file.unlink()
        raise
    say(f"Written: {given.file}. Next: simkit compare {given.file}\n", sys.stderr)
