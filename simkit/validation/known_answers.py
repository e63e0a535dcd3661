"""Scenarios whose answers are known without simulating: what intervals must cover.

- `response`: two commissions, people of all talents who answer them, a market that swings.  Effort under a commission
  is a closed form of talent; its mean over lognormal talent is a sum at the points of Gauss and Hermite, and demand has
  the mean 1 in every month.
- `cliff`: a commission against a yearly bonus that is all or nothing, for people who answer nothing.  The year's result
  is normal, so the chance of the bonus is that of a normal variable; few reach it.
- `costs`: three commissions on two KPIs with normal luck and no market.  The cost of a year is exactly normal, so every
  quantile is known: `more` pays half as much again of the same, `mixed` pays partly for something else.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from simkit.arrays import Array
from simkit.scenario.scenario import Scenario

SEATS, NORMAL, BASE = 3, 1_000.0, 1_000.0
CONVEXITY, WORTH = 2.0, 0.5
"""Of the people who answer: the defaults of a view."""


@dataclass(frozen=True)
class Truth:
    """The true mean of an outcome under each scheme, in money a year; sd: of a year's total, where it is normal."""

    mean: Mapping[str, float]
    sd: Mapping[str, float]


def _scenario(name: str, talent: str, swing: str, response: str, kpis: Mapping[str, Any], **schemes: Any) -> Scenario:
    given = {
        "name": name,
        "horizon": {"run_in": "12 months", "length": "12 months"},
        "people": {
            "seats": SEATS,
            "base_pay": {"median": BASE, "spread": 0},
            "talent": {"spread": talent},
            "book": {"spread": 0},
        },
        "market": {"swing": swing},
        "behaviour": "effort only",
        "work": {
            "activities": {"a": "50%", "b": "50%"},
            "kpis": {kpi: {"unit": "CNY", "normal_month": NORMAL, "from": kpi, **of} for kpi, of in kpis.items()},
        },
        "views": [
            {"name": "known", "weight": "100%", "discount": 1, "response": response,
             "convexity": CONVEXITY, "worth_of_effort": WORTH},
        ],
        "schemes": schemes,
    }  # fmt: skip
    return Scenario.model_validate(given)


def _commission(**prices: str) -> dict[str, Any]:
    pay = {"kind": "commission", "every": "month", "paid_after": "0 months", "prices": prices}
    return {"name": "Commission", "pay": [pay]}


def _output(prices: Mapping[str, float], talent: Array) -> dict[str, Array]:
    """KPI -> output (1 = normal) of each talent: the closed form of effort for two equal activities.

    v = 1 + price x talent x N / (kappa base pay) / (2 x 1/2),  Q = mean of v^2,  E = Q^(1 / (1 + 2 convexity)),
    output = v sqrt(E / Q).
    """
    v = {kpi: 1.0 + prices.get(kpi, 0.0) * talent * NORMAL / (WORTH * BASE) for kpi in ("a", "b")}
    q = 0.5 * (v["a"] ** 2 + v["b"] ** 2)
    effort = q ** (1.0 / (1.0 + 2.0 * CONVEXITY))
    return {kpi: each * np.sqrt(effort / q) for kpi, each in v.items()}


def response() -> tuple[Scenario, Truth, Truth]:
    """The scenario, the truth of value and that of variable cost."""
    spread, prices = 0.35, {"today": {"a": 0.10}, "candidate": {"a": 0.25}}
    luck = {"noise": "30%", "worth": {"bank": "100%"}}
    scenario = _scenario(
        "response", "35%", "6%", "100%", {"a": luck, "b": luck},
        today=_commission(a="10%"), candidate=_commission(a="25%"),
    )  # fmt: skip
    points, weights = np.polynomial.hermite_e.hermegauss(60)
    weights = weights / weights.sum()
    sigma = math.sqrt(math.log1p(spread**2))
    talent = np.exp(sigma * points - 0.5 * sigma**2)
    value, cost = {}, {}
    for scheme, price in prices.items():
        made = {kpi: float(np.sum(weights * talent * each)) for kpi, each in _output(price, talent).items()}
        value[scheme] = 12.0 * SEATS * NORMAL * sum(made.values())
        cost[scheme] = 12.0 * SEATS * NORMAL * price["a"] * made["a"]
    return scenario, Truth(value, {}), Truth(cost, {})


def cliff() -> tuple[Scenario, Truth]:
    """The scenario, and the truth of variable cost."""
    from scipy.special import ndtr  # noqa: PLC0415 (SciPy is slow to import, and `import simkit` must not be)

    beyond, noise, price, bonus = 1.10, 0.30, 0.10, 2_000.0
    still = {"noise": "30%", "noise_kind": "normal", "follows_market": 0}
    target = {"kind": "fixed", "at": beyond * 12.0 * NORMAL}
    pay = {
        "kind": "bonus", "every": "year", "target_pay": bonus,
        "measures": [{"kpi": "b", "weight": "100%", "target": target}],
        "curve": {"kind": "steps", "steps": {"100%": "100%"}},
    }  # fmt: skip
    scenario = _scenario(
        "cliff", "0%", "6%", "0%", {"a": {"noise": "30%"}, "b": still},
        today=_commission(a="10%"), candidate={"name": "Cliff", "pay": [pay]},
    )  # fmt: skip
    chance = float(ndtr((1.0 - beyond) * math.sqrt(12.0) / noise))
    mean = {"today": 12.0 * SEATS * NORMAL * price, "candidate": SEATS * bonus * chance}
    return scenario, Truth(mean, {})


def costs() -> tuple[Scenario, Truth]:
    """The scenario, and the truth of total cost."""
    noise, prices = 0.20, {"today": {"a": 0.10}, "more": {"a": 0.15}, "mixed": {"a": 0.08, "b": 0.08}}
    luck = {"noise": "20%", "noise_kind": "normal"}
    scenario = _scenario(
        "costs", "0%", "0%", "100%", {"a": luck, "b": luck},
        today=_commission(a="10%"), more=_commission(a="15%"), mixed=_commission(a="8%", b="8%"),
    )  # fmt: skip
    mean, sd = {}, {}
    for scheme, price in prices.items():
        made = {kpi: float(each[0]) for kpi, each in _output(price, np.ones(1)).items()}
        paid = [NORMAL * rate * made[kpi] for kpi, rate in price.items()]
        mean[scheme] = 12.0 * SEATS * (BASE + sum(paid))
        sd[scheme] = math.sqrt(12.0 * SEATS) * noise * math.hypot(*paid)
    return scenario, Truth(mean, sd)
