"""What a scheme asks of its people: effort, who is pulled by it, who gave up and who coasts.

Arrays (replication, seat) in, one number a replication out (replication,), from the row's own seats only.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from simkit.arrays import Array
from simkit.outcomes.rows import Flags, as_rows, mean

FELT = 0.05
"""A pull is live when it moves at least this share of monthly base pay; assumption."""
HOPELESS, COASTING = 0.1, 0.9


def mean_effort(effort: Array) -> Array:
    """Mean over seats of effort, in units of contractual effort (1 is what is done without any incentive).

    >>> mean_effort(np.array([[0.9, 1.3]])).tolist()
    [1.1]
    """
    return mean(as_rows(effort))


def is_live(pull: Array, stretch: Array, base_pay: Array) -> Flags:
    """Whose scheme is felt: pull times stretch reaches 5 % of monthly base pay (replication, seat).

    `pull`: money per unit of progress; `stretch`: progress expected in the month at normal effort; `base_pay`: money a
    month.

    >>> is_live(np.array([[4_000.0, 1_000.0]]), np.array([[0.1, 0.1]]), np.array([[8_000.0, 8_000.0]])).tolist()
    [[True, False]]
    """
    live: Flags = pull * stretch >= FELT * base_pay * (1.0 - 1e-9)
    return live


def live_share(live: npt.ArrayLike) -> Array:
    """Share of seats that feel the scheme (see `is_live`), from 0 to 1.

    >>> live_share([[True, False, True, True]]).tolist()
    [0.75]
    """
    return mean(as_rows(live))


def hopeless_share(believed: Array) -> Array:
    """Share of seats that believe to reach the target with a chance below 10 %.  NaN where a belief is NaN.

    >>> hopeless_share(np.array([[0.05, 0.5, 0.95, 0.1]])).tolist()
    [0.25]
    """
    return _share(believed, as_rows(believed) < HOPELESS)


def coasting_share(believed: Array) -> Array:
    """Share of seats that believe to reach the target with a chance above 90 %.  NaN where a belief is NaN.

    >>> coasting_share(np.array([[0.05, 0.5, 0.95, 0.9]])).tolist()
    [0.25]
    """
    return _share(believed, as_rows(believed) > COASTING)


def _share(known: Array, flags: Flags) -> Array:
    return mean(np.where(np.isnan(as_rows(known)), np.nan, flags))
