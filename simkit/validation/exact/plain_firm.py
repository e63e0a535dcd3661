"""The plainest firm there is, in which a closed form must come out of a whole run to the last digits.

One activity, no luck, no market, people who are alike, one view that minds no risk; everything that people do beside
working for pay is off, but what a closed form is about.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from simkit.arrays import Array
from simkit.behaviour.behaviour import Behaviour
from simkit.behaviour.views import STANDARD
from simkit.engine.plans import PlanCache
from simkit.scenario.scenario import Scenario
from simkit.validation import watching

CENTRAL = next(view for view in STANDARD if view.name == "central")
BASE_PAY, NORMAL_MONTH = 9_000.0, 4_000_000.0
"""Base pay and sales of a normal month, money."""
WORTH = CENTRAL.worth_of_effort * BASE_PAY
"""Worth of a normal month's effort, money: the unit of drives."""
EXPONENT = 0.5
POTENTIAL = {"kind": "potential"}


def plain(
    *pay: Mapping[str, Any],
    on: Mapping[str, Any] | None = None,
    view: Mapping[str, Any] | None = None,
    who: Mapping[str, Any] | None = None,
    sales: Mapping[str, Any] | None = None,
    **changes: Any,
) -> Scenario:
    """The firm under these components; on: what is not off; view, who, sales: values of these that differ."""
    alike = {"base_pay": {"median": BASE_PAY, "spread": 0}, "talent": {"spread": 0}, "book": {"spread": 0}}
    flow = {"unit": "CNY", "normal_month": NORMAL_MONTH, "from": "sell", "noise": 0, "worth": {"bank": "1.2%"}}
    return Scenario.model_validate({
        "name": "The plainest firm",
        "horizon": {"run_in": "12 months", "length": "24 months"},
        "people": {"seats": 4, "branches": 1, **alike, **(who or {})},
        "market": {"swing": 0},
        "work": {
            "activities": {"sell": "100%"}, "kpis": {"sales": {**flow, **(sales or {})}}, "effort_exponent": EXPONENT,
        },
        "views": [{**CENTRAL.model_dump(mode="json"), "weight": "100%", "risk_aversion": 0.0, **(view or {})}],
        "behaviour": {**dict.fromkeys(Behaviour.model_fields, "off"), **(on or {})},
        "schemes": {"today": {"name": "Today", "pay": list(pay)}},
        **changes,
    })  # fmt: skip


def bonus(target: Mapping[str, Any], curve: Mapping[str, Any], pays: str = "40% of base pay") -> dict[str, Any]:
    """A yearly bonus on sales."""
    measures = [{"kpi": "sales", "weight": "100%", "target": target}]
    return {"kind": "bonus", "every": "year", "target_pay": pays, "measures": measures, "curve": curve}


def commission(price: float, **more: Any) -> dict[str, Any]:
    """A price, in money, for each unit of sales."""
    return {"kind": "commission", "prices": {"sales": f"{100.0 * price:g}%"}, **more}


def months(scenario: Scenario, what: str) -> Array:
    """What is true after each month's work in one future (month, seat)."""
    found: Array = watching.months(scenario, what, PlanCache(), 1)["today"][:, 0]
    return found


def drives(scenario: Scenario) -> Array:
    """What a normal month is felt to pay, in the worth of its effort (month, seat).

    With one activity effort is (1 + alpha drive)^(1 / (1 - alpha + gamma)), which is solved here for the drive.

    >>> float(drives(plain(commission(0))).max())
    0.0
    """
    found: Array = (months(scenario, "effort") ** (1.0 - EXPONENT + CENTRAL.convexity) - 1.0) / EXPONENT
    return found


def output(drive: Array | float) -> Array:
    """Output of a month, 1 when normal, that a drive brings."""
    return np.power(1.0 + EXPONENT * np.asarray(drive), EXPONENT / (1.0 - EXPONENT + CENTRAL.convexity))


def worst(found: Array, expected: Array | float) -> float:
    """The number that is furthest from what is expected."""
    flat = np.asarray(found, dtype=np.float64).ravel()
    return float(flat[np.abs(flat - np.broadcast_to(expected, np.shape(found)).ravel()).argmax()])
