"""A batch of schemes tried under the same skies as today's, in one run: people, market and luck are made once for all.

What comes of a scheme does not depend on the others of its batch, so neither batches nor workers change a result.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import numpy as np

from simkit.arrays import Array
from simkit.engine.plans import PlanCache, Plans
from simkit.errors import SimkitError
from simkit.experiment.backends.backend import Backend
from simkit.experiment.compare import OVER_SKIES, Comparison
from simkit.experiment.run import Runs, run
from simkit.experiment.search.dropping import beaten, broken
from simkit.experiment.search.margins import Side, sides
from simkit.experiment.search.reading import Asked
from simkit.experiment.search.space import Choice
from simkit.experiment.search.tried import TOTAL, Tried, more_skies, pair
from simkit.outcomes.catalogue import absent
from simkit.scenario.scenario import Scenario

FIRST_LOOK = 4
"""The first look takes this part of the skies, and no fewer than so many."""


class Trying:
    """Tries schemes of one search, under skies that are the seed's alone; sides: what they must keep to."""

    def __init__(self, question: Asked, seed: int, backend: Backend | None) -> None:
        search, scenario = question.search, question.scenario
        self._space, self._seed, self._backend = question.space, seed, backend
        today = {scenario.today: scenario.schemes[scenario.today]}
        self.scenario = scenario.model_copy(update={"schemes": today, "stake": "as written"})
        self._today = PlanCache().all(self.scenario)
        self.sides: tuple[Side, ...] = tuple(sides(search.within))
        self._goals = search.goals
        wanted = [outcome.name for outcome in search.outcomes]
        over = [TOTAL] if any(name in OVER_SKIES for name in wanted) else []
        self._names = list(dict.fromkeys([*(name for name in wanted if name not in OVER_SKIES), *over]))
        first = max(search.skies // FIRST_LOOK, FIRST_LOOK)
        self._looks = (range(first), range(first, search.skies))

    def batch(self, choices: Sequence[Choice], number: int, rivals: Sequence[Tried]) -> list[Tried]:
        """What comes of these choices, in their order; they are numbered from `number` on.

        rivals: the best that were run in all skies, which others may be surely beaten by.
        """
        made = [self._made(choice, number + place) for place, choice in enumerate(choices)]
        plans, made = self._planned(made)
        first, rest = self._looks
        seen = self._seen([each for each in made if not each.fault], plans, first)
        made = [self._judged(each, seen[each.number], rivals) if each.number in seen else each for each in made]
        going = [each for each in made if not each.fault and not each.dropped]
        more = self._seen(going, plans, rest) if len(rest) else {}
        whole = [
            replace(each, seen=more_skies(seen[each.number], more[each.number])) if each.number in more else each
            for each in made
        ]
        return [each.measured(self._goals, self.sides) for each in whole]

    def _made(self, choice: Choice, number: int) -> Tried:
        """The scheme of a choice, or why it is none."""
        tried = Tried(number, choice, self._space.values(choice))
        try:
            scheme = self._space.candidate(choice)
            self.scenario.with_scheme(tried.name, scheme)
        except SimkitError as error:
            return replace(tried, fault=str(error).splitlines()[0])
        return replace(tried, scheme=scheme)

    def _planned(self, made: Sequence[Tried]) -> tuple[Plans, list[Tried]]:
        """What the advisors of each have in mind; a scheme that cannot be planned is told apart."""
        plans, found = dict(self._today), []
        for each in made:
            try:
                if each.scheme is not None:
                    alone = self._scenario({each.name: each})
                    plans |= PlanCache().all(alone)
            except SimkitError as error:
                each = replace(each, fault=str(error).splitlines()[0])
            found.append(each)
        return plans, found

    def _scenario(self, tried: Mapping[str, Tried]) -> Scenario:
        schemes = {name: each.scheme for name, each in tried.items()}
        return self.scenario.model_copy(update={"schemes": schemes})

    def _seen(self, going: Sequence[Tried], plans: Plans, rows: Sequence[int]) -> dict[int, Comparison]:
        """Number -> today's scheme and this one, in these skies."""
        if not going:
            return {}
        schemes = {**self.scenario.schemes, **{each.name: each.scheme for each in going}}
        together = self.scenario.model_copy(update={"schemes": schemes})
        known = {key: plan for key, plan in plans.items() if key[0] in schemes}
        runs = run(together, known, self._seed, rows, backend=self._backend)
        self._check(runs)
        return {each.number: pair(self.scenario, runs, each, self._names) for each in going}

    def _check(self, runs: Runs) -> None:
        """Raise SimkitError for an outcome that this scenario does not have, or not under today's scheme."""
        for name in self._names:
            if name not in runs.values:
                raise SimkitError(f"{absent(name)} in goals and within")
            if name in self._limited and np.isnan(runs.values[name][0]).all():
                raise SimkitError(f"today's scheme has no number for {name}; name another outcome in goals and within")

    @property
    def _limited(self) -> set[str]:
        return {TOTAL if side.outcome.name in OVER_SKIES else side.outcome.name for side in self.sides} | set(
            self._goals
        )

    def _judged(self, tried: Tried, seen: Comparison, rivals: Sequence[Tried]) -> Tried:
        """The scheme after the first look; `dropped` says why it is not run any further."""
        tried = replace(tried, seen=seen)
        if not len(self._looks[1]):
            return tried
        if side := broken(seen, tried.name, self.sides):
            return replace(tried, dropped=f"breaks {side.words}")
        if winner := beaten(self._by_goal(seen), dict(self._of_rivals(rivals)), self._goals):
            return replace(tried, dropped=f"beaten by candidate {winner}")
        return tried

    def _of_rivals(self, rivals: Sequence[Tried]) -> Iterator[tuple[int, dict[str, Array]]]:
        for each in rivals:
            if each.seen is not None:
                yield each.number, self._by_goal(each.seen)

    def _by_goal(self, seen: Comparison) -> dict[str, Array]:
        """Goal -> outcome by sky, in the skies of the first look."""
        count = len(self._looks[0])
        return {name: seen.pooled(name)[1, :count] for name in self._goals if name not in OVER_SKIES}
