"""Every value of a scenario or scheme, where it was written and where it comes from.

A value stands in a file (`path:line`) or is a default; it has a source or is an assumption.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path as FilePath
from typing import Any

from pydantic import BaseModel
from wcwidth import wcswidth

from simkit.behaviour.views import View
from simkit.changes import ASSUMPTION, default_of, written
from simkit.concepts import Concept
from simkit.paths import Path, parse_path, write_path
from simkit.scenario.places import Node
from simkit.scenario.reading import read, read_scheme, tree_of
from simkit.scenario.scenario import Scenario

DEFAULT, GIVEN = "default", "given in Python"
WIDTH, KEY, VALUE, PLACE = 80, 37, 20, 9
_PLAIN_VIEW = written(View(name="", weight="100%"))
LABELS = {"name", "note", "source", "source_grade"}
"""Keys that only say what something is called: neither assumed nor found anywhere."""


@dataclass(frozen=True)
class Origin:
    """One value: its path, how it is written, where (`file:line`, or `default`) and its source or the word assumption.

    A label, such as a name or a note, has neither; nor has a part that is left out.
    """

    steps: Path
    value: str
    place: str
    source: str

    @property
    def path(self) -> str:
        """The path as messages show it."""
        return write_path(self.steps)

    @property
    def assumed(self) -> bool:
        """Whether it is an assumption, be it one with a reason."""
        return self.source.startswith(ASSUMPTION)


def provenance(model: BaseModel, tree: Node | None = None) -> Iterator[Origin]:
    """The origin of every value of a scenario or scheme, in the order of the models.

    `tree` is the one the model was read from; without it a value that is no default was given in Python.
    """
    data = written(model)
    sources = {parse_path(text): source for text, source in _sources(data)}
    for path, value in _leaves(data):
        if "sources" in path:
            continue
        place, text = _placed(tree, path, value) if tree else (_given(model, path), _text(value))
        source = _source(sources, model, data, path, place)
        unused = place == DEFAULT and value in (None, "nothing") and source == ASSUMPTION
        yield Origin(path, text, place, "" if unused else source)  # a part that is left out assumes nothing


def show_text(path: str | os.PathLike[str]) -> str:
    """A scenario or scheme file with everything in it and behind it, one value a line, for a terminal.

    Raises ScenarioError when the file cannot be used.
    """
    file = os.fspath(path)
    model: BaseModel
    if "pay" in tree_of(file).value:
        model, tree = read_scheme(file)
    else:
        reading = read(file)
        model, tree = reading.scenario, reading.tree
    origins = list(provenance(model, tree))
    notes = list(dict.fromkeys(origin.source for origin in origins if origin.source not in ("", ASSUMPTION)))
    lines = [file, *([f"fingerprint {model.fingerprint}"] if isinstance(model, Scenario) else []), ""]
    lines += _table(origins, file, notes)
    lines += ["", *(line for number, note in enumerate(notes, 1) for line in _wrapped(note, f"[{number}] ", "    "))]
    return "\n".join([*lines, *_summary(origins)]) + "\n"


def _summary(origins: list[Origin]) -> list[str]:
    values = [origin for origin in origins if origin.source]
    defaults = sum(origin.place == DEFAULT for origin in values)
    assumed = sum(origin.assumed for origin in values)
    sourced = len(values) - assumed
    return ["", f"{len(values)} values, {defaults} of them defaults: {assumed} assumptions, {sourced} with a source."]


def _table(origins: list[Origin], file: str, notes: list[str]) -> Iterator[str]:
    """One line a value under headings for what holds it; a scheme's heading names its file."""
    folder, here, above = f"{FilePath(file).parent.as_posix()}/", FilePath(file).as_posix(), list[str]()
    for origin in origins:
        segments = _segments(origin.steps)
        same = next((d for d, (a, b) in enumerate(zip(above, segments, strict=False)) if a != b), len(above))
        for depth in range(same, len(segments) - 1):
            heading = "  " * depth + segments[depth]
            if segments[0] == "schemes" and depth == 1 and origin.place != DEFAULT:
                here = origin.place.rpartition(":")[0]
                heading += f"  ({here.removeprefix(folder)})" if here != FilePath(file).as_posix() else ""
            yield heading
        here = here if segments[0] == "schemes" else FilePath(file).as_posix()
        above = segments[:-1]
        place = origin.place.removeprefix(f"{here}:")
        place = f"line {place}" if place.isdigit() else place.removeprefix(folder)
        mark = f"[{notes.index(origin.source) + 1}]" if origin.source in notes else origin.source
        yield from _row("  " * (len(segments) - 1) + segments[-1], origin.value, place, mark)


