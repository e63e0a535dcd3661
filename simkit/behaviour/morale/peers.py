"""Pay against colleagues, given what can be seen of their contribution.

A colleague who is paid more hurts when nothing explains it, and not when it is plain that the colleague did more.  In a
branch with mean pay P and mean contribution C, seat i is entitled to

    P (1 + visible (contribution_i / C - 1)),

an equal share when contribution is hidden and pay in proportion to contribution when it is seen.  What is unexplained
is (pay_i - entitled_i) / P; it is taken against the colleagues, not against a mean that counts oneself, which in a
branch of n is n/(n-1) times as much: the unexplained parts of a branch sum to zero.

    effect = known (ahead max(gap, 0) - behind max(-gap, 0)),   gap = n/(n-1) (pay_i - entitled_i) / P

Sources: Breza, Kaur and Shamdasani 2018 (unequal pay lowers output, but not where differences in productivity can be
observed), Card, Mas, Moretti and Saez 2012 (who learns to be paid less is less content, who learns to be paid more is
not more so), Cohn, Fehr, Herrmann and Schneider 2014 (the strength).
"""

from __future__ import annotations

import numpy as np
from pydantic import Field

from simkit.arrays import Array, Index
from simkit.behaviour import branches
from simkit.concepts import Concept
from simkit.quantities import Number, PositiveShare

_COHN = (
    "Cohn, Fehr, Herrmann and Schneider 2014: in teams of two a cut for one hurts more than twice as much as the same "
    "cut for both, and leaves the other untouched"
)
SOURCES: dict[str, str] = {"behind": _COHN, "ahead": f"{_COHN}; Card, Mas, Moretti and Saez 2012"}

WIDEST = 1.0
"""A gap of more than the branch's mean pay counts as that much (assumption)."""


class Peers(Concept):
    """How output answers pay below and above that of colleagues.

    behind: 0.6: with a quarter of pay cut, the joint cut costs 15 % of output (`Expectation`), and the gap to an uncut
    partner, 2 x 0.125 / 0.875 of the mean, another 17 %: 2.1 times as much in all, as Cohn et al. 2014 found (more
    than twice) in teams that know each other's pay.
    ahead: 0.02: near nothing (Card et al. 2012; the uncut partner of Cohn et al.); the figure is an *assumption*.
    visible, known: *assumption*: half.
    """

    behind: Number = Field(default=0.6, ge=0, le=2, description="output lost per unit of unexplained pay behind")
    ahead: Number = Field(default=0.02, ge=0, le=2, description="output won per unit of unexplained pay ahead")
    visible: PositiveShare = Field(
        default="50%", le=1, validate_default=True, description="how far colleagues' contribution can be seen"
    )
    known: PositiveShare = Field(
        default="50%", le=1, validate_default=True, description="how far colleagues' pay is known"
    )

    def effect(self, pay: Array, contribution: Array, starts: Index, sizes: Index, here: Array | None = None) -> Array:
        """Share of output won or lost (replication, seat); 0 for who has no colleagues or where a branch has no pay.

        pay: money; contribution: in any unit; both count as zero below zero; starts, sizes, here: see `branches`.

        >>> pay, one = np.array([[8_000.0, 12_000.0]]), np.ones((1, 2))
        >>> where = np.array([0]), np.array([2])
        >>> Peers().effect(pay, one, *where).round(12).tolist()  # gaps of -40 % and 40 %, half known
        [[-0.12, 0.004]]
        >>> Peers(visible="100%").effect(pay, pay, *where).round(12).tolist()  # paid for what is seen
        [[0.0, 0.0]]
        """
        present = 1.0 if here is None else here
        paid, done = np.maximum(pay, 0.0) * present, np.maximum(contribution, 0.0) * present
        mean_pay = branches.spread_out(branches.mean(paid, starts, sizes, here), sizes)
        people = branches.spread_out(branches.heads(pay.shape, starts, sizes, here), sizes)
        gap = _over(paid, mean_pay) - 1.0 - self.visible * _beyond(done, starts, sizes, here)
        gap *= people / np.maximum(people - 1.0, 1.0)
        np.clip(gap, -WIDEST, WIDEST, out=gap)
        felt: Array = self.known * (self.ahead * np.maximum(gap, 0.0) + self.behind * np.minimum(gap, 0.0))
        return felt * present * (mean_pay > 0.0)


def _over(values: Array, means: Array) -> Array:
    """Each value over the mean of its branch; 1 where the mean is not above zero."""
    shares = np.ones_like(values)
    np.divide(values, means, out=shares, where=means > 0.0)
    return shares


def _beyond(contribution: Array, starts: Index, sizes: Index, here: Array | None) -> Array:
    """How far each contribution lies above the branch's mean, as a share of it; 0 where nobody contributes."""
    means = branches.spread_out(branches.mean(contribution, starts, sizes, here), sizes)
    return _over(contribution, means) - 1.0
