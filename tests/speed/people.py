"""Who has which seat, and who comes after them: people from standard normals, in plain floats."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from simkit.people.advisors import People


@dataclass(frozen=True, slots=True)
class Seat:
    """A seat and who has it first: base pay of a month, talent, the book of the territory, years, conscience."""

    base_pay: float
    talent: float
    book: float
    tenure: float
    conscience: float
    branch: int


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Who comes to a seat."""

    base_pay: float
    talent: float
    conscience: float


def seats(people: People, normals: Mapping[str, list[float]]) -> list[Seat]:
    """Who has which seat, from standard normals."""
    sigma_book, follows = _sigma(people.book.spread), people.book.follows_tenure
    sizes = _book_sizes(people)
    mean_size = math.fsum(sizes) / people.seats
    found = []
    for seat, size in enumerate(sizes):
        z_book = follows * normals["tenure"][seat] + math.sqrt(1.0 - follows**2) * normals["book"][seat]
        person = newcomer(people, {name: normals[name][seat] for name in ("base_pay", "talent", "conscience")})
        found.append(
            Seat(
                base_pay=person.base_pay,
                talent=person.talent,
                book=math.exp(sigma_book * z_book - 0.5 * sigma_book**2) * size / mean_size,
                tenure=people.tenure.median_years * math.exp(_sigma(people.tenure.spread) * normals["tenure"][seat]),
                conscience=person.conscience,
                branch=seat * people.branches // people.seats,
            )
        )
    return found


def newcomer(people: People, normals: Mapping[str, float]) -> Newcomer:
    """Somebody who comes to a seat, from standard normals."""
    sigma_talent = _sigma(people.talent.spread)
    return Newcomer(
        base_pay=people.base_pay.median * math.exp(_sigma(people.base_pay.spread) * normals["base_pay"]),
        talent=math.exp(sigma_talent * normals["talent"] - 0.5 * sigma_talent**2),
        conscience=math.exp(_sigma(people.conscience.spread) * normals["conscience"]),
    )


def _book_sizes(people: People) -> list[float]:
    """The size of an average book in the tier of each seat's branch."""
    last_branches, so_far = [], 0.0
    for tier, share in people.groups.branch_tier.items():
        so_far += share
        last_branches.append((round(so_far * people.branches), people.book.in_tier.get(tier, 1.0)))
    branches = (seat * people.branches // people.seats for seat in range(people.seats))
    return [next(size for last, size in last_branches if branch < last) for branch in branches]


def _sigma(spread: float) -> float:
    return math.sqrt(math.log(1.0 + spread**2))
