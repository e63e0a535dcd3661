"""The workplace in which findings are looked for: one plain shop, described in the scenario language.

Everything that a finding does not name has its default, above all the standard views of human response.  A finding
says what its arms are and what else differs; the rest is a comparison like any other.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from simkit.arrays import Array
from simkit.behaviour.views import STANDARD, View
from simkit.engine.simulate import PlanCache
from simkit.experiment.compare import Comparison, compare
from simkit.experiment.paired import paired_difference
from simkit.outcomes.catalogue import by_name
from simkit.scenario.scenario import Scenario
from simkit.scheme.kpis import Work

NORMAL, BASE = 100.0, 1_000.0
"""Normal output of a month, and base pay of a month, in money of no currency."""
SEED = 6

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


@dataclass(frozen=True)
class Effect:
    """What came out: the effect with all views pooled by weight, its 95 % interval, and the effect under each view."""

    found: float
    low: float
    high: float
    by_view: Mapping[str, float]

    def less(self, other: Effect) -> Effect:
        """The effect less another one; the interval of such a difference is not known."""
        by_view = {view: effect - other.by_view[view] for view, effect in self.by_view.items()}
        return Effect(self.found - other.found, math.nan, math.nan, by_view)


@dataclass
class Laboratory:
    """Compares arms, each question once.

    skies: how many futures; views, exponent: of human response, and of diminishing returns; plans, known: what was
    found for earlier questions.
    """

    skies: int = 40
    views: tuple[View, ...] = STANDARD
    exponent: float = Work.model_fields["effort_exponent"].default
    plans: PlanCache = field(default_factory=PlanCache)
    known: dict[str, Comparison] = field(default_factory=dict)

    def compare(
        self, arms: Mapping[str, Any], stake: str = "as written", different: Mapping[str, Any] | None = None
    ) -> Comparison:
        """The arms, of which the first is the control, in the workplace but for what is `different` there."""
        given = {"views": self.views, **(different or {}), "schemes": arms, "stake": stake}
        whole = _merged(WORKPLACE, given)
        whole["work"] = {**whole["work"], "effort_exponent": self.exponent}
        scenario = Scenario.model_validate(whole)
        if scenario.fingerprint not in self.known:
            self.known[scenario.fingerprint] = compare(scenario, replications=self.skies, seed=SEED, plans=self.plans)
        return self.known[scenario.fingerprint]


def _merged(whole: Mapping[str, Any], part: Mapping[str, Any]) -> dict[str, Any]:
    """The whole with what is different; mappings are merged, but `work`, which is another one or the same."""
    return dict(whole) | {
        key: _merged(whole[key], value) if isinstance(value, Mapping) and key in {"people", "market"} else value
        for key, value in part.items()
    }


def change(comparison: Comparison, outcome: str = "value", scheme: str | None = None) -> Effect:
    """Relative change of an outcome from the control to another arm (the last, if none is named)."""
    of = by_name(outcome).name
    place = comparison.schemes.index(scheme or comparison.schemes[-1])
    pooled, by_sky = comparison.pooled(of), comparison.by_sky(of)
    level = float(pooled[0].mean())
    middle, low, high = (each / level for each in paired_difference(pooled[place], pooled[0]))
    means = by_sky.mean(axis=2)
    return Effect(middle, low, high, _by_view(comparison, means[place] / means[0] - 1.0))


def change_among(comparison: Comparison, third: int, scheme: str | None = None) -> Effect:
    """Relative change of contribution among the third of the people with the least (0), middling or most (2) talent.

    It is read from the people of the first future, so there is no interval.
    """
    place = comparison.schemes.index(scheme or comparison.schemes[-1])
    people = comparison.runs.people
    rank = np.argsort(np.argsort(people["talent"]))
    inside = rank * 3 // len(rank) == third
    made = people["contribution"][:, :, inside].sum(axis=-1)
    pooled = np.sum(made * comparison.weights, axis=-1)
    return Effect(
        float(pooled[place] / pooled[0] - 1.0), math.nan, math.nan,
        _by_view(comparison, made[place] / made[0] - 1.0),
    )  # fmt: skip


def of_views(comparison: Comparison, effects: Sequence[float] | Array) -> Effect:
    """An effect that is known for each view, pooled by weight; without an interval."""
    found = float(np.sum(np.asarray(effects) * comparison.weights))
    return Effect(found, math.nan, math.nan, _by_view(comparison, effects))


def ratio(effect: Effect, other: Effect) -> Effect:
    """What one relative change has on top of another: (1 + effect) / (1 + other) - 1; without an interval."""
    by_view = {view: (1.0 + each) / (1.0 + other.by_view[view]) - 1.0 for view, each in effect.by_view.items()}
    return Effect((1.0 + effect.found) / (1.0 + other.found) - 1.0, math.nan, math.nan, by_view)


def spread(comparison: Comparison) -> Array:
    """Standard deviation between people of what they contribute under the control, over its mean (view,)."""
    made = comparison.runs.people["contribution"][0]
    found: Array = made.std(axis=-1, ddof=1) / made.mean(axis=-1)
    return found


def _by_view(comparison: Comparison, effects: Sequence[float] | Array) -> dict[str, float]:
    return {view: float(effect) for view, effect in zip(comparison.views, effects, strict=True)}
