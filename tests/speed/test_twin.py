"""The array engine and the scalar twin agree on every state of every advisor and month.

The twin shares no numeric code with simkit's loop; it is given the same standard normals and the same solved plans.

Seen to fail: with any of the equations in `FLAWS` bent, which a test repeats; with the new scheme taken over at the
year's end instead of at the switch.
"""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import pytest
from pydantic import TypeAdapter

from simkit.engine.simulate import PlanCache, Plans
from simkit.scenario.reading import load
from simkit.scenario.scenario import Scenario
from simkit.scheme.curve import Curve
from simkit.scheme.scorecard import Gate
from simkit.scheme.scorers import Scorer
from simkit.scheme.shapes import PayoutCurve
from tests.speed import advisor, curves, tables
from tests.speed.agreement import agreement

SHIPPED = Path(__file__).parents[2] / "scenarios" / "vip_managers.yaml"
RESPOND, READ, VALUE = advisor.respond, tables.read, curves.value
VIEWS = ("sceptic", "central", "present-biased")

ODD = """
name: Everything that the shipped scenario leaves out
horizon: {run_in: 24 months, length: 24 months}
people:
  seats: 7
  branches: 3
  base_pay: {median: 10_000, spread: 30%}
  book: {spread: 50%, follows_tenure: -0.3, in_tier: {city: 130%}}
  groups: {branch_tier: {city: 34%, county: 66%}}
market:
  swing: 8%
  persistence: 60%
  season: [130%, 80%, 115%, 90%, 90%, 110%, 90%, 90%, 105%, 85%, 95%, 120%]
work:
  activities: {sell: 50%, serve: 30%, learn: 20%}
  effort_exponent: 0.7
  kpis:
    sales:     {unit: CNY, normal_month: 1_000_000, from: {sell: 90%, learn: 10%}, noise: 70%, noise_kind: normal}
    cover:     {unit: CNY, normal_month: 80_000, from: {serve: 60%, sell: 40%}, noise: 50%, follows_market: -40%}
    clients:   {unit: clients, normal_month: 4, from: serve, noise: 40%, follows_season: false}
    income:    {unit: CNY, sum_of: {sales: 1%, cover: 12%}}
    goodwill:  {unit: points, level: 70, from: serve, noise: 4, moves: 40%, follows_effort: 60%}
    skill:     {unit: points, level: 95, from: learn, noise: 6, moves: 100%, follows_effort: 40%, at_most: 100}
behaviour: effort only
events:
  - {kind: market_fall, month: 7, by: 20%}
  - {kind: market_fall, month: 31, by: 35%}
schemes:
  mixed:
    name: A bonus and a price list
    pay:
      - kind: bonus
        every: quarter
        target_pay: 9_000
        paid_after: 3 months
        round_to: 10
        measures:
          - kpi: income
            weight: 40%
            target: {kind: growth, by: 5%}
            score: {kind: step, steps: {60%: 50%, 90%: 100%, 120%: 150%}}
          - {kpi: goodwill, weight: 35%, target: {kind: growth, by: 2%}}
          - {kpi: clients, weight: 25%, target: {kind: potential, by: 10%}, score: {from: 20%, to: 150%}}
        curve: {kind: points, points: {50%: 0%, 80%: 40%, 100%: 100%, 130%: 180%}}
        gates:
          - {kpi: sales, at_least: 2_500_000, else_pay: 40%}
          - {kpi: skill, at_least: 93, else_pay: 80%}
      - {kind: commission, every: quarter, prices: {sales: 0.1%, income: 2%}, paid_after: 0 months, round_to: 1}
  stairs:
    name: A staircase, and a straight bonus for an amount
    pay:
      - kind: bonus
        every: half-year
        target_pay: 25% of base pay
        measures:
          - {kpi: sales, weight: 70%, target: {kind: potential}}
          - {kpi: skill, weight: 30%, target: {kind: fixed, at: 94}, score: {from: 0%, to: 110%}}
        curve: {kind: steps, steps: {70%: 30%, 100%: 100%, 125%: 160%}}
      - kind: bonus
        every: year
        target_pay: 12_000
        measures:
          - {kpi: cover, weight: 60%, target: {kind: growth, by: 10%}, score: {from: 0%, to: 100%}}
          - {kpi: goodwill, weight: 40%, target: {kind: potential, by: 5%}, score: {from: 0%, to: 100%}}
  cliff:
    name: All or nothing, month by month
    pay:
      - kind: bonus
        every: month
        target_pay: 20% of base pay
        measures: [{kpi: income, weight: 100%, target: {kind: growth, by: 0%}}]
        curve: {kind: threshold, threshold: 100%, accelerator: 0.5, cap: 150%}
        paid_after: 14 months
views:
  - {name: averse, weight: 50%, loss_aversion: 1.7, risk_aversion: 0.2, convexity: 1.0}
  - {name: naive, weight: 30%, present_bias: 0.8, sophisticated: false, ratchet_foresight: 100%}
  - {name: unmoved, weight: 20%, response: 0%}
"""


