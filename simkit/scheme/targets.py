"""How a target is set: one rule a class, all the same contract.

`target` takes what is known when a period begins and gives the target of the period, in units of the KPI:

- `normal`: an average seat's normal result of the period (a number);
- `potential`: each seat's book, 1 for an average one (replication, seat);
- `history`: each seat's result of last year (replication, seat);
- `share_of_year`: the period's part of a normal year (a number; 1 for a level KPI).
"""

from __future__ import annotations

from typing import Annotated, Literal

import numpy as np
from pydantic import Field

from simkit.arrays import Array
from simkit.concepts import Concept
from simkit.quantities import PositiveMoney, Share


class FixedTarget(Concept):
    """The same target for everybody, in units of the KPI, for one period of the component."""

    kind: Literal["fixed"] = "fixed"
    at: PositiveMoney = Field(description="the target for one period of the component, in units of the KPI")

    def target(self, normal: float, potential: Array, history: Array, share_of_year: float) -> Array:
        """The number in the file, for every seat."""
        return np.full_like(potential, self.at)


class GrowthTarget(Concept):
    """Last year's result of the same seat plus a percentage: the target follows the past (a ratchet)."""

    kind: Literal["growth"] = "growth"
    over: Literal["last year"] = Field(default="last year", description="which result the growth is counted from")
    by: Share = Field(gt=-1, description="growth asked for on top of last year's result")

    def target(self, normal: float, potential: Array, history: Array, share_of_year: float) -> Array:
        """(1 + by) x last year's result x the period's share of a year; at least 1% of a normal period."""
        return np.maximum(history * ((1.0 + self.by) * share_of_year), 0.01 * normal)


class PotentialTarget(Concept):
    """In proportion to the potential of the seat's book."""

    kind: Literal["potential"] = "potential"
    by: Share = Field(
        default="0%", gt=-1, validate_default=True, description="stretch on top of the normal result of such a book"
    )

    def target(self, normal: float, potential: Array, history: Array, share_of_year: float) -> Array:
        """(1 + by) x normal result x the seat's book."""
        return potential * ((1.0 + self.by) * normal)


Target = Annotated[FixedTarget | GrowthTarget | PotentialTarget, Field(discriminator="kind")]
"""The family of target rules, told apart by `kind`."""
