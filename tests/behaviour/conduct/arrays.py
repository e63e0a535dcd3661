"""Arrays that Hypothesis makes: a few seats, with zeros and pulls far beyond anything a scheme pays."""

from __future__ import annotations

import numpy as np
from hypothesis import strategies as st

from simkit.arrays import Array

SEATS = 5


def seats(least: float, most: float) -> st.SearchStrategy[Array]:
    """(1, SEATS) of finite numbers between the two, ends among them."""
    numbers = st.one_of(st.sampled_from([least, most]), st.floats(least, most, allow_subnormal=False))
    return st.lists(numbers, min_size=SEATS, max_size=SEATS).map(lambda values: np.array([values]))


PULLS = st.one_of(seats(0.0, 2.0), seats(-1e12, 1e12))
CONSCIENCES = seats(1e-3, 1e3)
PRESSURES = seats(0.0, 1.0)
UNIFORMS = seats(0.0, 1.0 - 2.0**-53)


def percent(value: int) -> str:
    """A share as a file writes it."""
    return f"{value}%"
