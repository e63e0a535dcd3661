"""How many replications a decision takes, with and without the same skies for all schemes.

A decision is taken when every scheme's difference from the first in yearly profit, the views weighted, is known to
-+ 1 % of the first scheme's mean: the half-width of its 95 % interval is not larger.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from simkit.arrays import Array

PRECISION = 0.01
"""Half-width of the interval of a difference, as a share of the first scheme's mean."""


@dataclass(frozen=True)
class Needed:
    """Replications of the whole job.

    same_skies: all schemes and views under the same skies; seed_a_run: a seed of its own for every scheme under every
    view; seed_a_scheme: for every scheme, its views sharing it.
    """

    same_skies: int
    seed_a_run: int
    seed_a_scheme: int


def needed(profits: Array, weights: Array) -> Needed:
    """How many replications a decision takes, from profits (scheme, view, sky) of some skies and weights (view,).

    With the same skies the variance is that of paired differences.  With seeds of their own schemes are independent and
    their variances are added; where views are independent, too, those of all runs are, by the squares of their weights.

    >>> first = np.array([[90.0, 100.0, 110.0]])  # one view; a difference of 1 is 1 %
    >>> needed(np.array([first, first + [[0.0, 1.0, -1.0]]]), np.array([1.0]))  # 1, as below; 1.9616^2 x (100 + 91)
    Needed(same_skies=7, seed_a_run=735, seed_a_scheme=735)
    """
    pooled = np.sum(profits * weights[:, None], axis=1)
    margin = PRECISION * abs(float(pooled[0].mean()))
    paired = (pooled[1:] - pooled[0]).var(axis=-1, ddof=1)
    of_runs = np.sum(profits.var(axis=-1, ddof=1) * weights**2, axis=1)
    of_schemes = pooled.var(axis=-1, ddof=1)
    return Needed(
        same_skies=replications(float(paired.max()), margin, 1),
        seed_a_run=replications(float((of_runs[1:] + of_runs[0]).max()), margin, 2),
        seed_a_scheme=replications(float((of_schemes[1:] + of_schemes[0]).max()), margin, 2),
    )


def replications(variance: float, margin: float, samples: int) -> int:
    """The fewest n >= 2 whose 95 % interval of a difference is -+ margin or narrower, the variance of one given.

    Degrees of freedom are samples x (n - 1): with two samples of like variance as many as there can be.

    >>> replications(1.0, 1.0, 1)  # t with 6 degrees of freedom is 2.447, over sqrt 7 0.925; with n = 6 it is 1.05
    7
    """
    from scipy.special import stdtrit

    n = 2
    while stdtrit(samples * (n - 1), 0.975) * math.sqrt(variance / n) > margin:
        n += max(1, n // 1_000)  # to a thousandth
    return n
