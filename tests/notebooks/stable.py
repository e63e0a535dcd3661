"""One form for a notebook's file: the same cells and results give the same bytes, whoever ran them and when.

What differs from run to run and is no result stands in sanitize.cfg.  nbval replaces it on both sides before comparing;
here it is replaced in what is stored.  A rule with a line `stored:` names things that must stay apart (two tables with
one id would share their style), so each of them gets a number of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from configparser import RawConfigParser
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import nbformat
from nbval.plugin import coalesce_streams

SANITIZE = Path(__file__).with_name("sanitize.cfg")
METADATA = {
    "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}
_WIDGET = "application/vnd.jupyter.widget-view+json"  # a new id each run, and without its kernel it shows nothing


@dataclass
class Rule:
    """One rule of sanitize.cfg."""

    regex: re.Pattern[str]
    replace: str
    stored: str | None
    seen: dict[str, int] = field(default_factory=dict)

    def apply(self, text: str) -> str:
        """The text as it is stored."""
        return self.regex.sub(self.replace if self.stored is None else self._numbered, text)

    def _numbered(self, match: re.Match[str]) -> str:
        number = self.seen.setdefault(match.group(), len(self.seen) + 1)
        return (self.stored or "").format(number)


def rules() -> list[Rule]:
    """The rules of sanitize.cfg, in its order; nothing has been seen yet."""
    parser = RawConfigParser()
    parser.read(SANITIZE, "utf-8")
    return [
        Rule(re.compile(section["regex"]), section["replace"], section.get("stored"))
        for name, section in parser.items()
        if name != parser.default_section
    ]


def settle(notebook: Any) -> None:
    """Bring a notebook into the form, in place."""
    notebook.update(nbformat=4, nbformat_minor=5, metadata=nbformat.from_dict(METADATA))
    notebook.cells = [cell for cell in notebook.cells if cell.source.strip()]
    found = rules()
    for place, cell in enumerate(notebook.cells, 1):
        cell.id = f"cell-{place}"
        cell.metadata = _kept(cell.metadata)
        cell.pop("attachments", None)
    for count, cell in enumerate((cell for cell in notebook.cells if cell.cell_type == "code"), 1):
        cell.execution_count = count
        cell.outputs = list(_outputs(cell.outputs, count, found))


def text_of(notebook: Any) -> str:
    """What the file holds: sorted keys, one space of indentation, line feeds, and one at the end."""
    nbformat.validate(notebook)
    return str(nbformat.writes(notebook, version=4)).rstrip("\n") + "\n"


def _kept(metadata: Any) -> Any:
    """Of what an editor notes at a cell, only what says how to read or run it."""
    return nbformat.from_dict({key: metadata[key] for key in ("jupyter", "tags") if metadata.get(key)})


def _outputs(outputs: list[Any], count: int, found: list[Rule]) -> Iterator[Any]:
    """The outputs of a cell: one a stream, counted, and without what differs from run to run."""
    for output in coalesce_streams(outputs):
        if output.output_type == "stream":
            output.text = _settled(output.text, found)
        elif "data" in output:
            output.data.pop(_WIDGET, None)
            output.data.update({kind: _settled(value, found) for kind, value in _texts(output.data)})
        if output.output_type == "execute_result":
            output.execution_count = count
        yield output


def _texts(data: Any) -> list[tuple[str, str]]:
    """What of an output is text, by its kind."""
    return [(kind, value) for kind, value in data.items() if kind.startswith("text/") or kind == "image/svg+xml"]


def _settled(text: str, found: list[Rule]) -> str:
    for rule in found:
        text = rule.apply(text)
    return text
