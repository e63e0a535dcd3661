"""1.9 Timing games: between two pulls x* = (b1 - b0) / k of a month's deals moves, and sales stay the same."""

from __future__ import annotations

from tests.findings.asked import assert_exact


def test_what_moves_is_the_difference_of_pulls_over_k_and_volume_is_conserved() -> None:
    assert_exact("timing")
