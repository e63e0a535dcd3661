"""SF18 and SF19.  Being told one's rank, without money on it, has been found to hurt and to lift."""

from __future__ import annotations

from tests.findings.asked import assert_holds


def test_sf18_being_told_the_rank_can_hurt() -> None:
    assert_holds("SF18_base_pay")
    assert_holds("SF18_commission")


def test_sf19_being_told_the_rank_can_lift() -> None:
    assert_holds("SF19_base_pay")
    assert_holds("SF19_commission")
