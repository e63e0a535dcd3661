"""The main job: compare schemes under the same skies, people and views.

    answer = compare(scenario, replications=200, seed=1)

Candidates are first set to the same stake if the scenario asks for it.  All differences are paired: within each sky,
weighted over the views, from the first scheme.  "All years" is the mean of the compared years.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from simkit.arrays import Array, Index
from simkit.engine.plans import PlanCache, Plans
from simkit.engine.world import Intervention, fingerprint
from simkit.errors import SimkitError
from simkit.experiment.backends.backend import Backend
from simkit.experiment.keeping import Keep
from simkit.experiment.narrowing import Reached, in_rounds, reached
from simkit.experiment.paired import bootstrap_interval, equal_costs, paired_difference
from simkit.experiment.precision import Precision
from simkit.experiment.rank import chance_in_one_future, flipping_views, p_best, ranking_by_view
from simkit.experiment.run import Keep as Store
from simkit.experiment.run import Progress, Runs, run
from simkit.experiment.stake import Stake, equalise
from simkit.outcomes import cost
from simkit.outcomes.catalogue import CATALOGUE, Outcome
from simkit.quantities import said
from simkit.randomness import choices, normals
from simkit.scenario.scenario import Scenario
from simkit.wording import one_of

ALL_YEARS = "all years"
DRAWS = 4_000
"""Draws of the posterior behind P(best)."""
RESAMPLES = 200
"""Resampled sets of skies behind the intervals of quantile outcomes."""

OVER_SKIES: dict[str, Callable[[Array], Array]] = {
    "cost_p10": lambda drawn: cost.quantiles(drawn, (0.1,))[0],
    "cost_p50": lambda drawn: cost.quantiles(drawn, (0.5,))[0],
    "cost_p90": lambda drawn: cost.quantiles(drawn, (0.9,))[0],
    "reserve": cost.reserve,
    "cvar95": cost.cvar95,
}
"""Outcomes over all futures (skies and views) of the total cost."""


@dataclass(frozen=True)
class Interval:
    """A mean and the ends of its 95 % interval."""

    mean: float
    low: float
    high: float


@dataclass(frozen=True)
class Comparison:
    """What a comparison found; everything is derived from `runs`.

    asked: the scenario as it was given; stake: the factors on variable pay; plans: what the advisors of each scheme and
    view have in mind; interventions: fingerprint of those written in Python, empty without any; acts: these themselves,
    where they are at hand; missing: how many of the skies that were asked for are not simulated yet, 0 unless it is
    read from a run that is not finished; precision: what decided how many skies there are, None if they were counted
    beforehand.
    """

    runs: Runs
    stake: Stake
    asked: Scenario
    plans: Plans
    interventions: str = ""
    missing: int = 0
    precision: Precision | None = None
    acts: tuple[Intervention, ...] = ()

    @property
    def scenario(self) -> Scenario:
        """The scenario that was run: its schemes have the same stake if the given one asks for it."""
        return self.stake.scenario

    @property
    def schemes(self) -> tuple[str, ...]:
        """Names of the schemes, today's first."""
        return tuple(self.scenario.schemes)

    @property
    def views(self) -> tuple[str, ...]:
        """Names of the views."""
        return tuple(view.name for view in self.scenario.views)

    @cached_property
    def weights(self) -> Array:
        """Weights of the views (view,)."""
        return np.array([view.weight for view in self.scenario.views])

    @property
    def can_follow(self) -> bool:
        """Whether a future can be simulated again: not where interventions are no longer at hand."""
        return bool(self.acts) == bool(self.interventions)

    @property
    def years(self) -> tuple[str, ...]:
        """Labels of the periods a difference is given for: all years, then each."""
        first = self.scenario.horizon.run_in // 12
        count = self.scenario.horizon.length // 12
        return (ALL_YEARS, *(f"year {first + 1 + year}" for year in range(count)))

    @property
    def outcomes(self) -> tuple[Outcome, ...]:
        """The outcomes of this comparison, in the order of the catalogue."""
        return tuple(o for o in CATALOGUE if o.name in self.runs.values or o.name in OVER_SKIES)

    def by_sky(self, name: str, year: str = ALL_YEARS) -> Array:
        """An outcome in every single future (scheme, view, sky)."""
        values = self.runs.outcome(name)
        found: Array = values.mean(axis=2) if year == ALL_YEARS else values[:, :, self.years.index(year) - 1]
        return found

    def pooled(self, name: str, year: str = ALL_YEARS) -> Array:
        """An outcome of every sky, the views weighted (scheme, sky)."""
        found: Array = np.sum(self.by_sky(name, year) * self.weights[:, None], axis=1)
        return found

    def level(self, outcome: Outcome, scheme: str, year: str = ALL_YEARS) -> Interval:
        """The outcome of one scheme; the interval says how well its mean is known."""
        place = self.schemes.index(scheme)
        if outcome.name in OVER_SKIES:
            value = float(OVER_SKIES[outcome.name](self._futures(year)[place]))
            return Interval(value, math.nan, math.nan)
        x = self.pooled(outcome.name, year)[place]
        return Interval(*paired_difference(x, np.zeros_like(x)))

    def difference(self, outcome: Outcome, scheme: str, year: str = ALL_YEARS) -> Interval:
        """The outcome of a scheme less that of the first, paired by sky."""
        place = self.schemes.index(scheme)
        if outcome.name not in OVER_SKIES:
            x = self.pooled(outcome.name, year)
            return Interval(*paired_difference(x[place], x[0]))
        futures = self._futures(year)[[0, place]]
        statistic = OVER_SKIES[outcome.name]
        low, high = bootstrap_interval(statistic, futures, self._resamples)
        value = float(statistic(futures[1]) - statistic(futures[0]))
        few = len(self.runs.replications) < 2
        return Interval(value, *((math.nan, math.nan) if few else (float(low[1]), float(high[1]))))

    def p_best(self, outcome: Outcome) -> tuple[dict[str, float], float]:
        """Probability of being best by the practical margin for each scheme, and of no clear difference."""
        x = self.pooled(outcome.name)
        drawn = normals(self.runs.seed, "posterior", range(1), DRAWS * len(x)).reshape(DRAWS, len(x))
        found = p_best(x, outcome.better, self.margin(outcome), drawn)
        return dict(zip(self.schemes, found.p_best.tolist(), strict=True)), found.no_clear_difference

    def one_future(self, outcome: Outcome) -> dict[str, float]:
        """How often each scheme comes out best in a single future of all compared years."""
        chances = chance_in_one_future(self.by_sky(outcome.name), self.weights, outcome.better)
        return dict(zip(self.schemes, chances.tolist(), strict=True))

    def ranking(self, outcome: Outcome) -> dict[str, tuple[str, ...]]:
        """The schemes from best to worst under each view."""
        order = ranking_by_view(self.by_sky(outcome.name), outcome.better)
        return {view: tuple(self.schemes[s] for s in row) for view, row in zip(self.views, order.tolist(), strict=True)}

    def flips(self, outcome: Outcome) -> tuple[str, ...]:
        """The views under which another scheme than the pooled winner is best by more than the practical margin."""
        found = flipping_views(self.by_sky(outcome.name), self.weights, outcome.better, self.margin(outcome))
        return tuple(self.views[view] for view in found)

    def margin(self, outcome: Outcome) -> float:
        """The practical margin in the outcome's unit: a smaller difference counts as none."""
        first = self.level(outcome, self.schemes[0]).mean
        return outcome.margin_at(0.0 if math.isnan(first) else first)

    def ranked(self, outcome: Outcome) -> bool:
        """Whether the outcome can be ranked: it has a better direction and is one number a future."""
        return outcome.better != "neither" and outcome.name not in OVER_SKIES

    def how_precise(self, share: float) -> Reached:
        """How precise the differences of the primary outcomes are, when half-widths of a share are asked for."""
        return reached(self.pooled, list(self.runs.values), self.asked.primary, self.schemes, share)

    @cached_property
    def costs_equal(self) -> dict[str, str]:
        """Whether each scheme's variable cost is `equal` to the first's within the margin, `different` or `unclear`."""
        found = equal_costs(self.pooled("variable_cost"), self.scenario.practical_margin)
        return dict(zip(self.schemes, found, strict=True))

    def winner_share(self, group: str, measure: str, scheme: str) -> Interval:
        """A measure of `outcomes.winners` for a group, under a scheme other than the first, against it."""
        values = self.runs.winners[group][measure][self.schemes[1:].index(scheme)]
        x = np.sum(values * self.weights[:, None], axis=0)
        return Interval(*paired_difference(x, np.zeros_like(x)))

    def bridge(self, scheme: str, view: str | None = None) -> dict[str, Interval]:
        """Variable cost a year, from the static calculation to the one with response; all views, or one alone.

        today: what today's scheme paid in the last year of the run-in; static: the same results under this scheme's
        rules; response: this scheme in the compared years; step: response - static.  Raises SimkitError for a scheme or
        a view that there is not.
        """
        _known("scheme", scheme, self.schemes)
        if view is not None:
            _known("view", view, self.views)
        weights = self.weights if view is None else np.array([float(name == view) for name in self.views])
        place = self.schemes.index(scheme)
        static = np.sum(self.runs.static * weights[:, None], axis=1)
        response = np.sum(self.by_sky("variable_cost")[place] * weights[:, None], axis=0)
        none = np.zeros_like(response)
        return {
            "today": Interval(*paired_difference(static[0], none)),
            "static": Interval(*paired_difference(static[place], none)),
            "response": Interval(*paired_difference(response, none)),
            "step": Interval(*paired_difference(response, static[place])),
        }

    @cached_property
    def _copies(self) -> Index:
        """How often each view counts among the futures (view,): the smallest whole numbers near the weights."""
        parts: Index = np.rint(self.weights * 100).astype(np.intp)
        return parts // int(np.gcd.reduce(parts))

    def _futures(self, year: str) -> Array:
        """Total cost of every future (scheme, sky x view), each view as often as its weight says."""
        by_sky = np.swapaxes(self.by_sky("total_cost", year), 1, 2)
        return np.repeat(by_sky, self._copies, axis=2).reshape(len(self.schemes), -1)

    @cached_property
    def _resamples(self) -> Index:
        """Which futures make up each resample (draw, sky x view): skies are drawn, with all their views."""
        copies = int(self._copies.sum())
        skies = choices(self.runs.seed, "bootstrap", RESAMPLES, len(self.runs.replications))
        return (skies[:, :, None] * copies + np.arange(copies)).reshape(RESAMPLES, -1)


