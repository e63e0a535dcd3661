"""Assumptions: numbers of a scenario that nobody knows for sure, each with a range in which it may lie.

A range is written `PATH=LOW..HIGH`, as the file would write the number: `people.talent.spread=20%..60%`.  A view and
whatever else has a name is called by it (`views.central.response`).  `x0.5..x2` are multiples of what the number is
now, `PATH` alone is half to twice, within what the number may be.  A `*` in a path moves all that stand there together,
by one factor: `work.kpis.*.noise=x0.5..x2`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal, TypeAlias

from simkit.changes import changed, unknown_step, written
from simkit.errors import SimkitError
from simkit.experiment.sensitivity.limits import limits
from simkit.paths import Path, parse_path, write_path
from simkit.quantities import said, to_money, to_months, to_share, write_share
from simkit.scenario.scenario import Scenario
from simkit.showing import significant
from simkit.wording import one_of

Unit: TypeAlias = Literal["share", "months", "whole", "number", "factor"]
HOW = "write PATH=LOW..HIGH, such as people.talent.spread=20%..60% or market.swing=x0.5..x2"
_MONTHS = re.compile(r"[0-9]+ months?")
_FACTOR = re.compile(r"x\s*([0-9]+(?:\.[0-9]*)?|\.[0-9]+)")


@dataclass(frozen=True)
class Place:
    """One number of a scenario: where it stands, how it is written, and what it is now (a share as a fraction)."""

    steps: Path
    unit: Unit
    now: float


@dataclass(frozen=True)
class Assumption:
    """A number, or several that move together by one factor, between `low` and `high`.

    path: as it was asked for; places: the numbers.  low, now, high: in the unit of the number; for several numbers, and
    then only, factors on what they are now, which is 1.
    """

    path: str
    places: tuple[Place, ...]
    low: float
    high: float

    @property
    def unit(self) -> Unit:
        """How its values are written."""
        return self.places[0].unit if len(self.places) == 1 else "factor"

    @property
    def now(self) -> float:
        """The value as the scenario is written."""
        return self.places[0].now if len(self.places) == 1 else 1.0

    def settled(self, value: float) -> float:
        """The nearest value that can be written: months and counts are whole."""
        return float(round(value)) if self.unit in ("months", "whole") else float(value)

    def moved(self, scenario: Scenario, value: float) -> Scenario:
        """The scenario with the assumption at this value.  Raises SimkitError when the scenario does not admit it."""
        for place in self.places:
            at = value if len(self.places) == 1 else place.now * value
            scenario = changed(scenario, ".".join(map(str, place.steps)), _as_written(at, place.unit))
        return scenario

    def said(self, value: float) -> str:
        """A value for a reader.

        >>> swing = Assumption("market.swing", (Place(("market", "swing"), "share", 0.3),), 0.15, 0.6)
        >>> swing.said(0.4), swing.now
        ('40%', 0.3)
        """
        if self.unit == "share":
            return f"{significant(100.0 * value)}%"
        if self.unit == "months":
            return f"{round(value)} months"
        return f"x{significant(value)}" if self.unit == "factor" else significant(value)


def assumption(scenario: Scenario, text: str) -> Assumption:
    """The assumption that a text such as `people.talent.spread=20%..60%` means.

    Raises SimkitError, with what to write instead, when there is no such number or the scenario does not admit the
    range.
    """
    path, given, ends = text.partition("=")
    path = path.strip()
    places = tuple(_places(scenario, path))
    low, high = _range(scenario, places, ends.strip(), text) if given else _half_to_twice(scenario, places, path)
    found = Assumption(path, places, low, high)
    found = replace(found, low=found.settled(low), high=found.settled(high))
    for value in (found.low, found.high):
        try:
            found.moved(scenario, value)
        except SimkitError as error:
            raise SimkitError(f"{text}: the scenario does not admit {found.said(value)} here: {error}") from None
    return found


def _places(scenario: Scenario, path: str) -> Iterator[Place]:
    """The numbers that stand at a path; every `*` in it is all names or entries there."""
    data = written(scenario)
    steps = parse_path(path)
    everywhere = list(_followed(scenario, data, steps, path))
    if not everywhere:
        raise SimkitError(f"{path}: no number stands at such a path; {HOW}")
    for at, value in everywhere:
        unit = _unit(value)
        if unit is not None:
            yield Place(at, unit, _read(value, unit))
        elif "*" not in steps:
            raise SimkitError(f"{path} is {said(value)}, not a number that can be varied; {_below(path, value)}")


def _followed(scenario: Scenario, data: Any, steps: Path, path: str) -> Iterator[tuple[Path, Any]]:
    found: list[tuple[Path, Any]] = [((), data)]
    for depth, step in enumerate(steps):
        further: list[tuple[Path, Any]] = []
        for at, value in found:
            if step == "*":
                keys = (
                    list(value) if isinstance(value, Mapping) else range(len(value)) if isinstance(value, list) else ()
                )
                further += [((*at, key), value[key]) for key in keys]
            else:
                key = (
                    _view(scenario, step, path) if at == ("views",) else str(step) if isinstance(value, dict) else step
                )
                if _holds(value, key):
                    further.append(((*at, key), value[key]))
                elif value == "off":
                    raise SimkitError(f"{path}: {write_path(at)} is off in this scenario; switch it on to vary it")
                elif "*" not in steps[:depth]:
                    wrong = unknown_step(Scenario, data, (*at, key, *steps[depth + 1 :]), must_exist=True)
                    raise SimkitError(f"{path}: {wrong or 'there is no number'}")
        found = further
    yield from found


def _holds(value: Any, key: Any) -> bool:
    if isinstance(value, Mapping):
        return key in value
    return isinstance(value, list) and isinstance(key, int) and key < len(value)


def _view(scenario: Scenario, step: str | int, path: str) -> str | int:
    """A view called by name, as its number."""
    names = [view.name for view in scenario.views]
    if isinstance(step, int) and step < len(names):
        return step
    if step not in names:
        advice = one_of(str(step), names)
        raise SimkitError(f"{path}: there is no view {said(step)} among those that are run; {advice}")
    return names.index(str(step))


def _unit(value: Any) -> Unit | None:
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, str):
        return "share" if re.fullmatch(r"-?[0-9.]+%", value) else "months" if _MONTHS.fullmatch(value) else None
    if isinstance(value, int):
        return "whole"
    return "number" if isinstance(value, float) else None


def _read(value: Any, unit: Unit) -> float:
    """A number as it is written, as a number; raises ValueError with what to write."""
    return float({"share": to_share, "months": to_months}.get(unit, to_money)(value))


def _as_written(value: float, unit: Unit) -> Any:
    if unit == "share":
        return write_share(value)
    return f"{round(value)} months" if unit == "months" else round(value) if unit == "whole" else value


def _below(path: str, value: Any) -> str:
    inside = [key for key, inner in value.items() if _unit(inner)] if isinstance(value, Mapping) else []
    return f"name one in it, such as {path}.{inside[0]}" if inside else "name a number of the scenario"


def _range(scenario: Scenario, places: Sequence[Place], ends: str, text: str) -> tuple[float, float]:
    low, dots, high = ends.partition("..")
    if not dots:
        raise SimkitError(f"{text}: {said(ends)} is not a range; {HOW}")
    values = [_end(scenario, places, end.strip(), text) for end in (low, high)]
    if not values[0] < values[1]:
        raise SimkitError(f"{text}: the low end is not below the high end; write the lower number first")
    return values[0], values[1]


def _end(scenario: Scenario, places: Sequence[Place], end: str, text: str) -> float:
    factor = _FACTOR.fullmatch(end)
    if factor:
        return float(factor[1]) * (places[0].now if len(places) == 1 else 1.0)
    if len(places) > 1:
        raise SimkitError(f"{text}: {len(places)} numbers stand there and move by one factor; write x0.5..x2")
    try:
        return _read_end(scenario, places[0], end)
    except (SimkitError, ValueError) as error:
        raise SimkitError(f"{text}: {error}") from None


def _read_end(scenario: Scenario, place: Place, end: str) -> float:
    """An end as the file would write it; a rate, such as the bank's margin, is a number that may stand as a share."""
    if place.unit == "number" and end.endswith("%"):
        changed(scenario, ".".join(map(str, place.steps)), end)  # raises SimkitError where no share may stand
        return to_share(end)
    return _read(end, place.unit)


def _half_to_twice(scenario: Scenario, places: Sequence[Place], path: str) -> tuple[float, float]:
    """Half to twice of what it is now, within what each number may be."""
    low, high = 0.5, 2.0
    for place in places:
        if place.now == 0.0:
            raise SimkitError(f"{path} is 0, of which half and twice are the same; write {path}=LOW..HIGH")
        least, most = limits(scenario, place.steps, place.now)
        if place.now > 0.0:
            low, high = max(low, least / place.now), min(high, most / place.now)
    if not low < high:
        raise SimkitError(f"{path} may not be anything else than it is; name another number")
    now = places[0].now if len(places) == 1 else 1.0
    return (low * now, high * now) if now > 0.0 else (high * now, low * now)
