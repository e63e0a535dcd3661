"""Guard-rails: what an outcome may at most, or must at least, be; an amount, or a share of what it is today.

>>> Bound.model_validate("105% of today"), Bound.model_validate(1_200_000), Bound.model_validate("today").of_today
(<Bound: 105% of today>, <Bound: 1200000.0>, 1.0)
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import Field, WithJsonSchema, model_serializer, model_validator

from simkit.concepts import Concept
from simkit.outcomes.catalogue import Outcome
from simkit.quantities import said, to_money, to_share, write_money, write_share

_OF_TODAY = re.compile(r"\s*([^%％‰]+[%％‰])\s+of\s+today\s*")
_SHARE_MARKS = frozenset("%％‰")


class Bound(Concept):
    """A level of an outcome: `of_today` times what it is under today's scheme, plus an amount in its unit.

    as_share: whether the amount was written as a share, `2%`.
    """

    of_today: float = 0.0
    amount: float = 0.0
    as_share: bool = False

    @model_validator(mode="before")
    @classmethod
    def _read(cls, value: Any) -> Any:
        """Read `today`, `105% of today`, a share such as `2%`, or an amount."""
        if isinstance(value, Bound) or (isinstance(value, Mapping) and set(value) <= set(cls.model_fields)):
            return value
        if not isinstance(value, str):
            return {"amount": to_money(value)}
        if value.split() == ["today"]:
            return {"of_today": 1.0}
        if found := _OF_TODAY.fullmatch(value):
            return {"of_today": to_share(found[1])}
        if "today" in value or "of" in value.split():
            raise ValueError(f"{said(value)} is no level; write today, 105% of today, or an amount")
        if _SHARE_MARKS & set(value):
            return {"amount": to_share(value), "as_share": True}
        return {"amount": to_money(value)}

    @model_serializer(when_used="json")
    def _as_written(self) -> str | float:
        if self.of_today:
            return "today" if self.of_today == 1.0 else f"{write_share(self.of_today)} of today"
        return write_share(self.amount) if self.as_share else self.amount

    def misfit(self, outcome: Outcome) -> str:
        """Why it cannot be a level of this outcome, and what to write instead; empty when it can."""
        if self.of_today or not self.amount:
            return ""
        shares = outcome.unit.startswith(("share", "chance"))
        if shares and not self.as_share:
            return f"{self.amount:g} is not a share; did you mean {self.amount:g}%?"
        if self.as_share and not shares:
            text = write_share(self.amount)
            return f"{outcome.name} is counted in {outcome.unit}, not in %; write a number, or {text} of today"
        return ""

    def __str__(self) -> str:
        if self.of_today:
            return "today" if self.of_today == 1.0 else f"{write_share(self.of_today)} of today"
        return write_share(self.amount) if self.as_share else write_money(self.amount)


BOUND_SCHEMA = {"anyOf": [{"type": "string"}, {"type": "number"}], "examples": ["105% of today", "today", "2%"]}


class Limit(Concept):
    """What an outcome must keep to: at most one level, at least another, or both."""

    at_most: Annotated[Bound, WithJsonSchema(BOUND_SCHEMA)] | None = Field(
        default=None, description="the highest it may be: `today`, `105% of today`, or an amount in its unit"
    )
    at_least: Annotated[Bound, WithJsonSchema(BOUND_SCHEMA)] | None = Field(
        default=None, description="the lowest it may be, written in the same way"
    )

    @model_validator(mode="after")
    def _says_something(self) -> Limit:
        if self.at_most is None and self.at_least is None:
            raise ValueError("a limit says what may not happen; write at_most: 105% of today, or at_least: today")
        return self
