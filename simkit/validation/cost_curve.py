"""The cost of effort of an average worker, from three piece rates: DellaVigna and Pope's power curve.

Who is paid p a point on top of the joy s of making one works until s + p = k e^g, so that

    g ln e = ln (s + p) - ln k,

which three pairs of pay and mean effort determine.  The model has the same curve: output y = e / e0, with e0 the effort
without pay, is (1 + p / s)^(1 / g) there and (1 + drive / 2)^(1 / (2 convexity + 1)) in the rule of effort with
exponent 1/2, so convexity = (g - 1) / 2, and the worth of normal effort is half the joy of all its points.

Source: DellaVigna and Pope 2018, Review of Economic Studies 85(2), section 2.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from simkit.behaviour.effort import EffortRule
from simkit.behaviour.planning import Prospect, solve
from simkit.scheme.curve import Curve

EXPONENT = 0.5


@dataclass(frozen=True)
class CostCurve:
    """What effort costs: bend g, joy s (cents a point), log of k, and the effort without pay (points).

    >>> curve = fitted([(0.0, 1521.0), (0.01, 2029.0), (0.10, 2175.0)])
    >>> round(curve.bend, 3), round(curve.points(0.04), 1)
    (33.137, 2115.7)
    """

    bend: float
    joy: float
    log_cost: float
    unpaid: float

    @property
    def rule(self) -> EffortRule:
        """The same curve as the model's rule of effort, with one activity."""
        return EffortRule((1.0,), EXPONENT, EXPONENT * (1.0 + self.bend) - 1.0)

    @property
    def worth(self) -> float:
        """Worth of normal effort in cents."""
        return EXPONENT * self.joy * self.unpaid

    def points(self, pay: float) -> float:
        """Points that a piece rate (cents a point) draws, by the running rule of effort."""
        drive = pay * self.unpaid / self.worth
        _, output = self.rule.respond([np.array([1.0 + EXPONENT * drive])])
        return self.unpaid * float(output[0][0])

    def with_bonus(self, bonus: float, quota: float, luck: float, felt: float = 1.0) -> float:
        """Points that a bonus (cents) for reaching a quota (points) draws, by the running planner over one period.

        luck: standard deviation of the own result in points; felt: what missing the bonus hurts, as a multiple of what
        winning it pleases.
        """
        plan = solve(
            Prospect(
                curve=Curve((quota / self.unpaid,), (0.0,), (felt * bonus / self.worth,)),
                gain=np.ones(1),
                noise=np.full((1, 2), luck / self.unpaid),
                mix=(1.0,),
                background=np.ones((1, 1)),
                rule=self.rule,
                stretches=(0.999, 1.0),
            )
        )
        return self.unpaid * (1.0 + plan.at(plan.extra, 0, 1.0, 1.0))


def fitted(arms: Sequence[tuple[float, float]]) -> CostCurve:
    """The curve through three arms (pay in cents a point, mean points), of which the first has no pay."""
    from scipy.optimize import brentq  # noqa: PLC0415 (SciPy is slow to import, and `import simkit` must not be)

    (_, unpaid), (low, some), (high, most) = arms

    def bend(log_joy: float, pay: float, mean: float) -> float:
        return (math.log(math.exp(log_joy) + pay) - log_joy) / math.log(mean / unpaid)

    log_joy = brentq(lambda s: bend(s, low, some) - bend(s, high, most), -30.0, -5.0, xtol=1e-13)
    found = bend(log_joy, low, some)
    return CostCurve(found, math.exp(log_joy), log_joy - found * math.log(unpaid), unpaid)
