"""SF09.  Kishore, Rao, Narasimhan and John 2013: commissions in place of quota bonuses."""

from __future__ import annotations

import pytest

from simkit.validation.bench import QUICK_SKIES
from simkit.validation.findings import Laboratory
from simkit.validation.findings.branches import CLIFF, Pay
from simkit.validation.findings.sf09 import SLOPED, switch
from tests.findings.asked import assert_holds, assert_missed_with_a_reason


@pytest.mark.parametrize("curve", [CLIFF, SLOPED], ids=["all or nothing", "sloped"])
def test_sf09_costs_are_equal(curve: Pay) -> None:
    """Within 2 %, in the futures that are looked at."""
    quota, commission = switch(Laboratory(QUICK_SKIES), curve).costs()
    assert abs(commission / quota - 1.0) < 0.02, (quota, commission)


def test_sf09_a_commission_sells_more() -> None:
    assert_holds("SF09_sales")
    assert_holds("SF09_sloped")


def test_sf09_not_where_territories_are_alike() -> None:
    assert_missed_with_a_reason("SF09_alike")


def test_sf09_the_least_able_gain_most() -> None:
    assert_holds("SF09_least_able")


def test_sf09_what_is_not_paid_is_neglected_more() -> None:
    assert_holds("SF09_neglect")


def test_sf09_there_are_fewer_timing_games() -> None:
    assert_holds("SF09_timing")
    assert_holds("SF09_last_months")
