"""Only one run writes into a folder of results at a time, and the next one clears up after one that was killed.

The system keeps the lock and gives it up when the process ends, however it ends.
"""

from __future__ import annotations

import os
import re
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from simkit.errors import SimkitError
from simkit.results.files import OLD, PART, as_problem, place


@contextmanager
def only_writer(folder: str | os.PathLike[str]) -> Iterator[None]:
    """Nobody else writes into this folder of results meanwhile.  Raises SimkitError when somebody does.

    What a killed run left beside the folder is cleared away first: what it was writing goes, and a folder that was just
    being replaced comes back.
    """
    at = place(folder)
    lock = at.parent / f".{at.name}.lock"
    with as_problem(folder):
        at.parent.mkdir(parents=True, exist_ok=True)
        held = _opened(lock)
    if held is None:
        raise SimkitError(
            f"{os.fspath(folder)}: another simkit is writing here; wait until it is done, or name another folder"
        )
    try:
        with as_problem(folder):
            _clear_up(at)
        yield
    finally:
        with suppress(OSError):  # Windows removes no file that is open
            lock.unlink()
        os.close(held)
        if sys.platform == "win32":
            with suppress(OSError):
                lock.unlink(missing_ok=True)


def _opened(lock: Path) -> int | None:
    """The lock file, locked; None when somebody else has it."""
    while True:
        held = os.open(lock, os.O_RDWR | os.O_CREAT, 0o666)
        locked = _locked(held)
        if locked and _is_there(lock, held):
            return held
        os.close(held)
        if not locked:
            return None  # else it was removed between the two calls, by the one who had it


def _is_there(lock: Path, held: int) -> bool:
    """Whether the open file still has its name."""
    if sys.platform == "win32":  # nothing that is open loses its name there
        return True
    with suppress(FileNotFoundError):
        return os.path.samestat(lock.stat(), os.fstat(held))
    return False


def _locked(held: int) -> bool:
    """Take the lock if nobody has it; a file system that knows no locks gives it to everybody."""
    if sys.platform == "win32":
        import msvcrt  # noqa: PLC0415

        try:
            msvcrt.locking(held, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True
    import fcntl  # noqa: PLC0415

    try:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        return True
    return True


def _clear_up(at: Path) -> None:
    """Remove what was being written; give a folder back its place if it lost it between two changes of name."""
    ours = re.compile(rf"\.{re.escape(at.name)}\.[0-9a-f]{{8}}\.({PART}|{OLD})")
    for path in [path for path in at.parent.iterdir() if ours.fullmatch(path.name) and path.is_dir()]:
        if path.suffix == f".{OLD}" and not at.exists():
            path.rename(at)
        else:
            shutil.rmtree(path)
