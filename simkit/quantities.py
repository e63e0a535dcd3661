"""How amounts are written in a scenario file.

The unit stands where the eye is: shares and rates as ``40%``, money as ``120_000`` (or ``12万``), durations as
``36 months``.  A bare ``40`` where a share is meant is refused with a question, because the two readings differ
by a factor of a hundred.

>>> to_share("40%"), to_share(0), to_money("1.5万"), to_months("3 years")
(0.4, 0.0, 15000.0, 36)
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, PlainSerializer, WithJsonSchema

LARGEST, SMALLEST = 1e15, 1e-12
"""No amount of a scheme is larger or, other than 0, smaller than this: whatever is, is a slip of the keyboard."""

# A comma only groups thousands: whoever writes 1,5 for one and a half must not be paid ten times as much.
_WHOLE = r"(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+(?:_[0-9]+)*)"
_NUMBER = rf"[-+]?(?:{_WHOLE}(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][-+]?[0-9]{{1,3}})?"
_SHARE = re.compile(rf"\s*({_NUMBER})\s*([%％‰])\s*")
_AMOUNT = re.compile(rf"\s*({_NUMBER})\s*(万|亿)?\s*")
_SPAN = re.compile(r"\s*([0-9]{1,6})\s*(months?|quarters?|half-years?|years?|个月|年)\s*")
_ZEROS = {None: 0, "万": 4, "亿": 8}
_MONTHS_IN = {"month": 1, "quarter": 3, "half-year": 6, "year": 12, "个月": 1, "年": 12}


def _decimal(text: str) -> Decimal:
    return Decimal(text.replace("_", "").replace(",", ""))


class MisplacedError(ValueError):
    """A model's complaint about something inside it; `path` leads there from the model."""

    def __init__(self, message: str, path: tuple[str | int, ...]) -> None:
        super().__init__(message)
        self.path = path


class UnknownNameError(MisplacedError):
    """A name that is not among those it must come from, such as a KPI that no scenario counts."""


@dataclass(frozen=True)
class Refers:
    """Marks a text that must be a key of the scenario's mapping at `to`, such as work.kpis."""

    to: str


def _finite(value: float, words: str) -> float:
    if not math.isfinite(value):
        raise ValueError(f"{value} is not a finite number; write {words}")
    if abs(value) > LARGEST:
        raise ValueError(f"{value:g} is larger than anything meant here; write {words}")
    if value and abs(value) < SMALLEST:
        raise ValueError(f"{value:g} is too small to matter; write 0 or {words}")
    return value


def said(value: Any) -> str:
    """How a message quotes a value of a file, shortened.

    >>> said("fast"), said(None), said({"a": 1}), said("x" * 100)
    ("'fast'", 'nothing', 'a mapping', "'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx...'")
    """
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, dict):
        return "a mapping"
    if isinstance(value, (list, tuple)):
        return "a list"
    text = value if isinstance(value, str) else f"{value:g}" if isinstance(value, float) else repr(value)
    text = text if len(text) <= 40 else text[:39] + "..."
    return repr(text) if isinstance(value, str) else text


def to_share(value: Any) -> float:
    """Read a share or rate: ``"40%"``, ``"4‰"`` or 0.  A bare number other than 0 is refused."""
    if isinstance(value, str) and (found := _SHARE.fullmatch(value)):
        return _finite(float(_decimal(found[1]).scaleb(-3 if found[2] == "‰" else -2)), "a share such as 40%")
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        value = _finite(value, "a share such as 40%")
        if value == 0:
            return 0.0
        raise ValueError(f"{value:g} is not a share; did you mean {value:g}%? (or {value * 100:g}%)")
    if value == "0":  # a key of a mapping is always text
        return 0.0
    raise ValueError(f"{said(value)} is not a share; write a share such as 40%")


def to_money(value: Any) -> float:
    """Read an amount: ``120_000``, ``"120,000"`` or ``"12万"``."""
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return _finite(float(value), "an amount such as 120_000")
    if isinstance(value, str) and (found := _AMOUNT.fullmatch(value)):
        return _finite(float(_decimal(found[1]).scaleb(_ZEROS[found[2]])), "an amount such as 120_000")
    raise ValueError(f"{said(value)} is not a number; write an amount such as 120_000 or 12万")


