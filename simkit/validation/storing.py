"""Storing a board anew.

    python -m simkit.validation.storing

runs the whole bench and writes the stored board.  Look at the difference before it is committed: a verdict that turned
from passed to missed is a loss, and belongs into the changelog with its reason.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from pathlib import Path

from simkit.validation.bench import validate
from simkit.validation.stored import FILE
from simkit.validation.verdicts import Verdict


def rewrite(verdicts: Mapping[str, Verdict], path: Path) -> None:
    """Write a stored board."""
    path.write_text(json.dumps(dict(verdicts), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def main() -> None:
    """Run the whole bench, write the stored board, and say what changed."""
    board = validate()
    rewrite(board.verdicts, Path(__file__).with_name(FILE))
    sys.stdout.write(str(board))


if __name__ == "__main__":
    main()
