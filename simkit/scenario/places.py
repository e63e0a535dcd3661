r"""The text of a file as a tree that knows the line and column of every key and value.

YAML is read event by event: nothing is ever built or run, so a tag such as !!python/object has no power here.
Anchors, aliases and tags are refused, depth and size are limited, and a key may stand once only.

>>> tree = parse("pay:\n  cap: 200%\n", "x.yaml")
>>> tree.follow(("pay", "cap")).place, plain(tree)
(Place(file='x.yaml', line=2, column=8), {'pay': {'cap': '200%'}})
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)
from ruamel.yaml.reader import ReaderError

from simkit.errors import Problem, ScenarioError
from simkit.paths import Path
from simkit.quantities import LARGEST
from simkit.scenario.yaml_words import in_words

DEEPEST, MOST_VALUES = 20, 50_000
_INTEGER = re.compile(r"[-+]?[0-9]+(?:_[0-9]+)*")
_FLOAT = re.compile(r"[-+]?(?:[0-9]+(?:_[0-9]+)*(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][-+]?[0-9]+)?")
_ODD_NUMBER = re.compile(r"[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)")
_UNWRITABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_WORDS: dict[str, bool | None] = {"": None, "~": None, "null": None, "Null": None, "NULL": None}
_WORDS |= {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}


class Place(NamedTuple):
    """A file, and a line and column counted from 1."""

    file: str
    line: int
    column: int

    def problem(self, what: str, instead: str = "") -> Problem:
        """Something wrong here, in one line whatever line breaks a quoted key may hold."""
        return Problem(self.file, self.line, self.column, " ".join(what.splitlines()), " ".join(instead.splitlines()))


@dataclass(frozen=True)
class Node:
    """A value of a file: a mapping, a list or a single value, with its place and those of its keys."""

    place: Place
    value: Any
    """dict[str, Node], list[Node], or the value itself."""
    keys: dict[str, Place] = field(default_factory=dict)
    text: str = ""
    """A single value as it is written."""

    def step(self, part: str | int) -> Node | None:
        """What stands one step down; None when nothing does."""
        if isinstance(self.value, dict):
            found = self.value.get(str(part))
        else:
            inside = isinstance(self.value, list) and isinstance(part, int) and 0 <= part < len(self.value)
            found = self.value[part] if inside else None
        return found

    def follow(self, path: Path) -> Node | None:
        """What stands at a path; None when nothing does."""
        node: Node | None = self
        for part in path:
            node = node.step(part) if node else None
        return node

    def nearest(self, path: Path) -> tuple[Node, int]:
        """The deepest value on the way along a path, and how many steps lead to it."""
        node = self
        for depth, part in enumerate(path):
            below = node.step(part)
            if below is None:
                return node, depth
            node = below
        return node, len(path)

    def place_of(self, path: Path, at_key: bool = False) -> Place:
        """Where a message about a path belongs: at its value or its key; what is missing, at what should hold it."""
        node, depth = self.nearest(path)
        holder = self.follow(path[:-1]) if path else None
        if holder and path[-1] in holder.keys and (at_key or depth < len(path)):
            return holder.keys[str(path[-1])]
        return node.place

    def with_at(self, path: Path, new: Node) -> Node:
        """A copy with the value at a path replaced, or added to the mapping that should hold it."""
        if not path:
            return new
        part = path[0]
        below = self.step(part)
        if isinstance(self.value, list) and isinstance(part, int) and below:
            return Node(self.place, [*self.value[:part], below.with_at(path[1:], new), *self.value[part + 1 :]])
        value = {**self.value, str(part): below.with_at(path[1:], new) if below else new}
        return Node(self.place, value, {str(part): new.place, **self.keys})

    def without(self, path: Path) -> Node:
        """A copy without what stands at a path."""
        part, below = path[0], self.step(path[0])
        if isinstance(self.value, list) and isinstance(part, int) and below:
            kept = [below.without(path[1:])] if len(path) > 1 else []
            return Node(self.place, [*self.value[:part], *kept, *self.value[part + 1 :]])
        if len(path) > 1 and below:
            return Node(self.place, {**self.value, str(part): below.without(path[1:])}, self.keys)
        left = {key: value for key, value in self.value.items() if key != str(part)}
        return Node(self.place, left, {key: place for key, place in self.keys.items() if key in left})


def plain(node: Node) -> Any:
    """The tree as the plain mappings, lists and values that models are read from."""
    if isinstance(node.value, dict):
        return {key: plain(value) for key, value in node.value.items()}
    return [plain(value) for value in node.value] if isinstance(node.value, list) else node.value


def parse(text: str, file: str) -> Node:
    """The tree of a text; raises ScenarioError with everything that is wrong with it as YAML."""
    builder = _Builder(file)
    try:
        for event in YAML(typ="safe", pure=True).parse(text):
            builder.take(event)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        if "expected ',' or" in (error.problem or ""):  # what is wrong is the bracket that was opened, not its end
            mark = error.context_mark or mark
        place = Place(file, mark.line + 1, mark.column + 1) if mark else builder.last
        builder.problems.append(
            place.problem(*in_words(error.problem or error.context or "", text.split("\n")[: place.line]))
        )
    except ReaderError as error:
        line, column = _line_and_column(text, error.position)
        what = f"the character U+{ord(text[error.position]):04X} cannot stand in a text file"
        builder.problems.append(Place(file, line, column).problem(what, "remove it"))
    except _EnoughError:
        pass
    except Exception:  # noqa: BLE001 - the parser's own slips on odd input must not reach a person as a traceback
        builder.problems.append(builder.last.problem("this cannot be read as YAML", "check the lines from here on"))
    if builder.problems:
        raise ScenarioError(builder.problems)
    if builder.root is None or builder.root.value is None:
        raise ScenarioError([Problem(file, 0, 0, "the file is empty", "write one with: simkit new FILE")])
    return builder.root


class _EnoughError(Exception):
    """The rest of the file is not worth reading; why is among the problems."""


class _Builder:
    """Puts the tree together from events; what is wrong is collected in `problems`."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.problems: list[Problem] = []
        self.last = Place(file, 1, 1)
        self.open: list[Node] = []
        self.pending: list[tuple[str, Place] | None] = []  # a mapping's key that waits for its value
        self.count = self.documents = 0
        self.root: Node | None = None

    def take(self, event: Event) -> None:
        self.last = Place(self.file, event.start_mark.line + 1, event.start_mark.column + 1)
        if isinstance(event, DocumentStartEvent):
            self.documents += 1
            if self.documents > 1:
                self._stop("a second document begins here", "keep one document a file, without a line ---")
        elif isinstance(event, (MappingEndEvent, SequenceEndEvent)):
            node = self.open.pop()
            self.pending.pop()
            self._put(node)
        elif isinstance(event, NodeEvent):
            self._node(event)

    def _node(self, event: NodeEvent) -> None:
        self.count += 1
        if self.count > MOST_VALUES:
            self._stop(f"the file holds more than {MOST_VALUES} values", "write a shorter file")
        if isinstance(event, AliasEvent) or event.anchor:
            self._wrong("anchors & and aliases * are not read", "write the value out, or use like: for a scheme")
        elif getattr(event, "tag", None):
            self._wrong("tags such as !this are not read", "remove the word that begins with !")
        if isinstance(event, (MappingStartEvent, SequenceStartEvent)):
            if len(self.open) >= DEEPEST:
                self._stop(f"this is nested deeper than {DEEPEST} levels", "write it flatter")
            self.open.append(Node(self.last, {} if isinstance(event, MappingStartEvent) else []))
            self.pending.append(None)
        else:
            self._put(self._single(event))

    def _single(self, event: NodeEvent) -> Node:
        if not isinstance(event, ScalarEvent):
            return Node(self.last, None, text="*")
        text, key = str(event.value), self.pending[-1] if self.pending else None
        if odd := _UNWRITABLE.search(text):  # \ud800 or \e, which only an escape in quotes can bring
            self._wrong(f"the character U+{ord(odd[0]):04X} cannot stand in a text", "remove it")
        place = key[1] if key and not text and event.style is None else self.last  # an empty value stands at its key
        is_key = bool(self.open) and isinstance(self.open[-1].value, dict) and key is None
        return Node(place, text if event.style or is_key else self._meant(text), text=text)

    def _meant(self, text: str) -> Any:
        """What an unquoted value means in YAML 1.2: nothing, true or false, a number or a text."""
        if text in _WORDS:
            return _WORDS[text]
        if _ODD_NUMBER.fullmatch(text):
            self._wrong(f"{text} is not a finite number", "write a number")
            return None
        if not _FLOAT.fullmatch(text):
            return text
        value = float(text.replace("_", ""))
        if abs(value) > LARGEST:
            self._wrong(f"{text[:40]} is larger than anything meant here", f"write a number up to {LARGEST:,.0f}")
            return None
        return int(text.replace("_", "")) if _INTEGER.fullmatch(text) else value

    def _put(self, node: Node) -> None:
        """Hand a finished value to the mapping or list that is open."""
        if not self.open:
            self.root = node
        elif isinstance(self.open[-1].value, list):
            self.open[-1].value.append(node)
        elif self.pending[-1] is None:
            self.pending[-1] = (self._key(node), node.place)
        else:
            key, place = self.pending[-1]
            self.pending[-1] = None
            holder = self.open[-1]
            if key in holder.keys:
                what = f'the key "{key[:40]}" stands twice, first in line {holder.keys[key].line}'
                self.problems.append(place.problem(what, "remove one of the two"))
            else:
                holder.keys[key] = place
                holder.value[key] = node

    def _key(self, node: Node) -> str:
        if isinstance(node.value, str):
            return node.value
        self.problems.append(node.place.problem("a key must be a single word or number", "write key: value"))
        return f"key {self.count}"

    def _wrong(self, what: str, instead: str) -> None:
        self.problems.append(self.last.problem(what, instead))

    def _stop(self, what: str, instead: str) -> None:
        self._wrong(what, instead)
        raise _EnoughError


def _line_and_column(text: str, position: int) -> tuple[int, int]:
    before = text[:position]
    return before.count("\n") + 1, position - (before.rfind("\n") + 1) + 1


def leaves(node: Node, path: Path = ()) -> Iterator[tuple[Path, Node]]:
    """Every single value of a tree with its path, in the order of the file."""
    if isinstance(node.value, dict):
        for key, value in node.value.items():
            yield from leaves(value, (*path, key))
    elif isinstance(node.value, list):
        for number, value in enumerate(node.value):
            yield from leaves(value, (*path, number))
    else:
        yield path, node
