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


def measured(kpi: str, weight: str, at: float) -> dict[str, Any]:
    """A measure with a fixed target."""
    return {"kpi": kpi, "weight": weight, "target": {"kind": "fixed", "at": at}}


NO_COMPLAINTS = {
    "kpi": "complaints",
    "weight": "20%",
    "target": {"kind": "none"},
    "score": {"kind": "deduction", "costs": "50%"},
}
WATCHED: dict[str, Any] = BONUS | {
    "measures": [
        {"kpi": "sales", "weight": "50%", "target": {"kind": "growth", "by": "5%"}},
        {"kpi": "satisfaction", "weight": "20%", "target": {"kind": "fixed", "at": 80}},
        {"kpi": "knowledge", "weight": "10%", "target": {"kind": "fixed", "at": 70}},
        NO_COMPLAINTS,
    ],
    "curve": {"kind": "steps", "steps": {"50%": "50%", "90%": "100%", "120%": "200%"}},
    "deferral": {"share": "50%", "over": "2 years", "leavers_keep": "40%", "claw_back": "12 months"},
}
HONOURS: dict[str, Any] = {
    "kind": "recognition",
    "every": "year",
    "measures": [{"kpi": "sales", "weight": "100%", "target": {"kind": "potential"}}],
    "prizes": [{"places": 2, "pays": 9_000}],
}
CONTEST = HONOURS | {"kind": "contest", "every": "quarter"}
WHOLE: dict[str, Any] = WORLD | {
    "name": "A small world in which everything happens",
    "horizon": {"run_in": "12 months", "length": "24 months"},
    "people": WORLD["people"] | {"seats": 8, "talent": {"spread": "40%"}, "conscience": {"spread": "90%"}},
    "market": {
        "season": ["120%", "80%"] * 6,
        "regimes": {"calm": {"lasts": "8 months"}, "poor": {"demand": "-20%", "lasts": "5 months"}},
    },
    "work": {
        "activities": {"sell": "50%", "serve": "30%", "learn": "20%"},
        "kpis": {
            "sales": WORLD["work"]["kpis"]["sales"] | {"pressed": "40%", "pipeline": "30%"},
            "funds": {"unit": "CNY", "normal_month": 300_000, "from": "sell", "noise": "40%", "pressed": "30%",
                      "pipeline": "20%", "worth": {"bank": "2%"}},
            "new_clients": WORLD["work"]["kpis"]["new_clients"] | {"worth": {"bank": 500}},
            "complaints": {"unit": "cases", "normal_month": 0.01, "from": "serve", "counts": "complaints"},
            "income": {"unit": "CNY", "sum_of": {"sales": "1%", "new_clients": 500}},
            "satisfaction": WORLD["work"]["kpis"]["satisfaction"] | {"of_clients": True},
            "knowledge": {"unit": "points", "level": 70, "from": "learn", "noise": 2, "at_most": 100},
        },
        "substitutes": [["sales", "funds"]],
    },
    "behaviour": {
        "practice": {"activity": "learn"}, "rank_feedback": {"told": "hurts"}, "leaving": {"a_year": "40%"},
        "overload": {"from_effort": 1.0}, "sharing": {"meetings": "50%"}, "coaching": {"goes_to": "weakest"},
        "discovery": {"chance": "2%"}, "complaints": {"usual": "2%"}, "feedback": {"every": "5 months"},
        "misreporting": {"at_most": "10%", "moral_cost": 0.05, "penalty": 1}, "timing": {"concession": "5%"},
    },
    "measurement": {
        "satisfaction": {"kind": "survey", "clients": 9},
        "knowledge": {"kind": "rater", "halo_from": "sales"},
        "sales": {"kind": "records", "late": "20%", "missing": "3%", "miscredited": "5%"},
    },
    "schemes": {
        "today": {"name": "Scorecard", "pay": [SCORECARD, PRICES | {"prices": {"funds": "0.4%"}}, HONOURS]},
        "watched": {"name": "Watched", "pay": [WATCHED, PRICES, CONTEST]},
    },
    "views": [{"name": "keen", "weight": "100%", "worth_of_effort": 0.3}],
}  # fmt: skip
"""Eight seats, two branches, and every mechanism with something to act on."""


def whole(**changes: Any) -> Scenario:
    """The small world in which everything happens, with other values at the top level."""
    return Scenario.model_validate(WHOLE | changes)
