"""Reading scenario and scheme files: everything that is wrong at once, each message at its line and column.

A scenario's `schemes` may be files beside it, schemes written out, or another scheme with differences; all three are
put together as one tree first, in which every value still knows the file and line it came from.
"""

from __future__ import annotations

import difflib
import os
from dataclasses import dataclass
from pathlib import Path as FilePath
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from simkit.changes import unknown_step, written
from simkit.errors import Problem, ScenarioError
from simkit.paths import Path, parse_path
from simkit.quantities import said
from simkit.scenario.composing import compose
from simkit.scenario.places import Node, parse, plain
from simkit.scenario.references import unknown_names
from simkit.scenario.scenario import Scenario
from simkit.scheme.scheme import Scheme
from simkit.wording import Fault, faults

M = TypeVar("M", bound=BaseModel)
LARGEST_FILE = 1_000_000
MOST_PROBLEMS = 100
_NAME_YAML = "name a YAML file, such as scenario.yaml"
_SAVE_AS = "save it as UTF-8, in the editor's Save As"
_OTHER_FILES = (
    (b"PK\x03\x04", "this is an Excel or Word file or a zip, not a text", _NAME_YAML),
    (b"\xd0\xcf\x11\xe0", "this is an old Excel or Word file, not a text", _NAME_YAML),
    (b"\x89PNG", "this is a picture, not a text", _NAME_YAML),
    (b"%PDF", "this is a PDF, not a plain text", _NAME_YAML),
    (b"\xff\xfe", "the file is UTF-16, not UTF-8", _SAVE_AS),
    (b"\xfe\xff", "the file is UTF-16, not UTF-8", _SAVE_AS),
)
"""How files begin that are often taken for a scenario, and what to say of them."""


@dataclass(frozen=True)
class Reading:
    """A scenario and the tree it was read from, which knows where every value was written."""

    scenario: Scenario
    tree: Node


def load(path: str | os.PathLike[str]) -> Scenario:
    """The scenario in a file.  Raises ScenarioError with all problems of it and of its scheme files."""
    return read(path).scenario


def load_scheme(path: str | os.PathLike[str]) -> Scheme:
    """The scheme in a file of its own.  Raises ScenarioError with all its problems."""
    return read_scheme(path)[0]


def read_model(model: type[M], path: str | os.PathLike[str]) -> M:
    """Whatever else is written in YAML, such as cases.  Raises ScenarioError with all problems of the file."""
    return _validated(model, tree_of(os.fspath(path)), [])


def read_scheme(path: str | os.PathLike[str]) -> tuple[Scheme, Node]:
    """The scheme in a file of its own, together with the tree it was read from."""
    tree = tree_of(os.fspath(path))
    return _validated(Scheme, tree, []), tree


def read(path: str | os.PathLike[str]) -> Reading:
    """The scenario in a file, together with the places of its values."""
    file = os.fspath(path)
    tree, problems = compose(tree_of(file), FilePath(file).parent, tree_of)
    return Reading(_validated(Scenario, tree, problems), tree)


def tree_of(file: str) -> Node:
    """The tree of a file, which must be a mapping.  Raises ScenarioError."""
    try:
        tree = parse(text_of(file), file)
    except ScenarioError as error:
        raise ScenarioError(_some(list(error.problems))) from None
    if not isinstance(tree.value, dict):
        what = f"the file is not a mapping of keys and values but {said(plain(tree))}"
        raise ScenarioError([tree.place.problem(what, "write lines of key: value, with a space after the colon")])
    return tree


