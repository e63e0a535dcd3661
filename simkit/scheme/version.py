"""A later version of a scheme: what is paid from a month on, and between which versions a month is a clean cut.

>>> to_month("month 13"), write_month(13)
(13, 'month 13')
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, PlainSerializer, WithJsonSchema

from simkit.concepts import Concept
from simkit.quantities import said
from simkit.scheme.components import Component

_MONTH = re.compile(r"\s*month\s+([0-9]{1,4})\s*")


def to_month(value: Any) -> int:
    """Read `month 13`, counted from 1 at the start of the run-in."""
    if isinstance(value, str) and (found := _MONTH.fullmatch(value)) and int(found[1]) > 0:
        return int(found[1])
    raise ValueError(f"{said(value)} is not a month; write one such as month 25, counted from the start of the run-in")


def write_month(value: int) -> str:
    """Write a month the way a file does."""
    return f"month {value}"


Month = Annotated[
    int,
    BeforeValidator(to_month),
    PlainSerializer(write_month, return_type=str, when_used="json"),
    WithJsonSchema({"type": "string", "pattern": r"^\s*month\s+[0-9]{1,4}\s*$", "examples": ["month 25"]}),
]
"""A month of the simulation, written `month 25`; counted from 1 at the start of the run-in."""


class Version(Concept):
    """What a scheme pays from a month on, in place of what it paid before."""

    starts: Month = Field(alias="from", description="the first month, counted from 1 at the start of the run-in")
    note: str = Field(default="", description="what is new, in a sentence")
    pay: tuple[Component, ...] = Field(min_length=1, description="the parts that pay from then on")


def cut(month: int, before: Sequence[Component], after: Sequence[Component]) -> str:
    """Why the pay cannot change from one list of components to another at a month; empty when it can.

    A component that stays the same goes on undisturbed; every other one can begin and end only where its periods do.
    """
    changed = _without(before, after) + _without(after, before)
    inside = [part for part in changed if (month - 1) % _step(part)]
    if not inside:
        return ""
    every = math.lcm(*(_step(part) for part in changed))
    soonest = month + (1 - month) % every
    period = "calendar year" if _step(inside[0]) == 12 else inside[0].every
    return (
        f"month {month} lies inside a {period} of {inside[0].name!r}; write month {soonest}, where the next one begins"
    )


def _without(some: Sequence[Component], others: Sequence[Component]) -> list[Component]:
    """Those that the others have not got, or not as often."""
    left, found = list(others), []
    for part in some:
        if part in left:
            left.remove(part)
        else:
            found.append(part)
    return found


def _step(component: Component) -> int:
    """Months from one possible beginning to the next; what counts the year to date begins in January."""
    return 12 if component.reads_before else component.months