def _segments(path: Path) -> list[str]:
    """A path as headings: the number of an entry stands with the list, as in `measures[0]`."""
    segments: list[str] = []
    for part in path:
        if isinstance(part, int) and segments:
            segments[-1] += f"[{part}]"
        else:
            segments.append(str(part))
    return segments


def _row(key: str, value: str, place: str, mark: str) -> Iterator[str]:
    """One line when it fits 80 columns; a long value follows below its key."""
    long = wcswidth(value) > VALUE
    tail = f"{_pad(place, PLACE)} {mark}".rstrip()
    row = f"{_pad(key, KEY)} {_pad('' if long else value, VALUE)} {tail}"
    spare = wcswidth(row) - WIDTH  # a long key or place borrows from the blanks behind the value
    yield row if spare <= 0 else row.replace(" " * spare, "", 1)
    if long:
        indent = " " * (len(key) - len(key.lstrip()) + 4)
        yield from _wrapped(value, indent, indent)


def _wrapped(text: str, first: str, rest: str) -> list[str]:
    """Lines of at most 80 columns, broken at spaces; a longer word, such as an address, has a line of its own."""
    lines = [first]
    for word in text.split():
        if lines[-1].strip() and wcswidth(f"{lines[-1]} {word}") > WIDTH:
            lines.append(rest)
        lines[-1] += word if lines[-1] in (first, rest) else f" {word}"
    return lines


def _pad(text: str, width: int) -> str:
    """`text` filled up to a width in columns; a Chinese character takes two."""
    return text + " " * max(width - max(wcswidth(text), 0), 0)


def _text(value: Any) -> str:
    if value is None:
        return "none"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float):
        return f"{value:,.10g}".replace(",", "_")
    return f"{value:_}" if isinstance(value, int) else str(value) or '""'


def _leaves(data: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    if isinstance(data, Mapping) and data:
        for key, value in data.items():
            yield from _leaves(value, (*path, key))
    elif isinstance(data, list) and data:
        for number, value in enumerate(data):
            yield from _leaves(value, (*path, number))
    else:
        yield path, "nothing" if isinstance(data, (Mapping, list)) else data


def _placed(tree: Node, path: Path, value: Any) -> tuple[str, str]:
    """Where a value was written, and how."""
    node, depth = tree.nearest(path)
    switched_on = path[0] == "behaviour" and node.value in (True, "on", "standard")
    if depth < len(path) and (isinstance(node.value, dict) or switched_on):
        return DEFAULT, _text(value)
    place = tree.place_of(path[:depth])
    as_written = node.text if depth == len(path) and node.text and node.value is not None else _text(value)
    return f"{FilePath(place.file).as_posix()}:{place.line}", " ".join(as_written.split())


def _given(model: BaseModel, path: Path) -> str:
    """Whether a value of a model that was not read from a file is a default: it, or what holds it, equals one."""
    is_default = any(getattr(holder, name) == default_of(type(holder), name) for holder, name in _fields(model, path))
    return DEFAULT if is_default else GIVEN


def _fields(model: BaseModel, path: Path) -> Iterator[tuple[BaseModel, str]]:
    """The fields on the way to a value, each with the model that holds it, from the top down."""
    value: Any = model
    for part in path:
        if isinstance(value, BaseModel):
            held = next(n for n, f in type(value).model_fields.items() if (f.alias or n) == part)
            yield value, held
            value = getattr(value, held)
        elif isinstance(value, (Mapping, tuple)):
            # the levels of a staircase are held as numbers; none of them is a field of its own
            if isinstance(value, Mapping) and part not in value:
                return
            value = dict(value)[part] if isinstance(value, Mapping) else value[int(part)]


def _sources(data: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """All sources of a scenario and of its schemes, each with its path from the top."""
    for name, scheme in data.get("schemes", {}).items():
        for text, source in scheme["sources"].items():
            yield f"schemes.{name}.{text}", source
    yield from data["sources"].items()


def _source(sources: Mapping[Path, str], model: BaseModel, data: dict[str, Any], path: Path, place: str) -> str:
    """The source of the nearest path above or at a value, or of a default what its concept says; a label has none.

    A view brings one source for what it does differently from a view that says nothing; its weight is an opinion.
    """
    if path[-1] in LABELS:
        return ""
    for depth in range(len(path), 0, -1):
        if path[:depth] in sources:
            return sources[path[:depth]]
    if path[0] == "views" and len(path) == 3:
        view, key = data["views"][path[1]], str(path[2])
        if key != "weight" and view[key] != _PLAIN_VIEW[key]:
            return str(view["source"])
    if place == DEFAULT:
        *_, (holder, name) = _fields(model, path)
        return holder.source_of_default(name) if isinstance(holder, Concept) else ASSUMPTION
    return ASSUMPTION
