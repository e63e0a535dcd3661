"""What a scheme costs over the skies: quantiles, the reserve above the median, the worst years, cost per value.

A cost is one number a sky, so these functions reduce the last axis, skies: (sky,) or (scheme, sky) alike.  Money in,
money out, in the scenario's currency.  NaN in any sky gives NaN.
"""

from __future__ import annotations

import math

import numpy as np

from simkit.arrays import Array
from simkit.outcomes.rows import divided

TAIL = 0.05


def quantiles(cost: Array, at: tuple[float, ...] = (0.1, 0.5, 0.9)) -> Array:
    """Quantiles over skies (quantile, ...), straight between order statistics.

    Raises ValueError when a quantile lies outside 0 to 1.  Source: Hyndman and Fan 1996, type 7.

    >>> quantiles(np.arange(11.0)).tolist()
    [1.0, 5.0, 9.0]
    """
    return np.quantile(np.ascontiguousarray(cost), at, axis=-1)


def reserve(cost: Array) -> Array:
    """Money to hold above the median so that nine skies in ten are covered: P90 - P50.

    >>> float(reserve(np.arange(11.0)))
    4.0
    """
    _, median, high = quantiles(cost)
    held: Array = np.asarray(high - median)
    return held


def cvar95(cost: Array) -> Array:
    """Mean cost of the dearest 5 % of skies; a sky that is only partly among them counts by that part.

    With 20 skies or fewer this is the dearest sky.  Source: Rockafellar and Uryasev 2002, conditional value at risk of
    a discrete distribution.

    >>> float(cvar95(np.arange(1.0, 31.0)).round(4))  # 1.5 of 30 skies: (30 + 29 / 2) / 1.5
    29.6667
    """
    cost = np.asarray(cost, dtype=np.float64)
    skies = TAIL * cost.shape[-1]
    taken = max(1, math.ceil(skies))
    part = np.clip(skies - np.arange(taken), 0.0, 1.0)
    part /= part.sum()
    dearest = np.ascontiguousarray(np.sort(cost, axis=-1)[..., ::-1][..., :taken])  # NaN is sorted to the front
    mean: Array = np.asarray((dearest * part).sum(axis=-1))
    return mean


def cost_per_value(cost: Array, value: Array) -> Array:
    """Pay per unit of value created, sky by sky; NaN where no value was created.

    >>> cost_per_value(np.array([2.0, 3.0]), np.array([8.0, 0.0])).tolist()
    [0.25, nan]
    """
    return divided(cost, np.where(np.asarray(value) > 0.0, value, np.nan))
