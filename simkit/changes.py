"""A copy of a model with something changed, checked again as if it had been read from a file."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, TypeVar

import numpy as np
from pydantic import BaseModel, TypeAdapter, ValidationError

from simkit.errors import SimkitError
from simkit.paths import Path, child, fields, key_of, metadata_of, model_of, parse_path, write_path
from simkit.quantities import Refers, said
from simkit.wording import faults, one_of

M = TypeVar("M", bound=BaseModel)

ASSUMPTION = "assumption"
"""What stands where a number has no source."""


def written(model: BaseModel) -> dict[str, Any]:
    """The model as a file would hold it: shares as `40%`, durations as `36 months`."""
    return model.model_dump(mode="json", by_alias=True)


@cache
def default_of(model: type[BaseModel], name: str) -> Any:
    """The default of a field as it is once read; `...` when there is none."""
    field = model.model_fields[name]
    if field.is_required():
        return ...
    return TypeAdapter(fields(model)[field.alias or name]).validate_python(field.get_default())


def checked(model: type[M], data: Any) -> M:
    """The validated model; raises SimkitError with all faults, one a line."""
    try:
        return model.model_validate(data)
    except ValidationError as error:
        raise SimkitError("\n".join(str(fault) for fault in faults(error, model))) from None


def changed(model: M, path: str, value: Any) -> M:
    """A checked copy of `model` with the value at `path` replaced by `value`, written as in a file."""
    if not isinstance(path, str):
        raise SimkitError(f"a path is a text, not {said(path)}; write one such as pay.0.curve.cap")
    return checked(type(model), written_with(model, {path: value}))


def written_with(model: BaseModel, values: Mapping[str, Any]) -> dict[str, Any]:
    """The model as a file would hold it with other values at these paths, not checked yet.

    Several at once may be right where each alone is not, as with weights that sum to 100%.  Raises SimkitError for a
    path that leads nowhere.
    """
    data = written(model)
    for path, value in values.items():
        _put(type(model), data, path, value)
    return data


def _put(model: type[BaseModel], data: dict[str, Any], path: str, value: Any) -> None:
    """Replace the value at a path of written data; a source that covered it holds no more."""
    steps = parse_path(path)
    missing = unknown_step(model, data, steps)
    if missing is not None:
        raise SimkitError(f"{path}: {_with_advice(missing, data, steps)}")
    holder: Any = data
    for depth, part in enumerate(steps):
        if isinstance(holder, dict) and isinstance(holder.get("sources"), dict) and part != "sources":
            holder["sources"] = sources_after_change(holder["sources"], steps[depth:])
        key = _key(holder, part)
        if depth < len(steps) - 1:
            holder = holder[key]
    holder[key] = _as_written(value)


def _as_written(value: Any) -> Any:
    """A value given in Python as a file would hold it; concepts and numpy's numbers may stand anywhere in it."""
    if isinstance(value, BaseModel):
        return written(value)
    if isinstance(value, Mapping):
        return {key: _as_written(inner) for key, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [_as_written(inner) for inner in value]
    return value.item() if isinstance(value, np.generic) else copy.deepcopy(value)


def _key(holder: Any, part: str | int) -> str | int:
    """A step of a path as the key of what holds it: a scheme may be called 2026, and an entry of a list is a number."""
    return str(part) if isinstance(holder, Mapping) else part


def _with_advice(missing: str, data: Any, steps: Path) -> str:
    """What is wrong with a path; where it only lacks its beginning, the whole path."""
    whole = [path for path in _paths(data) if steps and path[-len(steps) :] == steps]
    return f"{missing.partition('; ')[0]}; did you mean {'.'.join(map(str, whole[0]))}?" if whole else missing


def _paths(data: Any, above: Path = ()) -> Iterator[Path]:
    """Every path into the data, those of single values and those of what holds them."""
    inside = data.items() if isinstance(data, Mapping) else enumerate(data) if isinstance(data, list) else ()
    for key, value in inside:
        yield (*above, key)
        yield from _paths(value, (*above, key))


def sources_after_change(sources: Mapping[str, str], changed_path: Path) -> dict[str, str]:
    """The sources that still hold when the value at a path was changed: what covered it is an assumption now."""
    kept = {text: source for text, source in sources.items() if parse_path(text)[: len(changed_path)] != changed_path}
    covered = any(parse_path(text) == changed_path[:depth] for text in kept for depth in range(len(changed_path)))
    return {**kept, write_path(changed_path): ASSUMPTION} if covered else kept


def unknown_step(annotation: Any, data: Any, path: Path, must_exist: bool = False) -> str | None:
    """What is wrong with a path into `data`, in words; None when something stands or can be written there.

    A new name may be added to a mapping of KPIs such as a price list, since it is checked against the KPIs elsewhere;
    not so with `must_exist`.
    """
    if not path:
        return "the path is empty; write one such as pay.0.curve.cap"
    for depth, step in enumerate(path):
        part = _key(data, step)
        model = model_of(annotation, data)
        known: list[Any] = []
        if isinstance(data, Mapping):
            known = list(fields(model)) if model else list(data)
        elif isinstance(data, (list, tuple)):
            known = list(range(len(data)))
        elif model and part in fields(model):  # a mechanism that is off holds nothing to change
            return f"{write_path(path[:depth])} is {data}; give the whole of it"
        last = depth == len(path) - 1
        if part not in known and not (last and not must_exist and _takes_new_names(annotation)):
            return _no_such(path[:depth], part, data, known)
        if not last and (not isinstance(data, (list, tuple)) and part not in data):
            return f"{write_path(path[: depth + 1])} is not written out; give the whole of it"
        annotation = child(annotation, part, data)
        data = None if last else data[part]
    return None


def _no_such(above: Path, part: str | int, data: Any, known: list[Any]) -> str:
    where = f" in {write_path(above)}" if above else ""
    if isinstance(data, (list, tuple)):
        return f"there is no entry {str(part)[:60]}{where}; count from 0 to {len(data) - 1}"
    return f"there is no {str(part)[:60]!r}{where}; {one_of(str(part), known) if known else 'end the path earlier'}"


def _takes_new_names(annotation: Any) -> bool:
    key = key_of(annotation)
    return key is not None and any(isinstance(mark, Refers) for mark in metadata_of(key))