def text_of(file: str) -> str:
    """The text of a file.  Raises ScenarioError when there is none, or it is not UTF-8, or far too long."""
    try:
        if not FilePath(file).is_file():
            raise _unreadable(file, *_not_a_file(file))
        with FilePath(file).open("rb") as stream:
            raw = stream.read(LARGEST_FILE + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise _unreadable(file, f"the file cannot be opened ({reason})", "check its name and permissions") from None
    if len(raw) > LARGEST_FILE:
        raise _unreadable(file, f"the file is larger than {LARGEST_FILE // 1000} kB", "write a scenario, not data")
    for begins, what, instead in _OTHER_FILES:
        if raw.startswith(begins):
            raise ScenarioError([Problem(file, 1, 1, what, instead)])
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = raw[: error.start].decode("utf-8-sig")
        line, column = before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1
        what = f"the file is not UTF-8 (byte 0x{raw[error.start]:02X})"
        raise ScenarioError([Problem(file, line, column, what, _SAVE_AS)]) from None


def _unreadable(file: str, what: str, instead: str) -> ScenarioError:
    return ScenarioError([Problem(file[:200], 0, 0, what, instead)])


def _not_a_file(file: str) -> tuple[str, str]:
    if not file:
        return "no file is named", "name one, such as scenario.yaml"
    if FilePath(file).is_dir():
        return "this is a folder, not a file", "name a file in it, such as scenario.yaml"
    if FilePath(file).exists():
        return "this is not an ordinary file", "name a YAML file"
    folder = FilePath(file).parent
    beside = [p.name for p in folder.iterdir() if p.suffix in (".yaml", ".yml")] if folder.is_dir() else []
    near = difflib.get_close_matches(FilePath(file).name, beside, n=1)
    return "there is no such file", f'did you mean "{near[0]}"?' if near else "check the name and the folder"


def _validated(model: type[M], tree: Node, problems: list[Problem]) -> M:
    """The model in a tree, if neither the tree nor the model finds anything wrong."""
    found = unknown_names(model, tree)
    made: M | None = None
    try:
        made = model.model_validate(plain(tree))
    except ValidationError as error:
        named = [fault.path if fault.at_key else (*fault.path, _text_at(tree, fault.path)) for fault in found]
        found += [fault for fault in faults(error, model) if not (fault.of_name and _reported(fault.path, named))]
    found += _unknown_sources(model, tree, made)
    problems = problems + [_at(fault, tree) for fault in found if not _is_about_lost_scheme(fault, problems)]
    if made is None or problems:
        raise ScenarioError(_some(sorted(dict.fromkeys(problems), key=lambda p: (p.path, p.line, p.column))))
    return made


def _text_at(tree: Node, path: Path) -> str:
    node = tree.follow(path)
    return str(node.value) if node else ""


def _reported(path: Path, named: list[Path]) -> bool:
    """Whether an unknown name is among those found at or below a path; a short form is one step longer or shorter."""
    return any(other[: len(path)] == path or (*other[:-2], other[-1]) == path for other in named)


def _is_about_lost_scheme(fault: Fault, problems: list[Problem]) -> bool:
    """Whether a fault only echoes that a scheme could not be read."""
    return bool(problems) and fault.path == ("schemes",)


def _at(fault: Fault, tree: Node) -> Problem:
    """A fault with the place where it belongs; inside a scheme's own file, its path begins there."""
    place = tree.place_of(fault.path, fault.at_key)
    shown = fault.path[2:] if place.file != tree.place.file and fault.path[:1] == ("schemes",) else fault.path
    return place.problem(str(Fault(shown, fault.what)), fault.instead)


def _unknown_sources(model: type[BaseModel], tree: Node, made: BaseModel | None) -> list[Fault]:
    """Paths in `sources` that lead nowhere, in the scenario and in each of its schemes."""
    found = []
    data = written(made) if made else plain(tree)
    for holder in _with_sources(model, tree):
        inside: Any = data
        for part in holder:
            inside = inside.get(part) if isinstance(inside, dict) else None
        sources = tree.follow((*holder, "sources"))
        annotation = model if not holder else Scheme
        for text in sources.value if sources and isinstance(sources.value, dict) else ():
            wrong = unknown_step(annotation, inside, parse_path(text), must_exist=True)
            if wrong and not (made is None and wrong.endswith("end the path earlier")):  # may be a short form
                what, _, instead = wrong.partition("; ")
                found.append(Fault((*holder, "sources", text), what, instead, at_key=True))
    return found


def _with_sources(model: type[BaseModel], tree: Node) -> list[Path]:
    schemes = tree.step("schemes") if model is Scenario else None
    names = list(schemes.value) if schemes and isinstance(schemes.value, dict) else []
    return [(), *(("schemes", name) for name in names)]


def _some(problems: list[Problem]) -> list[Problem]:
    """The first problems of very many: enough to work on."""
    if len(problems) <= MOST_PROBLEMS:
        return problems
    last = problems[MOST_PROBLEMS - 1]
    more = Problem(last.path, last.line, last.column, f"... and {len(problems) - MOST_PROBLEMS} more problems", "")
    return [*problems[:MOST_PROBLEMS], more]
