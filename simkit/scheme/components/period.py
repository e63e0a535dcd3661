"""The pay period of a component, and when it pays."""

from __future__ import annotations

from typing import Literal

import numpy as np

from simkit.arrays import Array

Every = Literal["month", "quarter", "half-year", "year"]
MONTHS = {"month": 1, "quarter": 3, "half-year": 6, "year": 12}


def rounded(amount: Array, unit: float) -> Array:
    """Money rounded to the nearest `unit`, halves to even."""
    paid: Array = np.rint(amount / unit) * unit
    return paid
