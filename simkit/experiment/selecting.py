"""Which scheme is best on one outcome, with a promise: a race that drops schemes, then fresh skies for what it found.

The race (`racing`) runs skies 0, 1, 2 ...; a scheme that is dropped is not simulated any longer, except today's, under
which everybody works during the run-in.  Whoever wins a race was lucky too, so its lead there is flattered: winner,
closest rival and today's scheme run once more in skies that the race never saw, and only these say by how much it is
better and how probably it is the best.  They do not choose again, so the promise of the race stands.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from simkit.arrays import Array
from simkit.engine.plans import PlanCache
from simkit.engine.world import Intervention
from simkit.errors import SimkitError
from simkit.experiment.backends.backend import Backend
from simkit.experiment.paired import paired_difference
from simkit.experiment.racing import FIRST, Standing, race
from simkit.experiment.rank import p_within
from simkit.experiment.run import Progress, run
from simkit.experiment.stake import Stake, equalise
from simkit.outcomes.catalogue import Outcome, ranked_on
from simkit.randomness import normals
from simkit.scenario.scenario import Scenario

FRESH = 2_000_000
"""Replications from here on confirm; the race uses those from 0, the pilot that sets costs equal those in between."""
DRAWS = 4_000
"""Draws of the posterior behind the estimated probability."""
Simulate = Callable[[Sequence[str], Sequence[int]], Array]
"""The outcome (scheme, sky) of some schemes in some skies."""


@dataclass(frozen=True)
class Selection:
    """What a selection found.

    promise: of a correct selection, if the race was decided; margin: what the best must be better by to count as such,
    in the outcome's unit; race: how it ended; raced: the outcome in the race (scheme, sky), NaN where a scheme was not
    simulated; confirmed: the winner, its rival and today's scheme; fresh: the outcome in the fresh skies (confirmed,
    sky); good: estimated probability, from the fresh skies alone, that each of the confirmed is the best of them or
    less than the margin behind (confirmed,); skies: in how many each scheme was simulated, in race and confirmation.
    """

    asked: Scenario
    stake: Stake
    outcome: Outcome
    seed: int
    promise: float
    margin: float
    most: int
    race: Standing
    raced: Array
    confirmed: tuple[str, ...]
    fresh: Array
    good: Array
    skies: dict[str, int]

    @property
    def schemes(self) -> tuple[str, ...]:
        """Names of the schemes, today's first."""
        return tuple(self.asked.schemes)

    @property
    def winner(self) -> str:
        """The scheme that was selected; of a race that is not decided the one in front."""
        return self.schemes[self.race.leader]

    @property
    def all_skies(self) -> int:
        """In how many skies each scheme would have been simulated without dropping any."""
        skies: int = self.raced.shape[1] + self.fresh.shape[1]
        return skies

    def lead(self, over: str) -> tuple[float, float, float]:
        """Outcome of the winner less that of another confirmed scheme in the fresh skies, with its 95 % interval."""
        return paired_difference(self.fresh[0], self.fresh[self.confirmed.index(over)])


def select(
    scenario: Scenario,
    outcome: str,
    *,
    promise: float = 0.95,
    margin: float | None = None,
    most: int = 2_000,
    seed: int = 1,
    chunk: int | None = None,
    interventions: Sequence[Intervention] = (),
    progress: Progress | None = None,
    backend: Backend | None = None,
) -> Selection:
    """Select the best scheme on an outcome; see `simkit.select`."""
    of = _checked(scenario, outcome, promise, margin, most)
    plans = PlanCache()
    stake = equalise(scenario, seed, plans, backend)
    weights = np.array([view.weight for view in scenario.views])

    simulated = dict.fromkeys(scenario.schemes, 0)

    def simulate(names: Sequence[str], skies: Sequence[int]) -> Array:
        """Today's scheme runs along in any case, as its people work under it before."""
        schemes = {name: stake.scenario.schemes[name] for name in scenario.schemes if name in {*names, scenario.today}}
        some = stake.scenario.model_copy(update={"schemes": schemes})
        runs = run(some, plans.all(some), seed, skies, chunk=chunk, interventions=interventions, progress=progress,
                   backend=backend)  # fmt: skip
        found = runs.outcome(outcome)
        for name in schemes:
            simulated[name] += len(skies)
        pooled: Array = np.sum(found.mean(axis=2) * weights[:, None], axis=1)
        places = [list(schemes).index(name) for name in names]
        return np.ascontiguousarray(pooled[places])

    names = list(scenario.schemes)
    raced, margin, standing = _raced(simulate, names, of, promise, margin, most)
    rivals = _rivals(standing, raced, of.better)
    confirmed = tuple(dict.fromkeys([*(names[place] for place in rivals), scenario.today]))
    skies = _skies_to_confirm(raced[list(rivals)], margin, most)
    fresh = simulate(confirmed, range(FRESH, FRESH + skies))
    drawn = normals(seed, "posterior", range(1), DRAWS * len(fresh)).reshape(DRAWS, len(fresh))
    good = p_within(fresh, of.better, margin, drawn)
    return Selection(scenario, stake, of, seed, promise, margin, most, standing, raced, confirmed, fresh, good,
                     simulated)  # fmt: skip


