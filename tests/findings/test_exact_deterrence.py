"""1.10 Deterrence: with gain g, moral cost psi m^2 / 2 and penalty F found with chance p, m* = (g - p F) / psi."""

from __future__ import annotations

from tests.findings.asked import assert_exact


def test_pressure_follows_gain_penalty_and_moral_cost_and_ends_at_the_kink() -> None:
    assert_exact("deterrence")
