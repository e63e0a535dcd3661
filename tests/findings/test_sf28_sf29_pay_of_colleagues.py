"""SF28 and SF29.  What colleagues are paid hurts who is paid less, unless it is plain why."""

from __future__ import annotations

from tests.findings.asked import assert_holds


def test_sf28_unjustified_differences_lower_output() -> None:
    assert_holds("SF28_unequal")


def test_sf28_justified_differences_do_not() -> None:
    assert_holds("SF28_justified")


def test_sf29_disclosure_hurts_the_lower_half_and_does_not_lift_the_upper() -> None:
    assert_holds("SF29_lower")
    assert_holds("SF29_upper")


def test_sf29_the_lower_half_leaves_more() -> None:
    assert_holds("SF29_lower_leaves")
    assert_holds("SF29_upper_leaves")
