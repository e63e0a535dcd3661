"""The base class of everything that is read from a file: one concept of a scheme or its world."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import Any, Self

from pydantic import BaseModel, ConfigDict

from simkit.changes import ASSUMPTION, changed
from simkit.showing import identified, pre, yaml_text


class Concept(BaseModel):
    """One concept of a scheme or its world: frozen, strict about unknown keys, equal when its values are equal."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False, validate_default=True)

    def with_(self, path: str, value: Any) -> Self:
        """A checked copy with one value changed, written as in a file: `scheme.with_("pay.0.curve.cap", "250%")`.

        Raises SimkitError when there is no such path or the value does not fit there.
        """
        return changed(self, path, value)

    @classmethod
    def source_of_default(cls, name: str) -> str:
        """Where the default of a field comes from: what `SOURCES` in the concept's file says, else an assumption."""
        sources: Mapping[str, str] = getattr(sys.modules[cls.__module__], "SOURCES", {})
        return sources.get(name, ASSUMPTION)

    def __str__(self) -> str:
        return yaml_text(self)

    def __repr__(self) -> str:
        return identified(self, self._gist())

    def _repr_html_(self) -> str:
        """What a notebook shows: the text of `str`, and what can be drawn of it."""
        return pre(str(self)) + self.pictures()

    def _gist(self) -> str:
        """What `repr` says of it, in one line; empty for its values."""
        return ""

    def pictures(self) -> str:
        """What can be drawn of it, as HTML: of a bonus its curve, of a scheme the curves of its components."""
        held = [value for _, value in self if isinstance(value, Concept)]
        return "".join(concept.pictures() for concept in held)
