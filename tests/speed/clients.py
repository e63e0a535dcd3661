"""The clients of one seat."""

from __future__ import annotations

from simkit.behaviour.clients import Clients


def clients_after(rule: Clients, clients: float, satisfaction: float, harm: float) -> float:
    """Clients after a month, 1 = the book's own normal; satisfaction over normal."""
    answer = rule.churn / 12.0 * (rule.by_satisfaction + rule.referrals)
    kept = clients * (1.0 + answer * (satisfaction - 1.0)) * (1.0 - rule.by_harm / 12.0 * harm)
    after = kept + rule.rebuilds * max(0.0, 1.0 - kept)
    return min(max(after, 0.1), 3.0)
