"""Tasks that say how much processor time they took, and in which process: a back-end around another one."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Self

from simkit.experiment.backends.backend import Backend, I, R, S


@dataclass(frozen=True)
class Wrapped:
    """A function and what its calls share."""

    function: Callable[[Any, Any], Any]
    shared: Any


@dataclass(frozen=True)
class Done:
    """What came of a task, in which process, and the seconds of processor time that it took there."""

    value: Any
    process: int
    seconds: float


def clocked(wrapped: Wrapped, item: Any) -> Done:
    """Do one item."""
    start = time.process_time()
    value = wrapped.function(wrapped.shared, item)
    return Done(value, os.getpid(), time.process_time() - start)


class Clocked:
    """A back-end whose workers are another's; busiest: processor time of the busiest worker, call after call."""

    def __init__(self, inner: Backend) -> None:
        self._inner = inner
        self.busiest = 0.0

    @property
    def workers(self) -> int:
        """How many items can be worked on at the same time."""
        return self._inner.workers

    def results(self, function: Callable[[S, I], R], shared: S, items: Sequence[I]) -> Iterator[tuple[int, R]]:
        """As of the other back-end."""
        spent: dict[int, float] = {}
        for number, done in self._inner.results(clocked, Wrapped(function, shared), items):
            spent[done.process] = spent.get(done.process, 0.0) + done.seconds
            yield number, done.value
        self.busiest += max(spent.values(), default=0.0)

    def cannot_send(self, value: Any) -> str:
        """As of the other back-end."""
        return self._inner.cannot_send(value)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """Workers end with the other back-end."""
