"""What schemes make of an outcome when assumptions move, always under the same skies.

Every evaluation simulates the same replications with the same seed, so two of them differ by the assumptions alone
(common random numbers), and an assumption on which nothing hangs changes nothing at all.  The schemes are those of the
comparison: where it sets costs equal, their factors are found once, as the scenario is written, and stay.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from simkit.arrays import Array
from simkit.behaviour.views import View
from simkit.engine.plans import PlanCache
from simkit.errors import SimkitError
from simkit.experiment.paired import paired_difference
from simkit.experiment.run import run
from simkit.experiment.sensitivity.assumption import Assumption
from simkit.experiment.stake import Stake, equalise
from simkit.outcomes.catalogue import Outcome, ranked_on
from simkit.quantities import said
from simkit.scenario.scenario import Scenario
from simkit.wording import one_of

Moved = Mapping[Assumption, float]
"""Assumption -> its value; all others are as written."""
_SETS = 3
"""How many sets of plans are remembered: what planning does not read changes often from one evaluation to the next."""
Done = Callable[[float], None]
"""Told after every evaluation that was simulated how many seconds it took."""


@dataclass
class Differences:
    """An outcome of every scheme in every sky, at any values of the assumptions.

    scenario: with the views and schemes that are run; factors: on each scheme's variable pay; rows: the skies.
    evaluations: how many were simulated so far; the same values are never simulated twice.
    """

    scenario: Scenario
    factors: Mapping[str, float]
    outcome: Outcome
    seed: int
    rows: Sequence[int]
    done: Done | None = None
    evaluations: int = 0
    _plans: PlanCache = field(default_factory=PlanCache)
    _known: dict[tuple[tuple[str, float], ...], Array] = field(default_factory=dict)

    @property
    def schemes(self) -> tuple[str, ...]:
        """Names of the schemes, today's first."""
        return tuple(self.scenario.schemes)

    @property
    def turn(self) -> float:
        """1 where more of the outcome is better, -1 where less is."""
        return 1.0 if self.outcome.better == "higher" else -1.0

    def at(self, moved: Moved) -> Array:
        """The outcome, mean of the compared years, views weighted (scheme, sky)."""
        values = {one: one.settled(value) for one, value in moved.items()}
        values = {one: value for one, value in values.items() if value != one.now}
        key = tuple(sorted((one.path, value) for one, value in values.items()))
        if key not in self._known:
            self._known[key] = self._simulated(values)
        return self._known[key]

    def against_first(self, moved: Moved) -> Array:
        """Mean difference of every scheme from the first, better being positive (scheme,)."""
        x = self.at(moved)
        means = [self.turn * paired_difference(row, x[0])[0] for row in x]
        return np.array(means)

    def by_view(self, scenario: Scenario) -> Array:
        """The outcome of a scenario with these schemes, mean of the compared years (scheme, view, sky).

        It counts as an evaluation, and is not remembered.  Raises SimkitError for a scheme that never has the outcome.
        """
        began = time.perf_counter()
        scaled = Stake.of(scenario, self.factors).scenario
        runs = run(scaled, self._plans.all(scaled), self.seed, self.rows)
        self._plans.forget(_SETS * len(self.schemes) * len(scaled.views))
        found: Array = runs.outcome(self.outcome.name).mean(axis=2)
        without = np.isnan(found).all(axis=(1, 2))
        if without.any():
            none = self.schemes[int(without.argmax())]
            raise SimkitError(f"{none} has no {self.outcome.name} in any sky; name another outcome")
        self.evaluations += 1
        if self.done is not None:
            self.done(time.perf_counter() - began)
        return found

    def _simulated(self, values: Moved) -> Array:
        scenario = self.scenario
        for one, value in values.items():
            scenario = one.moved(scenario, value)
        weights = np.array([view.weight for view in scenario.views])
        found: Array = np.sum(self.by_view(scenario) * weights[:, None], axis=1)
        return found


def differences(
    scenario: Scenario,
    *,
    outcome: str = "value",
    schemes: Sequence[str] = (),
    views: str | None = None,
    replications: int = 12,
    seed: int = 1,
    done: Done | None = None,
) -> Differences:
    """What `Differences` needs, from what a person asks for.

    schemes: which are held against the first, all unless some are named; views: the name of one, "all", or the one with
    the largest weight.  Raises SimkitError for an outcome that cannot be ranked sky by sky, and for unknown names.
    """
    found = ranked_on(outcome)
    if replications < 2:
        raise SimkitError(f"{replications} sky says nothing of chance; ask for 2 at least, such as 12")
    if len(scenario.schemes) < 2:
        raise SimkitError("there is one scheme, and nothing to compare it with; add another to the scenario")
    asked = asked_for(scenario, schemes, views)
    factors = equalise(scenario, seed, PlanCache()).factors
    kept = {name: factors[name] for name in asked.schemes}
    return Differences(asked, kept, found, seed, range(replications), done)


def asked_for(scenario: Scenario, schemes: Sequence[str], views: str | None) -> Scenario:
    """The scenario with the views and the schemes that are asked for; today's scheme always stays."""
    for name in schemes:
        scenario.scheme(name)
    wanted = {scenario.today, *(schemes or scenario.schemes)}
    if wanted == {scenario.today}:
        raise SimkitError(f"{scenario.today} is today's scheme, which others are held against; name one of the others")
    kept = {name: scheme for name, scheme in scenario.schemes.items() if name in wanted}
    return scenario.model_copy(update={"schemes": kept, "views": chosen_views(scenario, views)})


def chosen_views(scenario: Scenario, views: str | None) -> tuple[View, ...]:
    """All views, one by name, or (None) that with the largest weight, the first of equals; one alone has all weight."""
    if views == "all":
        return scenario.views
    names = [view.name for view in scenario.views]
    if views is not None and views not in names:
        raise SimkitError(f"there is no view {said(views)}; {one_of(views, [*names, 'all'])}")
    main = max(scenario.views, key=lambda view: view.weight) if views is None else scenario.views[names.index(views)]
    return (main.model_copy(update={"weight": 1.0}),)
