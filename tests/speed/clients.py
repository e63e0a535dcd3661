"""The clients of one seat, and what they hold."""

from __future__ import annotations

from simkit.behaviour.clients import Clients

LEAST = 0.1
"""So many clients always stay."""


def clients_after(rule: Clients, clients: float, satisfaction: float, harm: float) -> float:
    """Clients after a month, 1 = the book's own normal; satisfaction over normal."""
    answer = rule.churn / 12.0 * (rule.by_satisfaction + rule.referrals)
    kept = clients * (1.0 + answer * (satisfaction - 1.0)) * (1.0 - rule.by_harm / 12.0 * harm)
    after = kept + rule.rebuilds * max(0.0, 1.0 - kept)
    return min(max(after, LEAST), 3.0)


def left_by(clients: float, part: float) -> float:
    """Clients after somebody has gone whom part of them follow."""
    return max(clients * (1.0 - part), LEAST)


def held(assets: float, earned: float, stayed: float, brought: float) -> float:
    """Assets after a month, from its return, clients now over before, and what was brought."""
    return max(assets * (1.0 + earned) * stayed + brought, 0.0)
