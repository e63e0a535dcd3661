"""What runs every month makes no array of its own."""

from __future__ import annotations

import tracemalloc
from collections.abc import Callable

import numpy as np
import pytest

from simkit.arrays import Array
from simkit.behaviour.clients import Clients
from simkit.behaviour.conduct.complaints import Complaints
from simkit.behaviour.conduct.discovery import Discovery
from simkit.behaviour.conduct.pressure import Pressure
from simkit.behaviour.conduct.product_push import ProductPush
from simkit.behaviour.conduct.timing import Timing

SHAPE = (100, 240)
EVERY_MONTH: dict[str, Callable[[Array, Array, Array, Array, Array], Array]] = {
    "chosen": lambda a, b, _c, out, _spare: Pressure().chosen(a, b, 3.0, out),
    "lift": lambda a, _b, _c, out, _spare: Pressure().lift(a, 0.4, out),
    "steered": lambda a, b, c, out, spare: ProductPush().steered(a, b, 1.0, 2.0, c, False, True, out, spare),
    "moved": lambda a, b, c, out, spare: ProductPush().moved(a, b, c, 1.0, 2.0, out, spare),
    "shifted": lambda a, b, _c, out, _spare: Timing().shifted(a, b, 0.5, out),
    "open": lambda a, b, _c, out, _spare: Discovery().open(a, b, out),
    "found": lambda a, b, _c, out, _spare: Discovery().found(a, b, out),
    "harm": lambda a, b, _c, out, _spare: Complaints().harm(a, b, out),
    "made": lambda a, b, _c, out, _spare: Complaints().made(a, b, out),
    "clients": lambda a, b, c, out, spare: Clients().moved(a, b, c, out, spare),
}


@pytest.mark.parametrize("name", EVERY_MONTH)
def test_no_array_is_made(name: str) -> None:
    """New memory at any moment stays far below one array of 192,000 bytes, and what is read is not written."""
    a, b, c, out, spare = np.random.default_rng(4).random((5, *SHAPE))
    before = [array.copy() for array in (a, b, c)]
    tracemalloc.start()
    try:
        told = EVERY_MONTH[name](a, b, c, out, spare)
        most = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert told is out
    assert most < a.nbytes / 4
    assert all(np.array_equal(array, was) for array, was in zip((a, b, c), before, strict=True))
