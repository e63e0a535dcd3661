"""SF02.  Oyer 1998: sales of US manufacturers are higher at the end of the fiscal year and lower at its start.

Accepted: the sign, at a size of 1 to 15 % of a middle quarter; none under linear pay.
"""

from __future__ import annotations

from typing import Any

from simkit.arrays import Array
from tests.findings.worlds import (
    BY_RECORD,
    QUOTA,
    STEADY,
    Estimate,
    Pay,
    bonus,
    commission,
    estimate,
    firm,
    months,
    sold,
)

SKIES = 16
IN_PLACE = {"leaving": "off"}
"""People who have a quota all year: who comes in the middle of a year takes over a target and not a part of it."""


def quarters(pay: Pay, behaviour: Any, skies: int) -> Array:
    """Sales of each quarter over those of the mean quarter (quarter, sky), three years that three others precede."""
    horizon = {"run_in": "36 months", "length": "36 months"}
    scenario = firm(pay, horizon=horizon, market=STEADY, behaviour=behaviour)
    compared = months(scenario, sold, skies=skies)["today"][36:]
    by_quarter = compared.reshape(3, 4, 3, skies, -1).sum(axis=(0, 2, 4))
    shares: Array = by_quarter / by_quarter.mean(axis=0)
    return shares


def first_and_last(pay: Pay, behaviour: Any = IN_PLACE, skies: int = SKIES) -> tuple[Estimate, Estimate]:
    """What lifts the first and the fourth quarter above the middle ones, beyond what happens under linear pay."""
    found = quarters(pay, behaviour, skies) - quarters(commission(), behaviour, skies)
    middle = found[1:3].mean(axis=0)
    return estimate(found[0] - middle), estimate(found[3] - middle)


def test_sf02_an_annual_quota_lifts_the_fourth_quarter_at_the_cost_of_the_first() -> None:
    first, last = first_and_last(bonus(BY_RECORD, QUOTA))
    assert first.is_negative, first
    assert last.is_positive, last
    assert -0.15 <= first.mean <= -0.01, first
    assert 0.01 <= last.mean <= 0.15, last


def test_sf02_linear_pay_lifts_no_quarter() -> None:
    """Twice as much of it, by results: nothing ends with a year, and no quarter differs by as much as 1 %."""
    for each in first_and_last(commission("0.18%"), skies=3 * SKIES):
        assert abs(each.mean) + 3.0 * each.error < 0.01, each


def test_sf02_also_where_people_come_and_go() -> None:
    first, last = first_and_last(bonus(BY_RECORD, QUOTA), "standard")
    assert first.is_negative, first
    assert last.is_positive, last
