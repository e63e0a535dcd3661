r"""What the YAML parser complains about, in the words of somebody who never heard of YAML.

>>> in_words("found character '\\t' that cannot start any token", "\tcap: 2")
('a tab cannot stand here', 'indent with spaces')
"""

from __future__ import annotations

import re

_CHARACTER = re.compile(r"found character (.+) that cannot start")
_KNOWN = (
    ("mapping values are not allowed", "a colon cannot stand here",
     "check the colon and the indentation of this line and the one above, or put the text in quotes"),
    ("could not find expected ':'", "the line above has no colon", "write key: value"),
    ("expected <block end>", "this does not fit the lines above", "indent it like its neighbours"),
    ("expected ',' or", "a bracket is open, or a comma missing", "write , between values, and close the bracket"),
    ("unexpected end of stream", "a quote is opened and never closed", "close the quote"),
    ("document separator", "a quote is opened and never closed", "close the quote"),
    ("unknown escape character", "the backslash in this text is not understood", "put the text in single quotes"),
    ("document start", "there is something after the end", "remove it, or check the brackets"),
    ("node content", "a value is missing here", "write one"),
    ("YAML document", "this version of YAML is not read here", "remove the line that begins with %"),
    ("indentation indicator", "the text block begins in an odd way", "write | and begin the text on the next line"),
)  # fmt: skip
_WIDE = "：，｛｝［］“”‘’"


def in_words(problem: str, line: str) -> tuple[str, str]:
    """What is wrong and what to write instead, from the parser's words and the line they are about."""
    if any(mark in line for mark in _WIDE):
        found = next(mark for mark in line if mark in _WIDE)
        return (
            f"this line cannot be read, and holds the wide character {found}",
            "write plain punctuation outside quotes",
        )
    character = _CHARACTER.search(problem)
    if character and "\\t" in character[1]:
        return "a tab cannot stand here", "indent with spaces"
    if character:
        return f"a text cannot begin with {character[1]}", "put the text in quotes"
    for words, what, instead in _KNOWN:
        if words in problem:
            return what, instead
    reason = problem.partition("\n")[0][:80]
    return f"this cannot be read ({reason})", "check the punctuation and the indentation"
