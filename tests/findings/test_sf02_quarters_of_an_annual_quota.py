"""SF02.  Oyer 1998: sales of US manufacturers are higher at the end of the fiscal year and lower at its start.

Accepted: the sign, at a size of 1 to 15 % of a middle quarter; none under linear pay.
"""

from __future__ import annotations

import pytest

from simkit.arrays import Array
from tests.findings.worlds import (
    BY_RECORD,
    CLIFF,
    NOTHING,
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

SKIES = 40


def quarters(pay: Pay) -> Array:
    """Sales of each quarter over those of the mean quarter (quarter, sky), three years that three others precede."""
    horizon = {"run_in": "36 months", "length": "36 months"}
    compared = months(firm(pay, horizon=horizon, market=STEADY), sold, skies=SKIES)["today"][36:]
    by_quarter = compared.reshape(3, 4, 3, SKIES, -1).sum(axis=(0, 2, 4))
    shares: Array = by_quarter / by_quarter.mean(axis=0)
    return shares


def first_and_last(pay: Pay) -> tuple[Estimate, Estimate]:
    """What lifts the first and the fourth quarter above the middle ones, beyond what happens without any such pay."""
    found = quarters(pay) - quarters(NOTHING)
    middle = found[1:3].mean(axis=0)
    return estimate(found[0] - middle), estimate(found[3] - middle)


def test_sf02_an_annual_quota_lifts_the_fourth_quarter_at_the_cost_of_the_first() -> None:
    first, last = first_and_last(bonus(BY_RECORD, QUOTA))
    assert first.is_negative, first
    assert last.is_positive, last
    assert first.within(-0.15, -0.01), first
    assert last.within(0.01, 0.15), last


def test_sf02_linear_pay_lifts_no_quarter() -> None:
    """No quarter differs by as much as 1 %."""
    for each in first_and_last(commission()):
        assert each.within(-0.01, 0.01), each


@pytest.mark.xfail(strict=True, reason="who has it, or cannot have it any more, rests: more than others pull forward")
def test_sf02_also_a_quota_of_all_or_nothing() -> None:
    first, last = first_and_last(bonus(BY_RECORD, CLIFF))
    assert first.is_negative, first
    assert last.is_positive, last
