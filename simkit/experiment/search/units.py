"""What stands at a path of a scheme, as numbers with a unit: how it is read, and how it is written again.

>>> from simkit.scheme.scheme import Scheme
>>> share = unit_at(Scheme, {"pay": [{"kind": "bonus", "curve": {"kind": "threshold"}}]}, ("pay", 0, "curve", "cap"))
>>> share.read("150%"), share.write(1.5)
(1.5, '150%')
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from simkit.paths import Path, child, choices, metadata_of, model_of
from simkit.quantities import (
    said,
    to_money,
    to_months,
    to_number,
    to_rate,
    to_share,
    to_whole,
    to_yes_no,
    write_months,
    write_share,
)
from simkit.scheme.components.bonus import TargetPay


@dataclass(frozen=True)
class Unit:
    """How a number is read and written.

    read: from what a file holds, ValueError for anything else; write: the inverse; whole: whether it is a whole number.
    """

    read: Callable[[Any], float]
    write: Callable[[float], Any]
    whole: bool = False


def _plain(value: float) -> float | int:
    return int(value) if value == int(value) else value


def _of_base(value: Any) -> float:
    """Target pay as a share of base pay; a step may be written as the share alone."""
    if isinstance(value, str) and "base" not in value and set("%％‰") & set(value):
        return to_share(value)
    pay = TargetPay.model_validate(value)
    if pay.amount:
        raise ValueError(f"{said(value)} is an amount, and the scheme has a share; write 40% of base pay")
    return pay.of_base


def _write_of_base(value: float) -> str:
    return f"{write_share(value)} of base pay"


_SHARE, _MONEY = Unit(to_share, write_share), Unit(to_money, _plain)
_RATE, _PRICE = Unit(to_rate, write_share), Unit(to_rate, _plain)
"""Money per unit: as a share of the amount, or for each piece."""
_BY_READER = {
    to_share: _SHARE,
    to_money: _MONEY,
    to_number: Unit(to_number, _plain),
    to_months: Unit(to_months, lambda value: write_months(int(value)), whole=True),
    to_whole: Unit(to_whole, int, whole=True),
}
_OF_BASE = Unit(_of_base, _write_of_base)


def unit_at(model: type[BaseModel], data: Any, path: Path) -> Unit | None:
    """The unit of what stands at a path of `data`, which is how a model is written; None when it is no number."""
    annotation, value = _annotation_at(model, data, path)
    if model_of(annotation) is TargetPay:
        return _OF_BASE if isinstance(value, str) else _MONEY
    readers = [getattr(mark, "func", None) for mark in metadata_of(annotation)]
    if to_rate in readers:
        return _RATE if 0.0 < abs(value or 0.0) < 1.0 else _PRICE
    return next((_BY_READER[reader] for reader in readers if reader in _BY_READER), None)


def words_at(model: type[BaseModel], data: Any, path: Path) -> list[Any]:
    """The words that may stand at a path, such as true and false; empty where others may too."""
    annotation, _ = _annotation_at(model, data, path)
    if any(getattr(mark, "func", None) is to_yes_no for mark in metadata_of(annotation)):
        return [True, False]
    return list(choices(annotation))


def _annotation_at(model: type[BaseModel], data: Any, path: Path) -> tuple[Any, Any]:
    """What is said of the type at a path, and what stands there."""
    annotation: Any = model
    for part in path:
        annotation = child(annotation, part, data)
        key = str(part) if isinstance(data, Mapping) else part
        data = data.get(key) if isinstance(data, Mapping) else data[int(key)] if data else None
    return annotation, data
