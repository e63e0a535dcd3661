r"""How objects print themselves: as they would stand in a file, as one line, and as HTML for a notebook.

Nothing that a person named reaches HTML unescaped, and no line break or control character reaches a line of text.

>>> one_line("two\nlines"), percent(1.66666667), escaped("<b>")
('two\\nlines', '166.7%', '&lt;b&gt;')
"""

from __future__ import annotations

import html
import io
import math
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from pydantic import BaseModel
from wcwidth import wcswidth

from simkit.changes import default_of, written
from simkit.paths import child, fields, metadata_of
from simkit.quantities import to_rate, write_share

WIDTH, LONGEST_LINE, LONGEST_NAME, SHORT = 80, 120, 60, 76
_PLAIN = re.compile(r"-?\w")
_BLANKS = re.compile(" +$", re.MULTILINE)
_KEPT = "\u3000\u00a0\u200d"
"""Blanks of other scripts, and the joiner inside an emoji: Python does not call them printable."""
_LABELS = {"kind", "name", "note", "source", "sources", "source_grade"}


def lean(model: BaseModel) -> Any:
    """The model as a person would write it: only what differs from the defaults, and every `kind`."""
    return _lean(model, written(model), type(model))


def _lean(value: Any, data: Any, annotation: Any) -> Any:
    """`data`, which is how `value` is written, without defaults; `annotation` is what stands there."""
    if isinstance(value, BaseModel) and isinstance(data, dict):
        keys = fields(type(value))
        names = {field.alias or name: name for name, field in type(value).model_fields.items()}
        return {
            key: _lean(getattr(value, name), data[key], keys[key])
            for key, name in names.items()
            if name == "kind" or getattr(value, name) != default_of(type(value), name)
        }
    if isinstance(value, Mapping):
        pairs = zip(value.values(), data.items(), strict=True)
        return {key: _lean(inner, text, child(annotation, key, data)) for inner, (key, text) in pairs}
    if isinstance(value, (tuple, list)):
        return [_lean(inner, text, child(annotation, 0, data)) for inner, text in zip(value, data, strict=True)]
    is_rate = any(getattr(mark, "func", None) is to_rate for mark in metadata_of(annotation))
    return write_share(value) if is_rate and 0.0 < abs(value) < 1.0 else data


def yaml_text(model: BaseModel) -> str:
    """The model as the text of a file, which can be read again; all of it when nothing differs from the defaults."""
    from ruamel.yaml import YAML  # noqa: PLC0415 (slow to import)
    from ruamel.yaml.comments import CommentedMap  # noqa: PLC0415 (likewise)

    yaml = YAML()
    yaml.width = WIDTH
    yaml.indent(mapping=2, sequence=4, offset=2)
    stream = io.StringIO()
    text = _laid_out(lean(model) or written(model))
    if isinstance(text, CommentedMap):
        text.fa.set_block_style()
    yaml.dump(text, stream)
    # a reader folds a line whether or not a blank stands at its end, so none is left there
    return _BLANKS.sub("", stream.getvalue()).removesuffix("\n").removesuffix("\n...")


def _laid_out(data: Any) -> Any:
    """The data with a layout: a short mapping of single values in one line, thousands as 9_000."""
    from ruamel.yaml.comments import CommentedMap, CommentedSeq  # noqa: PLC0415 (slow to import)
    from ruamel.yaml.scalarint import ScalarInt  # noqa: PLC0415 (likewise)
    from ruamel.yaml.scalarstring import DoubleQuotedScalarString  # noqa: PLC0415 (likewise)

    if isinstance(data, Mapping):
        mapping = CommentedMap((_laid_out(key), _laid_out(value)) for key, value in data.items())
        if _fits_a_line(data):
            mapping.fa.set_flow_style()
        return mapping
    if isinstance(data, list):
        entries = CommentedSeq(_laid_out(value) for value in data)
        if not any(isinstance(value, (Mapping, list)) for value in data):
            entries.fa.set_flow_style()
        return entries
    if isinstance(data, (int, float)) and not isinstance(data, bool) and data == int(data):
        return ScalarInt(int(data), underscore=[3, False, False]) if abs(data) >= 1000 else int(data)
    # what the library leaves without quotes, or breaks at odd line ends, is not always read as it was meant
    quoted = isinstance(data, str) and (not _PLAIN.match(data) or one_line(data) != data)
    return DoubleQuotedScalarString(data) if quoted else data


