"""Sharing: people learn from the better half of their branch, more in structured meetings, less where they are ranked.

What is understood stays: the gain is skill.  In a quarter somebody takes over a part of the lead of the better half:

    gain = (rate * open - usual) * min(max(0, better half's mean - own), own) / own
    rate = usual + (in_meetings - usual) meetings,    open = 1 - rivalry * ranked

What usually passes on is part of what a normal month brings, so only more or less than that moves skill.

Only those below that mean gain, so differences shrink.  Source: Sandvik, Saouma, Seegert and Stanton 2020: structured
meetings of sales agents raised sales by a quarter within weeks, by some 18 % months later, and narrowed differences.
"""

from __future__ import annotations

import numpy as np
from pydantic import Field

from simkit.arrays import Array, Index
from simkit.behaviour import branches
from simkit.concepts import Concept
from simkit.quantities import PositiveShare

SOURCES: dict[str, str] = {
    "in_meetings": (
        "Sandvik, Saouma, Seegert and Stanton 2020: structured meetings raised sales by 24 % while they were held and "
        "by about 18 % months later; at this rate two quarters of them are worth 15 to 20 % where talent spreads 30 %"
    )
}


class Sharing(Concept):
    """How knowledge passes between colleagues.

    in_meetings: 50 %: with it two quarters of meetings raise output by 15 to 20 % where talent spreads 30 %, and most
    of it is there a year later; Sandvik et al. 2020 found 24 % within weeks and some 18 % months later.
    meetings, usual, rivalry: *assumption*.
    """

    meetings: PositiveShare = Field(
        default="0%", le=1, validate_default=True, description="part of the people who are in structured sharing"
    )
    usual: PositiveShare = Field(
        default="3%", le=1, validate_default=True,
        description="part of the better half's lead that passes on in a quarter by itself",
    )  # fmt: skip
    in_meetings: PositiveShare = Field(
        default="50%", le=1, validate_default=True,
        description="part of the better half's lead that passes on in a quarter of structured sharing",
    )  # fmt: skip
    rivalry: PositiveShare = Field(
        default="60%", le=1, validate_default=True, description="how far pay by individual rank closes people"
    )

    def gain(
        self, ability: Array, starts: Index, sizes: Index, ranked: float | Array = 0.0, here: Array | None = None
    ) -> Array:
        """What each learns in a quarter beyond the usual, as a share of the own skill (replication, seat).

        Below 0 where rivalry keeps back what usually passes on.

        ability: skill times talent, not below 0; ranked: 0 to 1, how much of pay hangs on individual rank; starts,
        sizes, here: see `branches`.  Nobody learns at once what more than doubles the own ability (assumption).

        >>> ability, where = np.array([[0.8, 1.2, 1.0, 0.5]]), (np.array([0]), np.array([4]))
        >>> Sharing(meetings="100%").gain(ability, *where).round(12).tolist()  # the better half's mean is 1.1
        [[0.17625, 0.0, 0.047, 0.47]]
        >>> Sharing(meetings="100%").gain(ability, *where, ranked=1.0).round(12).tolist()
        [[0.06375, 0.0, 0.017, 0.17]]
        """
        rate = self.usual + (self.in_meetings - self.usual) * self.meetings
        passes = rate * (1.0 - self.rivalry * ranked) - self.usual
        if not np.any(passes):  # no more than what usually passes on
            return np.zeros_like(ability)
        better = branches.spread_out(_better_half(ability, starts, sizes, here), sizes)
        lead = np.minimum(np.maximum(better - ability, 0.0), ability)
        share = np.zeros_like(ability)
        np.divide(lead, ability, out=share, where=ability > 0.0)
        learnt: Array = share * passes
        return learnt if here is None else learnt * here


def _better_half(ability: Array, starts: Index, sizes: Index, here: Array | None) -> Array:
    """Mean ability of the better half of each branch, of three the better two (replication, branch)."""
    key = np.negative(ability) if here is None else np.where(here > 0.0, -ability, np.inf)
    best_first = np.take_along_axis(ability, branches.order(key, sizes), axis=-1)
    half = np.ceil(branches.heads(ability.shape, starts, sizes, here) / 2.0)
    among = branches.places(starts, sizes) < branches.spread_out(half, sizes)
    averaged: Array = np.add.reduceat(best_first * among, starts, axis=-1) / half
    return averaged
