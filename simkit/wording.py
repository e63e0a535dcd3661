"""What pydantic found wrong, in the words of the person who wrote the file.

>>> one_of("treshold", ["threshold", "cap"])
'did you mean "threshold"?'
>>> one_of("zzz", ["threshold", "cap"])
'write one of threshold, cap'
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from simkit.paths import Path, choices, description, family, fields, from_location, metadata_of, model_of, write_path
from simkit.quantities import MisplacedError, UnknownNameError, said, to_months, to_share, write_months, write_share

NO_VALUE = "has no value; write one or remove the key"


@dataclass(frozen=True)
class Fault:
    """One thing wrong: the path of the value (or of the mapping's key, if `at_key`), what is wrong, what to do."""

    path: Path
    what: str
    instead: str = ""
    at_key: bool = False
    of_name: bool = False
    """Whether only a name is unknown, which the reading layer also finds by itself."""

    def __str__(self) -> str:
        where = write_path(self.path)
        return (f"{where}: " if where else "") + self.what + (f"; {self.instead}" if self.instead else "")


def one_of(word: str, known: Iterable[Any]) -> str:
    """Advice for an unknown word: the nearest known one, or the list of them."""
    words = [str(k)[:60] for k in known]  # a key may be as long as somebody likes
    near = difflib.get_close_matches(word[:80], words, n=1, cutoff=0.6)
    if near:
        return f'did you mean "{near[0]}"?'
    if len(words) > 12:
        words = [*words[:12], "..."]
    return f"write one of {', '.join(words)}" if words else "remove it"


def faults(error: ValidationError, model: type[BaseModel]) -> list[Fault]:
    """Everything a validation found, in order; a slip in a key is not reported as a missing key too."""
    found = [_fault(details, model) for details in error.errors(include_url=False) if not _is_echo(details)]
    slips = {(f.path[:-1], f.instead) for f in found if f.at_key}
    return [f for f in found if not (f.what.startswith("the key ") and (f.path, _meant(f.what)) in slips)]


def _is_echo(details: ErrorDetails) -> bool:
    """Whether a list is called too short only because its entries, which are reported themselves, did not count."""
    least = details.get("ctx", {}).get("min_length", 0)
    return details["type"] == "too_short" and len(details["input"]) >= least


def _meant(what: str) -> str:
    return f'did you mean "{what.split(chr(34))[1]}"?'


def _fault(details: ErrorDetails, model: type[BaseModel]) -> Fault:
    path, annotation, at_key = from_location(model, details["loc"])
    kind, value, context = details["type"], details["input"], details.get("ctx", {})
    if kind == "missing":
        return _missing(path, details, model)
    if kind == "extra_forbidden":
        return _unknown(path, details, model)
    if kind.startswith("union_tag") or (kind in _NO_MAPPING and family(annotation) and value is not None):
        return _untold(path, annotation, value)
    if kind == "value_error" and value is not None:
        problem = context["error"]
        below = problem.path if isinstance(problem, MisplacedError) else ()
        return Fault((*path, *below), *_split(str(problem)), at_key, isinstance(problem, UnknownNameError))
    if kind == "literal_error" and value is not None:
        return Fault(path, f"{said(value)} is not known here", one_of(str(value), choices(annotation)))
    return Fault(path, *_split(NO_VALUE if value is None else _plain(details, annotation)), at_key)


def _split(message: str) -> tuple[str, str]:
    what, _, instead = message.partition("; ")
    return what, instead


def _holder(details: ErrorDetails, model: type[BaseModel]) -> tuple[type[BaseModel] | None, str]:
    """The model that a missing or unknown key belongs to, and the key."""
    *above, key = details["loc"]
    _, annotation, _ = from_location(model, above)
    return model_of(annotation), str(key)


def _missing(path: Path, details: ErrorDetails, model: type[BaseModel]) -> Fault:
    holder, key = _holder(details, model)
    meaning = description(holder, key) if holder else ""
    return Fault(path[:-1], f'the key "{key}" is missing', "add it" + (f" ({meaning})" if meaning else ""))


def _unknown(path: Path, details: ErrorDetails, model: type[BaseModel]) -> Fault:
    holder, key = _holder(details, model)
    if ":" in key or "：" in key:
        return Fault(path, "unknown key", "write a space after the colon, and the colon as :", at_key=True)
    return Fault(path, "unknown key", one_of(key, fields(holder) if holder else ()), at_key=True)


def _untold(path: Path, annotation: Any, value: Any) -> Fault:
    """A member of a family that does not say which one it is."""
    found = family(annotation)
    known = list(found.members) if found else []
    if not isinstance(value, dict):
        return Fault(path, f"must be a mapping with a kind, not {said(value)}", f"write kind: and {_or(known)}")
    told = value.get("kind")
    if told is None:
        return Fault(path, 'the key "kind" is missing', f"write kind: and {_or(known)}")
    advice = one_of(str(told), known)
    more = f" or write one of {', '.join(known)}" if advice.startswith("did") else ""
    return Fault((*path, "kind"), f"{said(told)} is not a kind of this", advice + more)


def _or(words: list[str]) -> str:
    return f"one of {', '.join(words)}"


def _plain(details: ErrorDetails, annotation: Any) -> str:
    """The message for what pydantic itself checks: types, limits, lengths."""
    kind, value, context = details["type"], details["input"], details.get("ctx", {})
    if kind in _LIMITS:
        name, what, instead = _LIMITS[kind]
        reads = {getattr(mark, "func", None) for mark in metadata_of(annotation)}
        limit, found = (_limit(n, reads) for n in (context[name], value))
        return f"{what.format(limit)}, not {found}; {instead.format(limit)}"
    if kind in ("too_short", "too_long"):
        least = kind == "too_short"
        count = context["min_length"] if least else context["max_length"]
        entries = "entry" if count == 1 else "entries"
        limit, more = ("least", "more") if least else ("most", "fewer")
        return f"must have at {limit} {count} {entries}, not {context['actual_length']}; write {count} or {more}"
    if kind in _NO_MAPPING:
        return f"must be a mapping of keys and values, not {said(value)}; write key: value"
    if kind in ("tuple_type", "list_type"):
        return f"must be a list, not {said(value)}; put - before each entry, or write [..., ...]"
    if kind == "string_type":
        advice = "write one value" if isinstance(value, (dict, list)) else "put it in quotes"
        return f"must be a text, not {said(value)}; {advice}"
    return f"{said(value)} does not fit here; write another value"


def _limit(value: Any, reads: set[Any]) -> str:
    """A limit, or what is beyond it: as `reads`, how the field is read, has it written, or the text as it stands."""
    if isinstance(value, str):
        return value.strip()[:40]
    if to_months in reads:
        return write_months(int(value))
    return write_share(value) if to_share in reads else f"{value:g}"


_NO_MAPPING = {"model_type", "dict_type", "model_attributes_type", "mapping_type"}
_LIMITS = {
    "greater_than": ("gt", "must be more than {}", "write more than {}"),
    "greater_than_equal": ("ge", "must be at least {}", "write {} or more"),
    "less_than": ("lt", "must be less than {}", "write less than {}"),
    "less_than_equal": ("le", "must be at most {}", "write {} or less"),
}
