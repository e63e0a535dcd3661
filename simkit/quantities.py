"""How amounts are written in a scenario file, and the base class of everything that is read from one.

The unit stands where the eye is: shares and rates as ``40%``, money as ``120_000`` (or ``12万``), durations as
``36 months``.  A bare ``40`` where a share is meant is refused with a question, because the two readings differ
by a factor of a hundred.

>>> to_share("40%"), to_share(0), to_money("1.5万"), to_months("3 years")
(0.4, 0.0, 15000.0, 36)
"""

from __future__ import annotations

import math
import re
from decimal import Decimal
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PlainSerializer, WithJsonSchema

_NUMBER = r"[-+]?(?:\d[\d_,]*\.?\d*|\.\d+)(?:[eE][-+]?\d+)?"
_SHARE = re.compile(rf"\s*({_NUMBER})\s*([%‰])\s*")
_AMOUNT = re.compile(rf"\s*({_NUMBER})\s*(万|亿)?\s*")
_SPAN = re.compile(r"\s*(\d+)\s*(months?|quarters?|half-years?|years?|个月|年)\s*")
_ZEROS = {None: 0, "万": 4, "亿": 8}
_MONTHS_IN = {"month": 1, "quarter": 3, "half-year": 6, "year": 12, "个月": 1, "年": 12}


class Concept(BaseModel):
    """One concept of a scheme or its world: frozen, strict about unknown keys, equal when its values are equal."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False, validate_default=True)


def _decimal(text: str) -> Decimal:
    return Decimal(text.replace("_", "").replace(",", ""))


def _finite(value: float, words: str) -> float:
    if not math.isfinite(value):
        raise ValueError(f"{value} is not a finite number; write {words}")
    return value


def to_share(value: Any) -> float:
    """Read a share or rate: ``"40%"``, ``"4‰"`` or 0.  A bare number other than 0 is refused."""
    if isinstance(value, str) and (found := _SHARE.fullmatch(value)):
        return _finite(float(_decimal(found[1]).scaleb(-2 if found[2] == "%" else -3)), "a share such as 40%")
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        if value == 0:
            return 0.0
        raise ValueError(f"{value:g} is not a share; did you mean {value:g}%? (or {value * 100:g}%)")
    raise ValueError(f"{value!r} is not a share; write a share such as 40%")


def to_money(value: Any) -> float:
    """Read an amount: ``120_000``, ``"120,000"`` or ``"12万"``."""
    if isinstance(value, bool):
        raise ValueError(f"{value} is not a number; write an amount such as 120_000")
    if isinstance(value, (int, float)):
        return _finite(float(value), "an amount such as 120_000")
    if isinstance(value, str) and (found := _AMOUNT.fullmatch(value)):
        return _finite(float(_decimal(found[1]).scaleb(_ZEROS[found[2]])), "an amount such as 120_000")
    raise ValueError(f"{value!r} is not a number; write an amount such as 120_000 or 12万")


def to_months(value: Any) -> int:
    """Read a duration in whole months: ``"36 months"``, ``"3 years"``."""
    if isinstance(value, str) and (found := _SPAN.fullmatch(value)):
        unit = found[2].removesuffix("s") if found[2].isascii() else found[2]
        return int(found[1]) * _MONTHS_IN[unit]
    raise ValueError(f"{value!r} is not a duration; write one such as 36 months or 3 years")


def to_rate(value: Any) -> float:
    """Read money per unit: a share of the amount (``"0.4%"``) or an amount for each piece (``100``)."""
    if isinstance(value, str) and (found := _SHARE.fullmatch(value)):
        return to_share(value)
    return to_money(value)


def write_share(value: float) -> str:
    """Write a fraction the way a file does, without losing a digit: the inverse of `to_share`.

    >>> write_share(0.143)
    '14.3%'
    """
    return f"{Decimal(repr(value)).scaleb(2).normalize():f}%"


def write_months(value: int) -> str:
    """Write a duration the way a file does."""
    return f"{value} months"


_SHARE_SCHEMA = {"anyOf": [{"type": "string", "pattern": r"^\s*[-+]?[0-9][0-9_,.]*\s*[%‰]\s*$"}, {"const": 0}]}
_MONEY_SCHEMA = {"anyOf": [{"type": "number"}, {"type": "string", "pattern": r"^\s*[-+]?[0-9][0-9_,.]*\s*[万亿]?\s*$"}]}
_RATE_SCHEMA = {"anyOf": [*_SHARE_SCHEMA["anyOf"], *_MONEY_SCHEMA["anyOf"]]}
_MONTHS_SCHEMA = {"type": "string", "pattern": r"^\s*[0-9]+\s*(months?|quarters?|half-years?|years?|个月|年)\s*$"}

Share = Annotated[
    float, BeforeValidator(to_share), PlainSerializer(write_share, when_used="json"), WithJsonSchema(_SHARE_SCHEMA)
]
"""A share or rate, written ``40%``; held as a fraction."""
PositiveShare = Annotated[Share, Field(ge=0)]
Money = Annotated[float, BeforeValidator(to_money), WithJsonSchema(_MONEY_SCHEMA)]
"""An amount in the scenario's currency, or a count."""
PositiveMoney = Annotated[Money, Field(gt=0)]
Rate = Annotated[float, BeforeValidator(to_rate), WithJsonSchema(_RATE_SCHEMA)]
"""Money per unit: a share of an amount, or money for each piece."""
Months = Annotated[
    int, BeforeValidator(to_months), PlainSerializer(write_months, when_used="json"), WithJsonSchema(_MONTHS_SCHEMA)
]
"""A duration in whole months."""
