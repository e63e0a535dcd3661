"""Numbers as people leave them in a spreadsheet: thousands, 万 and 亿, per cent, full-width digits, decimal commas.

>>> [amount(text, ".") for text in ("1,234.50", "12万", "85%", "￥１，２３４", "(300)", "1.2E+05", "-")]
[1234.5, 120000.0, 0.85, 1234.0, -300.0, 120000.0, nan]
>>> amount("1 234,50", ",")
1234.5
>>> amount("1,234", "")
Traceback (most recent call last):
ValueError: '1,234' may be 1234 or 1.234; add --decimal point or --decimal comma
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from typing import Literal, TypeAlias

import numpy as np

from simkit.arrays import Array, unknown
from simkit.quantities import LARGEST, SMALLEST, said, to_money

DecimalMark: TypeAlias = Literal[".", ",", ""]
"""What stands before the decimals in a file; empty where nothing says which of the two it is."""
Quote: TypeAlias = Callable[[str], str]
"""How a message shows what stands in a cell."""

LONGEST = 60
"""No number has more letters."""
NOTHING = frozenset({"", "-", "--", "–", "—", "/", "n/a", "na", "null", "无"})
"""What people write where there is no number."""
_BLANKS = dict.fromkeys(map(ord, "\u00a0\u202f\u2009\u3000\t\r\n"), " ")
_PLAIN = {
    **_BLANKS,
    **dict(zip(map(ord, "０１２３４５６７８９，．％＋－−（）＃＝"), "0123456789,.%+--()#=", strict=True)),
}
_BODY = r"(?P<body>{grouped}|[0-9]+(?:_[0-9]+)*(?:{mark}[0-9]*)?|{mark}[0-9]+)(?P<power>[eE][-+]?[0-9]{{1,3}})?"
_GROUPED = r"[1-9][0-9]{{0,2}}(?:{by}[0-9]{{3}})+(?:{mark}[0-9]*)?"
_MONEY = r"[¥￥€$£]?"
_WHOLE = rf"\s*(?P<sign>[-+]?)\s*{_MONEY}\s*(?P<sign2>[-+]?)%s\s*(?P<unit>[万亿%%‰]?)\s*(?:元|{_MONEY})\s*"
_POWERS = {"": 0, "万": 4, "亿": 8, "%": -2, "‰": -3}


def _written(mark: str, by: str) -> re.Pattern[str]:
    """A number whose decimals stand behind `mark` and whose thousands are grouped with `by` or a blank."""
    mark = re.escape(mark)
    grouped = "|".join(_GROUPED.format(by=each, mark=mark) for each in (re.escape(by), " ", "['’]"))
    return re.compile(_WHOLE % _BODY.format(grouped=grouped, mark=mark))


_MARKS: dict[DecimalMark, str] = {",": "comma", ".": "point"}
_STYLES: dict[DecimalMark, re.Pattern[str]] = {".": _written(".", ","), ",": _written(",", ".")}


def amount(cell: str, decimal: DecimalMark, quote: Quote = said) -> float:
    """The number in a cell, NaN where there is none; raises ValueError that says what to write instead."""
    text = cell.translate(_PLAIN).strip() if len(cell) <= LONGEST else "too long for a number"
    if text.lower() in NOTHING:
        return math.nan
    negative = text.startswith("(") and text.endswith(")")
    inside = text[1:-1] if negative else text
    found = {read for mark in ([decimal] if decimal else _STYLES) if (read := _read(inside, mark)) is not None}
    if len(found) == 1:
        value = to_money(float(found.pop()))
        return -value if negative else value
    raise ValueError(_complaint(text, quote(cell), found))


def _read(text: str, mark: DecimalMark) -> Decimal | None:
    """The number, if it is one where decimals stand behind this mark."""
    found = _STYLES[mark].fullmatch(text)
    if found is None or (found["sign"] and found["sign2"]):
        return None
    body = re.sub(r"[ _'’]" if mark == "." else r"[ _'’.]", "", found["body"])
    body = body.replace(",", "") if mark == "." else body.replace(",", ".")
    sign = -1 if "-" in (found["sign"], found["sign2"]) else 1
    return sign * Decimal(body + (found["power"] or "")).scaleb(_POWERS[found["unit"]])


def _complaint(text: str, shown: str, found: set[Decimal]) -> str:
    if len(found) > 1:
        larger, smaller = sorted(found, reverse=True)
        return f"{shown} may be {larger:f} or {smaller:f}; add --decimal point or --decimal comma"
    if text.startswith("#"):
        return f"{shown} is an error of the spreadsheet; mend its formula there, or write the number"
    if text.startswith("="):
        return f"{shown} is a formula, and none is run; save the file with values"
    for mark, word in _MARKS.items():
        if _read(text, mark) is not None:
            return f"{shown} is a number only with a decimal {word}; write it like the others, or add --decimal {word}"
    return f"{shown} is not a number; write one such as 120000"


def numbers(cells: Sequence[str], decimal: DecimalMark, quote: Quote = said) -> tuple[Array, dict[int, str]]:
    """The numbers in the cells of a column, NaN where there is none, and what is wrong with others, by their place.

    >>> numbers(["1", "1,000", "x"], ".")[0].tolist()
    [1.0, 1000.0, nan]
    """
    values = _at_once(cells, decimal)
    if values is not None:
        return values, {}
    values, faults = unknown(len(cells)), {}
    for place, cell in enumerate(cells):
        try:
            values[place] = amount(cell, decimal, quote)
        except ValueError as error:
            faults[place] = str(error)
    return values, faults


def _at_once(cells: Sequence[str], decimal: DecimalMark) -> Array | None:
    """A column of plain numbers, as most are, many times as fast; None where a cell needs a closer look."""
    if decimal != ".":
        joined = "\n".join(cells)
        if "." in joined or (not decimal and "," in joined):
            return None
        cells = joined.replace(",", ".").split("\n") if "," in joined else cells
    try:
        values = np.array(list(map(float, cells)))
    except ValueError:
        return None
    size = np.abs(values)
    ordinary = (size <= LARGEST) & ((size >= SMALLEST) | (size == 0.0))
    return values if bool(ordinary.all()) else None


def mark_of(cells: Iterable[str]) -> DecimalMark:
    """What decimals stand behind in these cells: the only mark that explains them all; empty where none is needed.

    >>> mark_of(["7", "1.234", "1 234,50"]), mark_of(["1.234", "x"]), mark_of(["1,5", "1.5"])
    (',', '', '')
    """
    found: set[DecimalMark] = set()
    for cell in cells:
        if "," in cell or "." in cell:
            text = cell.translate(_PLAIN).strip()[:LONGEST]
            readable = [mark for mark in _STYLES if _read(text, mark) is not None]
            found.update(readable if len(readable) == 1 else ())
    return found.pop() if len(found) == 1 else ""
