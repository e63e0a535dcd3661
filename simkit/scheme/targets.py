"""The family of target rules, and the three plainest: a number, growth, the potential of the book.

>>> known = TargetBasis(normal=100.0, potential=np.array([[2.0]]), history=np.array([[2_000.0]]), share_of_year=0.1)
>>> GrowthTarget(by="10%").target(known).round(9).tolist(), PotentialTarget().target(known).tolist()
([[220.0]], [[200.0]])
"""

from __future__ import annotations

from typing import Annotated, Literal, Self

import numpy as np
from pydantic import Field

from simkit.arrays import Array
from simkit.quantities import PositiveMoney, Share
from simkit.scheme.past_targets import (  # fmt: skip
    DifferentiatedTarget,
    NegotiatedTarget,
    RatchetTarget,
    RegressionTarget,
    WeightedTarget,
)
from simkit.scheme.shared_targets import BottomUpTarget, PeerTarget, TopDownTarget
from simkit.scheme.target_rule import TargetBasis, TargetRule


class NoTarget(TargetRule):
    """No target: what is scored is the result itself, in units of the KPI.  For points per unit and deductions."""

    kind: Literal["none"] = "none"

    def target(self, known: TargetBasis) -> Array:
        """A normal result: what advisors hold theirs against, while the score counts the result itself."""
        return np.full_like(known.potential, known.normal)

    def scaled(self, factor: float) -> Self:
        """There is no target to scale."""
        return self


class FixedTarget(TargetRule):
    """The same target for everybody, in units of the KPI, for one period of the component."""

    kind: Literal["fixed"] = "fixed"
    at: PositiveMoney = Field(description="the target for one period of the component, in units of the KPI")

    def target(self, known: TargetBasis) -> Array:
        """The number in the file, for every seat."""
        return np.full_like(known.potential, self.at)

    def scaled(self, factor: float) -> Self:
        """Factor x the number."""
        return self.model_copy(update={"at": factor * self.at})


class GrowthTarget(TargetRule):
    """Last year's result of the same seat plus a percentage: the target follows the past (a ratchet)."""

    reads_history = True
    kind: Literal["growth"] = "growth"
    over: Literal["last year"] = Field(default="last year", description="which result the growth is counted from")
    by: Share = Field(gt=-1, description="growth asked for on top of last year's result")

    @property
    def ratchet_share(self) -> float:
        """All of a result comes back."""
        return 1.0

    def target(self, known: TargetBasis) -> Array:
        """(1 + by) x last year's result x the period's share of a year; at least 1% of a normal period."""
        return known.at_least_one_percent(known.history * ((1.0 + self.by) * known.share_of_year))

    def scaled(self, factor: float) -> Self:
        """Factor x (1 + by) is asked for."""
        return self.model_copy(update={"by": factor * (1.0 + self.by) - 1.0})


class PotentialTarget(TargetRule):
    """In proportion to the potential of the seat's book."""

    kind: Literal["potential"] = "potential"
    by: Share = Field(
        default="0%", gt=-1, validate_default=True, description="stretch on top of the normal result of such a book"
    )

    def target(self, known: TargetBasis) -> Array:
        """(1 + by) x normal result x the seat's book."""
        return known.potential * ((1.0 + self.by) * known.normal)

    def scaled(self, factor: float) -> Self:
        """Factor x (1 + by) is asked for."""
        return self.model_copy(update={"by": factor * (1.0 + self.by) - 1.0})


Target = Annotated[
    FixedTarget
    | NoTarget
    | GrowthTarget
    | PotentialTarget
    | WeightedTarget
    | RegressionTarget
    | DifferentiatedTarget
    | RatchetTarget
    | NegotiatedTarget
    | PeerTarget
    | TopDownTarget
    | BottomUpTarget,
    Field(discriminator="kind"),
]
"""The family of target rules, told apart by `kind`."""
