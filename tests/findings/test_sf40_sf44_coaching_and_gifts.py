"""SF40 and SF44.  What coaching adds to performance, and what a gift does."""

from __future__ import annotations

from tests.findings.asked import assert_holds


def test_sf40_coaching_raises_performance() -> None:
    assert_holds("SF40_coaching")


def test_sf44_a_gift_raises_effort_a_little() -> None:
    assert_holds("SF44_gift")
