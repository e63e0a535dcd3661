"""How processes of this computer are begun, whoever starts them: deaf to Ctrl-C, without the program that runs."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType

_THREADS = (
    "OMP_NUM_THREADS",
    "OPENBLAS_NUM_THREADS",
    "MKL_NUM_THREADS",
    "VECLIB_MAXIMUM_THREADS",
    "NUMEXPR_NUM_THREADS",
)


def cores() -> int:
    """How many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


@contextmanager
def as_worker() -> Iterator[None]:
    """New Pythons that are started inside are workers: one thread each, and their parent alone hears and decides."""
    with _one_thread(), _deaf(), _without_program():
        yield


@contextmanager
def _one_thread() -> Iterator[None]:
    """Workers share the cores, so none of them may take all; NumPy reads this once, when it is loaded."""
    before = {name: os.environ.get(name) for name in _THREADS}
    os.environ.update(dict.fromkeys(_THREADS, "1"))
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


@contextmanager
def _deaf() -> Iterator[None]:
    """What is started here never hears Ctrl-C, not even while it begins; this process hears it a moment later."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows, where a worker ignores it once it has begun
        yield
        return
    from multiprocessing import resource_tracker  # noqa: PLC0415 (not on Windows)

    resource_tracker.ensure_running()  # it would be started with the first worker, and let Ctrl-C through again
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


@contextmanager
def _without_program() -> Iterator[None]:
    """Hide the program that runs from multiprocessing, which would read it again in every new process.

    Programs that do not ask whether they are `__main__` would run anew there, and a notebook has no file to read.
    """
    hidden = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = hidden
