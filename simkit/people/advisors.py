"""Who works here: seats, what they earn, how able they are, and the luck of their territory.

People are drawn afresh for every replication, so that intervals hold for people like these and not for one draw of
them.  All spreads are coefficients of variation of lognormal quantities; talent and book have mean 1.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Annotated

import numpy as np
from pydantic import Field, field_validator, model_validator

from simkit.arrays import Array, Index
from simkit.concepts import Concept
from simkit.quantities import (
    MisplacedError,
    Number,
    PositiveMoney,
    PositiveShare,
    Refers,
    UnknownNameError,
    Whole,
    write_share,
)

TierName = Annotated[str, Refers("people.groups.branch_tier")]
"""The name of a tier of branches."""
DRAWN = ("base_pay", "talent", "book", "tenure")
"""The standard normals that `People.draw` takes, by name, each (replication, seat)."""


class BasePay(Concept):
    """Monthly base pay, lognormal."""

    median: PositiveMoney = Field(description="base pay of a month that half of the people exceed")
    spread: PositiveShare = Field(default="20%", validate_default=True, description="standard deviation over mean")


class Talent(Concept):
    """Ability that stays: output at the same effort and book, mean 1."""

    spread: PositiveShare = Field(default="30%", validate_default=True, description="standard deviation over mean")


class Book(Concept):
    """The clients and wealth of the territory, mean 1: the luck of the seat."""

    spread: PositiveShare = Field(default="50%", validate_default=True, description="standard deviation over mean")
    follows_tenure: Number = Field(default=0.0, ge=-1, le=1, description="correlation of log book with log tenure")
    in_tier: dict[TierName, Annotated[PositiveShare, Field(gt=0)]] = Field(
        default={}, description="size of an average book by branch tier"
    )


class Tenure(Concept):
    """Years in the job at the start, lognormal."""

    median_years: Number = Field(default=4.0, gt=0, description="years in the job that half of the people exceed")
    spread: PositiveShare = Field(default="80%", validate_default=True, description="standard deviation over mean")


class Conscience(Concept):
    """What doing wrong costs people in their own eyes, lognormal around that of the median person.

    spread: assumption; set so that a few do most of it: who was found once is found again three to seven times as often
    as the others (Egan, Matvos and Seru 2019; tests/findings, SF36).
    """

    spread: PositiveShare = Field(default="100%", validate_default=True, description="standard deviation over mean")

    def of(self, normals: Array) -> Array:
        """Relative moral cost of everybody (replication, seat), 1 for the median, from standard normals.

        >>> Conscience(spread="60%").of(np.array([[0.0, 1.0]])).round(3).tolist()
        [[1.0, 1.741]]
        """
        cost: Array = np.exp(sigma_of(self.spread) * normals)
        return cost


class Groups(Concept):
    """Groups whose pay is compared: shares of branches by tier, in order."""

    branch_tier: dict[str, PositiveShare] = Field(
        default={"all": "100%"}, validate_default=True, min_length=1, description="share of branches in each tier"
    )

    @field_validator("branch_tier")
    @classmethod
    def _whole(cls, value: dict[str, float]) -> dict[str, float]:
        if abs(sum(value.values()) - 1.0) > 1e-9:
            raise ValueError(f"the shares sum to {write_share(round(sum(value.values()), 6))}; make them sum to 100%")
        return value


@dataclass(frozen=True)
class Tiers:
    """The tier of every seat's branch.  number: (seat,) place of the tier among `names`."""

    names: tuple[str, ...]
    number: Index

    def factors(self, by_name: Mapping[str, float]) -> Array:
        """The factor of each seat's tier (seat,); 1 for a tier that is not named.

        >>> Tiers(("city", "county"), np.array([0, 1, 1])).factors({"county": 0.8}).tolist()
        [1.0, 0.8, 0.8]
        """
        found: Array = np.array([by_name.get(name, 1.0) for name in self.names])[self.number]
        return found

    def of(self, seat: int) -> Tiers:
        """That of one seat alone."""
        return Tiers(self.names, self.number[seat : seat + 1])


