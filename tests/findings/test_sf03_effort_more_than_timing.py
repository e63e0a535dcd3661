"""SF03.  Steenburgh 2008: bonuses mainly raise effort, and move deals in time much less."""

from __future__ import annotations

from tests.findings.asked import assert_holds


def test_sf03_a_bonus_raises_effort_more_than_it_moves_deals() -> None:
    assert_holds("SF03_effort")
    assert_holds("SF03_costly")


def test_sf03_the_more_so_the_more_moving_costs() -> None:
    assert_holds("SF03_more_costly")
