"""A brief: the differences in the primary outcomes as precisely as asked, in as little time as may be.

Not every sky runs under every view: many run under the view that counts most, a few under all of them, and what luck
did to them is taken off (`sampling`).  So a brief answers in about a sixth of the time that
`compare --precision` takes, and answers less: no single years, no winners, no chances, no tails, no other outcomes.
Its skies are rows 0, 1, 2 ... of any comparison with the same seed.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from simkit.arrays import Array
from simkit.engine.plans import Plans
from simkit.engine.world import Intervention
from simkit.errors import SimkitError
from simkit.experiment.backends.backend import Backend
from simkit.experiment.memory import COLUMNS, skies_at_once
from simkit.experiment.precision import Precision, asked_half_width
from simkit.experiment.run import Order, Progress
from simkit.experiment.sampling.double_sampling import Estimate, double_sampled
from simkit.experiment.sampling.pieces import main_view
from simkit.experiment.sampling.size import FIRST, Size, narrow, next_size
from simkit.experiment.sampling.skies import Skies
from simkit.experiment.stake import Stake
from simkit.outcomes.catalogue import by_name
from simkit.scenario.scenario import Scenario


@dataclass(frozen=True)
class Briefing:
    """What a brief found; money is that of a year.

    asked: the scenario as it was given; stake: the one that was run, with the factors on variable pay; size: how many
    skies; looks: how often it was looked whether they are enough; levels: outcome -> of every scheme; differences:
    outcome -> of every scheme but the first, from the first; widths: outcome -> the half-width that was asked.
    """

    asked: Scenario
    stake: Stake
    seed: int
    precision: Precision
    size: Size
    looks: int
    levels: dict[str, dict[str, Estimate]]
    differences: dict[str, dict[str, Estimate]]
    widths: dict[str, float]

    @property
    def schemes(self) -> tuple[str, ...]:
        """Names of the schemes, today's first."""
        return tuple(self.asked.schemes)

    @property
    def main_view(self) -> str:
        """The view under which most skies were run."""
        return self.asked.views[main_view(self.asked)].name

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """Every difference, as outcome and scheme."""
        return [(outcome, scheme) for outcome, of in self.differences.items() for scheme in of]

    @property
    def late(self) -> list[tuple[str, str]]:
        """The differences that are not known as well as asked."""
        return [(o, s) for o, s in self.pairs if not narrow(self.differences[o][s], self.widths[o])]

    def margin(self, outcome: str) -> float:
        """The practical margin in the outcome's unit: a smaller difference counts as none."""
        first = self.levels[outcome][self.schemes[0]].mean
        return by_name(outcome).margin_at(0.0 if math.isnan(first) else first)

    def as_share(self, outcome: str, scheme: str) -> float:
        """The half-width of a difference as a share of the first scheme's value, or of what stands for it."""
        asked = self.widths[outcome]
        return self.precision.share * self.differences[outcome][scheme].half_width / asked if asked > 0.0 else 0.0


def brief(
    asked: Scenario,
    stake: Stake,
    plans: Plans,
    precision: Precision,
    *,
    seed: int,
    backend: Backend,
    chunk: int | None = None,
    interventions: Sequence[Intervention] = (),
    progress: Progress | None = None,
) -> Briefing:
    """Simulate until every difference of a primary outcome is as well known as asked, or the budget ends.

    stake: the scenario to be run, with the factors on it; plans: of its schemes under its views; progress: told how
    many more skies are done under a view.  Raises SimkitError when there is nothing to compare.
    """
    if len(asked.schemes) < 2:
        raise SimkitError("there is one scheme only, so no difference can be precise; add a second one to `schemes`")
    scenario = stake.scenario
    order = Order(scenario, plans, seed, chunk or skies_at_once(scenario, 2 * COLUMNS), tuple(interventions))
    skies, looks = Skies(order, asked.primary, backend, progress=progress), 0
    size: Size | None = FIRST.within(precision.most)
    while size is not None:
        skies.grow(size)
        looks += 1
        found = _look(asked, stake, seed, precision, skies, looks)
        pairs = ((found.differences[outcome][scheme], found.widths[outcome]) for outcome, scheme in found.pairs)
        size = next_size(pairs, skies.size, precision.most)
    return found


def _look(asked: Scenario, stake: Stake, seed: int, precision: Precision, skies: Skies, looks: int) -> Briefing:
    """What is known by now."""
    names, luck = list(asked.schemes), skies.luck
    levels: dict[str, dict[str, Estimate]] = {}
    differences: dict[str, dict[str, Estimate]] = {}
    widths: dict[str, float] = {}
    for number, outcome in enumerate(asked.primary):
        try:
            y, x = skies.pooled(outcome), skies.under_main(outcome)
        except SimkitError as error:
            raise SimkitError(f"primary[{number}]: {error}") from None
        levels[outcome] = _estimates(names, y, x, luck)
        differences[outcome] = _estimates(names[1:], y[1:] - y[0], x[1:] - x[0], luck)
        means = np.array([found.mean for found in levels[outcome].values()])
        widths[outcome] = asked_half_width(precision.share, by_name(outcome), means)
    return Briefing(asked, stake, seed, precision, skies.size, looks, levels, differences, widths)


def _estimates(names: Sequence[str], y: Array, x: Array, luck: Array) -> dict[str, Estimate]:
    return {name: double_sampled(of_y, of_x, luck) for name, of_y, of_x in zip(names, y, x, strict=True)}
