"""The command: see the package."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from simkit.validation.fitting import FITS, table


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table, or only what of it no longer holds; 1 if there is anything."""
    parser = argparse.ArgumentParser(prog="python -m simkit.validation.fitting", description=__doc__)
    parser.add_argument("--check", action="store_true", help="say only what no longer holds")
    asked = parser.parse_args(arguments)
    if not asked.check:
        sys.stdout.write(table.text())
    stale = [fit.stale for fit in FITS if fit.stale]
    for words in stale:
        sys.stderr.write(f"{words}\n")
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main())
