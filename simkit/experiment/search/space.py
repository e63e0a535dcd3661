"""All schemes that a search may try: for each path that varies, the values that may stand there.

Values are round numbers, so that a plan document can hold what is found; a range is thus a list like any other, only in
order.  A candidate is one place on each list.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any, TypeAlias

from pydantic import ValidationError

from simkit.changes import checked, unknown_step, written, written_with
from simkit.experiment.search.question import Search, Values
from simkit.experiment.search.units import Unit, unit_at, words_at
from simkit.paths import Path, parse_path, write_path
from simkit.quantities import said
from simkit.scheme.scheme import Scheme
from simkit.wording import Fault, faults

FEWEST_STEPS, MOST_VALUES = 30, 1_000
"""A range without a step has so many steps at least; no list is longer than that many values."""

Choice: TypeAlias = tuple[int, ...]
"""A place on the list of each axis."""


@dataclass(frozen=True)
class Axis:
    """One path that varies: the values, as files write them, and whether they have an order.

    taken_from: path of what falls as this rises.  unit: of values that are numbers.
    """

    path: str
    values: tuple[Any, ...]
    ordered: bool
    taken_from: str = ""
    unit: Unit | None = None


@dataclass(frozen=True)
class Space:
    """The scheme as it is written, and what may vary in it."""

    scheme: Scheme
    axes: tuple[Axis, ...]

    @property
    def size(self) -> int:
        """How many different schemes there are."""
        return math.prod(len(axis.values) for axis in self.axes)

    @cached_property
    def _data(self) -> dict[str, Any]:
        return written(self.scheme)

    def values(self, choice: Choice) -> dict[str, Any]:
        """Path -> value of a candidate, as a file would hold it: what varies, and what it is taken from."""
        found, taken = {}, dict[str, float]()
        for axis, place in zip(self.axes, choice, strict=True):
            found[axis.path] = axis.values[place]
            if axis.taken_from and axis.unit:
                rise = axis.unit.read(axis.values[place]) - axis.unit.read(_at(self._data, axis.path))
                left = taken.get(axis.taken_from, axis.unit.read(_at(self._data, axis.taken_from)))
                taken[axis.taken_from] = round(left - rise, 12)
                found[axis.taken_from] = axis.unit.write(taken[axis.taken_from])
        return found

    def candidate(self, choice: Choice) -> Scheme:
        """The scheme at these places; raises SimkitError when the values do not go together."""
        return checked(Scheme, written_with(self.scheme, self.values(choice)))

    @cached_property
    def as_written(self) -> dict[int, int]:
        """Axis -> the place that is nearest to the scheme as it is; of a list the same value, if it is there."""
        found = {}
        for number, axis in enumerate(self.axes):
            here = _at(self._data, axis.path)
            if axis.ordered and axis.unit and here is not None:
                away = [abs(axis.unit.read(value) - axis.unit.read(here)) for value in axis.values]
                found[number] = away.index(min(away))
            elif here in axis.values:
                found[number] = axis.values.index(here)
        return found

    def all_choices(self) -> Iterator[Choice]:
        """Every choice there is."""
        return itertools.product(*(range(len(axis.values)) for axis in self.axes))


def space_of(search: Search, scheme: Scheme) -> tuple[Space | None, list[Fault]]:
    """What a search may try of a scheme, or everything that is wrong with it, with paths into the search."""
    axes, wrong = [], list[Fault]()
    for path, values in search.vary.items():
        axis, found = _axis(path, values, scheme)
        wrong += found
        axes += [axis] if axis else []
    for path, values in search.vary.items():
        if values.taken_from and parse_path(values.taken_from) in {parse_path(other) for other in search.vary}:
            wrong.append(
                Fault(("vary", path, "taken_from"), f"{values.taken_from} varies itself", "name one that does not")
            )
    same = [write_path(parse_path(path)) for path in search.vary]
    for path in search.vary:
        if same.count(write_path(parse_path(path))) > 1:
            wrong.append(Fault(("vary", path), "two entries lead to the same place", "remove one of them", at_key=True))
    if wrong:
        return None, wrong
    return Space(scheme, tuple(axes)), []


def _axis(path: str, values: Values, scheme: Scheme) -> tuple[Axis | None, list[Fault]]:
    """The values of one path, or what is wrong with them."""
    data, here, steps = written(scheme), ("vary", path), parse_path(path)
    if missing := unknown_step(Scheme, data, steps):
        what, _, instead = missing.partition("; ")
        return None, [Fault(here, what, instead, at_key=True)]
    unit = unit_at(Scheme, data, steps)
    if values.one_of:
        axis = Axis(path, tuple(values.one_of), ordered=False)
    elif unit is None:
        words = words_at(Scheme, data, steps)
        instead = f"write {{one_of: [{', '.join(map(_word, words)) or '..., ...'}]}}"
        return None, [Fault(here, "this is not a number, so nothing lies between two of them", instead)]
    else:
        listed, wrong = _listed(values, unit, here)
        if wrong or (wrong := _not_taken(values, unit, data, here)):
            return None, wrong
        axis = Axis(path, tuple(listed), ordered=True, taken_from=values.taken_from, unit=unit)
    found = [fault for place in _ends(axis) if (fault := _own_fault(axis, place, scheme, here))]
    return axis, found


def _word(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _ends(axis: Axis) -> Sequence[int]:
    """The places that are checked before a search: all of a list, the ends of a range."""
    return (0, len(axis.values) - 1) if axis.ordered else range(len(axis.values))


def _own_fault(axis: Axis, place: int, scheme: Scheme, here: Path) -> Fault | None:
    """What is wrong with a value by itself, whatever the others are."""
    steps = parse_path(axis.path)
    key: Path = ("one_of", place) if not axis.ordered else ("from",) if place == 0 else ("to",)
    try:
        Scheme.model_validate(written_with(scheme, {axis.path: axis.values[place]}))
    except ValidationError as error:
        for fault in faults(error, Scheme):
            if fault.path[: len(steps)] == steps:
                return Fault((*here, *key), str(Fault(fault.path[len(steps) :], fault.what)), fault.instead)
    return None


def _not_taken(values: Values, unit: Unit, data: Any, here: Path) -> list[Fault]:
    """What is wrong with the place from which a rise is taken."""
    if not values.taken_from:
        return []
    path, steps = (*here, "taken_from"), parse_path(values.taken_from)
    if missing := unknown_step(Scheme, data, steps):
        what, _, instead = missing.partition("; ")
        return [Fault(path, what, instead)]
    if unit_at(Scheme, data, steps) is not unit or None in (_at(data, str(here[1])), _at(data, values.taken_from)):
        return [Fault(path, f"{values.taken_from} has not the unit of {here[1]}", "name a path that has")]
    return []


def _listed(values: Values, unit: Unit, here: Path) -> tuple[list[Any], list[Fault]]:
    """Round numbers from one end to the other, as files write them; the last step may be shorter."""
    numbers, wrong = {}, []
    for key, value in (("from", values.low), ("to", values.high), ("step", values.step)):
        try:
            numbers[key] = None if value is None else Decimal(repr(unit.read(value)))
        except (ValueError, ValidationError) as error:
            wrong.append(Fault((*here, key), *_in_words(error)))
    if wrong:
        return [], wrong
    low, high = Decimal(numbers["from"] or 0), Decimal(numbers["to"] or 0)
    if low >= high:
        return [], [Fault(here, f"from {values.low} to {values.high} goes nowhere", "write the lower value as from")]
    given = numbers["step"]
    step = round_step(high - low, whole=unit.whole) if given is None else given
    count = math.ceil((high - low) / step) if step > 0 else 0
    if not 0 < count < MOST_VALUES:
        what = f"steps of {said(values.step)} do not lead from {values.low} to {values.high} in {MOST_VALUES}"
        return [], [Fault((*here, "step"), what, "write a step above 0, such as a tenth of the range")]
    return [unit.write(float(min(low + number * step, high))) for number in range(count + 1)], []


def _in_words(error: Exception) -> tuple[str, str]:
    text = str(error.errors()[0]["ctx"]["error"]) if isinstance(error, ValidationError) else str(error)
    what, _, instead = text.partition("; ")
    return what, instead


def round_step(width: Decimal, *, whole: bool) -> Decimal:
    """The largest of 1, 2 and 5 times a power of ten that goes at least 30 times into a width; of whole numbers >= 1.

    >>> [str(round_step(Decimal(width), whole=False)) for width in ("0.3", "2800", "1")]
    ['0.01', '5E+1', '0.02']
    """
    power = Decimal(1).scaleb((width / FEWEST_STEPS).adjusted())
    step = max(lead * power for lead in (1, 2, 5) if lead * power * FEWEST_STEPS <= width)
    return max(step, Decimal(1)) if whole else step


def _at(data: Any, path: str) -> Any:
    """What stands at a path of written data; None where nothing does."""
    for part in parse_path(path):
        data = data.get(str(part)) if isinstance(data, Mapping) else data[int(part)]
    return data
