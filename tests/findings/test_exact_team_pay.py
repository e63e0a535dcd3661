"""1.8 Team pay: of a result that is shared by n, each works for an n-th (free riding)."""

from __future__ import annotations

from tests.findings.asked import assert_exact


def test_a_share_of_the_teams_result_pulls_one_nth() -> None:
    assert_exact("free_riding_in_a_firm")
