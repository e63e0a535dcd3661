"""What every back-end can do: call one function on many items, somewhere, and give the results as they come.

Results may come in any order; what is made of them must not depend on it, nor on how items were spread over workers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from types import TracebackType
from typing import Any, Protocol, Self, TypeVar

S = TypeVar("S")
I = TypeVar("I")  # noqa: E741 (an item)
R = TypeVar("R")


class Backend(Protocol):
    """Where work is done.  Used in a `with` block: whatever was started for it ends with the block.

    workers: how many items can be worked on at the same time.
    """

    @property
    def workers(self) -> int:
        """How many items can be worked on at the same time."""

    def results(self, function: Callable[[S, I], R], shared: S, items: Sequence[I]) -> Iterator[tuple[int, R]]:
        """`(number of the item, function(shared, item))` for every item, as they are finished.

        function: one of a module, not written inside another; shared: goes to every worker once.  Raises SimkitError,
        in words and once, for whatever goes wrong in a worker; MemoryError when a worker has not enough memory.
        """

    def cannot_send(self, value: Any) -> str:
        """Why a value cannot be sent to the workers, and what to do instead; empty when it can."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...
