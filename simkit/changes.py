"""A copy of a model with something changed, checked again as if it had been read from a file."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from simkit.errors import SimkitError
from simkit.paths import Path, child, fields, key_of, metadata_of, model_of, parse_path, write_path
from simkit.quantities import Refers
from simkit.wording import faults, one_of

M = TypeVar("M", bound=BaseModel)

ASSUMPTION = "assumption"
"""What stands where a number has no source."""


def written(model: BaseModel) -> dict[str, Any]:
    """The model as a file would hold it: shares as `40%`, durations as `36 months`."""
    return model.model_dump(mode="json", by_alias=True)


def checked(model: type[M], data: Any) -> M:
    """The validated model; raises SimkitError with all faults, one a line."""
    try:
        return model.model_validate(data)
    except ValidationError as error:
        raise SimkitError("\n".join(str(fault) for fault in faults(error, model))) from None


def changed(model: M, path: str, value: Any) -> M:
    """A checked copy of `model` with the value at `path` replaced by `value`, written as in a file."""
    data = written(model)
    parts = parse_path(path)
    missing = unknown_step(type(model), data, parts)
    if missing is not None:
        raise SimkitError(f"{path}: {missing}")
    value = written(value) if isinstance(value, BaseModel) else copy.deepcopy(value)
    holder: Any = data
    for depth, part in enumerate(parts):
        if isinstance(holder, dict) and isinstance(holder.get("sources"), dict) and part != "sources":
            holder["sources"] = sources_after_change(holder["sources"], parts[depth:])
        if depth < len(parts) - 1:
            holder = holder[part]
    holder[parts[-1]] = value
    return checked(type(model), data)


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
    for depth, part in enumerate(path):
        model = model_of(annotation, data)
        known: list[Any] = []
        if isinstance(data, Mapping):
            known = list(fields(model)) if model else list(data)
        elif isinstance(data, (list, tuple)):
            known = list(range(len(data)))
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
