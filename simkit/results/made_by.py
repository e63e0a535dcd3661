"""What decides the bytes of a result beside the question: simkit's own code, the packages it counts with, the machine.

Results are put together only when all of this is the same: the parts of a run that is resumed, and what the workers of
a cluster send.
"""

from __future__ import annotations

import hashlib
import platform
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from simkit.results.files import version_of

PACKAGES = ("simkit", "numpy", "scipy", "simpy")
_ONLY_SHOW = (
    "report", "commands", "cli.py", "__main__.py", "__init__.py", "records", "payrun", "calibration", "validation",
)  # fmt: skip
"""What in the folder of simkit changes no number of a simulation."""
_HERE = Path(__file__).parents[1]


@cache
def made_by() -> dict[str, str]:
    """Name -> version of whatever changes bytes; `code` is the SHA-256 of simkit's source."""
    return {
        **{name: version_of(name) for name in PACKAGES},
        "code": code_hash(_HERE),
        "machine": f"{platform.system()} {platform.machine()}",
    }


def code_hash(folder: Path) -> str:
    """SHA-256 of the source of simkit, as far as it decides numbers: names and contents of files, in order.

    A version number alone would not tell a change that has not been released.
    """
    found = hashlib.sha256()
    for path in sorted(folder.rglob("*.py")):
        name = path.relative_to(folder)
        if name.parts[0] not in _ONLY_SHOW:
            content = path.read_bytes()
            found.update(f"{name.as_posix()} {len(content)}\n".encode() + content)
    return found.hexdigest()


def differing(before: Mapping[str, str], now: Mapping[str, str]) -> list[str]:
    """What differs between what made a result and what would make it now, in words.

    >>> differing({"numpy": "2.3.0", "code": "1f"}, {"numpy": "2.4.0", "code": "2a"})
    ['numpy was 2.3.0 and is 2.4.0', "simkit's code has changed"]
    """
    return [
        "simkit's code has changed" if name == "code" else f"{name} was {before.get(name)} and is {now.get(name)}"
        for name in dict.fromkeys([*before, *now])
        if before.get(name) != now.get(name)
    ]


def unlike(there: Mapping[str, str], here: Mapping[str, str]) -> list[str]:
    """What differs between two computers that work together, in words.

    >>> unlike({"numpy": "2.3.0", "code": "1f"}, {"numpy": "2.4.0", "code": "2a"})
    ['numpy is 2.3.0 there and 2.4.0 here', "simkit's code is another one"]
    """
    return [
        "simkit's code is another one" if name == "code" else f"{name} is {there.get(name)} there and {here[name]} here"
        for name in here
        if there.get(name) != here[name]
    ]
