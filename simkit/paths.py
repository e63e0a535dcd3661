"""Where a value stands: paths such as ``pay.0.curve.cap``, followed along the types of the models.

The models are the language, so what may stand at a path is read from their annotations: the fields of a model, the
members of a family told apart by `kind`,
the values of a mapping, the entries of a list.

>>> parse_path("pay[0].curve.cap") == parse_path("pay.0.curve.cap") == ("pay", 0, "curve", "cap")
True
>>> write_path(("pay", 0, "curve", "cap"))
'pay[0].curve.cap'
"""

from __future__ import annotations

import re
import types
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any, Literal, TypeAlias, Union, get_args, get_origin, get_type_hints

from pydantic import BaseModel, Discriminator, Tag
from pydantic.fields import FieldInfo

Path: TypeAlias = tuple[str | int, ...]


def parse_path(text: str) -> Path:
    """Read a path as people write it; a part of digits only counts entries of a list from 0."""
    parts = [part for part in re.split(r"[.\[\]]", text) if part]
    return tuple(int(part) if part.isascii() and part.isdigit() and len(part) < 9 else part for part in parts)


def write_path(path: Sequence[str | int]) -> str:
    """Write a path as messages show it."""
    text = "".join(f"[{part}]" if isinstance(part, int) else f".{_short(part)}" for part in path)
    return text.removeprefix(".")


def _short(part: str) -> str:
    return part if len(part) <= 60 else part[:59] + "..."


@dataclass(frozen=True)
class Family:
    """A tagged union: its members by tag, and how the tag is told: the key that holds it, or a function."""

    members: Mapping[str, type[BaseModel]]
    which: str | Callable[[Any], Any]

    def member(self, value: Any) -> type[BaseModel] | None:
        """The member that `value`, a mapping of a file, means to be."""
        if callable(self.which):
            return self.members.get(str(self.which(value)))
        return self.members.get(str(value.get(self.which))) if isinstance(value, Mapping) else None


def _peel(annotation: Any) -> tuple[Any, list[Any]]:
    """An annotation without its outer `Annotated` and `| None`, and the metadata that hung on it."""
    metadata: list[Any] = []
    while True:
        if get_origin(annotation) is Annotated:
            annotation, *more = get_args(annotation)
            metadata += more
            continue
        options = [a for a in get_args(annotation) if a is not types.NoneType] if _is_union(annotation) else []
        if len(options) != 1:
            return annotation, metadata
        annotation = options[0]


def _is_union(annotation: Any) -> bool:
    return get_origin(annotation) in (Union, types.UnionType)


@cache
def family(annotation: Any) -> Family | None:
    """The family an annotation stands for; None when it is not a tagged union."""
    peeled, metadata = _peel(annotation)
    told = [m.discriminator for m in metadata if isinstance(m, (Discriminator, FieldInfo)) and m.discriminator]
    if not _is_union(peeled) or not told:
        return None
    which = told[0].discriminator if isinstance(told[0], Discriminator) else told[0]
    members: dict[str, type[BaseModel]] = {}
    for option in get_args(peeled):
        model, tags = _peel(option)
        names = [tag.tag for tag in tags if isinstance(tag, Tag)] or choices(fields(model)[str(which)])
        members.update(dict.fromkeys(names, model))
    return Family(members, which)


@cache
def fields(model: type[BaseModel]) -> dict[str, Any]:
    """The keys of a model as files write them, each with its annotation."""
    hints = get_type_hints(model, include_extras=True)
    return {field.alias or name: hints[name] for name, field in model.model_fields.items()}


def description(model: type[BaseModel], key: str) -> str:
    """What the field written as `key` is, in the words of the model."""
    return next((f.description or "" for n, f in model.model_fields.items() if (f.alias or n) == key), "")


def model_of(annotation: Any, value: Any = None) -> type[BaseModel] | None:
    """The model an annotation stands for; of a family the member that `value` means to be."""
    found = family(annotation)
    if found:
        return found.member(value)
    peeled, _ = _peel(annotation)
    return peeled if isinstance(peeled, type) and issubclass(peeled, BaseModel) else None


def metadata_of(annotation: Any) -> list[Any]:
    """What hangs on an annotation, such as the mark that it is the name of a KPI."""
    return _peel(annotation)[1]


def choices(annotation: Any) -> list[str]:
    """The values a `Literal` annotation allows."""
    peeled, _ = _peel(annotation)
    return [str(a) for a in get_args(peeled)] if get_origin(peeled) is Literal else []


def key_of(annotation: Any) -> Any:
    """The annotation of the keys of a mapping; None for anything else."""
    peeled, _ = _peel(annotation)
    return get_args(peeled)[0] if get_origin(peeled) is dict else None


def child(annotation: Any, part: str | int, value: Any = None) -> Any:
    """The annotation one step down: of a field, of a mapping's values or of a list's entries; None when there is none.

    `value` is what stands at `annotation`; it tells the members of a family apart.
    """
    model = model_of(annotation, value)
    if model is not None:
        return fields(model).get(str(part))
    peeled, _ = _peel(annotation)
    origin = get_origin(peeled)
    if origin is dict:
        return get_args(peeled)[1]
    return get_args(peeled)[0] if origin in (tuple, list) and isinstance(part, int) else None


def from_location(model: type[BaseModel], location: Sequence[str | int]) -> tuple[Path, Any, bool]:
    """What pydantic calls a location, as a path of the file: without the tags of families.

    Returns the path, the annotation found there (None when unknown) and whether the location is a key of a mapping.
    """
    annotation: Any = model
    path: list[str | int] = []
    for part in location:
        found = family(annotation)
        if found and part in found.members:
            annotation = found.members[str(part)]
        elif part == "[key]":
            return tuple(path), annotation, True
        else:
            path.append(part)
            annotation = child(annotation, part)
    return tuple(path), annotation, False
