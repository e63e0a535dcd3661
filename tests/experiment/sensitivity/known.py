"""A scenario of two commissions whose costs are known: nobody answers pay, and nothing is left to luck."""

from typing import Any

from simkit.scenario.scenario import Scenario

SEATS, PRICE = 3, 0.1


def scenario(*, noise: str = "0%", response: str = "0%", normal: float = 900.0, **more: Any) -> Scenario:
    """`today` pays a tenth of KPI a, 1,000 a month, `other` a tenth of KPI b, `normal` a month.

    So a year costs 3,600 and 3.6 x `normal`.
    """
    kpi = {"unit": "CNY", "noise": noise, "follows_market": 0, "follows_season": False, "worth": {"bank": "10%"}}
    kpis = {"a": {**kpi, "from": "a", "normal_month": 1_000.0}, "b": {**kpi, "from": "b", "normal_month": normal}}
    given = {
        "name": "Known costs",
        "horizon": {"run_in": "12 months", "length": "12 months"},
        "people": {"seats": SEATS, "base_pay": {"median": 1_000, "spread": 0}, "talent": {"spread": 0},
                   "book": {"spread": 0}},
        "market": {"swing": "10%"},
        "behaviour": "effort only",
        "work": {
            "activities": {"a": "50%", "b": "50%"},
            "kpis": kpis,
        },
        "views": [{"name": "calm", "weight": "60%", "response": response},
                  {"name": "keen", "weight": "40%", "response": response}],
        "schemes": {"today": commission("a"), "other": commission("b")},
    }  # fmt: skip
    return Scenario.model_validate({**given, **more})


def commission(kpi: str, price: str = "10%") -> dict[str, Any]:
    """A price on one KPI, paid at once."""
    pay = {"kind": "commission", "every": "month", "paid_after": "0 months", "prices": {kpi: price}}
    return {"name": "Commission", "pay": [pay]}
