"""The planner against plans solved independently on fine grids, and against closed forms."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from simkit.behaviour.effort import EffortRule
from simkit.behaviour.planning import Plan, Prospect, solve
from simkit.behaviour.ratchet import net_slope
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


def one_period(bonus: float, quota: float, sd: float, cost: float) -> tuple[float, float]:
    """Output and chance of a threshold bonus in one period, quadratic cost, no intrinsic part.

    That is exponent 1/2, convexity 0 and kappa = cost / 2 with output in place of effort; normal output is 1.
    """
    plan = solve(
        Prospect(
            curve=Curve((quota,), (0.0,), (bonus / (0.5 * cost),)),
            gain=np.ones(1),
            noise=np.full((1, 2), sd),
            mix=(1.0,),
            background=np.full((1, 1), 1e-9),
            rule=EffortRule((1.0,), 0.5, 0.0),
            stretches=(0.999, 1.0),
        )
    )
    output = 1.0 + plan.at(plan.extra, 0, 1.0, 1.0)
    chances = plan.grid.linear(_hit(plan, quota, sd), np.full((2, 1), output))
    return output, float(chances[1, 0])


def _hit(plan: Plan, quota: float, sd: float) -> np.ndarray:
    from scipy.special import ndtr

    return np.tile(ndtr((plan.grid.x - quota) / sd), (2, 1))


@pytest.mark.parametrize(
    ("bonus", "quota", "sd", "cost", "output", "hit"),
    [
        (1, 0.5, 0.5, 1, 0.722603, 0.671914),
        (1, 1, 0.5, 1, 0.296665, 0.079763),
        (1, 1.5, 0.5, 1, 0.009375, 0.001435),
        (1, 1, 0.25, 1, 1.191183, 0.777785),
        (1, 1, 1, 1, 0.315656, 0.246879),
        (2, 1, 0.5, 1, 1.312554, 0.734050),
    ],
)
def test_one_period_threshold_bonus(
    bonus: float, quota: float, sd: float, cost: float, output: float, hit: float
) -> None:
    """(B / sigma) phi((e - q) / sigma) = c e, among several local maxima the best one: jumps of giving up included."""
    ours, chance = one_period(bonus, quota, sd, cost)

    assert ours == pytest.approx(output, abs=2e-3)
    assert chance == pytest.approx(hit, abs=2e-3)


def test_the_quota_that_draws_most_effort_is_hit_half_the_time() -> None:
    """Q = B / (sigma c sqrt(2 pi)) = .7979 draws the most effort; there output is q, and P(hit) is one half."""
    quotas = np.arange(0.70, 0.90, 0.01)
    outputs = [one_period(1.0, float(quota), 0.5, 1.0)[0] for quota in quotas]
    best = float(quotas[int(np.argmax(outputs))])
    output, hit = one_period(1.0, 0.7978845608028654, 0.5, 1.0)

    assert best == pytest.approx(0.7979, abs=0.011)
    assert output == pytest.approx(0.7978845608, abs=2e-3)
    assert hit == pytest.approx(0.5, abs=2e-3)


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


@pytest.mark.parametrize(
    ("discount", "ratchet", "two", "forever"),
    [(0.95, 0.5, 0.525, 0.09523809523809532), (0.9, 0.3, 0.73, 0.27027027027027023)],
)
def test_ratchet(discount: float, ratchet: float, two: float, forever: float) -> None:
    """The net slope of two periods and of infinitely many (Weitzman 1980)."""
    assert net_slope(ratchet, discount, periods=2) == pytest.approx(two, abs=1e-12)
    assert net_slope(ratchet, discount) == pytest.approx(forever, abs=1e-12)
    assert net_slope(ratchet, discount, periods=400) == pytest.approx(forever, abs=1e-8)
