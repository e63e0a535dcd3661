"""Where marginal pay is zero, and where pay jumps, read off pay at finely spaced levels.

>>> levels = np.array([0.0, 0.1, 0.2, 0.3, 0.4, 0.5])
>>> dead_zones(levels, np.array([0.0, 0.0, 0.0, 1.0, 2.0, 2.0]), least=0.05)
[(0.0, 0.2), (0.4, None)]
>>> jumps(levels, np.array([0.0, 1.0, 2.0, 13.0, 14.0, 15.0]))
[(0.3, 10.0)]
"""

from __future__ import annotations

import numpy as np

from simkit.arrays import Array

_FLAT = 1e-7
"""Pay that rises by less, as a share of the highest, stands still: only the last bits of a float move it."""
_STEEP = 4.0
"""A step of pay that is so many times as high as both its neighbours is a jump."""
_NOTED = 0.002
"""A jump of less, as a share of the highest pay, is not worth a line."""


def dead_zones(levels: Array, pay: Array, least: float = 0.02) -> list[tuple[float, float | None]]:
    """Where more results pay nothing more: from, to; None where it never ends.  Only zones wider than `least`."""
    if not pay.any():
        return [(float(levels[0]), None)]
    flat = np.abs(np.diff(pay)) <= _FLAT * float(np.abs(pay).max())
    edges = np.flatnonzero(np.diff(np.concatenate([[False], flat, [False]]).astype(int)))
    found: list[tuple[float, float | None]] = []
    for start, end in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True):
        if levels[end] - levels[start] >= least:
            found.append((float(levels[start]), None if end == len(levels) - 1 else float(levels[end])))
    return found


def jumps(levels: Array, pay: Array) -> list[tuple[float, float]]:
    """Where pay jumps, and by how much beyond what it rises there anyway."""
    steps = np.diff(pay)
    if len(steps) < 3:
        return []
    before, after = np.concatenate([steps[1:2], steps[:-1]]), np.concatenate([steps[1:], steps[-2:-1]])
    usual = np.maximum(np.abs(before), np.abs(after))
    is_jump = (np.abs(steps) > _STEEP * usual) & (np.abs(steps) > _NOTED * float(np.abs(pay).max()))
    found = np.flatnonzero(is_jump)
    return [(float(levels[at + 1]), float(steps[at] - np.sign(steps[at]) * usual[at])) for at in found]
