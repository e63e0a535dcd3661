"""Effort over many activities in closed form.

Theory.  In a month an advisor values  sum_a w_a e_a^alpha - kappa E^(1+gamma) / (1+gamma),  E = sum_a e_a, where w_a
is what activity a gives: joy in the work (intrinsic) and money (pull times output).  The best efforts are

    E = [ (alpha/kappa)^(1/(1-alpha)) sum_a w_a^(1/(1-alpha)) ]^((1-alpha)/(1-alpha+gamma)),  e_a/E ~ w_a^(1/(1-alpha)).

The intrinsic part is set so that without pay E = 1 with the shares of a normal month.  We write v_a = w_a/intrinsic_a
("attraction", 1 in a month without incentives), and everything becomes free of money and of scale:

    v_a = 1 + alpha / share_a * (money of a normal month that hangs on activity a) / kappa
    Q = sum_a share_a v_a^(1/(1-alpha)),   E = Q^((1-alpha)/(1-alpha+gamma)),   e_a = E share_a v_a^(1/(1-alpha)) / Q
    output_a = (e_a / share_a)^alpha = (E/Q)^alpha v_a^(alpha/(1-alpha))

For alpha = 1/2 the powers are squares and output_a = v_a sqrt(E/Q): one power a month.
Where pay punishes work more than joy rewards it v_a would be below 0 and nobody does it: it is held at `least`.
Source: the first-order conditions of the utility above; multitasking as in Holmstrom and Milgrom 1991.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from simkit.arrays import Array

LARGEST_LOG = 300.0
"""Log of the largest sum of powers of attraction, and of 1 over the smallest: a float holds twice as much."""


@dataclass(frozen=True)
class EffortRule:
    """How attraction turns into effort, for one view.

    shares: baseline share of each activity; exponent: alpha; convexity: gamma.

    >>> rule = EffortRule((0.5, 0.3, 0.2), exponent=0.5, convexity=2.0)
    >>> total, output = rule.respond([np.ones(1)] * 3)
    >>> float(total[0]), [float(o[0]) for o in output]
    (1.0, [1.0, 1.0, 1.0])
    """

    shares: tuple[float, ...]
    exponent: float
    convexity: float

    @property
    def least(self) -> float:
        """Attraction of what nobody does: the sum of powers is still above 0 when nothing else is done."""
        return math.exp(-LARGEST_LOG * (1.0 - self.exponent))

    def respond(self, attraction: Sequence[Array]) -> tuple[Array, list[Array]]:
        """Total effort (1 = normal) and each activity's output (1 = normal), from each activity's attraction v_a.

        All arrays of one shape; attraction is held above 0.

        >>> total, output = EffortRule((0.5, 0.5), exponent=0.5, convexity=1.0).respond([np.ones(1), np.array([-0.5])])
        >>> round(float(total[0]), 12), [round(float(o[0]), 12) for o in output]  # (1 / 2) ^ (1 / 3), and its root x 2
        (0.793700525984, [1.259921049895, 0.0])
        """
        output = [np.maximum(v, self.least) for v in attraction]
        total = np.empty_like(output[0])
        self.respond_in_place(output, total, *(np.empty_like(total) for _ in range(3)))
        return total, output

    def respond_in_place(
        self,
        attraction: Sequence[Array],
        total: Array,
        mean: Array,
        spare: Array,
        other: Array,
        here: Array | None = None,
    ) -> None:
        """The same without new arrays: attraction becomes output, `total` is filled, `spare` and `other` overwritten.

        Attraction must be above 0 (see `least`).
        `mean` becomes the mean attraction, weighted by shares: 1 + alpha x (money of a normal month) / kappa.
        here: 1 where somebody works, 0 where nobody does; without it everybody works.
        """
        a = self.exponent
        squares = a == 0.5
        for number, (share, v) in enumerate(zip(self.shares, attraction, strict=True)):
            each, power = (other, other) if number else (mean, spare)
            np.multiply(v, share, out=each)
            if number:
                mean += each
            if squares:
                np.multiply(each, v, out=power)
            else:
                np.power(v, 1.0 / (1.0 - a), out=power)
                power *= share
            if number:
                spare += power
        np.power(spare, (1.0 - a) / (1.0 - a + self.convexity), out=total)
        np.divide(total, spare, out=spare)
        if squares:
            np.sqrt(spare, out=spare)
        else:
            np.power(spare, a, out=spare)
        if here is not None:
            total *= here
            spare *= here
        for v in attraction:
            if not squares:
                np.power(v, a / (1.0 - a), out=v)
            v *= spare

    def net_cost(self, background: Iterable[Array | float], total: Array, output: Sequence[Array]) -> Array:
        """What effort costs beyond the joy and other pay it brings, in units of kappa.

        E^(1+gamma)/(1+gamma) - sum_a share_a background_a output_a / alpha, where background is the attraction without
        the pay that is being planned.
        """
        cost = total ** (1.0 + self.convexity) / (1.0 + self.convexity)
        for share, b, o in zip(self.shares, background, output, strict=True):
            cost = cost - (share / self.exponent) * b * o
        return cost