def to_months(value: Any) -> int:
    """Read a duration in whole months: ``"36 months"``, ``"3 years"``."""
    if isinstance(value, str) and (found := _SPAN.fullmatch(value)):
        unit = found[2].removesuffix("s") if found[2].isascii() else found[2]
        return int(found[1]) * _MONTHS_IN[unit]
    raise ValueError(f"{said(value)} is not a duration; write one such as 36 months or 3 years")


def to_rate(value: Any) -> float:
    """Read money per unit: a share of the amount (``"0.4%"``) or an amount for each piece (``100``)."""
    if isinstance(value, str) and _SHARE.fullmatch(value):
        return to_share(value)
    return to_money(value)


def to_number(value: Any) -> float:
    """Read a plain number; a text that looks like one is not one."""
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return _finite(float(value), "a number such as 1.5")
    raise ValueError(f"must be a number, not {said(value)}; write a number such as 1.5")


def to_whole(value: Any) -> int:
    """Read a whole number."""
    if isinstance(value, (int, float)) and not isinstance(value, bool) and value == math.floor(_finite(value, "10")):
        return int(value)
    raise ValueError(f"must be a whole number, not {said(value)}; write a whole number such as 10")


def to_yes_no(value: Any) -> bool:
    """Read true or false."""
    if isinstance(value, bool):
        return value
    raise ValueError(f"must be true or false, not {said(value)}; write true or false")


def write_share(value: float) -> str:
    """Write a fraction the way a file does, without losing a digit: the inverse of `to_share`.

    >>> write_share(0.143)
    '14.3%'
    """
    return f"{Decimal(repr(float(value))).scaleb(2).normalize():f}%"


def write_money(value: float) -> str:
    """Write an amount the way a file does, without losing a digit: the inverse of `to_money`.

    >>> write_money(13_250.0), write_money(0.1 + 0.2)
    ('13_250', '0.30000000000000004')
    """
    return f"{int(value):_}" if value == int(value) else f"{value:_}"


def write_months(value: int) -> str:
    """Write a duration the way a file does."""
    return f"{value} month{'' if value == 1 else 's'}"


_SHARE_SCHEMA = {"anyOf": [{"type": "string", "pattern": rf"^\s*{_NUMBER}\s*[%％‰]\s*$"}, {"const": 0}]}
MONEY_SCHEMA = {"anyOf": [{"type": "number"}, {"type": "string", "pattern": rf"^\s*{_NUMBER}\s*[万亿]?\s*$"}]}
_RATE_SCHEMA = {"anyOf": [*_SHARE_SCHEMA["anyOf"], *MONEY_SCHEMA["anyOf"]]}
_MONTHS_SCHEMA = {"type": "string", "pattern": r"^\s*[0-9]{1,6}\s*(months?|quarters?|half-years?|years?|个月|年)\s*$"}

Share = Annotated[
    float,
    BeforeValidator(to_share),
    PlainSerializer(write_share, return_type=str, when_used="json"),
    WithJsonSchema(_SHARE_SCHEMA),
]
"""A share or rate, written ``40%``; held as a fraction."""
PositiveShare = Annotated[Share, Field(ge=0)]
Money = Annotated[float, BeforeValidator(to_money), WithJsonSchema(MONEY_SCHEMA)]
"""An amount in the scenario's currency, or a count."""
PositiveMoney = Annotated[Money, Field(gt=0)]
Rate = Annotated[float, BeforeValidator(to_rate), WithJsonSchema(_RATE_SCHEMA)]
"""Money per unit: a share of an amount, or money for each piece."""
Months = Annotated[
    int,
    BeforeValidator(to_months),
    PlainSerializer(write_months, return_type=str, when_used="json"),
    WithJsonSchema(_MONTHS_SCHEMA),
]
"""A duration in whole months."""
Number = Annotated[float, BeforeValidator(to_number)]
"""A plain number without a unit."""
Whole = Annotated[int, BeforeValidator(to_whole)]
"""A whole number: a count."""
YesNo = Annotated[bool, BeforeValidator(to_yes_no)]
"""True or false."""
KpiName = Annotated[str, Refers("work.kpis")]
"""The name of a KPI of the scenario."""
