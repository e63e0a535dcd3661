"""A small world for engine tests: seven seats, two branches, all kinds of KPIs, three schemes, two views."""

from __future__ import annotations

from typing import Any

from simkit.scenario.scenario import Scenario

BONUS: dict[str, Any] = {
    "kind": "bonus",
    "every": "quarter",
    "target_pay": "50% of base pay",
    "measures": [
        {
            "kpi": "sales",
            "weight": "50%",
            "target": {"kind": "growth", "by": "5%"},
            "score": {"from": "0%", "to": "200%"},
        },
        {"kpi": "income", "weight": "30%", "target": {"kind": "potential"}},
        {"kpi": "satisfaction", "weight": "20%", "target": {"kind": "fixed", "at": 80}},
    ],
    "curve": {"kind": "threshold", "threshold": "70%", "accelerator": 1.5, "cap": "200%"},
    "gates": [{"kpi": "satisfaction", "at_least": 75, "else_pay": "50%"}],
}
SCORECARD: dict[str, Any] = {
    "kind": "bonus",
    "every": "year",
    "target_pay": "40% of base pay",
    "measures": [
        {
            "kpi": "sales",
            "weight": "60%",
            "target": {"kind": "fixed", "at": 5_000_000},
            "score": {"from": "0%", "to": "100%"},
        },
        {
            "kpi": "satisfaction",
            "weight": "40%",
            "target": {"kind": "fixed", "at": 80},
            "score": {"from": "0%", "to": "100%"},
        },
    ],
    "paid_after": "2 months",
}
PRICES: dict[str, Any] = {"kind": "commission", "every": "month", "prices": {"sales": "0.5%", "new_clients": 200}}

WORLD: dict[str, Any] = {
    "name": "A small world",
    "horizon": {"run_in": "12 months", "length": "12 months"},
    "people": {
        "seats": 7,
        "branches": 2,
        "base_pay": {"median": 9_000},
        "groups": {"branch_tier": {"city": "50%", "county": "50%"}},
        "book": {"spread": "50%", "follows_tenure": 0.3},
    },
    "market": {"season": ["120%", "80%"] * 6},
    "work": {
        "activities": {"sell": "60%", "serve": "40%"},
        "kpis": {
            "sales": {"unit": "CNY", "normal_month": 400_000, "from": "sell", "noise": "45%", "worth": {"bank": "1%"}},
            "new_clients": {
                "unit": "clients",
                "normal_month": 4,
                "from": {"sell": "50%", "serve": "50%"},
                "noise": "50%",
            },
            "income": {"unit": "CNY", "sum_of": {"sales": "1%", "new_clients": 500}},
            "satisfaction": {"unit": "points", "level": 80, "from": "serve", "noise": 3, "at_most": 100},
        },
    },
    "behaviour": "effort only",
    "schemes": {
        "today": {"name": "Scorecard", "pay": [SCORECARD]},
        "bonus": {"name": "Bonus", "pay": [BONUS]},
        "both": {"name": "Prices and bonus", "pay": [PRICES, BONUS]},
    },
    "views": [
        {"name": "central", "weight": "60%"},
        {"name": "biased", "weight": "40%", "present_bias": 0.8, "loss_aversion": 1.5},
    ],
}


def world(**changes: Any) -> Scenario:
    """The small world with other values at the top level."""
    return Scenario.model_validate(WORLD | changes)
