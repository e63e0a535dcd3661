"""Numbers and names as people read them: no more digits than the interval supports, money in the size it has."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from wcwidth import wcswidth, wcwidth

Estimate = Mapping[str, float | None]
"""A mean and the ends of its 95 % interval, as in the summary; None where there is none."""

NONE = "-"
_PLAIN = {"万": "x 10k"}
"""What stands for a letter of ours on a console that cannot show it."""
_MOST_DIGITS, _WITHOUT_INTERVAL = 4, 3
_OF_CNY, _OF_OTHERS = (
    ((1e10, 1e9, "billion"), (1e6, 1e6, "million"), (1e4, 1e4, "万")),
    (
        (1e10, 1e9, "billion"),
        (1e6, 1e6, "million"),
        (1e4, 1e3, "thousand"),
    ),
)


@dataclass(frozen=True)
class Scale:
    """How the numbers of one outcome are written: `factor` times the number, the unit behind a level or a difference.

    finest: steps of the number smaller than this are not worth a digit.
    """

    factor: float
    unit: str
    of_level: str = ""
    of_difference: str = ""
    finest: float = 0.0


def scale_of(unit: str, currency: str, values: Iterable[float | None], margin: float | None = None) -> Scale:
    """The scale for an outcome with this unit, these levels and this practical margin, a tenth of which is fine enough.

    >>> scale_of("money a year", "CNY", [38_113_886.0]).unit, scale_of("money a year", "CNY", [120_000.0]).unit
    ('million CNY a year', '万 CNY a year')
    >>> scale_of("share of advisors", "CNY", [0.2])
    Scale(factor=100.0, unit='share of advisors', of_level='%', of_difference=' pp', finest=0.0)
    """
    finest = (margin or 0.0) / 10.0
    if unit.startswith(("share", "chance")):
        return Scale(100.0, "" if unit == "share" else unit, "%", " pp", finest)
    if not unit.startswith("money a"):
        return Scale(1.0, unit.replace("money", currency), finest=finest)
    largest = max((abs(value) for value in values if value is not None), default=0.0)
    sizes = _OF_CNY if currency in ("CNY", "RMB") else _OF_OTHERS
    size, word = next(((by, f"{word} ") for least, by, word in sizes if largest >= least), (1.0, ""))
    return Scale(1.0 / size, unit.replace("money", word + currency), finest=finest)


def level(estimate: Estimate, scale: Scale) -> str:
    """The mean alone, to the digits that its interval supports.

    >>> level({"mean": 752.31, "low": 702.0, "high": 802.0}, Scale(1.0, "")), level({"mean": None}, Scale(1.0, ""))
    ('750', '-')
    """
    return _written(estimate.get("mean"), _place(estimate, scale), scale, scale.of_level)


def difference(estimate: Estimate, scale: Scale) -> str:
    """The mean with its sign.

    >>> difference({"mean": 0.1494, "low": 0.131, "high": 0.168}, scale_of("share", "", []))
    '+14.9 pp'
    """
    text = _written(estimate.get("mean"), _place(estimate, scale), scale, scale.of_difference)
    return text if text.startswith("-") or not text.strip("0.,%p ") else f"+{text}"


def interval(estimate: Estimate, scale: Scale, unit: str = "") -> str:
    """The ends of the interval.

    >>> interval({"mean": -159_054.7, "low": -623_691.2, "high": 305_581.7}, Scale(1e-6, ""))
    '-0.6 to 0.3'
    """
    if estimate.get("low") is None or estimate.get("high") is None:
        return NONE
    place = _place(estimate, scale)
    return f"{_written(estimate['low'], place, scale)} to {_written(estimate['high'], place, scale)}{unit}"


def unit_behind(scale: Scale) -> str:
    """The unit behind a difference, where it is one: `0 to 1` and `normal = 1` say what a scale is like.

    >>> unit_behind(Scale(1.0, "CNY a year")), unit_behind(Scale(1.0, "0 to 1"))
    (' CNY a year', '')
    """
    plain = scale.unit[:1].isalpha() or not scale.unit.isascii()
    return f" {scale.unit}" if plain and "=" not in scale.unit and not scale.of_level else ""


def percent(chance: float | None) -> str:
    """A probability, never as certain as it cannot be.

    >>> percent(0.9045), percent(1.0), percent(0.0), percent(None)
    ('90%', '>99%', '<1%', '-')
    """
    if chance is None:
        return NONE
    if chance > 0.99:
        return ">99%"
    return "<1%" if chance < 0.01 else f"{100 * chance:.0f}%"


def _place(estimate: Estimate, scale: Scale) -> int:
    """The last decimal place to write (negative: tens, hundreds), from the half width of the interval.

    Of the half width two digits are kept when they are at most 35, else one (the rule of the Particle Data Group), and
    of any number four at most.
    """
    mean, low, high = (estimate.get(key) for key in ("mean", "low", "high"))
    values = [abs(value) * scale.factor for value in (mean, low, high) if value is not None]
    largest = max(values, default=0.0)
    if largest == 0.0:
        return 0
    top = math.floor(math.log10(largest))
    if low is None or high is None:
        return _WITHOUT_INTERVAL - 1 - top
    half = max((high - low) / 2.0, scale.finest) * scale.factor
    most = _MOST_DIGITS - 1 - top
    return most if half <= 0.0 else min(most, -math.floor(math.log10(half / 3.55)))


def _written(value: float | None, place: int, scale: Scale, unit: str = "") -> str:
    if value is None:
        return NONE
    rounded = round(value * scale.factor, place) + 0.0  # no minus before a zero
    return f"{rounded:,.{max(place, 0)}f}{unit}"


def label(name: str) -> str:
    """An outcome's name for a reader.

    >>> label("pay_for_contribution")
    'pay for contribution'
    """
    return name.replace("_", " ")


def listed(words: Sequence[str]) -> str:
    """Words as one would say them.

    >>> listed(["gini", "envy", "effort"])
    'gini, envy and effort'
    """
    return " and ".join((", ".join(words[:-1]), words[-1])) if len(words) > 1 else "".join(words)


def clean(text: Any) -> str:
    """One line of printable text: what a file says must not steer a terminal."""
    return "".join(letter if letter.isprintable() else "?" for letter in " ".join(str(text).split()))


def columns(text: str) -> int:
    """The columns that a text takes; a Chinese character takes two.

    >>> columns("计价 A")
    6
    """
    return max(wcswidth(text), 0)


def clipped(text: str, width: int) -> str:
    """The text in at most `width` columns; `~` stands for what is left out.

    >>> clipped("today", 8), clipped("产品计价方案", 8)
    ('today', '产品计~')
    """
    if columns(text) <= width:
        return text
    while columns(text) > width - 1:
        text = text[:-1]
    return f"{text}~"


def padded(text: str, width: int, *, right: bool = False) -> str:
    """The text clipped or filled with blanks to exactly `width` columns."""
    text = clipped(text, width)
    blanks = " " * (width - columns(text))
    return blanks + text if right else text + blanks


def wrapped(text: str, width: int, indent: str = "") -> list[str]:
    """Lines of at most `width` columns, broken at blanks, and inside a word only when it is longer than a line.

    >>> wrapped("今天的方案 is best on envy", 14, "  ")
    ['  今天的方案', '  is best on', '  envy']
    """
    lines = [indent]
    for word in text.split():
        rest = word
        joined = f"{lines[-1]} {rest}" if lines[-1] != indent else indent + rest
        if columns(joined) <= width:
            lines[-1] = joined
            continue
        if lines[-1] != indent:
            lines.append(indent)
        while columns(indent + rest) > width:
            part = _fitting(rest, width - columns(indent))
            lines[-1] = indent + part
            lines.append(indent)
            rest = rest[len(part) :]
        lines[-1] = indent + rest
    return lines


def _fitting(text: str, width: int) -> str:
    """As many letters as fit, at least one."""
    end, taken = 0, 0
    while end < len(text) and taken + max(wcwidth(text[end]), 0) <= width:
        taken += max(wcwidth(text[end]), 0)
        end += 1
    return text[: max(end, 1)]


def showable(text: str, encoding: str | None) -> str:
    """The text with other letters for those that an encoding lacks: as many `?` as the letter had columns.

    >>> showable("方案 12 万", "ascii"), showable("方案 12 万", "cp936")
    ('???? 12 x 10k', '方案 12 万')
    """
    encoding = encoding or "ascii"
    if _fits(text, encoding):
        return text
    runs = groupby(text, lambda letter: _fits(letter, encoding))
    return "".join("".join(part) if fits else "".join(map(_stand_in, part)) for fits, part in runs)


def _fits(text: str, encoding: str) -> bool:
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def _stand_in(letter: str) -> str:
    return _PLAIN.get(letter, "?" * max(columns(letter), 1))
