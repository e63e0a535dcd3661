"""Which columns a scheme asks for in a table of results, and the end of a period that they make.

>>> from simkit.scheme.components.commission import Commission
>>> prices = Commission.model_validate({"prices": {"new_clients": 100}})
>>> [column.name for column in columns([prices])]
['new_clients']
>>> prices.award(period_end(prices, {"new_clients": np.array([3.0, 0.0])})).tolist()
[[300.0, 0.0]]
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
from pydantic import BaseModel

from simkit.arrays import Array, Index
from simkit.records.headings import Column
from simkit.scheme.components import Component
from simkit.scheme.components.bonus import TargetPay
from simkit.scheme.payslip import targets_of
from simkit.scheme.period_end import PeriodEnd
from simkit.scheme.targets import FixedTarget, NoTarget, Target

BASE_PAY = "base_pay"


def columns(pay: Sequence[Component]) -> list[Column]:
    """The columns of numbers that these components read."""
    results = dict.fromkeys(kpi for component in pay for kpi in component.counted)
    before = dict.fromkeys(kpi for component in pay for kpi in component.reads_before)
    trailing = dict.fromkeys(kpi for component in pay for kpi in component.reads_trailing)
    asked, fixed = targets_of(pay)
    needed = any(_reads_base_pay(component) for component in pay)
    base = Column(BASE_PAY, "a month's base pay", needed, least=0.0, also=("base salary", "固定薪酬", "基本工资"))
    return [
        *([base] if needed else []),
        *(Column(kpi, f"the result for {kpi}") for kpi in results),
        *(Column(f"target:{kpi}", f"the target for {kpi}", kpi not in fixed, above=0.0) for kpi in asked),
        *(Column(f"before:{kpi}", f"what the year had counted of {kpi} before the period") for kpi in before),
        *(
            Column(f"trailing:{kpi}", f"what twelve months have counted of {kpi}, the period included")
            for kpi in trailing
        ),
    ]


def period_end(
    component: Component, numbers: Mapping[str, Array], branch: Index | None = None, count: int | None = None
) -> PeriodEnd:
    """What is known of these people, whose numbers are (row,), when a period of the component ends.

    count: how many they are, where a scheme may ask for no number at all.
    """
    count = len(next(iter(numbers.values()))) if count is None else count

    def row(values: Array) -> Array:
        return np.ascontiguousarray(values).reshape(1, count)

    return PeriodEnd(
        {kpi: row(numbers[kpi]) for kpi in component.counted},
        row(numbers.get(BASE_PAY, np.zeros(count))),
        [row(_goal(numbers.get(f"target:{m.kpi}"), m.target, count)) for m in component.measures],
        {kpi: row(numbers[f"before:{kpi}"]) for kpi in component.reads_before},
        {kpi: row(numbers[f"trailing:{kpi}"]) for kpi in component.reads_trailing},
        branch=branch,
    )


def _goal(given: Array | None, rule: Target, count: int) -> Array:
    """Everybody's target of one measure: what the table says, or else the scheme."""
    if isinstance(rule, NoTarget):
        return np.ones(count)
    written = np.full(count, rule.at if isinstance(rule, FixedTarget) else np.nan)
    return written if given is None else np.where(np.isnan(given), written, given)


def _reads_base_pay(component: Component) -> bool:
    """Whether pay depends on base pay: it is a share of it, or of a pool to which each adds a share of it."""
    return not component.in_money or any(target_pay.of_base for target_pay in _target_pays(component))


def _target_pays(value: Any) -> Iterator[TargetPay]:
    """Every amount inside a component that may be written as a share of base pay."""
    if isinstance(value, TargetPay):
        yield value
    elif isinstance(value, BaseModel):
        for _, inner in value:
            yield from _target_pays(inner)
    elif isinstance(value, Mapping):
        yield from (found for inner in value.values() for found in _target_pays(inner))
    elif isinstance(value, tuple | list):
        yield from (found for inner in value for found in _target_pays(inner))
