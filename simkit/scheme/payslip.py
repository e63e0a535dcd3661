"""One person's pay from plain numbers: what is given is checked against what the scheme reads.

>>> from simkit.scheme.scheme import Scheme
>>> scheme = Scheme.model_validate({"name": "small", "pay": [{
...     "kind": "bonus", "every": "quarter", "target_pay": "30% of base pay",
...     "measures": [
...         {"kpi": "fund_sales", "weight": "60%", "target": {"kind": "potential"}},
...         {"kpi": "satisfaction", "weight": "40%", "target": {"kind": "fixed", "at": 80}}],
... }, {"kind": "commission", "prices": {"new_clients": 100}}]})
>>> print(scheme.payslip({"fund_sales": "120万", "satisfaction": 60, "new_clients": 3},
...                      {"fund_sales": "100万"}, base_pay=9_000))
variable pay              8,562.00
  Bonus                   8,262.00
    fund_sales            5,832.00  attainment 120.0%, weight 60%, score 0.720
    satisfaction          2,430.00  attainment 75.0%, weight 40%, score 0.300
    rounding                  0.00
  Price list                300.00
    new_clients             300.00  3.00 x 100
    rounding                  0.00
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from simkit.arrays import Array
from simkit.errors import SimkitError
from simkit.quantities import said, to_money
from simkit.scheme.components import Component
from simkit.scheme.period_end import ALONE, PeriodEnd, Who
from simkit.scheme.statement import Reason
from simkit.scheme.targets import FixedTarget, NoTarget
from simkit.wording import one_of


def payslip(pay: Sequence[Component], results: Any, targets: Any, base_pay: Any) -> Reason:
    """The statement of one person; see `Scheme.payslip`.  Raises SimkitError with all that is wrong, one a line."""
    desk = _Desk()
    asked, fixed = targets_of(pay)
    counted = list(dict.fromkeys(kpi for component in pay for kpi in component.counted))
    achieved = desk.numbers("results", results, counted, counted)
    goals = desk.numbers("targets", targets, [kpi for kpi in asked if kpi not in fixed], asked)
    for kpi, goal in goals.items():
        if goal <= 0:
            desk.wrong.append(f"targets: the target for {kpi} is {goal:g}; write one above 0, for one period")
    base = desk.number("base_pay", base_pay, "write a month's base pay such as 9_000")
    if base is not None and base < 0:
        desk.wrong.append(f"base_pay is {base:g}; write a month's base pay of 0 or more, such as 9_000")
    if desk.wrong or base is None:
        raise SimkitError("\n".join(desk.wrong))
    done = {kpi: _one(result) for kpi, result in achieved.items()}
    rows = [[_goal(measure.kpi, measure.target, goals) for measure in component.measures] for component in pay]
    return statement(pay, [PeriodEnd(done, _one(base), targets) for targets in rows])


def statement(pay: Sequence[Component], ends: Sequence[PeriodEnd], who: Who = ALONE) -> Reason:
    """One person's pay of one period of each component; `ends` holds what is known at its end for each component."""
    parts = [line_of(component, end, who) for component, end in zip(pay, ends, strict=True)]
    return Reason("variable pay", parts=tuple(parts))


def line_of(component: Component, end: PeriodEnd, who: Who) -> Reason:
    """The statement of one component, which says what of it is paid later, or why it cannot be paid."""
    found = component.statement(end, who)
    if math.isnan(found.amount):
        return replace(found, note=f"no number for {', '.join(component.missing(end, who))}")
    if component.deferral is None:
        return found
    return replace(found, note=component.deferral.told(found.amount, component.round_to))


def targets_of(pay: Sequence[Component]) -> tuple[list[str], set[str]]:
    """The KPIs that have a target, and those of them whose every target stands in the scheme."""
    measures = [m for component in pay for m in component.measures if not isinstance(m.target, NoTarget)]
    asked = list(dict.fromkeys(measure.kpi for measure in measures))
    moving = {measure.kpi for measure in measures if not isinstance(measure.target, FixedTarget)}
    return asked, set(asked) - moving


def _goal(kpi: str, rule: Any, goals: Mapping[str, float]) -> Array:
    if isinstance(rule, NoTarget):
        return _one(1.0)
    return _one(goals.get(kpi, getattr(rule, "at", 1.0)))


def _one(number: float) -> Array:
    """One person's number (1, 1)."""
    return np.full((1, 1), number)


class _Desk:
    """Takes numbers in; `wrong` collects what is wrong with them."""

    def __init__(self) -> None:
        self.wrong: list[str] = []

    def numbers(self, what: str, given: Any, needed: Collection[str], known: Collection[str]) -> dict[str, float]:
        """The numbers given by KPI; notes those that are missing, unknown or no numbers."""
        if not isinstance(given, Mapping):
            self.wrong.append(
                f"{what} must be numbers by KPI, not {said(given)}; write {{{_example(needed or known)}}}"
            )
            return {}
        for kpi in given:
            if kpi not in known:
                noun = "KPI" if what == "results" else "target for"
                advice = one_of(str(kpi), known) if known else "leave it out, no KPI has a target"
                self.wrong.append(f"{what}: the scheme has no {noun} {said(kpi)}; {advice}")
        missing = [kpi for kpi in needed if kpi not in given]
        if missing:
            self.wrong.append(f"{what}: no number for {', '.join(missing)}; write {{{_example(missing)}}}")
        asked = [kpi for kpi in known if kpi in given]
        found = {kpi: self.number(f"{what}: {kpi}", given[kpi], "write one such as 120_000") for kpi in asked}
        return {kpi: number for kpi, number in found.items() if number is not None}

    def number(self, where: str, value: Any, instead: str) -> float | None:
        """A number, or an amount as a file would write it such as 12万; None, and noted, when it is neither."""
        try:
            return to_money(value.item() if isinstance(value, np.generic) else value)
        except ValueError as error:
            self.wrong.append(f"{where}: {str(error).partition('; ')[0]}; {instead}")
            return None


def _example(kpis: Iterable[str]) -> str:
    """How the numbers are written, shown with the first KPI."""
    first, *others = kpis
    return f'"{first}": 120_000' + (", ..." if others else "")
