"""SF34.  Tzioumis and Gee 2013; Behr et al. 2020: loan officers with a quota close more on the last days of a month.

Partly by approving what is marginal, and those loans fail more often.
Accepted: the last part of the period sells more than its share, at lower quality.  A tick is a month, so the last month
of a quarter under a quarterly quota stands for the last days of a month.
"""

from __future__ import annotations

import numpy as np

from simkit.arrays import Array
from simkit.engine.firm import Firm
from tests.findings.worlds import (
    BY_RECORD,
    CLIFF,
    QUOTA,
    STEADY,
    Pay,
    bonus,
    commission,
    estimate,
    firm,
    months,
    sold,
)

SKIES = 16


def pressure(now: Firm) -> Array:
    """How hard clients were pressed this month (sky, seat)."""
    found = now.people.conduct
    return np.zeros(now.sky.shape) if found is None else found.pressure


def share_of_the_last_month(pay: Pay) -> Array:
    """Part of sales that falls into the last months of quarters (sky,), in the two years that are compared."""
    found = months(firm(pay, market=STEADY), sold, skies=SKIES)["today"][12:]
    share: Array = found[2::3].sum(axis=(0, 2)) / found.sum(axis=(0, 2))
    return share


def test_sf34_the_last_month_of_a_quota_sells_more_than_its_share() -> None:
    linear = share_of_the_last_month(commission())
    for curve in (QUOTA, CLIFF):
        surge = estimate(share_of_the_last_month(bonus(BY_RECORD, curve, every="quarter")) - linear)
        assert surge.is_positive, surge


def test_sf34_and_it_is_sold_with_more_pressure() -> None:
    found = months(firm(bonus(BY_RECORD, QUOTA, every="quarter"), market=STEADY), pressure, skies=SKIES)["today"][12:]
    first, second, last = (found[month::3].mean(axis=(0, 2)) for month in range(3))
    for early in (first, second):
        more = estimate(last - early)
        assert more.is_positive, more


def test_sf34_linear_pay_presses_alike_in_every_month() -> None:
    found = months(firm(commission("0.18%"), market=STEADY), pressure, skies=SKIES)["today"][12:]
    by_month = [found[month::3].mean() for month in range(3)]
    assert min(by_month) > 0.02
    assert max(by_month) / min(by_month) < 1.02, by_month
