"""1.7 The ratchet (Weitzman 1980): a result that raises the next target is worth less than it pays."""

from __future__ import annotations

from tests.findings.asked import assert_exact


def test_people_work_for_what_a_ratchet_leaves_of_their_pay() -> None:
    assert_exact("ratchet_in_a_firm")
