"""Deterrence in the running firm: how hard clients are pressed for a gain, a penalty and a moral cost."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from simkit.arrays import Array
from simkit.engine.plans import PlanCache
from simkit.validation import watching
from simkit.validation.exact.check import Check, ClosedForm, relative
from simkit.validation.exact.plain_firm import BASE_PAY, NORMAL_MONTH, WORTH, commission, plain, worst

PRESSED, PRICE, MORAL_COST, PENALTY = 0.25, 0.0009, 0.8, 2.5
"""More sold at full pressure; commission; moral cost of it, in the worth of a month's effort; penalty, in base pay."""
GAIN, FELT = PRESSED * PRICE * NORMAL_MONTH / WORTH, PENALTY * BASE_PAY / WORTH
"""Gain and penalty of full pressure, in the worth of a month's effort."""
_LAST = 2


def pressed(found: float, penalty: float = PENALTY, **terms: Any) -> Array:
    """Mean pressure of everybody in the last year (seat,), under a commission with these terms.

    found: chance that full pressure is found.
    """
    scenario = plain(
        commission(PRICE, **terms),
        on={"pressure": {"found": f"{100.0 * found:g}%", "moral_cost": MORAL_COST, "penalty": penalty}},
        view={"discount": 1.0},
        who={"conscience": {"spread": 0}},
        sales={"pressed": f"{100.0 * PRESSED:g}%"},
    )
    mean: Array = watching.years(scenario, PlanCache(), 1)["today", _LAST].record.counted["pressure"][0] / 12.0
    return mean


def _deterrence() -> Iterator[Check]:
    for found in (0.0, 0.01, 0.02, 0.03):
        expected = (GAIN - found * FELT) / MORAL_COST
        yield Check(f"p={found:g}", expected, worst(pressed(found), expected), 1e-12)
    slope = (pressed(0.03) - pressed(0.01)) / 0.02
    yield relative("slope", -FELT / MORAL_COST, worst(slope, -FELT / MORAL_COST), 1e-9)
    kink = GAIN / FELT
    before = 0.0005 * FELT / MORAL_COST
    yield relative("just before p = g / F", before, worst(pressed(kink - 0.0005), before), 1e-9)
    for found in (kink, kink + 0.0005, 0.2):
        yield Check(f"p={found:g}", 0.0, worst(pressed(found), 0.0), 1e-12)
    for deferred in (0.4, 1.0):
        terms = {"deferral": {"share": f"{100.0 * deferred:g}%", "over": "1 year"}}
        left = GAIN * (1.0 - deferred) + GAIN * deferred * (1.0 - 0.02)
        found_here = worst(pressed(0.02, penalty=0.0, **terms), left / MORAL_COST)
        yield Check(f"d={deferred:g} clawed back", left / MORAL_COST, found_here, 1e-12)


DETERRENCE = (
    ClosedForm(
        "deterrence",
        "Unsuitable sales are (g - p F) / psi, none from p = g / F on; what is deferred and clawed back lowers g.",
        "Becker 1968, with a quadratic moral cost",
        "pressure in a running firm under a commission, for chances of being found on both sides of the kink",
        _deterrence,
    ),
)
