"""A bonus for reaching a quota: effort, the chance to reach it, giving up, and the quota that draws the most effort.

The agent has no joy in the work and a quadratic cost c: exponent 1/2, convexity 0, kappa = c / 2, with output in place
of effort.  Normal output is 1 a period, and where the agent stands is the projection at normal output.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np

from simkit.behaviour.effort import EffortRule
from simkit.behaviour.planning import Plan, Prospect, solve
from simkit.scheme.curve import Curve
from simkit.validation.exact.check import Check, ClosedForm

VECTORS = (
    (1.0, 0.5, 0.5, 1.0, 0.722603, 0.671914),
    (1.0, 1.0, 0.5, 1.0, 0.296665, 0.079763),
    (1.0, 1.5, 0.5, 1.0, 0.009375, 0.001435),
    (1.0, 1.0, 0.25, 1.0, 1.191183, 0.777785),
    (1.0, 1.0, 1.0, 1.0, 0.315656, 0.246879),
    (2.0, 1.0, 0.5, 1.0, 1.312554, 0.734050),
)
"""Bonus, quota, sd of luck, cost -> output and chance: the best of the solutions of (B / s) phi((e - q) / s) = c e."""
TOLERANCE, TOLERANCE_AHEAD = 2e-3, 4e-3
"""Of one period, and of several: near giving up the grid of 161 points is off by that much, one of 641 by a fifth."""
FIRST_OF_TWO = 0.5433
SECOND_OF_TWO = {
    -0.5: 0.2550, 0.0: 0.4920, 0.25: 0.6130, 0.5: 0.7225, 0.75: 0.7945, 1.0: 0.2965, 1.25: 0.0435, 1.5: 0.0095,
}  # fmt: skip
"""What is left of the quota -> output in the last of two periods, B = 1, q = 1, s = 1/2, c = 1; before it the first."""


def quota_bonus(bonus: float, quota: float, sd: float, cost: float, periods: int = 1, discount: float = 1.0) -> Plan:
    """The running plan of a bonus that is paid after so many periods if their output reaches the quota."""
    return solve(
        Prospect(
            curve=Curve((quota,), (0.0,), (bonus / (0.5 * cost),)),
            gain=np.full(periods, 1.0 / periods),
            noise=np.full((periods, 2), sd),
            mix=(1.0,),
            background=np.full((periods, 1), 1e-9),
            rule=EffortRule((1.0,), 0.5, 0.0),
            stretches=(periods - 0.001, float(periods)),
            discount=discount,
        )
    )


def output(plan: Plan, period: int, left: float, quota: float) -> float:
    """Output in a period (from 0) of who still lacks `left` of the quota when it begins."""
    periods = len(plan.pull)
    projection = quota - left + (periods - period)
    return 1.0 + plan.at(plan.extra, period, float(periods), projection)


def reached(plan: Plan, made: float, quota: float, sd: float) -> float:
    """Chance that output and luck of one period reach the quota, by the plan's own expectation over luck."""
    from scipy.special import ndtr  # noqa: PLC0415 (SciPy is slow to import, and `import simkit` must not be)

    chances = np.tile(ndtr((plan.grid.x - quota) / sd), (2, 1))
    return float(plan.grid.linear(chances, np.full((2, 1), made))[1, 0])


def one_period(bonus: float, quota: float, sd: float, cost: float) -> tuple[float, float]:
    """Output, and the chance to reach the quota."""
    plan = quota_bonus(bonus, quota, sd, cost)
    made = output(plan, 0, quota, quota)
    return made, reached(plan, made, quota, sd)


def _one_period() -> Iterator[Check]:
    for bonus, quota, sd, cost, expected, hit in VECTORS:
        made, chance = one_period(bonus, quota, sd, cost)
        case = f"B={bonus:g} q={quota:g} s={sd:g}"
        yield Check(f"{case}: output", expected, made, TOLERANCE)
        yield Check(f"{case}: chance", hit, chance, TOLERANCE)


def _best_quota() -> Iterator[Check]:
    quotas = np.arange(0.70, 0.90, 0.01)
    best = max(quotas.tolist(), key=lambda quota: one_period(1.0, quota, 0.5, 1.0)[0])
    exact = 1.0 / (0.5 * math.sqrt(2.0 * math.pi))
    made, hit = one_period(1.0, exact, 0.5, 1.0)
    yield Check("quota", exact, best, 0.011)
    yield Check("output there", exact, made, TOLERANCE)
    yield Check("chance there", 0.5, hit, TOLERANCE)


def _two_periods() -> Iterator[Check]:
    plan = quota_bonus(1.0, 1.0, 0.5, 1.0, periods=2)
    yield Check("first period", FIRST_OF_TWO, output(plan, 0, 1.0, 1.0), TOLERANCE_AHEAD)
    for left, expected in SECOND_OF_TWO.items():
        yield Check(f"second, {left:g} left", expected, output(plan, 1, left, 1.0), TOLERANCE_AHEAD)


def growth(discount: float, periods: int = 4) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """Expected output of each period over that of the period before, as seen at the start."""
    plan = quota_bonus(1.0, 0.5 * periods, 0.5, 1.0, periods, discount)
    expected = 1.0 + plan.expected(plan.extra)[:, 1]
    ratios: np.ndarray[tuple[int], np.dtype[np.float64]] = expected[1:] / expected[:-1]
    return ratios


def _martingale() -> Iterator[Check]:
    for discount in (1.0, 0.9, 0.8):
        for period, ratio in enumerate(growth(discount), 2):
            yield Check(f"discount {discount:g}, period {period}", 1.0 / discount, float(ratio), TOLERANCE_AHEAD)


THRESHOLDS = (
    ClosedForm(
        "quota_one_period",
        "A quota bonus B draws the output at which (B / s) phi((e - q) / s) = c e, the best where there are several.",
        "first-order condition; solved independently on fine grids",
        "the planner over one period; .002 of its grid of 161 points",
        _one_period,
    ),
    ClosedForm(
        "half_hit",
        "The quota that draws the most effort is the one that is reached with a chance of exactly one half.",
        "derivation from the first-order condition: q = B / (s c sqrt(2 pi))",
        "a search over quotas in steps of .01 in the running planner",
        _best_quota,
    ),
    ClosedForm(
        "quota_two_periods",
        "Who is far behind gives up, who is near sprints, who is ahead coasts.",
        "backward induction, solved independently on fine grids",
        "the planner over two periods; .004 of its grid",
        _two_periods,
    ),
    ClosedForm(
        "martingale",
        "Expected effort towards a quota at the end grows by 1 / d a period, d the discount, and is flat without one.",
        "envelope theorem: the shadow value of progress is a martingale",
        "the planner over four periods; .004 of its grid",
        _martingale,
    ),
)