def _known(what: str, name: str, names: Sequence[str]) -> None:
    if name not in names:
        raise SimkitError(f"there is no {what} {said(name)}; {one_of(name, names)}")


def compare(
    scenario: Scenario,
    *,
    replications: int | Sequence[int] = 200,
    precision: Precision | None = None,
    seed: int = 1,
    chunk: int | None = None,
    interventions: Sequence[Intervention] = (),
    progress: Progress | None = None,
    plans: PlanCache | None = None,
    backend: Backend | None = None,
    keep: Keep | None = None,
) -> Comparison:
    """Compare the schemes of a scenario.

    replications: how many skies, or which ones (`[99]` runs sky 99 alone, with the same numbers as row 99); every sky
    runs under every view.  precision: skies 0, 1, 2 ... until this is reached, in place of `replications`.  chunk: how
    many at a time, by default what is fast and fits into memory; it changes no result.  plans: those solved by earlier
    comparisons, to which this one adds its own.  backend: where it is worked out, in this process unless another is
    given; it changes no result.  keep: where finished parts go, and come from.
    """
    written = fingerprint(interventions) if interventions else ""
    rows = range(replications) if isinstance(replications, int) else tuple(replications)
    known = PlanCache() if plans is None else plans
    if keep is not None and keep.factors is not None:
        stake = Stake.of(scenario, keep.factors)
    else:
        stake = equalise(scenario, seed, known, backend)
    if keep is not None:
        keep.settle(stake.factors)
    solved = known.all(stake.scenario)

    def compared(skies: Sequence[int], store: Store | None, told: Progress | None) -> Comparison:
        runs = run(
            stake.scenario,
            solved,
            seed,
            skies,
            chunk=chunk,
            interventions=interventions,
            progress=told,
            backend=backend,
            keep=store,
        )
        return Comparison(runs, stake, scenario, solved, written, precision=precision, acts=tuple(interventions))

    if precision is None:
        return compared(rows, keep, progress)
    share = precision.share
    return in_rounds(compared, lambda found: found.how_precise(share).look, precision, keep, progress)
