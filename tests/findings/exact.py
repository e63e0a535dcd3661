"""The plainest firm there is, in which a closed form must come out to the last digits.

One activity, no luck, no market, people who are alike, one view; everything is off but what a test is about.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from simkit.arrays import Array
from simkit.behaviour.behaviour import Behaviour
from simkit.engine.firm import Firm
from simkit.scenario.scenario import Scenario
from tests.findings.worlds import ALIKE, CENTRAL, STEADY, Pay, firm, months, people

BASE_PAY, NORMAL_MONTH = 9_000.0, 4_000_000.0
KAPPA = float(CENTRAL["worth_of_effort"]) * BASE_PAY
"""Worth of a normal month's effort, money."""
EXPONENT, CONVEXITY = 0.5, float(CENTRAL["convexity"])
SALES = {"unit": "CNY", "normal_month": NORMAL_MONTH, "from": "sell", "noise": 0, "worth": {"bank": "1.2%"}}


def plain(
    *pay: Pay,
    on: dict[str, Any] | None = None,
    view: dict[str, Any] | None = None,
    who: dict[str, Any] | None = None,
    sales: dict[str, Any] | None = None,
    **changes: Any,
) -> Scenario:
    """A firm under these components; on: mechanisms that are not off; view, who, sales: values of these that differ."""
    off = dict.fromkeys(Behaviour.model_fields, "off")
    return firm(
        *pay,
        people=people(**ALIKE | {"seats": 4, "branches": 1} | (who or {})),
        work={"activities": {"sell": "100%"}, "kpis": {"sales": SALES | (sales or {})}},
        market=STEADY,
        views=[CENTRAL | {"risk_aversion": 0.0} | (view or {})],
        behaviour=off | (on or {}),
        **changes,
    )


def drives(scenario: Scenario) -> Array:
    """What a normal month is felt to pay, in kappa, month by month of the first scheme (month, seat).

    With one activity effort is (1 + alpha drive)^(1 / (1 - alpha + gamma)), which is solved here for the drive.
    """
    effort = months(scenario, _effort, skies=1)["today"][:, 0]
    found: Array = (effort ** (1.0 - EXPONENT + CONVEXITY) - 1.0) / EXPONENT
    return found


def output(drive: Array | float) -> Array:
    """Output of a month, 1 when normal, that a drive brings."""
    return np.power(1.0 + EXPONENT * np.asarray(drive), EXPONENT / (1.0 - EXPONENT + CONVEXITY))


def _effort(now: Firm) -> Array:
    return now.effort
