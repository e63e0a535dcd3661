"""Coaching: a branch has one manager with so many hours, and who gets them is a rule.

Everybody alike, or one after the other by a rule, each to the full effect, until the hours are used.
"""

from __future__ import annotations

from typing import Literal

import numpy as np
from pydantic import Field

from simkit.arrays import Array, Index
from simkit.behaviour import branches
from simkit.concepts import Concept
from simkit.quantities import Number

SOURCES: dict[str, str] = {
    "effect": (
        "Jones et al. 2016, Theeboom et al. 2014, de Haan and Nilsson: workplace coaching is worth 0.3 to 0.6 standard "
        "deviations, less on observed output; a year of 3 % a quarter is 0.4 where talent differs by 30 %"
    )
}


class Coaching(Concept):
    """What a manager's hours do.

    effect: 3 % a quarter: about 12 % after a year, which is 0.4 standard deviations where talent differs by 30 %
    (meta-analyses: 0.36 in Jones et al. 2016, 0.43 to 0.74 in Theeboom et al. 2014; less on observed output).
    hours, usual_hours, per_head, goes_to: *assumption*: half a working week a quarter, enough for three people.
    """

    hours: Number = Field(default=20.0, ge=0, description="hours of coaching a manager has in a quarter, one a branch")
    usual_hours: Number = Field(
        default=20.0, ge=0, description="hours that are usual: what they do is part of what a normal month brings"
    )
    per_head: Number = Field(default=6.0, gt=0, description="hours a quarter that one person needs for the full effect")
    effect: Number = Field(default=0.03, ge=0, le=1, description="skill won in a quarter of full coaching")
    goes_to: Literal["all", "weakest", "strongest", "near goal"] = Field(
        default="all", description="who gets the hours: all alike, or first those with the lowest, the highest results "
        "or those nearest to their target",
    )  # fmt: skip

    def hours_given(self, rank_basis: Array, starts: Index, sizes: Index, here: Array | None = None) -> Array:
        """Share of full coaching that each gets, 0 to 1 (replication, seat).

        rank_basis: attainment, 1 at target (for the weakest and strongest anything of which more is better); equals get
        theirs in the order of seats.  starts, sizes, here: see `branches`; an empty seat gets nothing.

        >>> attainment, where = np.array([[0.4, 0.9, 1.3, 0.7]]), (np.array([0]), np.array([4]))
        >>> Coaching(hours=9).hours_given(attainment, *where).tolist()
        [[0.375, 0.375, 0.375, 0.375]]
        >>> Coaching(hours=9, goes_to="weakest").hours_given(attainment, *where).tolist()
        [[1.0, 0.0, 0.0, 0.5]]
        >>> Coaching(hours=9, goes_to="near goal").hours_given(attainment, *where).tolist()
        [[0.0, 1.0, 0.5, 0.0]]
        """
        people = 1.0 if here is None else here
        if self.goes_to == "all":
            alike = self.hours / (self.per_head * branches.heads(rank_basis.shape, starts, sizes, here))
            return branches.spread_out(np.minimum(alike, 1.0), sizes) * people
        key = self._key(rank_basis)
        order = branches.order(key if here is None else np.where(here > 0.0, key, np.inf), sizes)
        left = self.hours / self.per_head - branches.places(starts, sizes)
        given = np.empty_like(rank_basis)
        np.put_along_axis(given, order, np.broadcast_to(np.clip(left, 0.0, 1.0), given.shape), axis=-1)
        return given * people

    def gain(self, share: Array, sizes: Index) -> Array:
        """Skill won in a quarter beyond what is usual, from the share of full coaching (replication, seat).

        sizes: (branch,).  Two people share 6 usual hours, half of what each could use.

        >>> Coaching(usual_hours=6).gain(np.array([[1.0, 0.25]]), np.array([2])).round(12).tolist()
        [[0.015, -0.0075]]
        """
        usual = np.minimum(self.usual_hours / (self.per_head * sizes), 1.0)
        won: Array = self.effect * (share - np.repeat(usual, sizes))
        return won

    def _key(self, rank_basis: Array) -> Array:
        """What is lowest for who comes first."""
        if self.goes_to == "near goal":
            return np.abs(rank_basis - 1.0)
        return np.negative(rank_basis) if self.goes_to == "strongest" else rank_basis
