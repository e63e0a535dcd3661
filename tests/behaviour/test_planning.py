"""The planner against plans solved independently on fine grids; its closed forms stand in `simkit.validation.exact`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from simkit.behaviour.effort import EffortRule
from simkit.behaviour.planning import Plan, Prospect, solve
from simkit.scheme.curve import Curve, steps, through

CASES = json.loads((Path(__file__).parents[1] / "vectors" / "plans.json").read_text("utf-8"))["cases"]
STRETCHES = (0.6, 0.8, 0.9, 1.0, 1.2)
STRAIGHT = Curve((0.0,), (0.0,), (0.0,), 1.0, 1.0)
CURVES = {
    "none": Curve((1.0,), (0.0,), (0.0,)),
    "linear": STRAIGHT,
    "cliff_at_target": steps([(1.0, 1.0)]),
    "threshold70_accelerator2_cap250": through([(0.7, 0.0), (1.0, 1.0), (1.75, 2.5)]),
    "threshold70_cap100": through([(0.7, 0.0), (1.0, 1.0)]),
}


def year(curve: Curve, exponent: float = 0.5, **changes: Any) -> Prospect:
    """Twelve months, one activity, annual noise of .25, money in months of normal effort's worth."""
    settings: dict[str, Any] = {
        "gain": np.full(12, 1 / 12),
        "noise": np.full((12, 5), 0.25 / 12**0.5),
        "mix": (1.0,),
        "background": np.ones((12, 1)),
        "rule": EffortRule((1.0,), exponent, 2.0),
        "stretches": STRETCHES,
    }
    return Prospect(curve=curve, **(settings | changes))


def at_start(plan: Plan, table: np.ndarray, stretch: float) -> float:
    """A table where normal effort is projected to reach `stretch`."""
    return plan.at(table[0:1], 0, stretch, stretch)


def failures(plan: Plan, name: str, rho: float, exponent: float) -> list[str]:
    """What is outside the tolerances: effort - 1 by max(5 %, .004), award and P(target) by max(1.5 %, .002)."""
    found = []
    effort = plan.expected(plan.effort)
    for row, stretch in enumerate(STRETCHES):
        case = CASES[f"{name}|stretch={stretch}|rho={rho}|alpha={exponent}"]
        for month, expected in enumerate(case["effort_by_month"]):
            if abs(effort[month, row] - expected) > max(0.05 * abs(expected - 1.0), 0.004):
                found.append(f"effort, stretch {stretch}, month {month}: {effort[month, row]} not {expected}")
        for table, key in ((plan.award, "mean_award"), (plan.chance, "P_target")):
            ours, expected = at_start(plan, table, stretch), case[key]
            if abs(ours - expected) > max(0.015 * abs(expected), 0.002):
                found.append(f"{key}, stretch {stretch}: {ours} not {expected}")
    return found


@pytest.mark.parametrize("exponent", [0.5, 0.7])
@pytest.mark.parametrize("rho", [0.0, 0.15])
@pytest.mark.parametrize("name", CURVES)
def test_plans_solved_on_fine_grids(name: str, rho: float, exponent: float) -> None:
    """100 plans (five stretches each) agree in every month's mean effort, in mean award and in P(target)."""
    plan = solve(year(CURVES[name].times(6.0), exponent, risk_aversion=rho))

    assert failures(plan, name, rho, exponent) == []


def test_the_tolerances_can_fail() -> None:
    """An advisor with another convexity is told apart by the same check."""
    plan = solve(year(CURVES["cliff_at_target"].times(6.0), rule=EffortRule((1.0,), 0.5, 2.5)))

    assert failures(plan, "cliff_at_target", 0.0, 0.5)


@pytest.mark.parametrize("exponent", [0.5, 0.7])
def test_linear_contract_pulls_everywhere_alike(exponent: float) -> None:
    """Straight pay: the pull does not depend on progress or month, and effort is the closed form (to 1e-3)."""
    plan = solve(year(STRAIGHT.times(6.0), exponent))

    assert plan.pull == pytest.approx(np.full_like(plan.pull, 6.0), rel=1e-9)
    closed = (1.0 + exponent * np.array(STRETCHES) * 6.0 / 12.0) ** (1.0 / (1.0 - exponent + 2.0))
    assert plan.effort == pytest.approx(np.broadcast_to(closed[:, None], plan.effort.shape), rel=1e-3)


@pytest.mark.parametrize("discount", [1.0, 0.9, 0.8])
def test_pull_grows_by_the_inverse_discount(discount: float) -> None:
    """The expected pull is a martingale up to discounting: E[pull'] = pull / discount in every month."""
    plan = solve(year(CURVES["cliff_at_target"].times(3.0), discount=discount))
    pull = plan.expected(plan.pull)

    assert pull[1:] / pull[:-1] == pytest.approx(np.full_like(pull[1:], 1.0 / discount), rel=2e-3)


def test_hopeless_give_up_and_safe_coast() -> None:
    """Effort beside a cliff is highest near it: lower far below (giving up) and far above (coasting)."""
    plan = solve(year(CURVES["cliff_at_target"].times(6.0)))
    near, below, above = (plan.at(plan.effort, 11, 1.0, m) for m in (0.97, 0.5, 1.5))

    assert near > below + 0.05
    assert near > above + 0.05


def test_present_bias_lowers_the_pull_of_a_distant_bonus() -> None:
    """A weight of .8 on everything later lowers the pull by about that; knowing it changes little."""
    plain, knowing, naive = (
        solve(year(STRAIGHT.times(6.0), present_bias=bias, sophisticated=knows))
        for bias, knows in ((1.0, True), (0.8, True), (0.8, False))
    )

    assert knowing.pull == pytest.approx(0.8 * plain.pull, rel=1e-9)
    assert naive.pull == pytest.approx(0.8 * plain.pull, rel=1e-9)
