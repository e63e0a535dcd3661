"""Values of a scenario file exchanged, dropped, moved and made extreme: the file stays YAML, its meaning does not.

What is written is JSON, which is YAML too, a value a line, so that messages have a line to stand at.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from copy import deepcopy
from functools import cache
from typing import Any

from simkit.scenario.places import parse, plain

FACTORS = (0, -1, 10, 1e6, 1e308, 0.1, 0.5, 0.9, 1.1, 2, 1e-3)
NEIGHBOURS = ("40", 40, "0%", "-0%", "100%", "1e15", "1e-11", "1e13%", 1e15, 1e-11, 0, 1, -1, float("nan"), "inf", True)
_AMOUNT = re.compile(r"([-+]?[0-9][0-9_]*(?:\.[0-9]*)?)(.*)")
Slot = tuple[Any, Any]
"""A mapping or list, and the key or place in it."""
Kind = Callable[[random.Random, list[Slot]], None]
"""A change of one of the slots, or of two."""


def other_values(chance: random.Random, text: str) -> str:
    """The text with a few values changed."""
    tree = deepcopy(_tree(text))
    sources = tree.pop("sources", {})
    for _ in range(chance.choice((1, 1, 1, 2, 3))):
        with suppress(IndexError):  # a drop may have left nothing that this kind could change
            chance.choice(KINDS)(chance, list(slots(tree)))
    if chance.random() < 0.3:  # their paths tell of what is gone, so that nothing would run
        tree["sources"] = sources
    written = json.dumps(tree, indent=1, ensure_ascii=False)
    return re.sub(r"-?Infinity", ".inf", written.replace("NaN", ".nan"))


@cache
def _tree(text: str) -> Any:
    """What a shipped file holds; it is parsed once, and copied before it is changed."""
    return plain(parse(text, "shipped"))


def slots(tree: Any) -> Iterator[Slot]:
    """Every place of a value in the tree, from the top down."""
    keys = list(tree) if isinstance(tree, dict) else range(len(tree)) if isinstance(tree, list) else ()
    for key in keys:
        yield tree, key
        yield from slots(tree[key])


def _amount(value: Any) -> tuple[float, str] | None:
    """The number of an amount and what follows it, such as % or months; None of any other value."""
    found = _AMOUNT.fullmatch(str(value)) if isinstance(value, (int, float, str)) else None
    return (float(found[1].replace("_", "")), found[2]) if found else None


def _number(chance: random.Random, found: list[Slot]) -> Slot:
    return chance.choice([(holder, key) for holder, key in found if _amount(holder[key])])


def _with_amount(like: Any, number: float) -> Any:
    """The number, written as `like` is."""
    follows = (_amount(like) or (0.0, ""))[1]
    plain_number = int(number) if abs(number) < 1e15 and number == int(number) else number
    return f"{plain_number}{follows}" if isinstance(like, str) else plain_number


def _scale(chance: random.Random, found: list[Slot]) -> None:
    holder, key = _number(chance, found)
    number, _ = _amount(holder[key]) or (0.0, "")
    holder[key] = _with_amount(holder[key], number * chance.choice(FACTORS))


def _replace(chance: random.Random, found: list[Slot]) -> None:
    holder, key = _number(chance, found)
    holder[key] = chance.choice(NEIGHBOURS)


def _shift(chance: random.Random, found: list[Slot]) -> None:
    """Part of a share, or all of it, goes to another share of the same mapping or list: their sum stays."""
    groups = [group for group in map(_shares_of, _holders(found)) if len(group) > 1]
    if groups:
        (giver, given), (taker, taken) = chance.sample(chance.choice(groups), 2)
        left, right = (float(holder[key].rstrip("%")) for holder, key in ((giver, given), (taker, taken)))
        part = left * chance.choice((1.0, 0.5, 0.1))
        giver[given], taker[taken] = f"{left - part:.6g}%", f"{right + part:.6g}%"


def _holders(found: list[Slot]) -> list[Any]:
    return list({id(holder): holder for holder, _ in found}.values())


def _shares_of(holder: Any) -> list[Slot]:
    """The shares in a mapping, or the weights in a list of mappings."""
    if isinstance(holder, dict):
        found = [(holder, key) for key in holder]
    else:
        found = [(entry, "weight") for entry in holder if isinstance(entry, dict) and "weight" in entry]
    return [(entry, key) for entry, key in found if _is_share(entry[key])]


def _is_share(value: Any) -> bool:
    return isinstance(value, str) and re.fullmatch(r"\d+(\.\d+)?%", value) is not None


def _drop(chance: random.Random, found: list[Slot]) -> None:
    holder, key = chance.choice(found)
    del holder[key]


def _swap(chance: random.Random, found: list[Slot]) -> None:
    """Two values change places; those under the same key more often."""
    one, key = chance.choice(found)
    alike = [slot for slot in found if slot[1] == key and slot[0] is not one]
    other, its = chance.choice(alike if alike and chance.random() < 0.7 else found)
    one[key], other[its] = other[its], one[key]


def _move(chance: random.Random, found: list[Slot]) -> None:
    """A key goes from its mapping to another one."""
    holder, key = chance.choice([slot for slot in found if isinstance(slot[0], dict)])
    value = holder.pop(key)
    chance.choice([other for other in _holders(found) if isinstance(other, dict)])[key] = value


def _repeat(chance: random.Random, found: list[Slot]) -> None:
    """An entry of a list stands twice, or an entry of a mapping stands there under a second name as well."""
    holder, key = chance.choice(found)
    copied = json.loads(json.dumps(holder[key]))
    if isinstance(holder, list):
        holder.insert(chance.randrange(len(holder) + 1), copied)
    else:
        holder[f"{key}_2"] = copied


def _remove(chance: random.Random, found: list[Slot]) -> None:
    """One or more entries of a list go, maybe all."""
    lists = [holder for holder in _holders(found) if isinstance(holder, list)]
    if lists:
        chosen = chance.choice(lists)
        del chosen[chance.randrange(len(chosen)) :: chance.choice((1, 1000))]


def _other_word(chance: random.Random, found: list[Slot]) -> None:
    """A word becomes another word of the file, a value or a key."""
    words = [slot for slot in found if isinstance(slot[0][slot[1]], str)]
    holder, key = chance.choice(words)
    keys = [str(k) for h, k in found if isinstance(h, dict)]
    holder[key] = chance.choice([other[its] for other, its in words] + keys)


def _same_name(chance: random.Random, found: list[Slot]) -> None:
    """Two things of a kind get the same name, kind, KPI or unit."""
    alike: dict[str, list[Slot]] = {}
    for holder, key in found:
        if isinstance(holder[key], str) and isinstance(key, str):
            alike.setdefault(key, []).append((holder, key))
    groups = [group for group in alike.values() if len(group) > 1]
    if groups:
        (one, key), (other, its) = chance.sample(chance.choice(groups), 2)
        one[key] = other[its]


def _reorder(chance: random.Random, found: list[Slot]) -> None:
    """The entries of a mapping or list stand in another order."""
    holder = chance.choice(_holders(found))
    if isinstance(holder, list):
        chance.shuffle(holder)
        return
    entries = list(holder.items())
    chance.shuffle(entries)
    holder.clear()
    holder.update(entries)


KINDS: tuple[Kind, ...] = (
    *(_scale,) * 5,
    *(_replace,) * 2,
    *(_shift,) * 3,
    *(_drop,) * 2,
    *(_swap,) * 2,
    _move,
    *(_repeat,) * 2,
    *(_remove,) * 2,
    _other_word,
    _same_name,
    _reorder,
)  # fmt: skip
