"""SF39.  Wells Fargo 2011 to 2016: people were dismissed for accounts that nobody had asked for."""

from __future__ import annotations

from tests.findings.asked import assert_holds


def test_sf39_misconduct_rises_convexly_in_the_gap() -> None:
    assert_holds("SF39_rising")
    assert_holds("SF39_convex")


def test_sf39_goals_out_of_reach_end_in_dismissals() -> None:
    assert_holds("SF39_dismissed")
    assert_holds("SF39_attainable")
