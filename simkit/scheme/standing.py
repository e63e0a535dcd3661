"""Where people stand among others: the share of people who have less."""

from __future__ import annotations

import numpy as np

from simkit.arrays import Array, Index


def standing(values: Array, branch: Index | None = None) -> Array:
    """Share of people below each seat, of all or of the seat's branch; those who have the same count half.

    Between 0 and 1, whatever the number of people: the best of four stands at 87.5%, somebody alone at 50%.  Who has
    no number (NaN) has no standing, and nobody stands above them.

    >>> standing(np.array([[1.0, 5.0, 5.0, 9.0]])).tolist()
    [[0.125, 0.5, 0.5, 0.875]]
    """
    found = np.full(values.shape, np.nan)
    groups = np.zeros(values.shape[-1], dtype=np.intp) if branch is None else branch
    for number in np.unique(groups):
        own = groups == number
        for row, out in zip(values, found, strict=True):
            out[own] = _among(row[own])
    return found


def _among(values: Array) -> Array:
    known = np.sort(values[~np.isnan(values)])
    if not len(known):
        return np.full_like(values, np.nan)
    below = np.searchsorted(known, values, side="left")
    same = np.searchsorted(known, values, side="right") - below
    share: Array = np.where(np.isnan(values), np.nan, (below + 0.5 * same) / len(known))
    return share
