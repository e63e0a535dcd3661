"""Regimes of the market: good times and bad ones, which last and then give way to others.

A month is in one regime.  It ends with the chance 1 / (months that it lasts on average), and each of the others is then
as likely as the next: a Markov chain.  In a regime demand stands at another level, and what clients hold earns another
return.  Levels, returns and lengths are assumptions of the scenario.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from pydantic import Field

from simkit.arrays import Array
from simkit.concepts import Concept
from simkit.quantities import Months, Share


class Regime(Concept):
    """One state of the market."""

    demand: Share = Field(
        default="0%",
        gt=-1,
        le=5,
        validate_default=True,
        description="how far demand stands above normal while it lasts",
    )
    returns: Share = Field(
        default="5%",
        gt=-1,
        le=5,
        validate_default=True,
        description="what clients' assets earn in a year while it lasts",
    )
    lasts: Months = Field(default="24 months", ge=1, validate_default=True, description="how long it lasts on average")


def next_regime(regimes: Mapping[str, Regime], now: Array, uniforms: Array) -> Array:
    """Numbers of the regimes of the next month (replication, 1), from those of this one and numbers in [0, 1).

    A number below 1 / lasts ends the regime; how far below says which of the others follows.

    >>> regimes = {"bull": Regime(lasts="4 months"), "flat": Regime(), "bear": Regime()}
    >>> next_regime(regimes, np.zeros((4, 1)), np.array([[0.3], [0.2], [0.1], [0.25]])).ravel().tolist()
    [0.0, 2.0, 1.0, 0.0]
    """
    count = len(regimes)
    if count < 2:
        return now
    ends = np.array([1.0 / regime.lasts for regime in regimes.values()])[now.astype(np.intp)]
    step = 1.0 + np.floor(np.minimum(uniforms / ends, 1.0 - 1e-12) * (count - 1))
    moved: Array = np.where(uniforms < ends, np.mod(now + step, count), now)
    return moved
