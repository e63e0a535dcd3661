"""What happens in a worker, and what goes to and from it: bytes that a worker opens once, and outcomes in plain words.

What all items share is large (plans are tens of megabytes), so it is pickled once and sent to each worker once; after
that its hash is enough.  Errors come back as words: an exception of its own class may not be known, or not be
picklable, on the other side.  Only what this process or its parent made is ever unpickled, and nothing from a file.
"""

from __future__ import annotations

import hashlib
import pickle
import runpy
import sys
import traceback
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from types import ModuleType
from typing import Any, Final, Literal

from simkit.errors import SimkitError
from simkit.results.made_by import made_by, unlike

_opened: dict[str, tuple[Callable[[Any, Any], Any], Any]] = {}
"""In a worker: key -> what was opened last."""


@dataclass(frozen=True)
class Sealed:
    """A function and what all its calls share, as bytes.

    key: a hash of all of it; content: the bytes, None when the worker has them already; script: the file of the
    program, when something in the bytes was defined there; made_by: what must be the same in the worker.
    """

    key: str
    content: bytes | None
    script: str | None
    made_by: dict[str, str]

    @property
    def without_content(self) -> Sealed:
        """The same, for a worker that has it."""
        return replace(self, content=None)


@dataclass(frozen=True)
class Done:
    """What came of an item."""

    value: Any


@dataclass(frozen=True)
class Failed:
    """What went wrong, in words."""

    kind: Literal["problem", "memory"]
    text: str


@dataclass(frozen=True)
class Lacking:
    """The worker has not got the content yet."""


Outcome = Done | Failed | Lacking
LACKING: Final = Lacking()


def seal(function: Callable[[Any, Any], Any], shared: Any, dumps: Callable[[Any], bytes], *, script: bool) -> Sealed:
    """The function and what its calls share, as bytes; `script`: whether the worker must read the program's file."""
    content, made = dumps((function, shared)), made_by()
    key = hashlib.sha256(repr(made).encode() + content).hexdigest()
    return Sealed(key, content, program() if script else None, made)


def program() -> str | None:
    """The file of the program that runs; None in a notebook, at a prompt and for `python -c`."""
    path = getattr(sys.modules["__main__"], "__file__", None)
    return str(Path(path).resolve()) if path and Path(path).is_file() else None


def work(sealed: Sealed, item: Any) -> Outcome:
    """One item, in a worker; never raises what the other side could not read."""
    if sealed.content is None and sealed.key not in _opened:
        return LACKING
    try:
        function, shared = _open(sealed)
        return Done(function(shared, item))
    except SimkitError as error:
        return Failed("problem", str(error))
    except MemoryError:
        return Failed("memory", "")
    except (Exception, SystemExit) as error:  # noqa: BLE001 (whatever it is, it must be told on the other side)
        return Failed("problem", told(error))


def value_of(outcome: Done | Failed) -> Any:
    """What came of an item; raises SimkitError or MemoryError for what went wrong."""
    if isinstance(outcome, Done):
        return outcome.value
    if outcome.kind == "memory":
        raise MemoryError
    raise SimkitError(outcome.text)


def told(error: BaseException) -> str:
    """An error nobody foresaw, in one line: what it says, and where it was raised first."""
    while error.__cause__ is not None:  # SimPy hands on a copy of what was raised in a process
        error = error.__cause__
    place = traceback.extract_tb(error.__traceback__)[-1]
    said = str(error).splitlines()[0] if str(error) else "no more is said"
    return f"{type(error).__name__}: {said} ({Path(place.filename).name}, line {place.lineno}, in {place.name})"


def _open(sealed: Sealed) -> tuple[Callable[[Any, Any], Any], Any]:
    """The function and what its calls share; opened once, and kept in the place of what was opened before."""
    found = _opened.get(sealed.key)
    if found is None:
        if other := unlike(made_by(), sealed.made_by):
            raise SimkitError(f"a worker is not like this computer: {', '.join(other)}; install the same on both")
        assert sealed.content is not None  # noqa: S101 (see `work`)
        if sealed.script:
            _read_program(sealed.script)
        found = pickle.loads(sealed.content)  # noqa: S301 (from the process that started this one)
        _opened.clear()
        _opened[sealed.key] = found
    return found


def _read_program(script: str) -> None:
    """Read the program's file under another name, as multiprocessing does, so that what it defines is found.

    It is done here and only if it is needed: a program that does not ask for its own name would run anew in a worker.
    """
    if getattr(sys.modules["__main__"], "__file__", None) == script:
        return
    module = ModuleType("__mp_main__")
    sys.modules["__main__"] = sys.modules["__mp_main__"] = module
    module.__dict__.update(runpy.run_path(script, run_name="__mp_main__"))
    module.__file__ = script
