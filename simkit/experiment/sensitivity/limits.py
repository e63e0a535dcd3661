"""What a number of a scenario may be, as its type says."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from simkit.paths import Path, child, metadata_of


def limits(model: BaseModel, steps: Path, now: float) -> tuple[float, float]:
    """The least and the most that the number at a path may be, infinite where there is no limit.

    A limit that must not be reached itself counts as one half of the way from `now`.

    >>> from simkit.behaviour.views import View
    >>> calm = View(name="calm", weight="100%", response="20%")
    >>> limits(calm, ("response",), 0.2), limits(calm, ("worth_of_effort",), 0.5)
    ((0.0, 1.0), (0.25, inf))
    """
    least, most = -math.inf, math.inf
    for mark in _marks(model, steps):
        ends = {name: getattr(mark, name, None) for name in ("ge", "gt", "le", "lt")}
        least = max([least, *(bound for bound in (ends["ge"], _half_way(ends["gt"], now)) if bound is not None)])
        most = min([most, *(bound for bound in (ends["le"], _half_way(ends["lt"], now)) if bound is not None)])
    return float(least), float(most)


def _half_way(bound: float | None, now: float) -> float | None:
    return None if bound is None else 0.5 * (bound + now)


def _marks(model: BaseModel, steps: Path) -> Iterator[Any]:
    """What hangs on the field at the end of a path, and on the type of what it holds: limits among them."""
    value: Any = model
    annotation: Any = type(model)
    field: FieldInfo | None = None
    for step in steps:
        annotation = child(annotation, step, value)
        field = None
        if isinstance(value, BaseModel):
            name = next(n for n, f in type(value).model_fields.items() if (f.alias or n) == step)
            field, value = type(value).model_fields[name], getattr(value, name)
        else:
            value = value[step] if isinstance(value, Mapping) or isinstance(step, int) else None
    for mark in (*metadata_of(annotation), *(field.metadata if field else ())):
        yield from mark.metadata if isinstance(mark, FieldInfo) else (mark,)
