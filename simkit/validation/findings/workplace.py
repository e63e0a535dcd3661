"""The workplace in which findings about effort are looked for: one plain shop, described in the scenario language.

Everything that a finding does not name has its default, above all the standard views of human response.  A finding
says what its arms are and what else differs; the rest is a comparison like any other.  People answer pay by effort
alone here (`behaviour: effort only`); where a finding is about the whole person it says `WHOLE_PERSON`, or is asked in
the firm of `branches`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

NORMAL, BASE = 100.0, 1_000.0
"""Normal output of a month, and base pay of a month, in money of no currency."""

_SALES = {"unit": "units", "normal_month": NORMAL, "from": "sell", "noise": "25%", "worth": {"bank": "100%"}}
WORKPLACE: Mapping[str, Any] = {
    "name": "a workplace",
    "currency": "money",
    "behaviour": "effort only",
    "horizon": {"run_in": "12 months", "length": "12 months"},
    "people": {
        "seats": 60,
        "branches": 10,
        "base_pay": {"median": BASE, "spread": "10%"},
        "talent": {"spread": "30%"},
        "book": {"spread": 0},
    },
    "market": {"swing": "3%"},
    "work": {
        "activities": {"sell": "100%"},
        "kpis": {"sales": _SALES},
    },
}
"""One task: `value` is what was sold."""
TWO_TASKS: Mapping[str, Any] = {
    "activities": {"sell": "70%", "serve": "30%"},
    "kpis": {
        "sales": _SALES,
        "net_new_assets": {"unit": "units", "normal_month": NORMAL, "from": "serve", "noise": "25%"},
        "satisfaction": {"unit": "points", "level": 80, "from": "serve", "follows_effort": "20%"},
    },
}
"""Selling and serving: `net_new_assets` is how much was served and `satisfaction` how well; neither is in `value`."""
MANY: Mapping[str, Any] = {"people": {"seats": 300, "branches": 50}}
"""Enough people to look at thirds of them, in the same groups of six."""
NOTHING: Mapping[str, Any] = {
    "name": "No variable pay",
    "pay": [{"kind": "commission", "every": "month", "prices": {"sales": 0}}],
}


def piece_rate(stake: float, kpi: str = "sales") -> dict[str, Any]:
    """A piece rate that pays this part of base pay for normal output."""
    prices = {kpi: stake * BASE / NORMAL}
    return {"name": "Piece rate", "pay": [{"kind": "commission", "every": "month", "prices": prices}]}


def bonus(stake: float, curve: Mapping[str, Any], every: str = "quarter", **measure: Any) -> dict[str, Any]:
    """A bonus on sales that pays this part of base pay at target; the target is a normal period's sales for all."""
    months = {"month": 1, "quarter": 3, "half-year": 6, "year": 12}[every]
    scored = {"kpi": "sales", "weight": "100%", "target": {"kind": "fixed", "at": NORMAL * months}, **measure}
    pay = {
        "kind": "bonus",
        "every": every,
        "target_pay": f"{100 * stake:g}% of base pay",
        "measures": [scored],
        "curve": curve,
    }
    return {"name": "Bonus", "pay": [pay]}


QUOTA: Mapping[str, Any] = {"kind": "steps", "steps": {"100%": "100%"}}
"""All or nothing at target."""
WHOLE_PERSON: Mapping[str, Any] = {"behaviour": "standard"}
"""Everything that people do beside working for pay, as a scenario has it by default."""
