"""The stored board: every verdict of the last full run that was looked at and kept.

    python -m simkit.validation.stored

runs the whole bench and writes the stored board anew.  Look at the difference before it is committed: a verdict that
turned from passed to missed is a loss, and belongs into the changelog with its reason.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path

from simkit.validation.verdicts import Verdict

FILE = "stored_board.json"
WORTH: Mapping[str, int] = {"passed": 2, "missed": 1, "not yet": 0}


def stored() -> dict[str, Verdict]:
    """Id -> verdict of the stored board."""
    found: dict[str, Verdict] = json.loads((files("simkit.validation") / FILE).read_text(encoding="utf-8"))
    return found


def changed(now: Mapping[str, Verdict], before: Mapping[str, Verdict], *, whole: bool) -> dict[str, list[str]]:
    """Ids whose verdict is worse or better than before, and those that are new.

    `whole`: everything was asked, so that what is no longer there is worse too.

    >>> before: dict[str, Verdict] = {"a": "passed", "b": "not yet", "c": "missed"}
    >>> changed({"a": "missed", "b": "passed", "d": "passed"}, before, whole=True)
    {'worse': ['a', 'c'], 'better': ['b'], 'new': ['d']}
    """
    both = [name for name in now if name in before]
    gone = [name for name in before if name not in now] if whole else []
    return {
        "worse": [name for name in both if WORTH[now[name]] < WORTH[before[name]]] + gone,
        "better": [name for name in both if WORTH[now[name]] > WORTH[before[name]]],
        "new": [name for name in now if name not in before],
    }


def rewrite(verdicts: Mapping[str, Verdict], path: Path) -> None:
    """Write a stored board."""
    path.write_text(json.dumps(dict(verdicts), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def main() -> None:
    """Run the whole bench, write the stored board, and say what changed."""
    from simkit.validation.bench import validate  # noqa: PLC0415 (it reads the stored board)

    board = validate()
    rewrite(board.verdicts, Path(__file__).with_name(FILE))
    sys.stdout.write(str(board))


if __name__ == "__main__":
    main()
