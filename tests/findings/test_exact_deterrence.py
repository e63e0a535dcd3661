"""1.10 Deterrence: with gain g, moral cost psi m^2 / 2 and penalty F found with chance p, m* = max(0, (g - p F) / psi).

So misconduct ends at p = g / F, and before that falls in p with slope -F / psi.  A share d of pay that is deferred and
clawed back with chance p leaves g (1 - d) + g d (1 - p) of the gain, where nobody discounts.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from simkit.arrays import Array
from tests.findings.exact import BASE_PAY, KAPPA, NORMAL_MONTH, plain
from tests.findings.worlds import commission, records

PRESSED, PRICE, MORAL_COST, PENALTY = 0.25, 0.0009, 0.8, 2.5
GAIN = PRESSED * PRICE * NORMAL_MONTH / KAPPA
FELT = PENALTY * BASE_PAY / KAPPA
"""The penalty in kappa: 2.5 months of base pay."""


def pressed(found: float, *, penalty: float = PENALTY, **terms: Any) -> Array:
    """Mean pressure of everybody in the last year (seat,), under a commission with these terms."""
    rule = {"found": f"{100 * found:g}%", "moral_cost": MORAL_COST, "penalty": penalty}
    scenario = plain(
        commission(f"{100 * PRICE:g}%", **terms),
        on={"pressure": rule},
        view={"discount": 1.0},
        who={"conscience": {"spread": 0}},
        sales={"pressed": f"{100 * PRESSED:g}%"},
    )
    total: Array = records(scenario, skies=1)[-1].counted["pressure"][0] / 12.0
    return total


@pytest.mark.parametrize("found", [0.0, 0.01, 0.02, 0.03])
def test_pressure_before_the_kink(found: float) -> None:
    assert np.abs(pressed(found) - (GAIN - found * FELT) / MORAL_COST).max() < 1e-12


def test_the_slope_is_penalty_over_moral_cost() -> None:
    slope = (pressed(0.03) - pressed(0.01)) / 0.02
    assert np.abs(slope + FELT / MORAL_COST).max() < 1e-9


def test_nobody_presses_from_the_kink_on() -> None:
    kink = GAIN / FELT
    assert kink == pytest.approx(0.04)
    assert np.all(pressed(kink - 0.0005) > 0.0)
    for found in (kink, kink + 0.0005, 0.2):
        assert np.abs(pressed(found)).max() < 1e-12


@pytest.mark.parametrize("deferred", [0.4, 1.0])
def test_what_can_be_clawed_back_tempts_less(deferred: float) -> None:
    found = 0.02
    left = GAIN * (1.0 - deferred) + GAIN * deferred * (1.0 - found)
    terms = {"deferral": {"share": f"{100 * deferred:g}%", "over": "1 year"}}
    assert np.abs(pressed(found, penalty=0.0, **terms) - left / MORAL_COST).max() < 1e-12
