"""A closer look at what a comparison did to people: where they ended on the payout curves, and how hard they worked.

Everything is read from the runs and the plans of a comparison; nothing is simulated again.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from simkit.arrays import Array
from simkit.behaviour.effort_map import effort_map
from simkit.experiment.compare import Comparison
from simkit.experiment.watching import BINS, STEP
from simkit.outcomes.rows import Flags
from simkit.scheme.components import Component
from simkit.scheme.components.bonus import Bonus

STANDS = tuple(round(0.4 + 0.05 * step, 2) for step in range(25))
"""Projected attainments of an effort map: 40 % to 160 %."""


@dataclass(frozen=True)
class Payout:
    """One component's payout curve and where people ended on it, over all skies and compared years, views weighted.

    attained: (bin,) lower end of each bin that can be reached: score of a bonus, or what a price list pays over base
    pay; people: (bin,) share of periods that ended there; paid: (bin,) pay in the middle of the bin, as a share of base
    pay; flat: (bin,) whether it pays the same all over the bin, or is the highest there is.
    """

    component: Component
    attained: Array
    people: Array
    paid: Array
    flat: Flags

    @property
    def scored(self) -> bool:
        """Whether `attained` is a score."""
        return isinstance(self.component, Bonus)

    @property
    def unpaid(self) -> float:
        """Share of periods that ended where nothing is paid."""
        return float(self.people[self.paid <= 0.0].sum())

    @property
    def no_more(self) -> float:
        """Share of periods that ended where something is paid, and a little more brings nothing more."""
        return float(self.people[self.flat & (self.paid > 0.0)].sum())


def payouts(comparison: Comparison, scheme: str) -> Iterator[Payout]:
    """The payout of every component of a scheme."""
    base_pay = comparison.scenario.people.base_pay.median
    at: Array = STEP * np.arange(BINS + 1, dtype=np.float64)
    for number, component in enumerate(comparison.scenario.schemes[scheme].pay):
        counts = comparison.runs.attained[scheme, number]
        people = np.sum(counts / counts.sum(axis=1, keepdims=True) * comparison.weights[:, None], axis=0)
        low, middle, high = (component.paid_at(at + part * STEP, base_pay) for part in (0.05, 0.5, 0.95))
        flat = np.isclose(low, high, rtol=1e-9, atol=1e-12)
        last = int(min(np.floor(component.most_attained / STEP + 1e-9), BINS))
        flat[last] |= last < BINS
        end = last + 1
        yield Payout(component, at[:end], people[:end], middle[:end], flat[:end])


def main_view(comparison: Comparison) -> str:
    """The view with the largest weight, the first of equals: the one that pictures of single people show."""
    return comparison.views[int(np.argmax(comparison.weights))]


def effort_maps(comparison: Comparison, scheme: str) -> Iterator[tuple[int, Array]]:
    """The number of each component with a target; effort of an average advisor under the main view (month, stand)."""
    scenario = comparison.scenario
    steering = comparison.plans[scheme, main_view(comparison)]
    for number in range(len(scenario.schemes[scheme].pay)):
        found = effort_map(scenario.work, scenario.market.season, steering, number, STANDS)
        if found is not None:
            yield number, found