def _fits_a_line(data: Mapping[str, Any]) -> bool:
    single = not any(isinstance(value, (Mapping, list)) for value in data.values())
    return single and sum(len(str(key)) + len(str(value)) + 4 for key, value in data.items()) <= SHORT


def identified(model: BaseModel, gist: str = "") -> str:
    """One short line that says which object it is: its class, its name and the gist of it."""
    name = getattr(model, "name", "")
    head = type(model).__name__ + (f" '{_cut(one_line(name), LONGEST_NAME)}'" if isinstance(name, str) and name else "")
    told = gist or _values(lean(model))
    line = f"{head}: {told}" if told else head
    return f"<{_cut(line, LONGEST_LINE)}>"


def _values(data: Any) -> str:
    """What was written of an object, in a few words; some, such as target pay, are written as one value."""
    if not isinstance(data, dict):
        return one_line(str(data))
    return ", ".join(_told(key, value) for key, value in data.items() if key not in _LABELS)


def _told(key: str, value: Any) -> str:
    """One value in a few words; of a family its kind, of a long list or mapping its length."""
    text = str(value)
    if isinstance(value, Mapping):
        inside = ", ".join(f"{key} {inner}" for key, inner in value.items())
        text = value.get("kind", f"{{{inside}}}" if len(inside) <= SHORT // 2 else f"({len(value)})")
    elif isinstance(value, list):
        text = f"({len(value)})"
    return f"{one_line(key)} {one_line(text)}"


def _cut(text: str, length: int) -> str:
    return text if len(text) <= length else text[: length - 3] + "..."


def one_line(text: str) -> str:
    """The text with every line break and control character written out."""
    return "".join(c if c.isprintable() or c in _KEPT else c.encode("unicode_escape").decode() for c in text)


def names(words: Sequence[str], most: int = 5) -> str:
    """Names in one line; of very many only the first."""
    shown = ", ".join(_cut(one_line(word), LONGEST_NAME) for word in words[:most])
    return shown + (f" and {len(words) - most} more" if len(words) > most else "")


def significant(value: float) -> str:
    """A number with at most four significant digits."""
    return f"{float(f'{value:.4g}') + 0.0:,.15g}"


def percent(value: float) -> str:
    """A fraction as a percentage with at most four significant digits."""
    return f"{significant(100.0 * value)}%"


def money(value: float) -> str:
    """An amount with thousands separators and two decimals, never a negative zero; one that is not known (NaN)."""
    return "unknown" if math.isnan(value) else f"{round(value, 2) + 0.0:,.2f}"


def columns(text: str) -> int:
    """How many columns of a terminal a line takes; a Chinese character takes two."""
    return max(wcswidth(text), 0)


def padded(text: str, width: int) -> str:
    """`text` filled up with blanks to a width in columns of a terminal."""
    return text + " " * max(width - columns(text), 0)


def escaped(text: str) -> str:
    """The text as HTML, on one line."""
    return html.escape(one_line(text))


def pre(text: str) -> str:
    """Lines of text as HTML, laid out as they are; an exported notebook has no font of its own for columns."""
    lines = "\n".join(escaped(line) for line in text.split("\n"))
    style = "font-family:monospace;text-align:left;white-space:pre-wrap;word-break:normal;overflow-wrap:anywhere"
    return f'<pre style="{style}">{lines}</pre>'


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A small table as HTML; every cell is text."""
    cell = '<{0} style="text-align:left;padding:2px 12px 2px 0">{1}</{0}>'
    top = "".join(cell.format("th", escaped(text)) for text in head)
    body = "".join("<tr>" + "".join(cell.format("td", escaped(text)) for text in row) + "</tr>" for row in rows)
    return f"<table><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table>"
