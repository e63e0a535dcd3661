"""How hard should targets be: one scheme with all its targets multiplied by one factor after the other.

All variants stand in one comparison, so they work under the same skies and views.  Pay is what it is in the scheme as
written: where costs are set equal, its factor is found once, so that harder targets pay less.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from simkit.arrays import Array
from simkit.engine.plans import PlanCache
from simkit.errors import SimkitError
from simkit.experiment.compare import Comparison, Interval
from simkit.experiment.paired import paired_difference
from simkit.experiment.run import Progress, run
from simkit.experiment.sensitivity.differences import chosen_views
from simkit.experiment.stake import Stake, equalise
from simkit.experiment.watching import step_of
from simkit.outcomes.catalogue import Outcome, ranked_on
from simkit.scenario.scenario import Scenario
from simkit.scheme.difficulty import with_targets
from simkit.scheme.scheme import Scheme

EASY, HARD, STEPS, MOST_STEPS = 0.7, 1.4, 8, 50


@dataclass(frozen=True)
class Best:
    """The factor at which an outcome is best, and the least and most of those that are not clearly worse (95 %).

    at_the_end: whether the best of what was tried is the easiest or the hardest, so that it may lie beyond.
    """

    factor: float
    low: float
    high: float
    at_the_end: bool


@dataclass(frozen=True)
class Difficulty:
    """A comparison of today's scheme and of one scheme at every difficulty.

    factors: on the targets, rising; names: (factor,) how the variant is called in the comparison.
    """

    asked: Scenario
    scheme: str
    factors: tuple[float, ...]
    names: tuple[str, ...]
    outcome: Outcome
    comparison: Comparison

    def level(self, outcome: Outcome) -> list[Interval]:
        """An outcome at every factor."""
        return [self.comparison.level(outcome, name) for name in self.names]

    def difference(self, outcome: Outcome) -> list[Interval]:
        """Its difference from today's scheme at every factor."""
        return [self.comparison.difference(outcome, name) for name in self.names]

    def reached(self) -> Array:
        """Share of periods of components with targets that ended with the target score or more (factor,)."""
        return np.array([_reached(self.comparison, name) for name in self.names])

    def best(self) -> Best:
        """Where the outcome is best."""
        x = self.comparison.pooled(self.outcome.name)[1:] * (1.0 if self.outcome.better == "higher" else -1.0)
        return best_of(self.factors, x)


def best_of(factors: Sequence[float], x: Array) -> Best:
    """The factor with the highest mean, and those whose paired difference from it may be 0; `x` (factor, sky).

    >>> x = np.array([[1.0, 1.1, 0.9], [3.0, 3.1, 3.0], [3.1, 2.9, 3.0], [2.0, 2.1, 2.0]])
    >>> best_of((0.8, 0.9, 1.0, 1.1), x)
    Best(factor=0.9, low=0.9, high=1.0, at_the_end=False)
    """
    place = int(np.argmax(np.nanmean(x, axis=-1)))
    near = [
        factor
        for factor, row in zip(factors, x, strict=True)
        if row is x[place] or not paired_difference(x[place], row)[1] > 0.0
    ]
    return Best(factors[place], min(near), max(near), place in (0, len(factors) - 1))


def difficulty(
    scenario: Scenario,
    scheme: str,
    *,
    outcome: str = "value",
    easy: float = EASY,
    hard: float = HARD,
    steps: int = STEPS,
    views: str | None = "all",
    replications: int = 24,
    seed: int = 1,
    progress: Progress | None = None,
) -> Difficulty:
    """Multiply all targets of a scheme by `steps` factors from `easy` to `hard`, and see what comes of it.

    views: "all", the name of one, or None for the one with the largest weight.  progress: told how many more skies are
    done.  Raises SimkitError for a scheme without targets that can be scaled, and for whatever else cannot be done.
    """
    found = ranked_on(outcome)
    factors = checked_factors(easy, hard, steps)
    if replications < 2:
        raise SimkitError(f"{replications} sky says nothing of chance; ask for 2 at least, such as 24")
    written = scenario.scheme(scheme)
    names = tuple(f"{scheme} at {factor:.4g}" for factor in factors)
    variants = dict(zip(names, (with_targets(written, factor) for factor in factors), strict=True))
    asked = scenario.model_copy(update={"views": chosen_views(scenario, views)})
    comparison = _compared(scenario, asked, scheme, variants, replications, seed, progress)
    comparison.runs.outcome(found.name)  # it is told here if it does not come about
    return Difficulty(scenario, scheme, factors, names, found, comparison)


def checked_factors(easy: float, hard: float, steps: int) -> tuple[float, ...]:
    """Equal steps from `easy` to `hard`; raises SimkitError when they are not above 0 and rising.

    >>> checked_factors(0.7, 1.4, 8)
    (0.7, 0.8, 0.9, 1.0, 1.1, 1.2, 1.3, 1.4)
    """
    if not 0.0 < easy < hard <= 10.0:
        raise SimkitError(f"targets cannot go from {easy:g} to {hard:g}; write factors that rise, such as 0.7 to 1.4")
    if not 2 <= steps <= MOST_STEPS:
        raise SimkitError(f"{steps} steps are too {'few' if steps < 2 else 'many'}; write 2 to {MOST_STEPS}, such as 8")
    return tuple(round(float(factor), 6) for factor in np.linspace(easy, hard, steps))


def _compared(
    scenario: Scenario,
    asked: Scenario,
    scheme: str,
    variants: dict[str, Scheme],
    replications: int,
    seed: int,
    progress: Progress | None,
) -> Comparison:
    factors = equalise(scenario, seed, PlanCache()).factors
    swept = asked.model_copy(update={"schemes": {scenario.today: scenario.schemes[scenario.today], **variants}})
    stake = Stake.of(swept, {scenario.today: factors[scenario.today], **dict.fromkeys(variants, factors[scheme])})
    plans = PlanCache().all(stake.scenario)
    runs = run(stake.scenario, plans, seed, range(replications), progress=progress)
    return Comparison(runs, stake, swept, plans)


def _reached(comparison: Comparison, name: str) -> float:
    shares = np.zeros(len(comparison.views))
    periods = np.zeros(len(comparison.views))
    for number, component in enumerate(comparison.scenario.schemes[name].pay):
        if any(measure.has_target for measure in component.measures):
            counts = comparison.runs.attained[name, number]
            full = round(1.0 / step_of(component, comparison.scenario))
            shares += counts[:, full:].sum(axis=1)
            periods += counts.sum(axis=1)
    return float(np.sum(shares / np.maximum(periods, 1.0) * comparison.weights))
