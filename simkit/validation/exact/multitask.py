"""Two tasks that compete for the same effort: how strongly to pay each, and what paying one does to the other."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import numpy as np

from simkit.validation.exact.check import Check, ClosedForm
from simkit.validation.exact.classical import Agent

K11, K12, R = 1.0, 0.5, 2.0
VARIANCES = (0.5, 2.0)
WORTH = (1.0, 1.0)
STEP = 0.01
_SOURCE = "Holmstrom and Milgrom 1991"


def agent(*powers: float) -> Agent:
    """The agent of the vectors under these slopes of pay."""
    return Agent(powers, K11, VARIANCES, cross=K12, risk_aversion=R)


def best_powers() -> tuple[float, float]:
    """The slopes of both tasks, in steps of .01, with the largest surplus; one after the other until none moves."""
    found = [0.0, 0.0]
    for _ in range(20):
        before = list(found)
        for task in (0, 1):
            found[task] = max(_grid(), key=partial(_surplus, tuple(found), task))
        if found == before:
            break
    return found[0], found[1]


def best_measured() -> float:
    """The slope of the first task when the second cannot be measured and so is not paid."""
    return max(_grid(), key=lambda power: agent(power, 0.0).surplus(WORTH))


def _grid() -> list[float]:
    return [float(power) for power in STEP * np.arange(0, 61)]


def _surplus(powers: tuple[float, ...], task: int, power: float) -> float:
    """The surplus with one of the slopes changed."""
    return agent(*powers[:task], power, *powers[task + 1 :]).surplus(WORTH)


def _powers() -> Iterator[Check]:
    first, second = best_powers()
    yield Check("task 1", 1.0 / 3.0, first, STEP)
    yield Check("task 2", 1.0 / 6.0, second, STEP)
    effort = agent(1.0 / 3.0, 1.0 / 6.0).effort
    yield Check("effort on 1", 1.0 / 3.0, effort[0], 1e-3)
    yield Check("effort on 2", 0.0, effort[1], 1e-3)
    yield Check("task 2 unmeasured", (WORTH[0] - WORTH[1] * K12 / K11) / (1.0 + R * VARIANCES[0] * 0.75),
                best_measured(), STEP)  # fmt: skip


def _crowding_out() -> Iterator[Check]:
    determinant = K11 * K11 - K12 * K12
    for power in (0.1, 0.2, 0.3, 0.4):
        yield Check(f"slope {power:g}", -K12 / determinant * power, agent(power, 0.0).effort[1], 1e-3)


MULTITASK = (
    ClosedForm(
        "multitask",
        "The best slopes are (I + r K S)^-1 p; where the second task cannot be measured, the first is paid weakly.",
        _SOURCE,
        "grid search over two running prices; within one step, effort to a thousandth (e is small beside N)",
        _powers,
    ),
    ClosedForm(
        "crowding_out",
        "Paying one task takes effort from the task that is not paid: de2 / da1 = -K12 / det K.",
        _SOURCE,
        "the running plan and rule of effort under a price on the first task alone",
        _crowding_out,
    ),
)
