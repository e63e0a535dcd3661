"""How far an outcome is beyond a limit, and what of that is sure.

Limits that are a share of today's level are held against today's scheme under the same skies, so that a hard year,
which is hard for every scheme, breaks none.  Today's outcome is multiplied by the share, and the difference is taken as
in any comparison: all means and quantiles multiply likewise.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np

from simkit.arrays import Array
from simkit.experiment.compare import OVER_SKIES, Comparison, Interval
from simkit.experiment.search.limits import Bound, Limit
from simkit.outcomes.catalogue import Outcome, by_name


@dataclass(frozen=True)
class Side:
    """One side of one limit: the outcome times `sign` may not be above the bound times `sign`."""

    outcome: Outcome
    bound: Bound
    sign: float

    @property
    def words(self) -> str:
        """The limit in words.

        >>> Side(by_name("gini"), Bound(of_today=1.0), -1.0).words
        'gini at least today'
        """
        name = self.outcome.name.replace("_", " ")
        return f"{name} at {'most' if self.sign > 0 else 'least'} {self.bound}"


def sides(within: Mapping[str, Limit]) -> Iterator[Side]:
    """All sides of all limits, in the order of the file."""
    for name, limit in within.items():
        for bound, sign in ((limit.at_most, 1.0), (limit.at_least, -1.0)):
            if bound is not None:
                yield Side(by_name(name), bound, sign)


def excess(comparison: Comparison, scheme: str, side: Side) -> Interval:
    """How far a scheme is beyond a limit, in the outcome's unit, with its 95 % interval; below 0 it keeps to it."""
    share = side.bound.of_today
    name = "total_cost" if side.outcome.name in OVER_SKIES else side.outcome.name
    against = comparison if share == 1.0 else _with_today_times(comparison, name, share)
    found = against.difference(side.outcome, scheme)
    ends = sorted(side.sign * (end - side.bound.amount) for end in (found.low, found.high))
    return Interval(side.sign * (found.mean - side.bound.amount), *ends)


def scale(comparison: Comparison, side: Side) -> float:
    """What excesses of an outcome are held against, so that they can be compared: its bound, or its margin at 0."""
    today = comparison.level(side.outcome, comparison.schemes[0]).mean
    level = abs(side.bound.of_today * today + side.bound.amount)
    return level if level > 0.0 else side.outcome.margin_at(today) or 1.0


def _with_today_times(comparison: Comparison, name: str, share: float) -> Comparison:
    """The same comparison with one outcome of today's scheme multiplied."""
    values = comparison.runs.values[name].copy()
    values[0] *= share
    return replace(comparison, runs=replace(comparison.runs, values={**comparison.runs.values, name: values}))


def surely_above(values: Array, limit: float, doubt: float) -> bool:
    """Whether the mean of values of skies (sky,) is above a limit, but for a chance of `doubt`: Student's t, one-sided.

    With no noise at all it simply is or is not.  (The signed ranks of Wilcoxon cannot be that sure of 4 skies.)

    >>> values = np.array([1.0, 2.0, 3.0, 2.0])  # 2 -+ 4.541 x .8165 / 2 = 2 -+ 1.854
    >>> surely_above(values, 0.1, 0.01), surely_above(values, 0.2, 0.01)
    (True, False)
    """
    values = values[~np.isnan(values)]
    if len(values) < 2:
        return False
    from scipy.special import stdtrit  # noqa: PLC0415 (SciPy is slow to import, and `import simkit` must not be)

    error = float(values.std(ddof=1)) / math.sqrt(len(values))
    rounding = 1e-12 * (abs(limit) + float(np.abs(values).max()))
    return float(values.mean()) - limit > float(stdtrit(len(values) - 1, 1.0 - doubt)) * error + rounding


def by_sky(comparison: Comparison, scheme: str, side: Side) -> Array | None:
    """How far a scheme is beyond a limit in every sky (sky,); None of what is one number for all skies."""
    if side.outcome.name in OVER_SKIES:
        return None
    x = comparison.pooled(side.outcome.name)
    place = comparison.schemes.index(scheme)
    beyond: Array = side.sign * (x[place] - side.bound.of_today * x[0] - side.bound.amount)
    return beyond
