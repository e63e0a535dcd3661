"""SF34.  Tzioumis and Gee 2013: loan officers with a quota close more before a period ends, of less quality."""

from __future__ import annotations

from tests.findings.asked import assert_holds


def test_sf34_the_last_month_of_a_quota_sells_more_than_its_share() -> None:
    assert_holds("SF34_surge")
    assert_holds("SF34_cliff")


def test_sf34_and_it_is_sold_with_more_pressure() -> None:
    assert_holds("SF34_pressure")


def test_sf34_linear_pay_presses_alike_in_every_month() -> None:
    assert_holds("SF34_linear")
