"""A sensitivity study: which assumptions matter for the ranking of schemes, where it turns, and the worst case."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from simkit.errors import SimkitError
from simkit.experiment.compare import Interval
from simkit.experiment.paired import paired_difference
from simkit.experiment.sensitivity.assumption import Assumption, assumption
from simkit.experiment.sensitivity.differences import Differences, asked_for, differences
from simkit.experiment.sensitivity.flips import Flip, flips
from simkit.experiment.sensitivity.screening import Effect, matter_most, salib, screen
from simkit.experiment.sensitivity.sobol import Explained, checked_samples, explain
from simkit.experiment.sensitivity.standard import standard
from simkit.experiment.sensitivity.worst import WorstCases, regimes, worst_cases
from simkit.scenario.scenario import Scenario

FEW = 4
"""The assumptions that matter most, whose parts of the variance are found."""

Progress: TypeAlias = Callable[[int, int, float], None]
"""Told after each evaluation how many are done, how many there will be about, and how many seconds this one took."""


@dataclass(frozen=True)
class Study:
    """What a sensitivity study found.

    asked: the scenario as given; run: with the views and schemes that were run.  trajectories, scan, samples: how
    closely was looked, 0 for not at all.  differences: of every scheme from the first as the scenario is written,
    better being positive.  evaluations: how many were simulated.
    """

    asked: Scenario
    run: Differences
    assumptions: tuple[Assumption, ...]
    trajectories: int
    scan: int
    samples: int
    differences: dict[str, Interval]
    effects: dict[str, tuple[Effect, ...]]
    explained: dict[str, tuple[Explained, ...]]
    flips: tuple[Flip, ...]
    worst: WorstCases
    evaluations: int


def study(
    scenario: Scenario,
    *,
    outcome: str = "value",
    schemes: Sequence[str] = (),
    vary: Sequence[str] = (),
    views: str | None = None,
    trajectories: int = 6,
    scan: int = 5,
    samples: int = 0,
    replications: int = 12,
    seed: int = 1,
    progress: Progress | None = None,
) -> Study:
    """Vary assumptions of a scenario, those named in `vary` or else the standard ones, and rank schemes on `outcome`.

    schemes: which are held against today's, all unless some are named.  views: the name of one, "all", or None for the
    one with the largest weight; the worst cases always look at all.  trajectories: of the screening; scan: points of
    each range at which the ranking is looked at; samples: base points of Sobol indices; 0 leaves each out.

    Raises SimkitError, with what to write instead, for whatever cannot be varied or ranked.
    """
    _check(trajectories, scan, samples)
    asked = asked_for(scenario, schemes, views)
    assumptions = _assumptions(asked, vary)
    counter = _Counter(progress)
    run = differences(
        scenario,
        outcome=outcome,
        schemes=schemes,
        views=views,
        replications=replications,
        seed=seed,
        done=counter.done,
    )
    everything = scenario.model_copy(update={"schemes": run.scenario.schemes})
    counter.left = 1 + len(regimes(everything)) + (trajectories + scan) * len(assumptions) + trajectories
    counter.left += samples * (min(FEW, len(assumptions)) + 2)
    now = run.at({})
    worst = worst_cases(run, everything)
    effects = screen(run, assumptions, trajectories) if trajectories else {}
    few = matter_most(effects, FEW)
    return Study(
        asked=scenario,
        run=run,
        assumptions=assumptions,
        trajectories=trajectories,
        scan=scan,
        samples=samples,
        differences={
            name: Interval(*paired_difference(run.turn * row, run.turn * now[0]))
            for name, row in zip(run.schemes, now, strict=True)
        },
        effects=effects,
        explained=explain(run, few, samples) if samples and few else {},
        flips=flips(run, assumptions, scan) if scan else (),
        worst=worst,
        evaluations=run.evaluations,
    )


def _assumptions(scenario: Scenario, vary: Sequence[str]) -> tuple[Assumption, ...]:
    found = tuple(assumption(scenario, text) for text in vary) or standard(scenario)
    paths = [one.path for one in found]
    twice = [path for path in paths if paths.count(path) > 1]
    if twice:
        raise SimkitError(f"{twice[0]} is varied twice; write one range for it")
    if not found:
        raise SimkitError("no number of this scenario is an assumption that is varied by default; name one to vary")
    return found


class _Counter:
    """Counts evaluations for who watches; how many are left is a guess, as turns take some more."""

    def __init__(self, progress: Progress | None) -> None:
        self._progress = progress
        self._done = 0
        self.left = 0

    def done(self, seconds: float) -> None:
        self._done += 1
        self.left = max(self.left - 1, 0)
        if self._progress is not None:
            self._progress(self._done, self._done + self.left, seconds)


def _check(trajectories: int, scan: int, samples: int) -> None:
    if trajectories == 1:
        raise SimkitError("1 trajectory has no spread; ask for 2 at least, such as 6, or 0 for no screening")
    if scan == 1:
        raise SimkitError("1 point of a range shows no turn; ask for 2 at least, such as 5, or 0 for no flip points")
    if trajectories:
        salib("sample.morris")  # whether it is there is said before anything is simulated
    if checked_samples(samples) and not trajectories:
        raise SimkitError("Sobol indices are found for what the screening finds to matter; ask for trajectories too")
