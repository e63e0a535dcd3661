"""People in branches for the tests of morale and learning: how many sit where, and a number for each of them."""

from __future__ import annotations

import numpy as np
from hypothesis import strategies as st

from simkit.arrays import Array, Index


def layout(*sizes: int) -> tuple[Index, Index]:
    """First seat and number of seats of each branch."""
    return np.cumsum([0, *sizes[:-1]], dtype=np.intp), np.array(sizes, dtype=np.intp)


def rows(least: float, most: float, seats: int) -> st.SearchStrategy[Array]:
    """A number for each seat (1, seat)."""
    values = st.lists(st.floats(least, most), min_size=seats, max_size=seats)
    return values.map(lambda drawn: np.array([drawn]))


SIZES = st.lists(st.integers(1, 4), min_size=1, max_size=4)
"""Sizes of branches, among them branches of one."""


def filled(seats: int) -> st.SearchStrategy[Array | None]:
    """1 where somebody sits, 0 where nobody does; None when every seat is filled."""
    return st.one_of(st.none(), st.lists(st.integers(0, 1), min_size=seats, max_size=seats).map(_as_row))


def _as_row(drawn: list[int]) -> Array:
    return np.array([drawn], dtype=float)
