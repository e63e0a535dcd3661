"""Control variates: what the luck of a sky did to a difference is taken off, so that fewer skies will do.

simkit itself does not use them for differences; `decision` measures what they would save.

Theory.  Some numbers of a sky have known expectations whatever the schemes are: demand of a year, and what its people
were given.  With these controls C_i, less their expectations, a difference is d_i = mean + b'C_i + rest_i.  Least
squares give the mean as the intercept; its variance is s2 (1/n + C' S^-1 C) with C the mean control and S the sums of
squares around it, and s2 the squares of the rests over n - 1 - q for q controls.  The interval is Student's with
n - 1 - q degrees of freedom.  It is exact for normal differences and controls, and in general for many skies.
Source: Lavenberg and Welch 1981 (Management Science 27); Law 2015, Simulation Modeling and Analysis, ch. 11.

The controls: mean demand of every year, without events (expected 1); mean book x talent of the people of the first day
(expected 1), and the mean of its square (for a lognormal with mean 1 the expected square is 1 + spread^2).
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from simkit.arrays import Array
from simkit.experiment.stake import demand_by_month
from simkit.people.advisors import DRAWN
from simkit.randomness import BLOCK, normals
from simkit.scenario.scenario import Scenario

_VARIES = 1e-12


def controls(scenario: Scenario, seed: int, replications: Sequence[int]) -> Array:
    """The controls of some skies, less their expectations (control, sky); those that never vary are left out."""
    demand = demand_by_month(scenario, seed, replications).reshape(-1, BLOCK, len(replications)).mean(axis=1) - 1.0
    found = np.concatenate([demand, _potential(scenario, seed, replications)])
    varying: Array = found[np.ptp(found, axis=1) > _VARIES]
    return varying


def _potential(scenario: Scenario, seed: int, replications: Sequence[int]) -> Array:
    """Means over the seats of book x talent and of its square, less their expectations (2, sky)."""
    people, found = scenario.people, []
    square = float((people.sizes**2).mean()) * (1.0 + people.book.spread**2) * (1.0 + people.talent.spread**2)
    for replication in replications:
        drawn = people.draw({n: normals(seed, f"people.{n}", [replication], people.seats) for n in DRAWN})
        potential = drawn.book * drawn.talent
        found.append((float(potential.mean()) - 1.0, float((potential**2).mean()) / square - 1.0))
    return np.array(found).T


def adjusted_difference(difference: Array, known: Array) -> tuple[float, float, float]:
    """Mean of a paired difference and the ends of its 95 % interval, with the controls' luck taken off.

    difference: (sky,); known: controls less their expectations (control, sky).  NaN ends with too few skies.

    >>> luck = np.array([[-1.0, 0.0, 1.0, 2.0]])
    >>> [round(x, 6) for x in adjusted_difference(2.0 + 3.0 * luck[0], luck)]  # the plain mean is 3.5, by luck
    [2.0, 2.0, 2.0]
    >>> mean, low, high = adjusted_difference(np.array([0.0, 1.0, 1.0, 2.0]), luck)  # slope 3/5; rests -.1 .3 -.3 .1
    >>> round(mean, 4), round(high - mean, 4)  # s2 = .2/2; 4.3027 sqrt(.1 (1/4 + .5^2/5))
    (0.7, 0.7452)
    """
    from scipy.special import stdtrit

    skies, free = difference.size, difference.size - 1 - len(known)
    if free < 1:
        return float(difference.mean()), math.nan, math.nan
    at = known.mean(axis=1)
    around = known - at[:, None]
    squares = around @ around.T
    slopes = np.linalg.solve(squares, around @ (difference - difference.mean()))
    mean = float(difference.mean() - slopes @ at)
    rests = difference - mean - slopes @ known
    variance = float(rests @ rests) / free * (1.0 / skies + float(at @ np.linalg.solve(squares, at)))
    half = float(stdtrit(free, 0.975)) * math.sqrt(variance)
    return mean, mean - half, mean + half
