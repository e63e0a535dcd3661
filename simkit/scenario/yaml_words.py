r"""What the YAML parser complains about, in the words of somebody who never heard of YAML.

>>> in_words("found character '\\t' that cannot start any token", ["\tcap: 2"])
('a tab cannot stand here', 'indent with spaces')
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_CHARACTER = re.compile(r"found character (.+) that cannot start")
_TIGHT = re.compile(r"^\s*(?:- )?[\w-]+:[^\s/]")
_WIDE = re.compile("[：，｛｝［］“”‘’]")
_KNOWN = (
    ("mapping values are not allowed", "a colon cannot stand here", "check the indentation, or put the text in quotes"),
    ("could not find expected ':'", "a line without a colon", "write key: value"),
    ("expected <block end>", "this does not fit the lines above", "indent it like its neighbours"),
    ("expected ',' or", "this bracket is not closed, or a comma is missing", "write , between values and close it"),
    ("unexpected end of stream", "a quote is opened and never closed", "close the quote"),
    ("document separator", "a quote is opened and never closed", "close the quote"),
    ("unknown escape character", "the backslash in this text is not understood", "put the text in single quotes"),
    ("document start", "there is something after the end", "remove it, or check the brackets"),
    ("node content", "a value is missing here", "write one"),
    ("YAML document", "this version of YAML is not read here", "remove the line that begins with %"),
    ("indentation indicator", "the text block begins in an odd way", "write | and begin the text on the next line"),
)


def in_words(problem: str, lines: Sequence[str]) -> tuple[str, str]:
    """What is wrong and what to write instead, from the parser's words and the lines up to the one they are about."""
    character = _CHARACTER.search(problem)
    if character and "\\t" in character[1]:
        return "a tab cannot stand here", "indent with spaces"
    if character:
        return f"a text cannot begin with {character[1]}", "put the text in quotes"
    for number in range(len(lines), max(len(lines) - 2, 0), -1):  # the slip is often in the line above
        wide = _WIDE.search(lines[number - 1])
        if wide:
            return f"line {number} holds the wide character {wide[0]}", "write the plain one, or put the text in quotes"
        if _TIGHT.match(lines[number - 1]):
            return f"line {number} has a colon without a space after it", "write key: value"
    for words, what, instead in _KNOWN:
        if words in problem:
            return what, instead
    reason = problem.partition("\n")[0][:80]
    return f"this cannot be read ({reason})", "check the punctuation and the indentation"
