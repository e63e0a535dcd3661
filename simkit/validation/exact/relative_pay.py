"""What all have in common does not count where people are only compared with each other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

from simkit.arrays import Array
from simkit.randomness import normals
from simkit.scheme.components import Component
from simkit.scheme.period_end import PeriodEnd
from simkit.scheme.scheme import Scheme
from simkit.validation.exact.check import Check, ClosedForm

FALL = 0.8
_MEASURE = {"kpi": "sales", "weight": "100%", "target": {"kind": "fixed", "at": 100}}
_PEERS = _MEASURE | {"target": {"kind": "peers", "among": "all", "period": "this period"}}


def component(pay: Mapping[str, Any]) -> Component:
    """One component of a scheme, as a file would write it."""
    (found,) = Scheme.model_validate({"name": "x", "pay": [pay]}).pay
    return found


def shift(pay: Mapping[str, Any]) -> float:
    """By how much anybody's pay changes at most, as a share of mean pay, when everybody's sales fall by a fifth."""
    paid = component(pay)
    sales = 100.0 * (1.0 + 0.3 * normals(1, "validation.common", range(40), 25))
    before, after = (_award(paid, sales * factor) for factor in (1.0, FALL))
    return float(np.abs(after - before).max() / before.mean())


def _award(paid: Component, sales: Array) -> Array:
    goal = np.full_like(sales, 100.0)
    return paid.award(PeriodEnd({"sales": sales}, np.full_like(sales, 9_000.0), [goal]))


def _shifts() -> Iterator[Check]:
    prizes = [{"places": 5, "pays": 1_000}]
    yield Check("contest", 0.0, shift({"kind": "contest", "prizes": prizes, "measures": [_MEASURE]}), 1e-9)
    yield Check("pool", 0.0, shift({"kind": "pool", "size": 1_000, "measures": [_MEASURE]}), 1e-4)
    linear = {"kind": "bonus", "target_pay": 1_000}
    yield Check("peers as target", 0.0, shift(linear | {"measures": [_PEERS]}), 1e-4)
    quota = linear | {"measures": [_MEASURE], "curve": {"kind": "steps", "steps": {"100%": "100%"}}}
    yield Check("quota: somebody loses all", 1.0, min(shift(quota), 1.0), 1e-9)


RELATIVE_PAY = (
    ClosedForm(
        "common_shock",
        "Pay by rank, by share of a pool or against peers does not move when all results fall alike; a quota does.",
        "Holmstrom 1979 and 1982 (informativeness); Lazear and Rosen 1981",
        "the running awards, with every result multiplied by .8; cents of rounding allowed",
        _shifts,
    ),
)
