"""Rows of one replication each: the shared arithmetic of the outcomes.

Everything here reduces arrays (replication, seat) along the last axis only, in C order, so that a row's number has the
same bytes whichever other rows stand beside it.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from simkit.arrays import Array, Flags, unknown

VARIES = 1e-9
"""Values closer together than this share of the largest do not vary: what is left of rounding is not a difference."""


def as_rows(values: npt.ArrayLike) -> Array:
    """The values as (replication, seat) float64 in C order; ValueError for any other number of axes."""
    rows = np.ascontiguousarray(values, dtype=np.float64)
    if rows.ndim != 2 or rows.shape[-1] == 0:
        raise ValueError(f"the array has shape {rows.shape}; it must be (replication, seat), with a seat at least")
    return rows


def divided(over: npt.ArrayLike, under: npt.ArrayLike) -> Array:
    """Quotients, NaN instead of a division by 0.

    >>> divided([1.0, 1.0], [4.0, 0.0]).tolist()
    [0.25, nan]
    """
    under = np.asarray(under, dtype=np.float64)
    quotient: Array = np.asarray(over, dtype=np.float64) / np.where(under == 0.0, np.nan, under)
    return quotient


def correlation(x: Array, y: Array) -> Array:
    """Pearson's correlation of each row, NaN when one of the two does not vary.

    >>> correlation(np.array([[1.0, 2.0, 3.0]]), np.array([[1.0, 3.0, 2.0]])).round(4).tolist()
    [0.5]
    """
    from_mean = [values - mean(values)[:, None] for values in (x, y)]
    varies = [np.ptp(values, axis=-1) > VARIES * np.abs(values).max(axis=-1) for values in (x, y)]
    spread = np.sqrt(total(from_mean[0] ** 2)) * np.sqrt(total(from_mean[1] ** 2))
    together = total(from_mean[0] * from_mean[1])
    return np.clip(divided(together, np.where(varies[0] & varies[1], spread, np.nan)), -1.0, 1.0)


def ranks(values: Array) -> Array:
    """Ranks from 1 along each row, equal values sharing the mean of theirs; a row with NaN is all NaN.

    >>> ranks(np.array([[30.0, 10.0, 20.0, 10.0]])).tolist()
    [[4.0, 1.5, 3.0, 1.5]]
    """
    order = np.argsort(values, axis=-1, kind="stable")
    ordered = np.take_along_axis(values, order, axis=-1)
    places = np.broadcast_to(np.arange(values.shape[-1]), values.shape)
    new = np.ones(values.shape, dtype=np.bool_)
    new[:, 1:] = ordered[:, 1:] != ordered[:, :-1]
    last = np.ones(values.shape, dtype=np.bool_)
    last[:, :-1] = new[:, 1:]
    first_of = np.maximum.accumulate(np.where(new, places, 0), axis=-1)
    last_of = np.minimum.accumulate(np.where(last, places, values.shape[-1])[:, ::-1], axis=-1)[:, ::-1]
    result = unknown(*values.shape)
    np.put_along_axis(result, order, (first_of + last_of) / 2.0 + 1.0, axis=-1)
    result[np.isnan(values).any(axis=-1)] = np.nan
    return result


def as_flags(second: npt.ArrayLike, like: Array) -> Flags:
    """The flags as booleans (replication, seat)."""
    return np.ascontiguousarray(np.broadcast_to(np.asarray(second) != 0, like.shape))


def total(values: npt.ArrayLike) -> Array:
    """Sum of each row; flags count as 0 and 1."""
    summed: Array = np.ascontiguousarray(values, dtype=np.float64).sum(axis=-1)
    return summed


def mean(values: npt.ArrayLike) -> Array:
    """Mean of each row; of flags it is the share that is true."""
    rows = np.ascontiguousarray(values, dtype=np.float64)
    averaged: Array = total(rows) / rows.shape[-1]
    return averaged
