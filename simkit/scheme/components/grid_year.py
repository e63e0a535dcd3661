"""A grid as it is planned: progress is the production of its horizon over a normal one.

A grid has no target, so its progress is measured in what an average seat produces with normal effort.  Where the year
picks the bracket the year is planned, as if it were produced evenly and paid in its middle; points on the rate are
planned as what they make of the usual award.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

import numpy as np

from simkit.arrays import Array
from simkit.market.share import SharePrice
from simkit.quantities import write_share
from simkit.scheme.beliefs import Beliefs
from simkit.scheme.brackets import piecewise
from simkit.scheme.components.component import PayComponent
from simkit.scheme.curve import Curve
from simkit.scheme.modifiers import Modifier
from simkit.scheme.scorecard import Gate, Measure


class OnProduction(PayComponent):
    """What a planner plans of a grid.

    payout: progress -> money; 1 = a normal period of the horizon.  early: months by which the mean payment comes before
    the end of the horizon.
    """

    kind: str = "on production"
    measures: tuple[Measure, ...]
    payout: Curve
    early: float
    coefficients: tuple[Modifier, ...] = ()

    @property
    def gates(self) -> tuple[Gate, ...]:
        """A grid has no gates."""
        return ()

    @property
    def modified_by(self) -> tuple[Modifier, ...]:
        """What the adjustments make of the award."""
        return self.coefficients

    def present_value(self, discount: float, share: SharePrice | None = None, haircut: float = 0.0) -> float:
        """Paid along the way, not at the end of the horizon."""
        late: float = super().present_value(discount, share, haircut) / discount**self.early
        return late

    def perceived(self, beliefs: Beliefs, base_pay: float) -> Curve:
        """Production over a normal one -> present value of what it pays."""
        return self.payout.times(beliefs.discount * beliefs.pass_chance * (1.0 - beliefs.loss_chance))


def on_usual(kpi: str, weight: float, normal: float) -> Measure:
    """A part of production, counted in a normal result of it."""
    target = {"kind": "fixed", "at": normal}
    return Measure.model_validate({"kpi": kpi, "weight": write_share(weight), "target": target})


def evenly(pays: Callable[[Array, Array], Array], starts: Iterable[float], hurdle: float, periods: int) -> Curve:
    """Production of a year, the same in every period -> what all periods pay.

    `pays`: production since January, and of the period among it, to money.  A bracket that starts at b is reached with
    the k-th period where a year makes b x periods / k.

    >>> year = evenly(lambda window, made: np.where(window < 100.0, 0.0, made), [100.0], 0.0, 4)
    >>> [round(float(year(made)), 9) for made in (96.0, 104.0, 160.0, 400.0)]
    [0.0, 26.0, 80.0, 400.0]
    """

    def all_of_them(year: Array) -> Array:
        made, found = year / periods, np.zeros_like(year)
        for number in range(1, periods + 1):
            found = found + pays(number * made, made)
        return found

    corners = [hurdle * periods]
    for start in starts:
        corners += [start * periods / number for number in range(1, periods + 1)]
        corners += [(start - hurdle) * periods / number for number in range(1, periods)]
    return piecewise(all_of_them, corners)
