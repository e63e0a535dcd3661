"""Who stands where: places among people, with ties that share the places they take together.

>>> first, last = places(np.array([[3.0, 9.0, 3.0, 1.0]]))
>>> first.tolist(), last.tolist()
([[1, 0, 1, 3]], [[2, 0, 2, 3]])
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from simkit.arrays import Array, Index


def places(score: Array) -> tuple[Index, Index]:
    """The best and the worst place, from 0, that each seat of (replication, seat) shares with those who are as good.

    Who has no number (NaN) comes last.
    """
    count = score.shape[-1]
    order = np.argsort(-score, axis=-1, kind="stable")
    ranked = np.take_along_axis(score, order, axis=-1)
    begins = np.ones(score.shape, dtype=bool)
    begins[..., 1:] = ranked[..., 1:] != ranked[..., :-1]
    ends = np.ones(score.shape, dtype=bool)
    ends[..., :-1] = begins[..., 1:]
    at = np.arange(count)
    first_ranked = np.maximum.accumulate(np.where(begins, at, 0), axis=-1)
    last_ranked = np.minimum.accumulate(np.where(ends, at, count)[..., ::-1], axis=-1)[..., ::-1]
    first, last = np.empty(score.shape, dtype=np.intp), np.empty(score.shape, dtype=np.intp)
    np.put_along_axis(first, order, first_ranked, axis=-1)
    np.put_along_axis(last, order, last_ranked, axis=-1)
    return first, last


def shared(by_place: Array, first: Index, last: Index) -> Array:
    """What the places pay (place,), each tie sharing what its places pay together.

    >>> shared(np.array([10.0, 5.0, 0.0]), np.array([[1, 0, 1]]), np.array([[2, 0, 2]])).tolist()
    [[2.5, 10.0, 2.5]]
    """
    sums = np.concatenate([[0.0], np.cumsum(by_place)])
    together: Array = (sums[last + 1] - sums[first]) / (last - first + 1)
    return np.where(first == last, by_place[first], together)


def groups(branch: Index, *, within_branch: bool) -> Iterator[Index]:
    """The seats of every group that is compared: of each branch, or all."""
    if not within_branch:
        yield np.arange(len(branch), dtype=np.intp)
        return
    for number in np.unique(branch):
        yield np.flatnonzero(branch == number)
