"""Several processes on this computer: `concurrent.futures` with new Pythons, which works the same on every system.

Nothing of the program that runs is read by them, so it works in a notebook, at a prompt and in a program that does not
ask whether it is `__main__`.  They count with one thread each, ignore Ctrl-C (this process ends them), and end by
themselves when this process is gone.  When one of them dies, all are started anew and what was lost is done again.
"""

from __future__ import annotations

import multiprocessing
import os
import pickle
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import fields, is_dataclass
from multiprocessing.context import SpawnContext, SpawnProcess
from typing import Any, Self

from simkit.errors import SimkitError
from simkit.experiment.backends.backend import I, R, S
from simkit.experiment.backends.starting import as_worker, cores
from simkit.experiment.backends.worker import Lacking, Outcome, Sealed, program, seal, value_of, work

BREAKS = 3
"""Workers are started anew after dying so often without anything being finished in between."""
_WINDOWS_MOST = 61
_inside = False
"""Whether this process is a worker."""


class Processes:
    """A pool of processes, started when there is something to do; `workers` is one for each core unless it is given."""

    def __init__(self, workers: int | None = None) -> None:
        self.workers = workers or cores()
        if sys.platform == "win32" and self.workers > _WINDOWS_MOST:
            raise SimkitError(f"Windows lets a program wait for {_WINDOWS_MOST} processes; write --workers 61 or fewer")
        self._context = _Context()
        self._executor: ProcessPoolExecutor | None = None
        self._last: tuple[Any, Any, Sealed] | None = None
        self._sent = ""

    def results(self, function: Callable[[S, I], R], shared: S, items: Sequence[I]) -> Iterator[tuple[int, R]]:
        """`(number of the item, function(shared, item))` as they are finished; see `Backend.results`."""
        if _inside:
            raise SimkitError(
                "a worker may not start workers; in a program that defines interventions, put what runs below "
                'if __name__ == "__main__":'
            )
        sealed = self._sealed(function, shared)
        left, breaks = list(range(len(items))), 0
        while left:
            try:
                for number, outcome in self._attempt(sealed, items, left):
                    left.remove(number)
                    breaks = 0
                    yield number, value_of(outcome)
            except BrokenProcessPool:
                self._kill()
                breaks += 1
                if breaks == BREAKS:
                    raise SimkitError(_GONE) from None

    def _sealed(self, function: Callable[[S, I], R], shared: S) -> Sealed:
        """The function and what is shared as bytes, which are made once for runs that share the very same things."""
        if self._last is None or self._last[0] is not function or not _alike(self._last[1], shared):
            self._last = function, shared, seal(function, shared, pickle.dumps, script=_from_program(shared))
        return self._last[2]

    def cannot_send(self, value: Any) -> str:
        """Why a value cannot be pickled, and what to do instead; empty when it can."""
        if getattr(value, "__module__", "") == "__main__" and program() is None:
            return "it was typed into a notebook or at a prompt, where they cannot read it; " + _INSTEAD
        try:
            pickle.dumps(value)
        except (pickle.PicklingError, AttributeError, TypeError) as error:
            return f"{str(error).splitlines()[0]}; {_INSTEAD}"
        return ""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: object, *_: object) -> None:
        if kind is not None:
            self._kill()
        elif self._executor is not None:
            self._executor.shutdown()
            self._executor, self._last, self._sent = None, None, ""

    def _attempt(self, sealed: Sealed, items: Sequence[I], numbers: Sequence[int]) -> Iterator[tuple[int, Any]]:
        """Outcomes of the items of these numbers, as long as no worker dies.

        No more items than workers are on their way, and the first of them take the content along, unless it went there
        the last time; a worker that has not got it says so, and is sent it.
        """
        executor = self._pool()
        todo, waiting = deque(numbers), dict[Future[Outcome], int]()

        def send(number: int, what: Sealed) -> None:
            waiting[executor.submit(work, what, items[number])] = number

        first = sealed.without_content if sealed.key == self._sent else sealed
        self._sent = sealed.key
        for _ in range(min(self.workers, len(todo))):
            send(todo.popleft(), first)
        while waiting:
            for future in wait(waiting, timeout=1.0, return_when=FIRST_COMPLETED).done:  # Windows: Ctrl-C in between
                number = waiting.pop(future)
                outcome = future.result()
                if isinstance(outcome, Lacking):
                    send(number, sealed)
                    continue
                if todo:
                    send(todo.popleft(), sealed.without_content)
                yield number, outcome

    def _pool(self) -> ProcessPoolExecutor:
        if self._executor is None:
            self._executor = ProcessPoolExecutor(self.workers, mp_context=self._context, initializer=_begin)
        return self._executor

    def _kill(self) -> None:
        """End all workers at once, whatever they are doing."""
        started = [process for process in self._context.started if process.pid is not None]
        for process in started:
            process.kill()
        if self._executor is not None:
            self._executor.shutdown(cancel_futures=True)
        for process in started:
            process.join()
        self._executor, self._context, self._sent = None, _Context(), ""


_INSTEAD = (
    "write it as a function of a module beside your program, and import it from there, or use the back-end serial"
)
_GONE = (
    f"the workers died {BREAKS} times before they finished anything; perhaps there is not enough memory: "
    "write a smaller --chunk, such as --chunk 8, or fewer --workers"
)


def _from_program(shared: Any) -> bool:
    """Whether something that is shared was defined in the program's own file."""
    return any(getattr(each, "__module__", "") == "__main__" for each in getattr(shared, "interventions", ()))


def _alike(one: Any, other: Any) -> bool:
    """Whether two things are one or the same whole number, or of one kind with such things in all fields."""
    if one is other or (isinstance(one, int) and isinstance(other, int) and one == other):
        return True
    same_kind = is_dataclass(one) and type(one) is type(other)
    return same_kind and all(_alike(getattr(one, each.name), getattr(other, each.name)) for each in fields(one))


class _Context(SpawnContext):
    """Starts new Pythons and remembers them."""

    def __init__(self) -> None:
        super().__init__()
        self.started: list[_Worker] = []

    def Process(self, *given: Any, **named: Any) -> _Worker:  # type: ignore[override]  # noqa: N802 (its name there)
        """A new process, remembered."""
        process = _Worker(*given, **named)
        self.started.append(process)
        return process


class _Worker(SpawnProcess):
    """A process that begins with one thread for its sums, deaf to Ctrl-C and without the program that started it."""

    def start(self) -> None:
        """Start it."""
        with as_worker():
            super().start()


def _begin() -> None:
    """The first thing a worker does."""
    global _inside  # noqa: PLW0603 (a process is a worker or it is not)
    _inside = True
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """Nobody waits for a worker whose parent was killed."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
