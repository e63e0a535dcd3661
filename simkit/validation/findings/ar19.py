"""Augenblick and Rabin 2019: how many unpleasant tasks people take on for today, and how many for later days.

Pay came on one and the same later day, so whoever takes on fewer tasks for today weighs the effort of today more: by
1 / present bias.  Who has nothing but pay to work for works until  present bias x pay = marginal cost, and the cost of
tasks rises with the power 2.145 (0.070) there, so tasks = (present bias x pay) ^ (1 / 1.145).
"""

from __future__ import annotations

import math

from simkit.changes import written
from simkit.validation.findings.effects import Effect
from simkit.validation.findings.finding import Finding
from simkit.validation.findings.laboratory import Laboratory
from simkit.validation.findings.workplace import NOTHING, piece_rate

BIAS, ERROR, COST = 0.835, 0.038, 2.145
"""Present bias for effort, its standard error, and the power of the cost of tasks, as estimated."""
_NO_JOY = 0.001
"""Worth of a normal month's effort in months of base pay: so little that all work is for pay."""


def fewer(bias: float) -> float:
    """Relative change of tasks that a present bias makes, by the study's cost of tasks.

    >>> round(fewer(0.835), 3), fewer(1.0)
    (-0.146, 0.0)
    """
    return float(bias ** (1.0 / (COST - 1.0))) - 1.0


def today(lab: Laboratory) -> Effect:
    """What is done for later pay with the present bias of the most biased view, against the same without a bias.

    Under a piece rate, by people with the study's cost of tasks: output = effort ^ exponent, so that its cost has the
    power (1 + convexity) / exponent.
    """
    biased = min(lab.views, key=lambda view: view.present_bias)
    like = {
        **written(biased), "weight": "50%", "response": "100%", "discount": 1, "risk_aversion": 0,
        "convexity": max(0.0, lab.exponent * COST - 1.0), "worth_of_effort": _NO_JOY,
    }  # fmt: skip
    views = [{**like, "name": "today"}, {**like, "name": "later", "present_bias": 1}]
    comparison = lab.compare({"nothing": NOTHING, "piece_rate": piece_rate(1.0)}, different={"views": views})
    done = comparison.by_sky("value")[-1].mean(axis=-1)
    found = float(done[0] / done[1] - 1.0)
    return Effect(found, math.nan, math.nan, {biased.name: found})


FINDINGS = (
    Finding(
        id="AR19_today",
        claim="People take on fewer tasks for today than for later days: present bias for effort is .835 (.038).",
        source="Augenblick and Rabin 2019, Review of Economic Studies 86(3):941-975",
        grade="read",
        lever="a piece rate that is paid later, for people with and without present bias",
        measure="relative change of output under the view with the most present bias",
        accepted=(fewer(BIAS - 1.96 * ERROR), fewer(BIAS + 1.96 * ERROR)),
        why="the 95% interval of the estimate, by the study's own cost of tasks",
        effect=today,
        set_by="fitted",
    ),
)
