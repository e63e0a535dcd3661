"""The worst case: schemes under every view in every regime of the market.

A case is a view in a regime.  A cautious firm ranks schemes by what they bring in their worst case (maximin, Wald
1950), or by their largest regret: how far they stay, in some case, behind the scheme that is best there (minimax
regret, Savage 1951).  Neither uses the weights of the views.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from simkit.arrays import Array
from simkit.errors import SimkitError
from simkit.experiment.compare import Interval
from simkit.experiment.paired import paired_difference
from simkit.experiment.sensitivity.differences import Differences
from simkit.quantities import write_share
from simkit.scenario.events import MarketFall
from simkit.scenario.scenario import Scenario

AS_WRITTEN = "as written"
FALL = 0.3
"""The market fall of the worst cases: part of demand that is lost in the first compared month.  Assumption."""


@dataclass(frozen=True)
class Case:
    """A view in a regime."""

    view: str
    regime: str


@dataclass(frozen=True)
class Standing:
    """How a scheme stands in the worst of all cases.

    worst: its level where that is worst; regret: how far it is behind the best scheme where that is most, better being
    positive and 0 for one that is best in every case; pooled: its level as written, the views weighted.
    """

    scheme: str
    worst: Interval
    worst_case: Case
    regret: Interval
    regret_case: Case
    pooled: float


@dataclass(frozen=True)
class WorstCases:
    """The standings, the best by worst case first, and the other rankings beside it; names of schemes, best first."""

    standings: tuple[Standing, ...]
    by_regret: tuple[str, ...]
    pooled: tuple[str, ...]
    levels: dict[tuple[str, Case], float]

    @property
    def by_worst(self) -> tuple[str, ...]:
        """The ranking by the worst case."""
        return tuple(standing.scheme for standing in self.standings)


def regimes(scenario: Scenario) -> dict[str, Scenario]:
    """The markets in which schemes are tried, by name.

    As written; with a fall of 30% in the first compared month; with half and twice the swing of demand; and in each
    regime of the market for good.  A market that the scenario does not admit is left out.
    """
    fall = MarketFall(month=scenario.horizon.run_in + 1, by=write_share(FALL))
    found = {
        AS_WRITTEN: scenario,
        f"market falls by {FALL:.0%}": scenario.model_copy(update={"events": (*scenario.events, fall)}),
    }
    for name, factor in (("half the swing", 0.5), ("twice the swing", 2.0)):
        try:
            found[name] = scenario.with_("market.swing", write_share(scenario.market.swing * factor))
        except SimkitError:
            continue
    for name, regime in scenario.market.regimes.items() if len(scenario.market.regimes) > 1 else ():
        market = scenario.market.model_copy(update={"regimes": {name: regime}})
        found[f"always {name}"] = scenario.model_copy(update={"market": market})
    return found


def worst_cases(differences: Differences, scenario: Scenario) -> WorstCases:
    """Where every scheme stands in the worst case; `scenario`: with all views that are to be looked at."""
    outcomes = {name: differences.by_view(each) for name, each in regimes(scenario).items()}
    weights = np.array([view.weight for view in scenario.views])
    views = [view.name for view in scenario.views]
    return ranked(outcomes, views, weights, differences.schemes, differences.turn)


def ranked(
    outcomes: Mapping[str, Array], views: list[str], weights: Array, schemes: tuple[str, ...], turn: float
) -> WorstCases:
    """The standings from outcomes: regime -> (scheme, view, sky); `turn`: -1 where less is better.

    The first regime is the one as written.

    >>> calm, wild = np.array([[[4.0, 4.0]], [[6.0, 6.0]]]), np.array([[[3.0, 3.0]], [[1.0, 1.0]]])
    >>> found = ranked({"calm": calm, "wild": wild}, ["only"], np.array([1.0]), ("a", "b"), 1.0)
    >>> found.by_worst, found.by_regret, found.pooled  # worst 3 and 1; regrets 6 - 4 = 2 and 3 - 1 = 2: a tie
    (('a', 'b'), ('a', 'b'), ('b', 'a'))
    """
    cases = [Case(view, regime) for regime in outcomes for view in views]
    x = np.stack(
        [turn * each[:, view] for each in outcomes.values() for view in range(len(views))]
    )  # (case, scheme, sky)
    means = np.nanmean(x, axis=-1)
    first = next(iter(outcomes.values()))
    pooled = np.sum(np.nanmean(first, axis=-1) * weights, axis=-1) / weights.sum()
    standings = []
    for place, scheme in enumerate(schemes):
        at = int(np.argmin(means[:, place]))
        regret_at = int(np.argmax(means.max(axis=1) - means[:, place]))
        best = x[regret_at, int(np.argmax(means[regret_at]))]
        standings.append(
            Standing(
                scheme,
                Interval(*paired_difference(turn * x[at, place], np.zeros(x.shape[-1]))),
                cases[at],
                Interval(*paired_difference(best, x[regret_at, place])),
                cases[regret_at],
                float(pooled[place]),
            )
        )
    levels = {
        (scheme, case): float(turn * means[number, place])
        for place, scheme in enumerate(schemes)
        for number, case in enumerate(cases)
    }
    return WorstCases(
        tuple(sorted(standings, key=lambda standing: -turn * standing.worst.mean)),
        tuple(standing.scheme for standing in sorted(standings, key=lambda standing: standing.regret.mean)),
        tuple(standing.scheme for standing in sorted(standings, key=lambda standing: -turn * standing.pooled)),
        levels,
    )
