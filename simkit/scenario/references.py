"""Names that must be known elsewhere in the scenario: KPIs, activities, tiers.

The models mark such texts with `Refers`.  They are checked in the tree of the file, so that the message stands at the
name itself, whatever file it is in, and so that all of them are found even when something else is wrong too.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from simkit.paths import Path, child, key_of, metadata_of, parse_path
from simkit.quantities import Refers
from simkit.scenario.places import Node
from simkit.wording import Fault, one_of

_WHAT = {"kpis": "a KPI", "activities": "an activity", "branch_tier": "a tier"}


def unknown_names(annotation: Any, root: Node) -> list[Fault]:
    """All names in `root` that are not keys of the mapping they refer to."""
    found = []
    for path, at_key, name, refers in _names(annotation, root, ()):
        target = root.follow(parse_path(refers.to))
        if target and isinstance(target.value, dict) and name not in target.value:
            what = f"{name[:40]!r} is not {_WHAT[refers.to.rpartition('.')[2]]} of this scenario"
            found.append(Fault(path, what, one_of(name, target.value), at_key))
    return found


def _refers(annotation: Any) -> Refers | None:
    return next((mark for mark in metadata_of(annotation) if isinstance(mark, Refers)), None)


def _names(annotation: Any, node: Node, path: Path) -> Iterator[tuple[Path, bool, str, Refers]]:
    """Every marked text below `annotation`: its path, whether it is a key, the text and the mark."""
    mark, of_keys = _refers(annotation), _refers(key_of(annotation))
    if mark and isinstance(node.value, str):
        yield path, False, node.value, mark
    if of_keys and isinstance(node.value, str):  # the short form `from: serve`
        yield path, False, node.value, of_keys
    if isinstance(node.value, dict):
        shallow = {key: below.value for key, below in node.value.items()}  # enough to tell a family's members apart
        for key, below in node.value.items():
            if of_keys:
                yield (*path, key), True, key, of_keys
            yield from _names(child(annotation, key, shallow), below, (*path, key))
    elif isinstance(node.value, list):
        for number, below in enumerate(node.value):
            if of_keys and isinstance(below.value, str):  # the short form `sum_of: [fund_sales, gold_sales]`
                yield (*path, number), False, below.value, of_keys
            yield from _names(child(annotation, number), below, (*path, number))
