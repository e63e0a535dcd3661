"""The stored board: every verdict of the last full run that was looked at and kept (`storing` writes it anew)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from importlib.resources import files

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
