"""A closer look at what a comparison did to people: where they ended on the payout curves, and how hard they worked.

Everything is read from the runs and the plans of a comparison; nothing is simulated again.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import numpy as np

from simkit.arrays import Array
from simkit.behaviour.effort_map import effort_map
from simkit.experiment.compare import Comparison
from simkit.experiment.watching import BINS, Rate, step_of
from simkit.scheme.components import Component
from simkit.scheme.components.grid import ProductionGrid
from simkit.scheme.components.menu import Menu

STANDS = tuple(round(0.4 + 0.05 * step, 2) for step in range(25))
"""Projected attainments of an effort map: 40 % to 160 %."""
Counts = Literal["score", "money", "production"]
"""Progress on a payout curve: a score, money at prices over base pay, or production over base pay."""


@dataclass(frozen=True)
class Payout:
    """One component's payout curve and where people ended on it, over all skies and compared years, views weighted.

    attained: (bin,) lower end of each bin that can be reached: score of a bonus, what a price list pays over base pay,
    or production over base pay; people: (bin,) share of periods that ended there; paid: (bin,) pay in the middle of the
    bin, as a share of base pay; limited: whether there is a most that can be paid.
    """

    component: Component
    attained: Array
    people: Array
    paid: Array
    limited: bool

    @property
    def scored(self) -> bool:
        """Whether `attained` is a score."""
        return bool(self.component.measures)

    @property
    def counts(self) -> Counts:
        """What `attained` is."""
        if self.scored:
            return "score"
        return "production" if isinstance(self.component, ProductionGrid | Menu) else "money"

    @property
    def unpaid(self) -> float:
        """Share of periods that ended where the curve pays nothing."""
        return float(self.people[self.paid <= 0.0].sum())

    @property
    def most(self) -> float:
        """Share of periods that ended where the curve pays the most there is."""
        return float(self.people[self.paid >= self.paid.max() * (1.0 - 1e-9)].sum()) if self.limited else 0.0


def payouts(comparison: Comparison, scheme: str) -> Iterator[Payout]:
    """The payout of every component of a scheme; pay that depends on colleagues as expected under the main view."""
    base_pay = comparison.scenario.people.base_pay.median
    believed = comparison.plans[scheme, main_view(comparison)].others
    for number, component in enumerate(comparison.scenario.schemes[scheme].pay):
        counts = comparison.runs.attained[scheme, number]
        periods = np.maximum(counts.sum(axis=1, keepdims=True), 1)  # none where it was replaced before the switch
        people = np.sum(counts / periods * comparison.weights[:, None], axis=0)
        step = step_of(component, comparison.scenario)
        at: Array = step * np.arange(BINS + 1, dtype=np.float64)
        end = int(min(np.floor(component.most_attained / step + 1e-9), BINS)) + 1
        unit = 1.0 if component.measures else base_pay * component.months
        places = (np.minimum(unit * x, component.most_attained) for x in (at + 0.5 * step, at[-1:] + step))
        paid, beyond = (component.paid_at(place, base_pay, believed.get(number)) for place in places)
        limited = bool(beyond[0] <= paid[:end].max() * (1.0 + 1e-9))
        yield Payout(component, at[:end], people[:end], paid[:end], limited)


def points(comparison: Comparison) -> Iterator[tuple[Rate, dict[float, Array]]]:
    """Each rate (its view is the first of all) -> points on it -> share of advisors who had them (view,)."""
    counted = comparison.runs.points
    for rate in counted:
        scheme, first, year, number, name, kpi = rate
        if first == comparison.views[0]:
            by_view = [counted[scheme, view, year, number, name, kpi] for view in comparison.views]
            levels = sorted({level for each in by_view for level in each})
            yield rate, {level: np.array([each[level] / each.total() for each in by_view]) for level in levels}


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
