"""Pay against what one had come to expect: a cut hurts, an equal raise is soon forgotten.

With x = pay / expected - 1 the effect on output is gain * max(x, 0) - loss * max(-x, 0).  What is expected moves
towards what is paid, so that a cut hurts for some years and a raise is worth less every year.
"""

from __future__ import annotations

import numpy as np
from pydantic import Field

from simkit.arrays import Array
from simkit.concepts import Concept
from simkit.quantities import Number, PositiveShare

_KUBE = (
    "Kube, Marechal and Puppe 2013: hourly pay cut by a third lowered output by 20 % and more, "
    "an equal raise left it where it was"
)
SOURCES: dict[str, str] = {"loss": _KUBE, "gain": _KUBE}

DEEPEST, HIGHEST = -0.5, 1.0
"""Beyond a pay halved or doubled nothing has been measured; the effect stays what it is there (assumption)."""


class Expectation(Concept):
    """How output answers pay below and above what was expected.

    loss: 0.6, for a cut by a third took a fifth of output (Kube, Marechal and Puppe 2013).
    gain: 0.05: an equal raise did nothing that could be told from zero (same study); 1.7 % at a third is within it.
    adapts: *assumption*.
    """

    loss: Number = Field(default=0.6, ge=0, le=2, description="output lost by pay below the expected, per unit of it")
    gain: Number = Field(default=0.05, ge=0, le=2, description="output won by pay above the expected, per unit of it")
    adapts: PositiveShare = Field(
        default="50%", le=1, validate_default=True, description="how far the expected moves to the paid in a year"
    )

    def effect(self, pay: Array, expected: Array) -> Array:
        """Share of output won or lost, from pay and expected pay in the same money, all (replication, seat).

        Where nothing was expected, any pay counts as twice the expected, and none as just that.

        >>> Expectation().effect(np.array([8_000.0, 13_000.0]), np.array([10_000.0, 10_000.0])).round(12).tolist()
        [-0.12, 0.015]
        """
        hoped = np.maximum(expected, 0.0)
        apart = np.clip(pay - hoped, DEEPEST * hoped, HIGHEST * hoped)
        share = np.where(pay > hoped, HIGHEST, 0.0)
        np.divide(apart, hoped, out=share, where=hoped > 0.0)
        felt: Array = self.gain * np.maximum(share, 0.0) + self.loss * np.minimum(share, 0.0)
        return felt

    def adapted(self, expected: Array, pay: Array) -> Array:
        """Expected pay a year later, from the expected and the paid, in money.

        >>> Expectation().adapted(np.array([10_000.0]), np.array([8_000.0])).tolist()
        [9000.0]
        """
        moved: Array = expected + self.adapts * (pay - expected)
        return moved
