"""SF04.  Larkin 2014: accelerators with quarterly deadlines cost a vendor of software 6 to 8 % of revenue."""

from __future__ import annotations

from tests.findings.asked import assert_holds


def test_sf04_an_accelerator_gives_revenue_away() -> None:
    assert_holds("SF04_accelerator")


def test_sf04_linear_pay_gives_nothing_away() -> None:
    assert_holds("SF04_linear")


def test_sf04_linear_pay_of_a_quarter_gives_away_what_waiting_for_it_is_worth() -> None:
    assert_holds("SF04_waiting")
