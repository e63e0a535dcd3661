"""SF25.  Locke and Latham 2002: a specific hard goal does more than "do your best"."""

from __future__ import annotations

from tests.findings.asked import assert_holds


def test_sf25_a_hard_goal_lifts() -> None:
    assert_holds("SF25_hard")


def test_sf25_a_goal_out_of_reach_does_not() -> None:
    assert_holds("SF25_out_of_reach")


def test_sf25_the_further_out_of_reach_the_less() -> None:
    assert_holds("SF25_further")
