"""Targets that depend on everybody: the middle of the peers, or a total of the firm that is split.

>>> known = TargetBasis(normal=100.0, potential=np.array([[1.0, 3.0]]), history=np.array([[80.0, 120.0]]),
...                     share_of_year=1.0)
>>> PeerTarget(among="all").target(known).tolist()
[[100.0, 100.0]]
>>> TopDownTarget(total=400, over_assignment="5%").target(known).round(9).tolist()
[[105.0, 315.0]]
>>> BottomUpTarget(total=400, room="10%", closed="50%").target(known).round(9).tolist()
[[116.0, 174.0]]
"""

from __future__ import annotations

from typing import Annotated, Literal, Self

import numpy as np
from pydantic import Field

from simkit.arrays import Array, Index
from simkit.quantities import PositiveMoney, Share
from simkit.scheme.target_rule import Middle, TargetBasis, TargetRule, of_others, room_for


class PeerTarget(TargetRule):
    """What the others did: the mean or median of the branch or of everybody."""

    kind: Literal["peers"] = "peers"
    among: Literal["all", "branch"] = Field(default="branch", description="who the peers are; each counts oneself")
    middle: Middle = Field(default="mean", description="which middle of their results")
    period: Literal["last year", "this period"] = Field(
        default="last year",
        description="which results; those of this period are known when it ends, last year's are the guess till then",
    )
    by: Share = Field(default="0%", gt=-1, validate_default=True, description="stretch on top")

    reads_history = True

    def target(self, known: TargetBasis) -> Array:
        """(1 + by) x the middle of last year's results x the period's share of a year."""
        middle = known.of_others(known.past, self.middle, within_branch=self.among == "branch")
        return known.at_least_one_percent((1.0 + self.by) * middle)

    def settled(self, target: Array, results: Array, branch: Index) -> Array:
        """(1 + by) x the middle of this period's results; at least 1% of the guess that was made before."""
        if self.period == "last year":
            return target
        middle = of_others(results, self.middle, branch if self.among == "branch" else None)
        final: Array = np.maximum((1.0 + self.by) * middle, 0.01 * target)
        return final

    def scaled(self, factor: float) -> Self:
        """Factor x (1 + by) is asked for."""
        return self.model_copy(update={"by": factor * (1.0 + self.by) - 1.0})


class TopDownTarget(TargetRule):
    """A total for the whole firm, split by potential or by history, with something on top to be safe."""

    kind: Literal["top_down"] = "top_down"
    total: PositiveMoney = Field(description="the firm's target for one period of the component, in units of the KPI")
    split: Literal["potential", "history"] = Field(default="potential", description="in proportion to what")
    over_assignment: Share = Field(
        default="0%",
        gt=-1,
        validate_default=True,
        description="how much more than the total is handed out, as a share of it",
    )

    reads_history = True

    @property
    def ratchet_share(self) -> float:
        """A better result takes a larger share of a split by history."""
        return 1.0 if self.split == "history" else 0.0

    def target(self, known: TargetBasis) -> Array:
        """Total x (1 + over-assignment) x own part / sum of all parts."""
        parts = known.shares(known.potential if self.split == "potential" else known.history)
        return known.at_least_one_percent((1.0 + self.over_assignment) * self.total * parts)

    def scaled(self, factor: float) -> Self:
        """Factor x (1 + over assignment) is asked for."""
        return self.model_copy(update={"over_assignment": factor * (1.0 + self.over_assignment) - 1.0})


class BottomUpTarget(TargetRule):
    """Own proposals, last year's result less some room, that are scaled towards a total for the whole firm."""

    kind: Literal["bottom_up"] = "bottom_up"
    total: PositiveMoney = Field(description="the firm's target for one period of the component, in units of the KPI")
    room: Annotated[Share, Field(ge=0, lt=1)] = Field(
        default="0%", validate_default=True, description="how far proposals stay below last year's result"
    )
    closed: Annotated[Share, Field(ge=0, le=1)] = Field(
        default="100%", validate_default=True, description="part of the gap between proposals and total that is closed"
    )

    reads_history = True

    @property
    def ratchet_share(self) -> float:
        """A better result is a higher proposal, and a larger share of the total."""
        return 1.0

    def target(self, known: TargetBasis) -> Array:
        """Proposal + closed x (proposal scaled so that all sum to the total - proposal)."""
        proposal = (1.0 - self.room) * known.past
        scaled = self.total * known.shares(proposal)
        return known.at_least_one_percent(proposal + self.closed * (scaled - proposal))

    def scaled(self, factor: float) -> Self:
        """Factor x the total, and proposals factor x as high."""
        return self.model_copy(update={"total": factor * self.total, "room": room_for(factor, self.room)})
