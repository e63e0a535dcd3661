"""The array type of the whole project: float64, and the names of its axes.

Shapes are written in docstrings as ``(replication, seat)``; where a leading axis is stacked it is named first, as in
``(kpi, replication, seat)``.
"""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
import numpy.typing as npt

Array: TypeAlias = npt.NDArray[np.float64]
Index: TypeAlias = npt.NDArray[np.intp]
Flags: TypeAlias = npt.NDArray[np.bool_]


def unknown(*shape: int) -> Array:
    """An array of NaN: whatever is read before it was written shows up instead of looking like data."""
    return np.full(shape, np.nan)
