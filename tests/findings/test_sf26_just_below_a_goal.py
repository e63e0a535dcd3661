"""SF26.  Schweitzer, Ordonez and Douma 2004: people overstate what they did most when just short of a goal."""

from __future__ import annotations

from tests.findings.asked import assert_holds


def test_sf26_overstatement_peaks_just_below_the_goal() -> None:
    assert_holds("SF26_just_short")
    assert_holds("SF26_peak")


def test_sf26_without_a_goal_hardly_anybody_lies() -> None:
    assert_holds("SF26_no_goal")
