"""Names that somebody may give a thing, and what a reader must never get to see of them."""

import re

HOSTILE = {
    "script": "<script>alert(1)</script>",
    "mathematics": "$x$ \\frac{1}{2}",
    "quotes": "\"double\" and 'single' &amp; `back`",
    "chinese": "增长奖金：季度（二〇二六）",
    "emoji": "best 😀 👩‍💼",
    "lines": "two\nlines\r\nor \u2028 three",
    "control": "bell \a escape \x1b[31m zero \0",
    "a number": "1_000e3",
    "nothing": "null",
    "a colon": ":0",
    "a next line": "one\x85two",
    "blanks": "  before and after  ",
    "long": "wide " * 60,
}
_TAG = re.compile(r"</?([a-zA-Z]+)")
ALLOWED = set("b defs div g p path pre rect svg table tbody td text th thead tr use clippath".split())  # noqa: SIM905


def strange_tags(html: str) -> set[str]:
    """Elements that our own HTML never holds."""
    return {tag.lower() for tag in _TAG.findall(html)} - ALLOWED


def unprintable(text: str) -> set[str]:
    """Characters of a line that end it or steer a terminal."""
    return {c for c in text if not c.isprintable()} - {"\u3000", "\u00a0", "\u200d"}
