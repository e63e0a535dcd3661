"""The `schemes` of a scenario file put together.

Each is a file beside the scenario (`schemes/growth.yaml`), a scheme written out, or a copy of another one with
differences (`{like: growth, change: {pay.0.curve.cap: 250%}}`, and `add`, `remove` likewise).
A list of these is one scheme and its later versions: `[schemes/today.yaml, {from: month 25, change: {...}}]`.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path as FilePath
from pathlib import PurePosixPath, PureWindowsPath
from typing import Any

from pydantic import Field

from simkit.concepts import Concept
from simkit.errors import Problem, ScenarioError
from simkit.paths import Path, fields, parse_path, write_path
from simkit.quantities import said
from simkit.scenario.differing import Differing, wrong_form
from simkit.scenario.places import Node, Place, plain
from simkit.scheme.version import Month
from simkit.wording import one_of

MOST_SCHEMES = 50


class Revision(Concept):
    """A later version of a scheme in a list of versions: a scheme, or the version before it with differences."""

    starts: Month = Field(alias="from", description="the first month, counted from 1 at the start of the run-in")
    scheme: str = Field(default="", description="the path of a scheme file")
    like: str = Field(default="", description="the name of a scheme of this file")
    pay: list[Any] = Field(default=[], description="the parts that pay from then on")
    change: dict[str, Any] = Field(default={}, description="path -> new value, such as pay.0.curve.cap: 250%")
    add: dict[str, Any] = Field(default={}, description="path of a list -> entry or entries that come after the others")
    remove: tuple[str, ...] | str = Field(default=(), description="paths of what is paid no longer")
    note: str = Field(default="", description="what is new, in a sentence")
    sources: dict[str, str] = Field(default={}, description="path -> where the number comes from")


class Difference(Concept):
    """Another scheme of the file with some values changed."""

    like: str = Field(description="the name of the scheme that is copied")
    name: str = Field(default="", description="what people call the copy; its name in this file if left out")
    note: str = Field(default="", description="what is different, in a sentence")
    change: dict[str, Any] = Field(default={}, description="path -> new value, such as pay.0.curve.cap: 250%")
    add: dict[str, Any] = Field(default={}, description="path of a list -> entry or entries that come after the others")
    remove: tuple[str, ...] | str = Field(default=(), description="paths of what the copy does not have")
    sources: dict[str, str] = Field(default={}, description="path -> where the changed number comes from")


def compose(tree: Node, folder: FilePath, read: Callable[[str], Node]) -> tuple[Node, list[Problem]]:
    """The tree with every scheme written out in it, and what is wrong with the way they are named.

    A scheme that cannot be had is left out of the tree; `read` gives the tree of a file.
    """
    schemes = tree.step("schemes")
    if schemes is None or not isinstance(schemes.value, dict):
        return tree, []
    if len(schemes.value) > MOST_SCHEMES:
        what = f"schemes: more than {MOST_SCHEMES} schemes"
        return tree, [schemes.place.problem(what, "compare fewer at a time")]
    composer = _Composer(schemes, folder, read)
    found = {name: composer.scheme(name) for name in schemes.value}
    kept = {name: node for name, node in found.items() if node}
    return tree.with_at(("schemes",), Node(schemes.place, kept, schemes.keys)), composer.problems


class _Composer:
    """Writes the schemes out one by one; `problems` collects what is wrong."""

    def __init__(self, schemes: Node, folder: FilePath, read: Callable[[str], Node]) -> None:
        self.schemes, self.folder, self.read = schemes, folder, read
        self.problems: list[Problem] = []
        self.done: dict[str, Node | None] = {}
        self.copying: list[str] = []

    def scheme(self, name: str) -> Node | None:
        """The scheme of this name, written out; None when it cannot be had."""
        if name not in self.done:
            node = self.schemes.value[name]
            self.copying.append(name)
            self.done[name] = self._written_out(name, node)
            self.copying.pop()
        return self.done[name]

    def _written_out(self, name: str, node: Node) -> Node | None:
        if isinstance(node.value, list):
            return self._versions(name, node)
        if isinstance(node.value, dict):
            return self._copy(name, node) if "like" in node.value else node
        if not isinstance(node.value, str):
            what = f"must be a path, a scheme, or like: and change:, not {said(plain(node))}"
            return self._wrong(node.place, name, what, f"write a path such as schemes/{name}.yaml")
        wrong = _outside(node.value)
        return self._wrong(node.place, name, *wrong) if wrong else self._from_file(name, node)

    def _from_file(self, name: str, node: Node) -> Node | None:
        path = self.folder / node.value
        try:
            if not path.is_file():
                return self._wrong(node.place, name, *self._no_file(node.value))
            if not path.resolve().is_relative_to(self.folder.resolve()):
                return self._wrong(node.place, name, "this file is outside the scenario's folder", "copy it there")
            return self.read(str(path))
        except OSError as error:  # no right to look there, a name that the system does not take
            what = f"{said(node.value)} cannot be opened ({error.strerror or error})"
            return self._wrong(node.place, name, what, "check its name and permissions")
        except ScenarioError as error:
            self.problems += error.problems
            return None

    def _no_file(self, text: str) -> tuple[str, str]:
        path = self.folder / text
        files = [p.relative_to(self.folder).as_posix() for p in path.parent.glob("*.y*ml") if p.is_file()]
        instead = one_of(text, sorted(files)) if files else "write a path from the scenario's folder"
        if path.is_dir():
            return f"{said(text)} is a folder, not a file", "name a file in it"
        return (f"{said(text)} is not an ordinary file" if path.exists() else f"there is no file {said(text)}"), instead

    def _copy(self, name: str, node: Node) -> Node | None:
        """Another scheme with the differences of this entry."""
        like = node.value["like"]
        for key in node.value:
            if key not in fields(Difference):
                self._wrong(node.keys[key], name, "unknown key", one_of(key, fields(Difference)), key)
        if wrong := wrong_form(node):
            place, what, instead = wrong
            return self._wrong(place, name, what, instead)
        base = self._like(name, like)
        return self._changed(name, base, node) if base else None

    def _versions(self, name: str, node: Node) -> Node | None:
        """A scheme with later versions, each of which stands in the list with the month from which it pays."""
        if not node.value or isinstance(node.value[0].value, list):
            return self._wrong(node.place, name, "must begin with a scheme", f"write [schemes/{name}.yaml, ...]")
        base = now = self._written_out(name, node.value[0])
        later: list[Node] = []
        for entry in node.value[1:]:
            now = self._revised(name, now, entry) if now else None
            starts = entry.step("from")
            if now is None or starts is None or base is None:
                return None
            parts = {"from": starts, "pay": now.step("pay"), "note": entry.step("note")}
            kept = {key: part for key, part in parts.items() if part}
            later.append(Node(entry.place, kept, {"from": entry.keys["from"]}))
            moved = {f"later.{len(later) - 1}.{key}": each for key, each in _entries(now.step("sources")).items()}
            sources = {**_entries(base.step("sources")), **moved}
            if sources:
                base = base.with_at(("sources",), Node(entry.place, sources))
        return base.with_at(("later",), Node(node.place, later)) if base and later else base

    def _revised(self, name: str, now: Node, entry: Node) -> Node | None:
        """The scheme that a version of the list stands for, after the one before it."""
        if not isinstance(entry.value, dict) or "from" not in entry.value:
            return self._wrong(entry.place, name, "a later version needs from:", "write {from: month 25, change: ...}")
        for key in entry.value:
            if key not in fields(Revision):
                return self._wrong(entry.keys[key], name, "unknown key", one_of(key, fields(Revision)), key)
        whole = [key for key in ("scheme", "like", "pay") if key in entry.value]
        if len(whole) > 1:
            what = f"{whole[0]}: and {whole[1]}: both say what is paid"
            return self._wrong(entry.keys[whole[1]], name, what, "write one of them")
        base: Node | None = now
        if whole:
            source = entry.value[whole[0]]
            base = self._whole(name, whole[0], source, entry)
        if base is None or (whole and not {"change", "add", "remove"} & set(entry.value)):
            return base
        if wrong := wrong_form(entry):
            return self._wrong(wrong[0], name, *wrong[1:])
        return self._changed(name, base, entry)

    def _whole(self, name: str, key: str, source: Node, entry: Node) -> Node | None:
        """A scheme named or written out in a later version."""
        if key == "pay":
            return Node(entry.place, {"pay": source}, {"pay": entry.keys["pay"]})
        return self._like(name, source) if key == "like" else self._written_out(name, source)

    def _like(self, name: str, like: Node) -> Node | None:
        """Another scheme of the file, written out."""
        others = [other for other in self.schemes.value if other != name]
        if like.value not in others:
            what = f"there is no other scheme {said(plain(like))}"
            return self._wrong(like.place, name, what, one_of(str(plain(like)), others), "like")
        if like.value in self.copying:
            return self._wrong(like.place, name, "this is a circle of copies", "write one of the schemes out", "like")
        return self.scheme(like.value)

    def _changed(self, name: str, base: Node, node: Node) -> Node | None:
        sources = {key: value.value for key, value in _entries(base.step("sources")).items()}
        here = {write_path(parse_path(text)) for text in _entries(node.step("sources"))}

        def wrong(place: Place, what: str, instead: str, key: str) -> None:
            self._wrong(place, name, what, instead, key)

        differing = Differing(base, sources, wrong)
        differing.apply(node)
        sources = {
            text: source for text, source in differing.sources.items() if write_path(parse_path(text)) not in here
        }
        return None if differing.is_wrong else self._labelled(name, differing.tree, node, sources)

    def _labelled(self, name: str, result: Node, node: Node, sources: dict[str, Any]) -> Node:
        """The copy under its own name, with its own note and the sources that still hold."""
        own = self.schemes.keys[name]
        result = result.with_at(("name",), node.step("name") or Node(own, name, text=name))
        if note := node.step("note"):
            result = result.with_at(("note",), note)
        before, given = _entries(result.step("sources")), _entries(node.step("sources"))
        kept = {text: before.get(text, Node(own, source)) for text, source in sources.items()} | given
        places = {text: value.place for text, value in kept.items()}
        return result.with_at(("sources",), Node(node.place, kept, places)) if kept or before else result

    def _wrong(self, place: Place, name: str, what: str, instead: str = "", *below: str) -> Node | None:
        """Note what is wrong with the entry of a scheme; gives None, which stands for a scheme that cannot be had."""
        path: Path = ("schemes", name, *below)
        self.problems.append(place.problem(f"{write_path(path)}: {what}", instead))
        return None


def _entries(node: Node | None) -> dict[str, Node]:
    return node.value if node and isinstance(node.value, dict) else {}


def _outside(text: str) -> tuple[str, str] | None:
    """Why a path does not stay in the scenario's folder; None when it does.

    >>> _outside("schemes/growth.yaml"), _outside("../x.yaml")
    (None, ('a path may not lead out of the folder', "write one from the scenario's folder, without .."))
    """
    if "\\" in text:
        return "a path is written with /", f"write {text.replace(chr(92), '/')[:60]}"
    if PurePosixPath(text).is_absolute() or PureWindowsPath(text).drive:
        return "a path must begin in the scenario's folder", "write one such as schemes/growth.yaml"
    if ".." in PurePosixPath(text).parts:
        return "a path may not lead out of the folder", "write one from the scenario's folder, without .."
    return ("this is not a path", "write one such as schemes/growth.yaml") if "\0" in text or len(text) > 300 else None
