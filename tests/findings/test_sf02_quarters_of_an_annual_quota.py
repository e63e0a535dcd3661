"""SF02.  Oyer 1998: sales are higher at the end of the fiscal year and lower at its start."""

from __future__ import annotations

from tests.findings.asked import assert_holds, assert_missed_with_a_reason


def test_sf02_an_annual_quota_lifts_the_fourth_quarter_at_the_cost_of_the_first() -> None:
    assert_holds("SF02_year_end")
    assert_holds("SF02_year_start")


def test_sf02_linear_pay_lifts_no_quarter() -> None:
    assert_holds("SF02_linear")


def test_sf02_also_a_quota_of_all_or_nothing() -> None:
    assert_missed_with_a_reason("SF02_cliff")
