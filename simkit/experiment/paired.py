"""Differences from the first scheme under the same skies, with their intervals.

Two schemes under one sky share its shocks, so the difference within each sky is far less noisy than either scheme
(common random numbers; Law 2015, Simulation Modeling and Analysis, ch. 11).  Means get Student's t interval; quantile
outcomes, which are one number for all skies, get a smoothed bootstrap over skies (Efron and Tibshirani 1993) with
Student's t, since percentiles of plain draws cover too rarely in the tails and too often in the middle.  Intervals are
95 %.  Random indices are handed in.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Literal

import numpy as np

from simkit.arrays import Array, Index

Verdict = Literal["equal", "different", "unclear"]


def paired_difference(x_scheme: Array, x_first: Array) -> tuple[float, float, float]:
    """Mean of x_scheme - x_first over skies (sky,), and the ends of its 95 % t interval; any unit.

    Skies where one of the two is NaN are left out.  One sky gives NaN ends, none gives NaN throughout.

    >>> mean, low, high = paired_difference(np.array([3.0, 4.0, 8.0]), np.array([2.0, 2.0, 5.0]))
    >>> round(mean, 4), round(low, 4), round(high, 4)  # 2 -+ 4.3027 * 1 / sqrt 3
    (2.0, -0.4841, 4.4841)
    """
    difference = np.asarray(x_scheme, dtype=np.float64) - np.asarray(x_first, dtype=np.float64)
    difference = difference[~np.isnan(difference)]
    n = len(difference)
    if n == 0:
        return math.nan, math.nan, math.nan
    middle = float(difference.mean())
    if n == 1:
        return middle, math.nan, math.nan
    from scipy.special import stdtrit  # noqa: PLC0415 (SciPy is slow to import, and `import simkit` must not be)

    half = float(stdtrit(n - 1, 0.975) * difference.std(ddof=1) / math.sqrt(n))
    return middle, middle - half, middle + half


def bootstrap_interval(statistic: Callable[[Array], Array], x: Array, index: Index) -> tuple[Array, Array]:
    """Ends (scheme,) of the 95 % interval of statistic(x of scheme) - statistic(x of the first), by resampled skies.

    `statistic` reduces the last axis of (draw, sky), as `cost.cvar95` does; `x` (scheme, sky); `index` (draw, sky):
    which skies make up each draw, from 0; all schemes use the same.  Where a sky has several values, they stand side by
    side, each sky's in the same order, and are drawn together.  The first scheme's own ends are 0; the others' are NaN
    with a single sky or draw.

    The interval is the difference -+ t times the standard deviation of the resampled differences, smoothed as in
    `_smoothed`, with as many degrees of freedom as `_freedom` finds.  `simkit validate` holds it against scenarios
    whose answer is known.

    >>> x, index = np.array([[1.0, 2.0], [2.0, 4.0]]), np.array([[0, 0], [1, 1]])
    >>> low, high = bootstrap_interval(lambda drawn: drawn.max(axis=-1), x, index)
    >>> low.round(2).tolist(), high.round(2).tolist()  # drawn 1.451 and 1.549, found 2: 2 -+ 12.71 x .069
    ([0.0, 1.12], [0.0, 2.88])
    """
    from scipy.special import stdtrit  # noqa: PLC0415 (SciPy is slow to import, and `import simkit` must not be)

    x = np.ascontiguousarray(x, dtype=np.float64)
    draws, skies = len(index), _skies(index)
    if draws < 2 or skies < 2:  # nothing tells how far one sky is from others
        nothing = np.where(np.arange(len(x)) == 0, 0.0, np.nan)
        return nothing, nothing
    found = np.stack([statistic(row) for row in x])
    drawn = np.stack([statistic(_smoothed(row, index, skies)) for row in x])
    left_out = np.stack([statistic(np.take(row, _without_each(skies, x.shape[1]))) for row in x])
    spread = (drawn - drawn[0]).std(axis=-1, ddof=1)
    half = stdtrit(_freedom(left_out - left_out[0], draws), 0.975) * spread
    half[0] = 0.0
    middle = found - found[0]
    return middle - half, middle + half


_MOST_PARTS = 200


def _skies(index: Index) -> int:
    """How many skies there are: draws begin with the first value of one, which stands at a multiple of their number."""
    return int(index.shape[1] // np.gcd.reduce(np.append(index[:, 0], index.shape[1])))


def _smoothed(values: Array, index: Index, skies: int) -> Array:
    """The drawn values (draw, value), blurred by another draw so that they do not pile up on the few that there are.

    Each value moves by h times the distance of the value of another sky from the mean, h = skies^(-1/5), and is drawn
    back so that variances stay as they are (the shrunken smoothed bootstrap of Silverman and Young 1987, Biometrika 74,
    with the sample itself as its kernel).  Without it intervals of the difference of two quantiles are too wide.
    """
    h = skies**-0.2
    middle = np.tile(values.reshape(skies, -1).mean(axis=0), skies)
    away = values - middle
    blurred = np.take(away, index) + h * np.take(away, np.roll(index, 1, axis=0))
    moved: Array = np.take(middle, index) + blurred / math.sqrt(1.0 + h * h)
    return moved


def _without_each(skies: int, values: int) -> Index:
    """Which values are left (part, value) without each of at most 200 equal parts of the skies."""
    parts = min(skies, _MOST_PARTS)
    size = skies // parts * (values // skies)
    all_values = np.arange(values)
    return np.stack([np.delete(all_values, slice(part * size, (part + 1) * size)) for part in range(parts)])


def _freedom(left_out: Array, draws: int) -> Array:
    """Degrees of freedom (scheme,) behind a resampled standard deviation.

    `left_out` (scheme, part): the difference without each part of the skies.  A variance that rests on few of them is
    known badly: with the kurtosis k of what each part adds there are 2 n / (k - 1) degrees of freedom (Satterthwaite
    1946), fewest for tails.  What the number of draws leaves open comes on top.

    >>> _freedom(np.array([[1.0, -1.0, 1.0, -1.0], [0.0, 0.0, 0.0, 4.0]]), 1_000_001).round(4).tolist()  # k = 1; 7 / 3
    [1000000.0, 6.0]
    """
    adds = left_out - left_out.mean(axis=-1, keepdims=True)
    square = (adds**2).mean(axis=-1)
    kurtosis = (adds**4).mean(axis=-1) / np.where(square > 0.0, square, 1.0) ** 2
    parts = (np.maximum(kurtosis, 1.0) - 1.0) / (2.0 * adds.shape[-1])
    freedom: Array = 1.0 / (parts + 1.0 / (draws - 1))
    return freedom


def equal_costs(cost: Array, margin_share: float) -> tuple[Verdict, ...]:
    """Whether each scheme costs the same as the first, up to `margin_share` of the first's mean cost.

    `cost` (scheme, sky), money.  "equal" when the 95 % interval of the difference lies within the margin, "different"
    when it lies outside, else "unclear" (more skies would tell).  The first is equal to itself.  Raises ValueError
    for a negative margin.  Source: equivalence by interval, Schuirmann 1987.

    >>> equal_costs(np.array([[100.0, 102.0], [100.5, 102.5], [110.0, 112.0], [101.0, 102.0]]), 0.01)
    ('equal', 'equal', 'different', 'unclear')
    """
    if margin_share < 0.0:
        raise ValueError(f"margin_share is {margin_share}; it must be at least 0")
    margin = margin_share * abs(float(np.nanmean(cost[0])))
    return ("equal", *(_verdict(*paired_difference(row, cost[0])[1:], margin) for row in cost[1:]))


def _verdict(low: float, high: float, margin: float) -> Verdict:
    if -margin <= low and high <= margin:
        return "equal"
    return "different" if low > margin or high < -margin else "unclear"