def _checked(scenario: Scenario, outcome: str, promise: float, margin: float | None, most: int) -> Outcome:
    found = ranked_on(outcome)
    if len(scenario.schemes) < 2:
        raise SimkitError("there is one scheme only, so none can be selected; add a second one to `schemes`")
    if not 0.5 < promise < 1.0:
        raise SimkitError(f"a promise of {promise:g} cannot be made; give one between 50% and 100%, such as 95% (0.95)")
    if margin is not None and not (margin > 0.0 and math.isfinite(margin)):
        raise SimkitError(f"a margin of {margin:g} tells nothing apart; give one above 0, in the outcome's unit")
    if not FIRST <= most < FRESH // 2:
        raise SimkitError(f"most is {most}; give a number of skies from {FIRST} to {FRESH // 2 - 1}, such as 2000")
    return found


def _raced(
    simulate: Simulate, names: list[str], of: Outcome, promise: float, margin: float | None, most: int
) -> tuple[Array, float, Standing]:
    """The outcome in the skies of the race (scheme, sky), the margin, and how the race ended."""
    raced = simulate(names, range(FIRST))
    for name, row in zip(names, raced, strict=True):
        if np.isnan(row).all():
            raise SimkitError(f"{name} has no number for {of.name}; take it out of `schemes`, or name another outcome")
    if margin is None:
        margin = of.margin_at(float(np.nanmean(raced[0])))
    if not margin > 0.0:
        raise SimkitError(
            f"{of.name} is 0 under {names[0]}, and so is the margin, a share of it; give a margin in the outcome's unit"
        )
    standing = race(raced, of.better, margin, promise)
    while not standing.decided and raced.shape[1] < most:
        skies = range(raced.shape[1], _next(standing, raced.shape[1], most))
        racing = list(standing.racing)
        more = np.full((len(names), len(skies)), np.nan)
        more[racing] = simulate([names[place] for place in racing], skies)
        raced = np.concatenate([raced, more], axis=1)
        standing = race(raced, of.better, margin, promise)
    if standing.skies < FIRST:
        raise SimkitError(
            f"only {standing.skies} of {most} skies have a number for {of.name} under every scheme, and a race takes "
            f"{FIRST}; allow more (most), or name another outcome"
        )
    return raced, margin, standing


def _next(standing: Standing, skies: int, most: int) -> int:
    """Up to where to simulate: until the next drop is likely, in steps that are worth starting."""
    return min(max(standing.likely, math.ceil(1.2 * skies)), 2 * skies, most)


def _rivals(standing: Standing, raced: Array, better: str) -> tuple[int, int]:
    """The winner and its closest rival: the scheme that was least behind it in the skies in which both ran."""
    sign = 1.0 if better == "higher" else -1.0
    behind = sign * np.nanmean(raced[standing.leader] - raced, axis=1)
    behind[standing.leader] = math.inf
    return standing.leader, int(behind.argmin())


def _skies_to_confirm(raced: Array, margin: float, most: int) -> int:
    """Fresh skies, at least as many as a race begins with, until the lead over the rival is known well enough.

    That is to within the margin, or within half of the lead where that is more; `raced`: winner and rival in the race.
    """
    lead = raced[0] - raced[1]
    enough = max(margin, abs(float(np.nanmean(lead))) / 2.0)
    return min(max(FIRST, math.ceil((2.0 * float(np.nanstd(lead, ddof=1)) / enough) ** 2)), most)
