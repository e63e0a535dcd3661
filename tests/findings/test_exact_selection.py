"""1.12 Selection (Lazear 2000): under a piece rate those stay who earn by it what they would get elsewhere."""

from __future__ import annotations

from tests.findings.asked import assert_exact


def test_those_stay_whom_the_piece_rate_pays_and_no_others() -> None:
    assert_exact("selection")
