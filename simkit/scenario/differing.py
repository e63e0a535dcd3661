"""A scheme with differences: values changed, entries added, things removed, in the tree of a file.

Paths of `change`, `add` and `remove` all lead into the scheme that is copied, as it is written there: changes come
first, then what is added at the end of lists and mappings, and removals last.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from simkit.changes import sources_after_change, unknown_step
from simkit.paths import Path, child, key_of, parse_path, write_path
from simkit.quantities import said
from simkit.scenario.places import Node, Place, plain
from simkit.scheme.scheme import Scheme

Wrong = Callable[[Place, str, str, str], None]
"""Notes what is wrong: the place, what, what to write instead, and the key it stands under."""


class Differing:
    """A tree that is being changed; `sources` are those that still hold, `is_wrong` whether anything was refused."""

    def __init__(self, base: Node, sources: Mapping[str, Any], wrong: Wrong) -> None:
        self.tree, self._wrong, self.is_wrong = base, wrong, False
        self.sources = dict(sources)

    def apply(self, entry: Node) -> None:
        """Everything that an entry of the file says of its differences."""
        for key, one in (("change", self._change), ("add", self._add)):
            part = entry.step(key)
            for text, value in part.value.items() if part else ():
                one(part.keys[text] if part else entry.place, text, value)
        if removed := entry.step("remove"):
            texts = removed.value if isinstance(removed.value, list) else [removed]
            self._remove([(each.place, str(each.value)) for each in texts])

    def _refuse(self, place: Place, what: str, instead: str, key: str) -> None:
        self.is_wrong = True
        self._wrong(place, what, instead, key)

    def _leads(self, place: Place, path: Path, key: str) -> bool:
        """Whether a path leads somewhere; notes what is wrong with it when it does not."""
        missing = unknown_step(Scheme, plain(self.tree), path, must_exist=key == "remove")
        if missing:
            what, _, instead = missing.partition("; ")
            self._refuse(place, what, instead, key)
        return not missing

    def _change(self, place: Place, text: str, value: Node) -> None:
        path = parse_path(text)
        if self._leads(place, path, "change"):
            self._put(path, value, path)

    def _put(self, path: Path, value: Node, changed: Path) -> None:
        self.tree = self.tree.with_at(path, value)
        if all(isinstance(source, str) for source in self.sources.values()):
            self.sources = sources_after_change(self.sources, changed)

    def _add(self, place: Place, text: str, value: Node) -> None:
        """Entries at the end of a list such as `pay` or `pay.0.gates`, or new names in a mapping of KPIs."""
        path = parse_path(text)
        if not self._leads(place, path, "add"):
            return
        annotation, holder = self._annotation(path), self.tree.follow(path)
        if key_of(annotation) is not None and isinstance(value.value, dict):
            self._add_names(place, path, value, holder)
        elif _holds_entries(annotation):
            had = holder.value if holder and isinstance(holder.value, list) else []
            entries = value.value if isinstance(value.value, list) else [value]
            self._put(path, Node(holder.place if holder else value.place, [*had, *entries]), (*path, len(had)))
        else:
            what = f"nothing can be added to {write_path(path)}"
            self._refuse(place, what, "name a list such as pay or pay.0.gates, or write it under change:", "add")

    def _add_names(self, place: Place, path: Path, value: Node, holder: Node | None) -> None:
        for name, each in value.value.items():
            if holder and name in holder.value:
                what = f"{name!r} stands in {write_path(path)} already"
                self._refuse(place, what, f"write change: {{{write_path(path)}.{name}: ...}}", "add")
            else:
                self._put((*path, name), each, (*path, name))

    def _annotation(self, path: Path) -> Any:
        annotation: Any = Scheme
        node: Node | None = self.tree
        data = plain(self.tree)
        for part in path:
            annotation = child(annotation, part, data)
            node = node.step(part) if node else None
            data = plain(node) if node else None
        return annotation

    def _remove(self, asked: list[tuple[Place, str]]) -> None:
        """The last of a list first, so that the numbers of the others still hold."""
        paths = {}
        for place, text in asked:
            path = parse_path(text)
            if self._leads(place, path, "remove") and self._is_written(place, path):
                paths[path] = place
        for path in sorted(paths, key=_last_first, reverse=True):
            self.tree = self.tree.without(path)
            self.sources = dict(_without(self.sources, path))

    def _is_written(self, place: Place, path: Path) -> bool:
        if self.tree.follow(path) is None:
            self._refuse(place, f"{write_path(path)} is not written in the scheme", "take it off the list", "remove")
            return False
        return True


def _holds_entries(annotation: Any) -> bool:
    """Whether it is a list of things."""
    return key_of(annotation) is None and child(annotation, 0) is not None


def _last_first(path: Path) -> tuple[tuple[int, int, str], ...]:
    return tuple((0, part, "") if isinstance(part, int) else (1, 0, part) for part in path)


def _without(sources: Mapping[str, Any], removed: Path) -> Iterator[tuple[str, Any]]:
    """The sources of what is left when something was removed: later entries of the same list move up."""
    depth = len(removed) - 1
    for text, source in sources.items():
        path = parse_path(text)
        if path[: depth + 1] == removed:
            continue
        last, here = removed[depth], path[depth] if len(path) > depth else None
        if path[:depth] == removed[:depth] and isinstance(last, int) and isinstance(here, int) and here > last:
            yield ".".join(map(str, (*path[:depth], here - 1, *path[depth + 1 :]))), source
        else:
            yield text, source


def wrong_form(entry: Node) -> tuple[Place, str, str] | None:
    """What is wrong with the form of the differences of an entry: place, what, instead; None when nothing is."""
    change, add, remove = (entry.step(key) for key in ("change", "add", "remove"))
    if not (change or add or remove):
        return entry.place, "a copy needs change:, add: or remove:", "write change: {pay.0.curve.cap: 250%}"
    for part, key, example in (
        (change, "change", "change: {pay.0.curve.cap: 250%}"),
        (add, "add", "add: {pay: {kind: commission, prices: {fund_sales: 0.1%}}}"),
    ):
        if part and not isinstance(part.value, dict):
            return part.place, f"{key}: must be a mapping, not {said(plain(part))}", f"write {example}"
    texts = remove.value if remove and isinstance(remove.value, list) else [remove] if remove else []
    for each in texts:
        if not isinstance(each.value, str) or not each.value:
            return each.place, f"remove: takes paths, not {said(plain(each))}", "write remove: [pay.0.gates.0]"
    return None
