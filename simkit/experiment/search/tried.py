"""What is known of a scheme that was tried: what it is made of, and how it did beside today's under the same skies."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from math import isnan
from typing import Any

import numpy as np

from simkit.arrays import Array
from simkit.experiment.compare import Comparison
from simkit.experiment.part import Part
from simkit.experiment.run import Runs
from simkit.experiment.search.margins import Side, excess, scale
from simkit.experiment.search.space import Choice
from simkit.experiment.stake import Stake
from simkit.outcomes.catalogue import by_name
from simkit.scenario.scenario import Scenario
from simkit.scheme.scheme import Scheme

TOTAL = "total_cost"
"""What the outcomes over all skies are made of."""
SAME = 1e-9
"""What is beyond a limit by less than this share of it is rounding."""


@dataclass(frozen=True)
class Tried:
    """A scheme that was tried.

    number: from 1, in the order of trial; values: path -> value as a file writes it.  fault: why it is no scheme, or
    cannot be simulated.  seen: today's scheme and this one, under the skies they were run in.  dropped: why those are
    not all skies of the search; empty where they are.

    changes: goal -> its outcome less today's; beyond: limit -> how far the outcome is beyond it, below 0 where it keeps
    to it, both in the outcome's unit; shares: the same as a share of the limit.
    """

    number: int
    choice: Choice
    values: Mapping[str, Any]
    scheme: Scheme | None = None
    fault: str = ""
    seen: Comparison | None = None
    dropped: str = ""
    changes: Mapping[str, float] = field(default_factory=dict)
    beyond: Mapping[str, float] = field(default_factory=dict)
    shares: Mapping[str, float] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """What it is called among schemes."""
        return f"candidate_{self.number}"

    @property
    def able(self) -> bool:
        """Whether it could be simulated."""
        return self.seen is not None and not self.fault

    @property
    def complete(self) -> bool:
        """Whether it was run in all skies of the search."""
        return self.able and not self.dropped

    @property
    def keeps(self) -> bool:
        """Whether it kept to every limit; what is left of rounding breaks none."""
        return self.able and max(self.shares.values(), default=0.0) <= SAME

    def keeps_to(self, side: Side) -> bool:
        """Whether it kept to one limit."""
        return self.able and self.shares[side.words] <= SAME

    def measured(self, goals: Iterable[str], sides: Iterable[Side]) -> Tried:
        """The same, with what came of it; without a number for a goal or a limit it cannot be judged."""
        seen = self.seen
        if seen is None or self.fault:
            return self
        changes = {goal: seen.difference(by_name(goal), self.name).mean for goal in goals}
        beyond = {side: excess(seen, self.name, side).mean for side in sides}
        lacks = [*(g for g, x in changes.items() if isnan(x)), *(s.outcome.name for s, x in beyond.items() if isnan(x))]
        return replace(
            self,
            fault=f"it has no number for {lacks[0]}" if lacks else "",
            changes=changes,
            beyond={side.words: x for side, x in beyond.items()},
            shares={side.words: x / scale(seen, side) for side, x in beyond.items()},
        )


def pair(scenario: Scenario, runs: Runs, tried: Tried, names: Sequence[str]) -> Comparison:
    """Today's scheme and one that was tried, out of the runs of a whole batch, with the outcomes of these names."""
    assert tried.scheme is not None  # noqa: S101 (what was run is a scheme)
    schemes = {scenario.today: scenario.schemes[scenario.today], tried.name: tried.scheme}
    alone = scenario.model_copy(update={"schemes": schemes})
    place = list(runs.scenario.schemes).index(tried.name)
    part = Part(
        replications=runs.replications,
        values={name: np.ascontiguousarray(runs.values[name][[0, place]]) for name in names},
        run_in={},
        static=runs.static[[0, place]],
        attained={},
        winners={},
        people={},
        points={},
    )
    known = Runs(**vars(part), scenario=alone, seed=runs.seed)
    return Comparison(known, Stake(alone, dict.fromkeys(schemes, 1.0)), alone, {})


def more_skies(first: Comparison, more: Comparison) -> Comparison:
    """The same two schemes under the skies of both."""

    def both(one: Array, other: Array) -> Array:
        return np.concatenate([one, other], axis=-1)

    runs = replace(
        first.runs,
        replications=(*first.runs.replications, *more.runs.replications),
        values={name: both(values, more.runs.values[name]) for name, values in first.runs.values.items()},
        static=both(first.runs.static, more.runs.static),
    )
    return replace(first, runs=runs)
