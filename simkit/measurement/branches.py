"""Branches as runs of seats: means, spreads and standings within each, and what is passed on to a colleague.

`starts` holds the first seat of each branch, rising from 0; a branch goes on to the next start.  All values are
(replication, seat), and every replication stands by itself.
"""

from __future__ import annotations

import numpy as np

from simkit.arrays import Array, Index


def sizes_of(starts: Index, seats: int) -> Index:
    """(branch,): how many seats each branch has.

    >>> sizes_of(np.array([0, 2]), 5).tolist()
    [2, 3]
    """
    return np.diff(starts, append=seats)


def to_seats(of_branch: Array, starts: Index, seats: int) -> Array:
    """(replication, seat) of what is the same for a whole branch, (replication, branch).

    >>> to_seats(np.array([[10.0, 20.0]]), np.array([0, 2]), 5).tolist()
    [[10.0, 10.0, 20.0, 20.0, 20.0]]
    """
    return np.repeat(of_branch, sizes_of(starts, seats), axis=-1)


def branch_mean(values: Array, starts: Index) -> Array:
    """(replication, seat): the mean of the seat's branch.

    >>> branch_mean(np.array([[1.0, 3.0, 4.0, 5.0, 9.0]]), np.array([0, 2])).tolist()
    [[2.0, 2.0, 6.0, 6.0, 6.0]]
    """
    seats = values.shape[-1]
    return to_seats(np.add.reduceat(values, starts, axis=-1) / sizes_of(starts, seats), starts, seats)


def passed_on(values: Array, starts: Index) -> Array:
    """Every seat has what the one before it had; the first of a branch what the last of it had.

    >>> passed_on(np.array([[1.0, 2.0, 3.0, 4.0, 5.0]]), np.array([0, 2])).tolist()
    [[2.0, 1.0, 5.0, 3.0, 4.0]]
    """
    passed = np.empty_like(values)
    passed[:, 1:] = values[:, :-1]
    passed[:, starts] = values[:, starts + sizes_of(starts, values.shape[-1]) - 1]
    return passed


def standing_in_branch(values: Array, starts: Index) -> Array:
    """Share of the branch below each seat, those who have the same, oneself too, counting half: above 0 and below 1.

    The same as `simkit.scheme.standing.standing`, for all replications at once: each colleague of a branch in turn.

    >>> standing_in_branch(np.array([[7.0, 1.0, 5.0, 9.0, 5.0, 1.0]]), np.array([0, 2])).tolist()
    [[0.75, 0.25, 0.5, 0.875, 0.5, 0.125]]
    """
    size = to_seats(sizes_of(starts, values.shape[-1]).astype(np.float64), starts, values.shape[-1])
    below, other = np.full_like(values, 0.5), values
    for number in range(1, int(size.max())):
        other = passed_on(other, starts)
        # a smaller branch has been gone round by then and counts nobody twice
        below += (number < size) * ((other < values) + 0.5 * (other == values))
    below /= size
    return below


def as_units(standing: Array, values: Array, starts: Index) -> Array:
    """A standing in the branch in units of `values`: about 0, and spread as widely as they are in the branch.

    sd x (standing - 1/2) x sqrt(12 / (1 - 1 / n^2)), since n different standings have the variance (1 - 1/n^2) / 12.
    In a branch of one there is no spread, and so it is 0.

    >>> as_units(np.array([[0.25, 0.75, 0.5]]), np.array([[90.0, 70.0, 80.0]]), np.array([0, 2])).round(9).tolist()
    [[-10.0, 10.0, 0.0]]
    """
    apart = values - branch_mean(values, starts)
    spread = np.sqrt(branch_mean(apart * apart, starts))
    size = to_seats(sizes_of(starts, values.shape[-1]).astype(np.float64), starts, values.shape[-1])
    unit: Array = spread * np.sqrt(12.0 / (1.0 - 1.0 / np.maximum(size, 2.0) ** 2))
    unit *= standing - 0.5
    return unit
