"""How often the intervals of briefs hold the truth in the engine itself.

python -m tests.experiment.sampling.engine [BRIEFS]     200 briefs unless told, about three minutes

The shipped scenario, made small so that it can be asked often: 24 advisors, a year compared, three views.  The truth is
the mean of 6,000 skies under all views, with a seed of its own; what chance leaves open of it is added to the
intervals.  Every brief has a seed of its own.
"""

from __future__ import annotations

import math
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from simkit.engine.plans import PlanCache, Plans
from simkit.experiment.backends.serial import Serial
from simkit.experiment.briefing import brief
from simkit.experiment.precision import Precision
from simkit.experiment.run import run
from simkit.experiment.stake import Stake
from simkit.scenario.reading import load
from simkit.scenario.scenario import Scenario

SHIPPED = Path(__file__).parents[3] / "scenarios" / "vip_managers.yaml"
TRUTH_SEED, FIRST_SEED = 999_983, 1
PRECISION = Precision(0.03, 2_000)


@dataclass(frozen=True)
class Held:
    """Of one difference: share of the briefs whose interval held the truth, and mean half-width over the asked one."""

    outcome: str
    scheme: str
    covered: float
    width: float


def small() -> Scenario:
    """The shipped scenario with few advisors, a year, and three views."""
    shipped = load(SHIPPED)
    views = zip(shipped.views[1:4], (0.3, 0.4, 0.3), strict=True)
    changed = {
        "views": tuple(view.model_copy(update={"weight": weight}) for view, weight in views),
        "horizon": shipped.horizon.model_copy(update={"length": 12}),
        "people": shipped.people.model_copy(update={"seats": 24, "branches": 4}),
        "schemes": shipped.schemes | {"price_list": shipped.scheme("price_list").scaled(0.084)},
        "stake": "as written",
    }
    return shipped.model_copy(update=changed)


def held(briefs: int, skies: int = 6_000) -> list[Held]:
    """Run briefs and count."""
    scenario = small()
    plans, stake = PlanCache().all(scenario), Stake(scenario, dict.fromkeys(scenario.schemes, 1.0))
    truth = _truth(scenario, plans, skies)
    seeds = range(FIRST_SEED, FIRST_SEED + briefs)
    found = [brief(scenario, stake, plans, PRECISION, seed=seed, backend=Serial()) for seed in seeds]
    counted = []
    for (outcome, scheme), (mean, still_open) in truth.items():
        known = [each.differences[outcome][scheme] for each in found]
        within = [abs(each.mean - mean) <= np.hypot(each.half_width, still_open) for each in known]
        width = np.mean([each.as_share(outcome, scheme) for each in found]) / PRECISION.share
        counted.append(Held(outcome, scheme, float(np.mean(within)), float(width)))
    return counted


def _truth(scenario: Scenario, plans: Plans, skies: int) -> dict[tuple[str, str], tuple[float, float]]:
    """(outcome, scheme) -> the mean difference from the first scheme, and half of its 95 % interval."""
    runs = run(scenario, plans, TRUTH_SEED, range(skies))
    weights = np.array([view.weight for view in scenario.views])
    found: dict[tuple[str, str], tuple[float, float]] = {}
    for outcome in scenario.primary:
        pooled = np.sum(runs.values[outcome].mean(axis=2) * weights[:, None], axis=1)
        for scheme, row in zip(list(scenario.schemes)[1:], pooled[1:] - pooled[0], strict=True):
            found[outcome, scheme] = float(row.mean()), 1.96 * float(row.std(ddof=1)) / math.sqrt(skies)
    return found


def table(briefs: int) -> Iterator[str]:
    """The lines of the table."""
    found = held(briefs)
    for each in found:
        yield f"{each.outcome:15}{each.scheme:12}{each.covered:8.1%}{each.width:7.2f}"
    yield f"{'all':27}{np.mean([each.covered for each in found]):8.1%}"


if __name__ == "__main__":
    for line in table(int(sys.argv[1]) if len(sys.argv) > 1 else 200):
        sys.stdout.write(f"{line}\n")