@dataclass(frozen=True)
class Seats:
    """The people of a chunk of replications.  Arrays are (replication, seat) unless said otherwise."""

    base_pay: Array
    """Monthly, in money."""
    talent: Array
    book: Array
    tenure: Array
    """Years at the start."""
    branch: Index
    """(seat,): number of the seat's branch."""
    tier: Index
    """(seat,): number of the branch's tier."""
    tiers: tuple[str, ...]

    @cached_property
    def in_tiers(self) -> Tiers:
        """The tier of every seat."""
        return Tiers(self.tiers, self.tier)


class People(Concept):
    """Everybody who is paid by the scheme; seat i works in branch i // (seats / branches)."""

    seats: Whole = Field(ge=1, le=100_000, description="number of wealth managers")
    branches: Whole = Field(default=1, ge=1, description="number of branches they work in")
    base_pay: BasePay = Field(description="fixed pay of a month")
    talent: Talent = Field(default=Talent(), description="ability that stays")
    book: Book = Field(default=Book(), description="the clients and wealth of the territory")
    tenure: Tenure = Field(default=Tenure(), description="years in the job at the start")
    conscience: Conscience = Field(default=Conscience(), description="what doing wrong costs them in their own eyes")
    groups: Groups = Field(default=Groups(), description="groups whose pay is compared")

    @model_validator(mode="after")
    def _fits(self) -> People:
        if self.branches > self.seats:
            message = f"{self.branches} branches for {self.seats} seats; write at most one branch a seat"
            raise MisplacedError(message, ("branches",))
        wrong = [tier for tier in self.book.in_tier if tier not in self.groups.branch_tier]
        if wrong:
            message = f"{wrong[0]!r} is not a tier; write one of {', '.join(self.groups.branch_tier)}"
            raise UnknownNameError(message, ("book", "in_tier", wrong[0]))
        return self

    @property
    def branch(self) -> Index:
        """(seat,): the branch of every seat, branches as equal as possible."""
        return np.arange(self.seats, dtype=np.intp) * self.branches // self.seats

    @property
    def tier(self) -> Index:
        """(seat,): the tier of every seat's branch; the first branches belong to the first tier."""
        ends = np.rint(np.cumsum(list(self.groups.branch_tier.values())) * self.branches)
        return np.searchsorted(ends, self.branch, side="right").astype(np.intp)

    @property
    def sizes(self) -> Array:
        """(seat,): the book that is expected of every seat, by the tier of its branch; 1 on average."""
        size = np.array([self.book.in_tier.get(tier, 1.0) for tier in self.groups.branch_tier])[self.tier]
        relative: Array = size / size.mean()
        return relative

    def newcomer(self, normals: Mapping[str, Array]) -> dict[str, Array]:
        """Who comes to a seat: base pay, talent and conscience, from standard normals of these names."""
        return {
            "base_pay": self.base_pay.median * np.exp(sigma_of(self.base_pay.spread) * normals["base_pay"]),
            "talent": _mean_one(self.talent.spread, normals["talent"]),
            "conscience": self.conscience.of(normals["conscience"]),
        }

    def draw(self, normals: Mapping[str, Array]) -> Seats:
        """The people of a chunk, from standard normals named in `DRAWN`, each (replication, seat)."""
        r = self.book.follows_tenure
        book_normal = r * normals["tenure"] + math.sqrt(1.0 - r * r) * normals["book"]
        return Seats(
            base_pay=self.base_pay.median * np.exp(sigma_of(self.base_pay.spread) * normals["base_pay"]),
            talent=_mean_one(self.talent.spread, normals["talent"]),
            book=_mean_one(self.book.spread, book_normal) * self.sizes,
            tenure=self.tenure.median_years * np.exp(sigma_of(self.tenure.spread) * normals["tenure"]),
            branch=self.branch,
            tier=self.tier,
            tiers=tuple(self.groups.branch_tier),
        )


def sigma_of(spread: float) -> float:
    """Standard deviation of the log of a lognormal with this coefficient of variation."""
    return math.sqrt(math.log1p(spread * spread))


def _mean_one(spread: float, normals: Array) -> Array:
    sigma = sigma_of(spread)
    drawn: Array = np.exp(sigma * normals - 0.5 * sigma * sigma)
    return drawn
