"""The search itself: propose, try, tell, batch by batch; then try the best again in fresh skies.

The best of many looks better than it is, since luck helped to pick it.  So what a search says of its best comes from
skies that took no part in it, and the two are shown side by side.

Nothing depends on where or in which order schemes were simulated: batches have a fixed size, their results are told in
the order of the batch, and each scheme runs under skies that are the seed's alone.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from simkit.arrays import Array
from simkit.errors import SimkitError
from simkit.experiment.backends.backend import Backend
from simkit.experiment.compare import Comparison, compare
from simkit.experiment.search.front import best_first, layers
from simkit.experiment.search.margins import Side, excess, scale, sides
from simkit.experiment.search.proposing import Proposer
from simkit.experiment.search.question import Search
from simkit.experiment.search.reading import Asked
from simkit.experiment.search.tried import SAME, Tried
from simkit.experiment.search.trying import Trying
from simkit.outcomes.catalogue import by_name

Progress = Callable[[str, float], None]
"""Told what was done, and what part of the whole it was."""


@dataclass(frozen=True)
class Searched:
    """What a search found.

    question: what was asked; tried: every scheme, in order; finalists: those that were tried again, best first;
    confirmed: today's scheme and the finalists in fresh skies, None when there was nothing to confirm.
    """

    question: Asked
    seed: int
    tried: tuple[Tried, ...]
    finalists: tuple[Tried, ...]
    confirmed: Comparison | None

    @property
    def search(self) -> Search:
        """The search as it was asked, with the number of trials that was wanted."""
        return self.question.search

    @cached_property
    def sides(self) -> tuple[Side, ...]:
        """The limits, each side by itself."""
        return tuple(sides(self.search.within))

    @cached_property
    def front(self) -> tuple[Tried, ...]:
        """The finalists that kept to every limit in fresh skies and are beaten there by none on all goals.

        By the first goal, best first.
        """
        found = self.confirmed
        if found is None:
            return ()
        held = [
            each
            for each in self.finalists
            if all(excess(found, each.name, side).mean <= SAME * scale(found, side) for side in self.sides)
        ]
        if not held:
            return ()
        changes = [
            {goal: found.difference(by_name(goal), each.name).mean for goal in self.search.goals} for each in held
        ]
        goals = _goals(self.search, changes)
        return tuple(held[place] for place in sorted(layers(goals)[0], key=lambda place: -goals[place, 0]))

    @property
    def at_ends(self) -> dict[str, Any]:
        """Path -> the end of its range at which the whole front stands, so that what lies beyond may be better."""
        found = {}
        for number, axis in enumerate(self.question.space.axes):
            places = {each.choice[number] for each in self.front}
            if axis.ordered and len(places) == 1 and places <= {0, len(axis.values) - 1}:
                found[axis.path] = axis.values[places.pop()]
        return found

    @property
    def run(self) -> int:
        """How many skies all schemes were run in, together."""
        return sum(len(each.seen.runs.replications) for each in self.tried if each.seen is not None)

    @property
    def saved(self) -> int:
        """How many it would have been more, had none been dropped."""
        return sum(
            self.search.skies - len(each.seen.runs.replications)
            for each in self.tried
            if each.seen is not None and each.dropped
        )

    @cached_property
    def nearest(self) -> Tried | None:
        """The scheme whose worst limit is least broken, as a share of the limit; None when nothing was simulated."""
        able = [each for each in self.tried if each.able]
        return min(able, key=lambda each: max(each.shares.values(), default=0.0), default=None)


def search(
    question: Asked, *, seed: int = 1, progress: Progress | None = None, backend: Backend | None = None
) -> Searched:
    """Search as asked; raises SimkitError when no scheme that was tried can be simulated."""
    asked = question.search
    trying = Trying(question, seed, backend)
    proposer = Proposer(question.space, list(asked.goals.values()), seed, asked.batch)
    whole = asked.trials * asked.skies + (asked.finalists + 2) * asked.confirm
    tried: list[Tried] = []
    while choices := proposer.next(asked.trials - len(tried)):
        for each in trying.batch(choices, len(tried) + 1, _rivals(asked, tried)):
            tried.append(each)
            proposer.tell(each.choice, list(each.changes.values()) if each.able else None, each.shares)
        if progress:
            progress(f"{len(tried)} of {asked.trials} schemes", len(choices) * asked.skies / whole)
    if all(each.fault for each in tried):
        raise SimkitError(
            f"none of the {len(tried)} schemes that were tried can be simulated; the first: {tried[0].fault}"
        )
    kept = [each for each in tried if each.complete and each.keeps]
    finalists = [kept[place] for place in best_first(_of(asked, kept))[: asked.finalists]] if kept else []
    confirmed = _confirmed(question, finalists, seed, backend) if finalists else None
    if progress:
        progress("the best again", 1.0)
    return Searched(question, seed, tuple(tried), tuple(finalists), confirmed)


def _rivals(asked: Search, tried: Sequence[Tried]) -> list[Tried]:
    """The best so far: what is worse than they are need not be run to the end."""
    kept = [each for each in tried if each.complete and each.keeps]
    return [kept[place] for place in layers(_of(asked, kept))[0]] if kept else []


def _of(asked: Search, tried: Sequence[Tried]) -> Array:
    return _goals(asked, [each.changes for each in tried])


def _goals(asked: Search, changes: Sequence[Mapping[str, float]]) -> Array:
    """Goals (scheme, goal), higher is better."""
    sign = {goal: 1.0 if direction == "higher" else -1.0 for goal, direction in asked.goals.items()}
    return np.array([[sign[goal] * each[goal] for goal in sign] for each in changes])


def _confirmed(question: Asked, finalists: Sequence[Tried], seed: int, backend: Backend | None) -> Comparison:
    """Today's scheme, the one that was changed, and the finalists, in skies that took no part in the search."""
    asked, scenario = question.search, question.scenario
    schemes = {name: scenario.schemes[name] for name in (scenario.today, asked.scheme)}
    schemes |= {each.name: each.scheme for each in finalists if each.scheme is not None}
    fresh = range(asked.skies, asked.skies + asked.confirm)
    together = scenario.model_copy(update={"schemes": schemes, "stake": "as written"})
    return compare(together, replications=fresh, seed=seed, backend=backend)
