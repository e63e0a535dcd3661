"""What notebooks hold: words that no output can contradict, code of the public API only, and comparable outputs.

Numbers in outputs have at most four significant digits, because processors differ in the last bits; whole numbers are
counts and may be longer.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

from nbval.plugin import find_comment_markers, find_metadata_tags

import simkit

LIBRARIES = {"pandas", "numpy", "matplotlib", "seaborn"}
DIGITS = 4
_NUMBER = re.compile(r"(?<![\w.])\d[\d,_]*(?:\.\d+)?(?:e[+-]?\d+)?(?![\w.]*\.\d)")
_FOLDER = re.compile(r"(?<![\w.$}/<:~])/\w[\w.-]*/\w|(?<!\w)[A-Za-z]:\\+\w|\\\\\w+\\\w|file:/")
_NO_WORDS = re.compile(r"`[^`]*`|\]\([^)]*\)|https?://\S+")
_WARNING = re.compile(r"\b\w*Warning\b")


class _Seen(HTMLParser):
    """Collects the text that a reader of HTML sees."""

    def __init__(self) -> None:
        super().__init__()
        self.hidden = 0
        self.seen: list[str] = []

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        self.hidden += tag in {"style", "script"}
        self.seen.append(" ")

    def handle_endtag(self, tag: str) -> None:
        self.hidden -= tag in {"style", "script"}
        self.seen.append(" ")

    def handle_data(self, data: str) -> None:
        if not self.hidden:
            self.seen.append(data)


def seen(kind: str, text: str) -> str:
    """What a reader sees of a text of this kind."""
    if kind not in {"text/html", "image/svg+xml"}:
        return text
    parser = _Seen()
    parser.feed(text)
    return "".join(parser.seen)


def faults(notebook: Any) -> list[str]:
    """Everything in a notebook that is against the rules, as `cell N: what is wrong`."""
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    words = [cell for cell in notebook.cells if cell.cell_type == "markdown"]
    return [
        *(f"text {number}: {wrong}" for number, cell in enumerate(words, 1) for wrong in of_words(cell.source)),
        *(
            f"cell {number}: {wrong}"
            for number, cell in enumerate(code, 1)
            for wrong in (*of_comparing(cell, number), *of_code(cell.source), *of_outputs(cell.outputs))
        ),
    ]


def of_words(source: str) -> Iterator[str]:
    """What an output could contradict: a number, unless it is code or part of an address."""
    plain = _NO_WORDS.sub(" ", source)
    yield from (f"states a number, which is a cell's to show: {number}" for number in _NUMBER.findall(plain))


def of_comparing(cell: Any, number: int) -> Iterator[str]:
    """What would keep nbval from comparing the outputs."""
    if cell.execution_count != number:
        yield "was not run in its place; nbval compares only what was run"
    for marker, _ in (*find_comment_markers(cell.source), *find_metadata_tags(cell.metadata)):
        yield f"a mark for nbval ({marker}) takes it out of the comparison"


def of_code(source: str) -> Iterator[str]:
    """What reaches past the public API."""
    try:
        tree = ast.parse(source)
    except SyntaxError as error:
        yield f"is not plain Python: {error.msg}"
        return
    for node in ast.walk(tree):
        yield from of_node(node)


def of_node(node: ast.AST) -> Iterator[str]:
    """What is wrong with one piece of code."""
    if isinstance(node, ast.Import):
        yield from (wrong for alias in node.names for wrong in of_import(alias))
    elif isinstance(node, ast.ImportFrom):
        yield from of_import_from(node)
    elif isinstance(node, ast.Attribute):
        yield from of_attribute(node)
    elif isinstance(node, ast.Name) and node.id in {"__import__", "eval", "exec", "getattr", "vars"}:
        yield f"uses {node.id}"


def of_import(alias: ast.alias) -> Iterator[str]:
    """`import x`: simkit under its own name, or a library for tables and charts."""
    if alias.name == "simkit":
        if alias.asname:
            yield "gives simkit another name"
    elif alias.name.split(".")[0] not in LIBRARIES:
        yield f"imports {alias.name}"


def of_import_from(node: ast.ImportFrom) -> Iterator[str]:
    """`from x import y`: public names of simkit, or anything of such a library."""
    if node.module == "simkit":
        yield from (f"imports {alias.name} of simkit" for alias in node.names if alias.name not in simkit.__all__)
    elif node.level or str(node.module).split(".")[0] not in LIBRARIES:
        yield f"imports from {node.module}"


def of_attribute(node: ast.Attribute) -> Iterator[str]:
    """`x.y`: nothing private, and of simkit itself only what it exports."""
    if node.attr.startswith("_"):
        yield f"uses the private {node.attr}"
    elif isinstance(node.value, ast.Name) and node.value.id == "simkit" and node.attr not in simkit.__all__:
        yield f"uses simkit.{node.attr}, which is not public"


def of_outputs(outputs: list[Any]) -> Iterator[str]:
    """What must not stand in a stored output."""
    for output in outputs:
        if output.output_type == "error":
            yield f"stores an error: {output.ename}"
        if output.get("name") == "stderr":
            yield "stores what was written to stderr"
        texts = {"text/plain": output.text} if "text" in output else output.get("data", {})
        for kind, text in texts.items():
            if isinstance(text, str) and (kind.startswith("text/") or kind == "image/svg+xml"):
                yield from of_text(seen(kind, text))


def of_text(text: str) -> Iterator[str]:
    """What must not stand in a text that a reader sees."""
    yield from (f"shows a folder of a machine: {match.group()}" for match in _FOLDER.finditer(text))
    yield from (f"shows a warning: {match.group()}" for match in _WARNING.finditer(text))
    yield from (f"shows more than {DIGITS} digits: {number}" for number in _NUMBER.findall(text) if too_long(number))


def too_long(number: str) -> bool:
    """Whether a number has more significant digits than are safe to compare; 1.0 and 2.500 count as 1 and 2.5."""
    digits, _, exponent = number.replace(",", "").replace("_", "").partition("e")
    whole, _, part = digits.partition(".")
    part = part.rstrip("0")
    if not part and not exponent:
        return False
    return len((whole + part).lstrip("0")) > DIGITS
