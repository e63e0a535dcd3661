"""Counts array passes: an array that counts every whole-array operation it takes part in, and hands the count on.

Whatever is made from such an array counts too, so it is enough that the arrays of a firm and the random numbers are of
this kind.  An operation counts when it runs over a whole chunk's (replication, seat), once, however large it is.  What
is done to a few seats alone is left out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any, ClassVar

import numpy as np
import pytest

from simkit import arrays, randomness

COPIES = (np.take, np.copyto, np.where)


class Counted(np.ndarray[Any, Any]):
    """A float array that counts ufunc calls, takes, copies, choices and fills into `passes`, by name.

    least: arrays of fewer numbers do not count.
    """

    passes: ClassVar[Counter[str]] = Counter()
    least: ClassVar[int] = 0

    def __array_ufunc__(self, ufunc: np.ufunc, method: str, *inputs: Any, out: Any = (), **kwargs: Any) -> Any:
        if max(np.size(each) for each in (*inputs, *out)) >= Counted.least:
            Counted.passes[ufunc.__name__] += 1
        if out:
            kwargs["out"] = tuple(_plain(each) for each in out)
        result = getattr(ufunc, method)(*map(_plain, inputs), **kwargs)
        return out[0] if out else _counted(result)

    def __array_function__(self, func: Callable[..., Any], types: Any, args: Any, kwargs: Any) -> Any:
        if func in COPIES and max(map(np.size, args[:2])) >= Counted.least:
            Counted.passes[func.__name__] += 1
        return super().__array_function__(func, types, args, kwargs)

    def fill(self, value: Any) -> None:
        """Fill, counted."""
        if self.size >= Counted.least:
            Counted.passes["fill"] += 1
        super().fill(value)


def _plain(array: Any) -> Any:
    return array.view(np.ndarray) if isinstance(array, Counted) else array


def _counted(result: Any) -> Any:
    return result.view(Counted) if isinstance(result, np.ndarray) and result.dtype == float else result


def count_passes(monkeypatch: pytest.MonkeyPatch, least: int = 0) -> Counter[str]:
    """From now on, state, scratch and random numbers count; returns the count, to be cleared and read.

    least: what is done to fewer numbers does not count.
    """
    unknown, block = arrays.unknown, randomness.Stream.block
    monkeypatch.setattr(arrays, "unknown", lambda *shape: unknown(*shape).view(Counted))
    monkeypatch.setattr(randomness.Stream, "block", lambda *given, **named: block(*given, **named).view(Counted))
    Counted.passes, Counted.least = Counter(), least
    return Counted.passes
