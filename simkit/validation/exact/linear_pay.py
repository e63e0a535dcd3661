"""Linear pay: how hard a risk-averse agent works, and which slope is best for both (the LEN model)."""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np

from simkit.behaviour.effort import EffortRule
from simkit.behaviour.planning import Prospect, solve
from simkit.scheme.curve import Curve
from simkit.validation.exact.check import Check, ClosedForm, relative
from simkit.validation.exact.classical import Agent

R, C, VARIANCE = 2.0, 1.5, 0.8
STEP = 0.001
_SOURCE = "Holmstrom and Milgrom 1987"


def best_power(cost: float, variance: float) -> float:
    """The slope, in steps of .001, at which the surplus that the running code gives is largest."""
    powers = STEP * np.arange(1, 1000)
    coarse = [float(p) for p in powers[::20]]
    near = max(coarse, key=lambda p: _surplus(p, cost, variance))
    around = [float(p) for p in powers if abs(p - near) <= 20 * STEP]
    return max(around, key=lambda p: _surplus(p, cost, variance))


def _surplus(power: float, cost: float, variance: float) -> float:
    return Agent((power,), cost, (variance,), risk_aversion=R).surplus((1.0,))


def _powers() -> Iterator[Check]:
    yield Check("b*", 1.0 / (1.0 + R * C * VARIANCE), best_power(C, VARIANCE), STEP)
    # a unit of effort that makes two of output costs a quarter as much for each unit of output
    yield Check("b*, twice as productive", 1.0 / (1.0 + R * C * VARIANCE / 4.0), best_power(C / 4.0, VARIANCE), STEP)
    best = Agent((1.0 / (1.0 + R * C * VARIANCE),), C, (VARIANCE,), risk_aversion=R)
    yield relative("e*", 0.19607843137254902, best.effort[0], 1e-6)
    yield relative("surplus at b*", 0.09803921568627451, best.surplus((1.0,)), 1e-4)


def planned_effort(risk_aversion: float) -> float:
    """What the planner makes of linear pay of slope 1/2: output beyond none, quadratic cost C, no joy in the work."""
    kappa = 0.5 * C
    sd = math.sqrt(VARIANCE)
    plan = solve(
        Prospect(
            curve=Curve((0.0,), (0.0,), (0.0,), 0.5 / kappa, 0.5 / kappa),
            gain=np.ones(1),
            noise=np.full((1, 2), sd),
            mix=(1.0,),
            background=np.full((1, 1), 1e-9),
            rule=EffortRule((1.0,), 0.5, 0.0),
            stretches=(0.999, 1.0),
            risk_aversion=risk_aversion * kappa,
        )
    )
    return 1.0 + plan.at(plan.extra, 0, 1.0, 1.0)


def _planned() -> Iterator[Check]:
    for r in (0.0, R):
        yield relative(f"r={r:g}", 0.5 / C, planned_effort(r), 1e-3)


LINEAR_PAY = (
    ClosedForm(
        "optimal_slope",
        "The slope of linear pay that is best for both is 1 / (1 + r c s2): less, the more risk and the dearer effort.",
        _SOURCE,
        "grid search over the price of a running commission, effort from the running plan; within one step of the grid",
        _powers,
    ),
    ClosedForm(
        "linear_effort",
        "Under linear pay of slope b effort is b / c, however averse to risk the agent is.",
        _SOURCE,
        "the planner with and without aversion to risk; its grid of 161 points allows a thousandth",
        _planned,
    ),
)
