"""What a Hypothesis strategy draws for a number, and for nothing but the number.

By itself Hypothesis also draws constants that it finds in the code that is loaded, so that the same seed gives another
value in another program.  Its other way in, a provider of primitives, is given plain chance here.
"""

from __future__ import annotations

import random
from typing import Any, ClassVar, TypeVar

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from hypothesis.internal.conjecture.providers import AVAILABLE_PROVIDERS, PrimitiveProvider

T = TypeVar("T")


class PlainChance(PrimitiveProvider):
    """Every number within its bounds is as likely as any other, and the bounds themselves a little more."""

    lifetime = "test_case"
    chance: ClassVar[random.Random] = random.Random(0)

    def draw_boolean(self, p: float = 0.5) -> bool:
        return self.chance.random() < p

    def draw_integer(
        self,
        min_value: int | None = None,
        max_value: int | None = None,
        *,
        weights: dict[int, float] | None = None,
        shrink_towards: int = 0,
    ) -> int:
        low = -1_000 if min_value is None else min_value
        return self.chance.randint(low, low + 2_000 if max_value is None else max_value)

    def draw_float(
        self,
        *,
        min_value: float = -1e6,
        max_value: float = 1e6,
        allow_nan: bool = True,
        smallest_nonzero_magnitude: float = 0.0,
    ) -> float:
        if self.chance.random() < 0.1:
            return self.chance.choice((min_value, max_value))
        return self.chance.uniform(min_value, max_value)

    def draw_string(self, intervals: Any, *, min_size: int = 0, max_size: int = 10) -> str:
        raise NotImplementedError("no strategy of the language draws a text")

    def draw_bytes(self, min_size: int = 0, max_size: int = 10) -> bytes:
        raise NotImplementedError("no strategy of the language draws bytes")


AVAILABLE_PROVIDERS["plain"] = f"{__name__}.PlainChance"


def drawn(strategy: st.SearchStrategy[T], number: int, count: int = 3) -> list[T]:
    """A few values of a strategy, the last first; the same for a number wherever it is asked for."""
    found: list[T] = []

    @settings(backend="plain", max_examples=count, database=None, phases=[Phase.generate], deadline=None,
              suppress_health_check=list(HealthCheck))  # fmt: skip
    @given(strategy)
    def note(value: T) -> None:
        found.append(value)

    PlainChance.chance = random.Random(number)
    note()
    return found[::-1]
