"""Behavioural defaults that no finding fixes: what there is on each, and what was assumed instead."""

from __future__ import annotations

from collections.abc import Mapping

NOTHING = "no finding speaks to it"
ASSUMED: Mapping[str, str] = {
    "work.effort_exponent": "a form, squares and roots: findings see exponent / (1 - exponent + convexity) alone",
    "central.convexity": "between sceptic and high; about 70% of the published means (see below)",
    "central.worth_of_effort": "between sceptic and high; about 70% of the published means (see below)",
    "central.risk_aversion": NOTHING,
    "low.convexity": "between sceptic and central",
    "low.worth_of_effort": "between sceptic and central",
    "weights of the views": "opinions; no finding weighs one view against another",
    "discount": NOTHING,
    "ratchet_foresight": "SF32 has a sign, no size",
    "equity_haircut": "carried over from Meulbroek 2001; no finding holds it against results",
}
"""Default -> what is known of it."""
