"""One item after another, in this process: nothing is started and nothing is sent."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, Self

from simkit.experiment.backends.backend import I, R, S


class Serial:
    """Works on the items in their order.  An error goes through as it is."""

    workers = 1

    def results(self, function: Callable[[S, I], R], shared: S, items: Sequence[I]) -> Iterator[tuple[int, R]]:
        """`(number of the item, function(shared, item))` in the order of the items."""
        for number, item in enumerate(items):
            yield number, function(shared, item)

    def cannot_send(self, value: Any) -> str:
        """Nothing is sent, so nothing is in the way."""
        return ""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None: ...
