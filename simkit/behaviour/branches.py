"""Colleagues: sums, means and order within a branch, for arrays (replication, seat).

Branches are contiguous runs of seats: `starts` holds each branch's first seat and `sizes` its number of seats, at least
one, both (branch,).  `here` (replication, seat) is 1 where somebody sits and 0 where a seat is empty; without it every
seat is filled.
"""

from __future__ import annotations

import numpy as np

from simkit.arrays import Array, Index


def spread_out(of_branch: Array, sizes: Index) -> Array:
    """What holds for a branch (replication, branch), for each of its seats (replication, seat)."""
    return np.repeat(of_branch, sizes, axis=-1)


def heads(shape: tuple[int, ...], starts: Index, sizes: Index, here: Array | None = None) -> Array:
    """How many people sit in each branch, at least 1 so that it may stand below a sum; (replication, branch)."""
    if here is None:
        return np.broadcast_to(sizes.astype(float), (*shape[:-1], len(sizes)))
    counted: Array = np.maximum(np.add.reduceat(here, starts, axis=-1), 1.0)
    return counted


def mean(values: Array, starts: Index, sizes: Index, here: Array | None = None) -> Array:
    """Mean of each branch over those who are there (replication, branch).

    >>> mean(np.array([[1.0, 3.0, 5.0]]), np.array([0, 2]), np.array([2, 1])).tolist()
    [[2.0, 5.0]]
    """
    present = values if here is None else values * here
    averaged: Array = np.add.reduceat(present, starts, axis=-1) / heads(values.shape, starts, sizes, here)
    return averaged


def order(key: Array, sizes: Index) -> Index:
    """Seats by branch and within it by `key`, lowest first, equals in the order of their seats; (replication, seat).

    Position p of the answer lies in the same branch as seat p, so that what belongs to a place within the branch stands
    at the same position in every replication.

    >>> order(np.array([[3.0, 1.0, 2.0]]), np.array([2, 1])).tolist()
    [[1, 0, 2]]
    """
    branch = np.broadcast_to(np.repeat(np.arange(len(sizes)), sizes), key.shape)
    return np.lexsort((key, branch), axis=-1)


def places(starts: Index, sizes: Index) -> Index:
    """(seat,): how many positions of the same branch come before each position, from 0.

    >>> places(np.array([0, 2]), np.array([2, 3])).tolist()
    [0, 1, 0, 1, 2]
    """
    return np.arange(int(sizes.sum()), dtype=np.intp) - np.repeat(starts, sizes)
