"""What differs between two schemes, in the words of their files.

Components are paired by name, then by kind and the KPIs they count; inside a component every entry of a list that has a
KPI is known by it, so that a measure that moved is not a change.

>>> from simkit.scheme.scheme import Scheme
>>> def small(cap: str) -> Scheme:
...     return Scheme.model_validate({"name": "x", "pay": [{
...         "kind": "bonus", "target_pay": "30% of base pay", "curve": {"kind": "linear", "cap": cap},
...         "measures": [{"kpi": "sales", "weight": "100%", "target": {"kind": "potential"}}]}]})
>>> changes(small("150%"), small("200%"))
['Bonus: curve cap 150% -> 200%']
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from simkit.changes import written
from simkit.report.words import clean
from simkit.scheme.components import Component
from simkit.scheme.scheme import Scheme
from simkit.showing import lean

_SINGULAR = {"measures": "measure", "gates": "gate", "prices": "price of", "contracts": "contract", "prizes": "prize"}
Steps = tuple[str, ...]


def changes(before: Scheme, after: Scheme) -> list[str]:
    """Every difference in pay, one sentence each; names of schemes, notes and sources are left aside."""
    pairs = paired(before, after)
    return [sentence for pair in pairs for sentence in _of_pair(*pair)]


def paired(before: Scheme, after: Scheme) -> list[tuple[Component | None, Component | None]]:
    """The components that belong together; None stands for one that is not there."""
    left, rest = list(after.pay), []
    found: list[tuple[Component, Component | None]] = []
    for one in before.pay:
        same = next((other for other in left if (other.kind, other.name) == (one.kind, one.name)), None)
        if same is None:
            rest.append(one)
        else:
            left.remove(same)
            found.append((one, same))
    for one in rest:
        like = [other for other in left if other.kind == one.kind and set(other.counted) & set(one.counted)]
        near = max(like, key=lambda other: len(set(other.counted) & set(one.counted)), default=None)
        if near is not None:
            left.remove(near)
        found.append((one, near))
    in_order = sorted(found, key=lambda pair: before.pay.index(pair[0]))
    return [*in_order, *((None, other) for other in left)]


def _of_pair(one: Component | None, other: Component | None) -> Iterator[str]:
    if one is None or other is None:
        part = one or other
        if part is not None:
            yield f"{clean(part.name)}: this {part.kind} is {'added' if one is None else 'removed'}"
        return
    if one.name != other.name:
        yield f"{clean(one.name)}: is now called {clean(other.name)}"
    old, new = (_told(part) for part in (one, other))
    told: set[Steps] = set()
    for path in dict.fromkeys([*old, *new]):
        if any(path[:depth] in told for depth in range(1, len(path))):
            continue
        if said := _changed(path, old, new):
            told.add(path)
            yield f"{clean(other.name)}: {said}"


def _told(component: Component) -> dict[Steps, Any]:
    """Every value by its path, a rate as people write it."""
    values = {path: value for path, value in _entries(lean(component)).items() if not isinstance(value, (dict, list))}
    return _entries(written(component)) | values


def _changed(path: Steps, old: Mapping[Steps, Any], new: Mapping[Steps, Any]) -> str:
    """What changed at a path, told as a whole: it is on one side only, or of another kind, or a single value."""
    if path in (("name",), ("kind",)) or old.get(path) == new.get(path):
        return ""
    if path not in new:
        return f"{_words(path)} removed"
    if path not in old:
        return f"{_words(path)} added ({_value(new[path])})"
    kinds = [side.get((*path, "kind")) for side in (old, new)]
    single = not (isinstance(old[path], (dict, list)) and isinstance(new[path], (dict, list)))
    return f"{_words(path)} {_value(old[path])} -> {_value(new[path])}" if single or kinds[0] != kinds[1] else ""


def _entries(data: Any, above: Steps = ()) -> dict[Steps, Any]:
    """Every value of a component by its path; an entry of a list goes by its KPI, or by its number from 1."""
    found: dict[Steps, Any] = {}
    if isinstance(data, Mapping):
        inside = [(str(key), value) for key, value in data.items() if not (above and key == "kpi")]
    elif isinstance(data, list):
        inside = [(_label(value, number), value) for number, value in enumerate(data, 1)]
    else:
        return found
    for key, value in inside:
        found[*above, key] = value
        found |= _entries(value, (*above, key))
    return found


def _label(value: Any, number: int) -> str:
    return str(value["kpi"]) if isinstance(value, Mapping) and "kpi" in value else str(number)


def _words(path: Steps) -> str:
    """A path as one says it, `gate satisfaction else pay`; names of KPIs stay as they are written."""
    first, *rest = path
    if first in _SINGULAR and rest:
        kpi, *below = rest
        return clean(" ".join([_SINGULAR[first], kpi, *(step.replace("_", " ") for step in below)]))
    return clean(" ".join(step.replace("_", " ") for step in path))


def _value(value: Any) -> str:
    """A value of a file in a few words, on one line."""
    if value is None:
        return "none"
    if isinstance(value, Mapping):
        inside = {key: inner for key, inner in value.items() if key not in ("kind", "kpi") and inner is not None}
        told = [f"{str(key).replace('_', ' ')} {_value(inner)}" for key, inner in inside.items()]
        kind = str(value.get("kind", ""))
        apart = ": " if kind and told else ""
        return clean(f"{kind}{apart}{', '.join(told)}")
    if isinstance(value, list):
        return ", ".join(_value(inner) for inner in value)
    return f"{value:,.10g}" if isinstance(value, (int, float)) and not isinstance(value, bool) else clean(value)
