"""The score a measure is expected to end with, and the slope of that expectation: the chain rule's s'.

With final attainment m + sigma z (m the projection, sigma the luck still to come), a scorer with knots x_i has

    E s  = left_0 + slope_0 (m - x_0) + sum_i jump_i Phi(u_i) + change_i E max(0, m + sigma z - x_i),
    E s' = slope_0 + sum_i jump_i phi(u_i) / sigma + change_i Phi(u_i),                    u_i = (m - x_i) / sigma:

every segment counts with the probability that the KPI ends on it, every jump with the density at it.
"""

from __future__ import annotations

import math

import numpy as np

from simkit.arrays import Array
from simkit.behaviour.planning import POINTS, grid_for
from simkit.behaviour.tables import Grid
from simkit.scheme.curve import Curve


def expected_score(scorer: Curve, projection: Array, sd: Array | float) -> tuple[Array, Array]:
    """Expected score and its slope at projections, with luck of standard deviation `sd` still to come.

    >>> score, slope = expected_score(Curve((0.0, 1.0), (0.0, 1.0), (0.0, 1.0)), np.array([0.5, 1.0]), 0.001)
    >>> score.round(3).tolist(), slope.round(3).tolist()
    ([0.5, 1.0], [1.0, 0.5])
    """
    from scipy.special import ndtr  # noqa: PLC0415 (SciPy is slow to import, and `import simkit` must not be)

    m = np.asarray(projection, dtype=float)
    score = scorer.left[0] + scorer.slope_before * (m - scorer.xs[0])
    slope = np.full_like(score, scorer.slope_before)
    for i, x in enumerate(scorer.xs):
        u = (m - x) / sd
        density = np.exp(-0.5 * u * u) / math.sqrt(2.0 * math.pi)
        below = ndtr(u)
        jump = scorer.right[i] - scorer.left[i]
        change = scorer.slopes[i + 1] - scorer.slopes[i]
        score = score + jump * below + change * ((m - x) * below + sd * density)
        slope = slope + jump * density / sd + change * below
    return score, slope


def score_tables(scorer: Curve, noise: Array, stretches: tuple[float, ...]) -> tuple[Grid, Array, Array]:
    """Tables (month, stretch, projection) of the expected score and its slope, and their grid.

    `noise`: (month,) luck of each month as a part of the stretch.
    """
    grid = grid_for(scorer, noise[:, None] * np.array(stretches), stretches)
    to_come = np.sqrt(np.cumsum(noise[::-1] ** 2)[::-1])
    sd = np.maximum(to_come[:, None, None] * np.array(stretches)[:, None], grid.step)
    score, slope = expected_score(scorer, np.broadcast_to(grid.x, (len(noise), len(stretches), POINTS)), sd)
    return grid, score, slope
