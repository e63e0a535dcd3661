"""SF15.  Sandvik, Saouma, Seegert and Stanton 2020: sales agents in structured meetings, or paid in pairs."""

from __future__ import annotations

from tests.findings.asked import assert_holds


def test_sf15_meetings_raise_sales_and_go_on_doing_so() -> None:
    assert_holds("SF15_meetings")
    assert_holds("SF15_lasting")


def test_sf15_meetings_narrow_differences() -> None:
    assert_holds("SF15_spread")


def test_sf15_pay_in_pairs_alone_leaves_nothing() -> None:
    assert_holds("SF15_pairs")
    assert_holds("SF15_pairs_after")
