"""What places are worth: so many places, or a share of the people, from the best down.

>>> best = Prize.model_validate({"places": 1, "pays": 5_000})
>>> good = Prize.model_validate({"places": "40%", "pays": 800})
>>> by_place((best, good), 5)[0].tolist()
[5000.0, 800.0, 800.0, 0.0, 0.0]
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Annotated, Any

import numpy as np
from pydantic import Field, WithJsonSchema, model_serializer, model_validator

from simkit.arrays import Array
from simkit.concepts import Concept
from simkit.quantities import said, to_share, to_whole, write_share
from simkit.scheme.components.bonus import TARGET_PAY_SCHEMA, TargetPay

PLACES_SCHEMA = {
    "anyOf": [{"type": "integer", "minimum": 1}, {"type": "string", "pattern": r"^\s*[0-9.]+\s*[%％‰]\s*$"}],
    "examples": [3, "20%"],
}


class Places(Concept):
    """How many places: a number, or a share of the people who are ranked.  Written `3` or `20%`."""

    number: int
    of_people: float = 0.0

    @model_validator(mode="before")
    @classmethod
    def read(cls, value: Any) -> Any:
        """Read `20%` or a whole number; code may also give the two fields by name."""
        if isinstance(value, Places) or (isinstance(value, Mapping) and set(value) <= {"number", "of_people"}):
            return value
        if isinstance(value, str) and set("%％‰") & set(value):
            return {"number": 0, "of_people": to_share(value)}
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            return {"number": to_whole(value)}
        raise ValueError(
            f"{said(value)} is no number of places; write one such as 3, or a share of the people such as 20%"
        )

    @model_validator(mode="after")
    def _some(self) -> Places:
        if self.number < 0 or not 0.0 <= self.of_people <= 1.0 or (self.number == 0) == (self.of_people == 0.0):
            raise ValueError("there must be places; write 1 or more, or a share of the people above 0% and up to 100%")
        return self

    @model_serializer(when_used="json")
    def _as_written(self) -> str | int:
        return write_share(self.of_people) if self.of_people else self.number

    def __str__(self) -> str:
        return f"{write_share(self.of_people)} of the people" if self.of_people else f"{self.number}"


class Prize(Concept):
    """What the next places are worth, each of them."""

    places: Annotated[Places, WithJsonSchema(PLACES_SCHEMA)] = Field(
        description="how many places: a number such as 3, or a share of the people such as 20%"
    )
    pays: Annotated[TargetPay, WithJsonSchema(TARGET_PAY_SCHEMA)] = Field(
        description="what each of them is worth: `20% of base pay`, or an amount for one period"
    )

    def scaled(self, factor: float) -> Prize:
        """The same places with more or less money."""
        return self.model_copy(update={"pays": self.pays.times(factor)})


def last_places(prizes: Sequence[Prize], people: int) -> list[int]:
    """The number of places from the best down to the end of each prize, among so many people.

    Shares of people are added up before they are rounded, so that the places of a whole distribution are all people.
    """
    numbers = np.cumsum([prize.places.number for prize in prizes])
    shares = np.cumsum([prize.places.of_people for prize in prizes])
    ends = numbers + np.rint(shares * people).astype(np.intp)
    return [min(int(end), people) for end in ends]


def by_place(prizes: Sequence[Prize], people: int, places: int | None = None) -> tuple[Array, Array]:
    """What each place among so many people is worth (place,): the amount, and the share of a month's base pay.

    places: how many are told; those beyond the people are worth nothing.
    """
    amount, of_base, first = np.zeros(places or people), np.zeros(places or people), 0
    for prize, last in zip(prizes, last_places(prizes, people), strict=True):
        amount[first:last] = prize.pays.amount
        of_base[first:last] = prize.pays.of_base
        first = last
    return amount, of_base


def falling(prizes: tuple[Prize, ...]) -> tuple[Prize, ...]:
    """The same prizes; raises ValueError when a worse place is worth more, or shares of people exceed all."""
    for better, worse in pairwise(prizes):
        if worse.pays.amount > better.pays.amount or worse.pays.of_base > better.pays.of_base:
            raise ValueError(
                f"a worse place pays {worse.pays}, more than the one before it, {better.pays}; write the best prize "
                "first, and all prizes as amounts or all as shares of base pay"
            )
    total = sum(prize.places.of_people for prize in prizes)
    if total > 1.0 + 1e-9:
        raise ValueError(
            f"the places sum to {write_share(round(total, 6))} of the people; make them sum to at most 100%"
        )
    return prizes