def _seen_by(scenario: Scenario, views: tuple[str, ...]) -> Scenario:
    """The same scenario with some of its views."""
    return scenario.model_copy(update={"views": tuple(view for view in scenario.views if view.name in views)})


@pytest.fixture(scope="module")
def odd(tmp_path_factory: pytest.TempPathFactory) -> tuple[Scenario, Plans]:
    file = tmp_path_factory.mktemp("odd") / "odd.yaml"
    file.write_text(ODD, encoding="utf-8")
    scenario = load(file)
    return scenario, PlanCache().all(scenario)


def test_every_state_agrees_in_the_shipped_scenario() -> None:
    scenario = _seen_by(load(SHIPPED).with_("people.seats", 24).with_("behaviour", "effort only"), VIEWS)
    found = agreement(scenario, PlanCache().all(scenario), 11, [0, 3])
    assert found.faults == []
    assert len(found.states) > 150
    assert found.numbers > 24 * 2 * 48 * 3 * 3 * 80


def test_every_state_agrees_where_everything_else_is_used(odd: tuple[Scenario, Plans]) -> None:
    found = agreement(*odd, 5, [0, 1])
    assert found.faults == []


class _BentMath:
    """A math module whose exponential is slightly wrong."""

    def __getattr__(self, name: str) -> Any:
        return getattr(math, name)

    def exp(self, x: float) -> float:
        return math.exp(x) * (1 + 1e-8)


def _bent_effort(*given: Any) -> tuple[float, list[float]]:
    effort, output = RESPOND(*given)
    return effort * (1 + 1e-8), output


FLAWS: dict[str, tuple[str, Any]] = {
    "effort": ("advisor.respond", _bent_effort),
    "plans": ("seeing.read", lambda *given: READ(*given) * (1 + 1e-6)),
    "beliefs": ("seeing.HOPELESS", 0.2),
    "curves": ("counting.value", lambda curve, x: VALUE(curve, x * (1 + 1e-7))),
    "order of a month": ("twin.EVENTS", 5.5 / 9),
    "luck": ("advisor.math", _BentMath()),
}
"""What is bent in the twin, and how."""


@pytest.mark.parametrize("flaw", FLAWS)
def test_a_bent_equation_is_seen(odd: tuple[Scenario, Plans], flaw: str, monkeypatch: pytest.MonkeyPatch) -> None:
    place, bent = FLAWS[flaw]
    monkeypatch.setattr(f"tests.speed.{place}", bent)
    assert agreement(*odd, 5, [0]).faults


PAYOUTS: list[dict[str, Any]] = [
    {"kind": "linear"},
    {"kind": "linear", "cap": "120%"},
    {"kind": "threshold", "threshold": "70%", "accelerator": 1.5, "cap": "200%"},
    {"kind": "threshold", "threshold": "100%", "accelerator": 2},
    {"kind": "threshold", "accelerator": 0, "cap": "150%"},
    {"kind": "steps", "steps": {"80%": "50%", "100%": "100%"}},
    {"kind": "points", "points": {"50%": "0%", "100%": "100%", "150%": "300%"}},
]
SCORERS: list[dict[str, Any]] = [
    {"kind": "proportional"},
    {"from": "20%", "to": "150%"},
    {"kind": "step", "steps": {"0%": "30%", "90%": "100%"}},
]


@pytest.mark.parametrize("written", PAYOUTS, ids=str)
def test_payout_curves_agree(written: dict[str, Any]) -> None:
    curve: Any = TypeAdapter(PayoutCurve).validate_python(written)
    _agree_around_knots(curve.curve(), curves.payout(curve))


@pytest.mark.parametrize("written", SCORERS, ids=str)
def test_scorers_agree(written: dict[str, Any]) -> None:
    scorer: Any = TypeAdapter(Scorer).validate_python(written)
    _agree_around_knots(scorer.curve(), curves.scores(scorer))


def test_gates_agree() -> None:
    gate = Gate.model_validate({"kpi": "sales", "at_least": 3, "else_pay": "25%"})
    _agree_around_knots(gate.opening, curves.gate(gate.else_pay))


def _agree_around_knots(theirs: Curve, ours: curves.Pieces) -> None:
    """A knot counts as reached a billionth of itself early."""
    near = [x * (1 + by) for x in theirs.xs for by in (-1e-2, -2e-9, -5e-10, 0.0, 5e-10, 1e-2)]
    for x in (-3.0, -1e-3, 0.0, 1e-3, 9.0, *near):
        assert curves.value(ours, x) == pytest.approx(float(theirs(x)), rel=1e-13, abs=1e-13)
