"""Targets that are set from what somebody did last year: mixed, shrunk, graded, ratcheted or bargained over.

>>> known = TargetBasis(normal=100.0, potential=np.array([[1.0, 1.0]]), history=np.array([[80.0, 160.0]]),
...                     share_of_year=1.0)
>>> WeightedTarget(history="50%").target(known).tolist()
[[90.0, 130.0]]
>>> RegressionTarget(keep="50%").target(known).tolist()
[[100.0, 140.0]]
>>> NegotiatedTarget(by="10%", proposal="50%", room="20%").target(known).round(9).tolist()
[[84.0, 128.0]]
"""

from __future__ import annotations

from functools import cached_property
from typing import Annotated, Literal, Self

import numpy as np
from pydantic import Field

from simkit.arrays import Array
from simkit.errors import SimkitError
from simkit.quantities import PositiveShare, Share, write_share
from simkit.scheme.curve import Curve, steps
from simkit.scheme.standing import standing
from simkit.scheme.target_rule import TargetBasis, TargetRule, room_for

Part = Annotated[Share, Field(ge=0, le=1)]
Growth = Annotated[Share, Field(gt=-1)]


class WeightedTarget(TargetRule):
    """Partly last year's result, partly what the book promises: the more repeat business, the more history."""

    reads_history = True
    kind: Literal["weighted"] = "weighted"
    history: Part = Field(description="weight of last year's result; the rest is the weight of the book's potential")
    by: Growth = Field(default="0%", validate_default=True, description="stretch on top")

    @property
    def ratchet_share(self) -> float:
        """The weight of last year."""
        return self.history

    def target(self, known: TargetBasis) -> Array:
        """(1 + by) x (history x last year's result + (1 - history) x normal result of such a book)."""
        mixed = self.history * known.past + (1.0 - self.history) * known.expected
        return known.at_least_one_percent((1.0 + self.by) * mixed)

    def scaled(self, factor: float) -> Self:
        """Factor x (1 + by) is asked for."""
        return self.model_copy(update={"by": factor * (1.0 + self.by) - 1.0})


class RegressionTarget(TargetRule):
    """Last year's result, shrunk towards what everybody's results say that such a book brings.

    A good year is luck in part, and so is a bad one.  What is expected is the firm's result per unit of potential,
    times the own potential: unlike the potential of `weighted` it needs no opinion on what is normal.
    """

    reads_history = True
    kind: Literal["regression"] = "regression"
    keep: Part = Field(description="part of the distance from what is expected that is taken as lasting")
    by: Growth = Field(default="0%", validate_default=True, description="stretch on top")

    @property
    def ratchet_share(self) -> float:
        """What is taken as lasting."""
        return self.keep

    def target(self, known: TargetBasis) -> Array:
        """(1 + by) x (expected + keep x (last year's result - expected))."""
        potential = np.where(np.isnan(known.past), np.nan, known.potential)  # of the same people as the results
        of_all = [known.of_others(values, "mean", within_branch=False) for values in (known.past, potential)]
        expected = known.potential * (of_all[0] / of_all[1])
        return known.at_least_one_percent((1.0 + self.by) * (expected + self.keep * (known.past - expected)))

    def scaled(self, factor: float) -> Self:
        """Factor x (1 + by) is asked for."""
        return self.model_copy(update={"by": factor * (1.0 + self.by) - 1.0})


class DifferentiatedTarget(TargetRule):
    """Growth over last year by how good last year was: who was weak is asked to grow more.

    `growth: {0%: 40%, 25%: 15%, 75%: 7%}` asks 40% of the lowest quarter, 7% of the best.
    """

    reads_history = True
    kind: Literal["differentiated"] = "differentiated"
    measured: Literal["standing", "level"] = Field(
        default="standing",
        description="standing: share of people with a lower result; level: last year's result over the firm's mean",
    )
    growth: dict[PositiveShare, Growth] = Field(min_length=1, description="standing or level -> growth from there on")

    @property
    def ratchet_share(self) -> float:
        """All of a result comes back; that a better one may be asked for less growth is not foreseen."""
        return 1.0

    @cached_property
    def asked(self) -> Curve:
        """Standing or level to growth."""
        levels = sorted(self.growth.items())
        return steps(levels, below=levels[0][1])

    def target(self, known: TargetBasis) -> Array:
        """(1 + growth at this standing) x last year's result x the period's share of a year."""
        return known.at_least_one_percent((1.0 + self.asked(self._where(known))) * known.past)

    def _where(self, known: TargetBasis) -> Array:
        if self.measured == "standing":
            return np.full_like(known.past, 0.5) if known.seats is not None else standing(known.history)
        mean = known.of_others(known.history, "mean", within_branch=False)
        return np.divide(known.history, mean, out=np.ones_like(mean), where=mean > 0.0)

    def scaled(self, factor: float) -> Self:
        """Factor x (1 + growth) is asked for everywhere."""
        growth = {write_share(at): write_share(factor * (1.0 + by) - 1.0) for at, by in self.growth.items()}
        return self.model_validate({"kind": self.kind, "measured": self.measured, "growth": growth})


class RatchetTarget(TargetRule):
    """Last year's target, moved by a share of the distance of last year's result from it.

    The first year asks for the normal result of the seat's book.  Source of the form: Weitzman 1980.
    """

    reads_history = True
    reads_previous = True
    keeps = True
    kind: Literal["ratchet"] = "ratchet"
    share: Part = Field(description="part of the distance of last year's result from its target that moves the target")
    moves: Literal["up", "up and down"] = Field(
        default="up and down", description="whether a result below the target lowers the next one"
    )

    @property
    def ratchet_share(self) -> float:
        """The share; half of it where only a result above target counts, which is half of the usual years."""
        return self.share if self.moves == "up and down" else 0.5 * self.share

    def target(self, known: TargetBasis) -> Array:
        """Last target + share x (last result - last target), of the same period a year ago."""
        if known.previous is None:
            return known.expected
        beyond = known.past - known.previous
        if self.moves == "up":
            beyond = np.maximum(beyond, 0.0)
        return known.at_least_one_percent(known.previous + self.share * beyond)

    def scaled(self, factor: float) -> Self:
        """Refused: where a ratchet comes to rest follows from results alone."""
        raise SimkitError(
            "targets of kind ratchet cannot be scaled: they follow results, wherever they begin; write another kind"
        )


class NegotiatedTarget(TargetRule):
    """Between what the firm asks (growth over last year) and what the advisor proposes, who leaves some room below it.

    What is proposed is the normal result of the book less the room; it is a rule and not yet an answer to the scheme.
    """

    reads_history = True
    kind: Literal["negotiated"] = "negotiated"
    by: Growth = Field(description="growth over last year that the firm asks for")
    proposal: Part = Field(default="50%", validate_default=True, description="weight of the advisor's own proposal")
    room: Annotated[Share, Field(ge=0, lt=1)] = Field(
        default="10%", validate_default=True, description="how far a proposal stays below what the book promises"
    )

    @property
    def ratchet_share(self) -> float:
        """The weight of what the firm asks."""
        return 1.0 - self.proposal

    def target(self, known: TargetBasis) -> Array:
        """Proposal x (1 - room) x normal result of such a book + (1 - proposal) x (1 + by) x last year's result."""
        offered = self.proposal * (1.0 - self.room) * known.expected
        return known.at_least_one_percent(offered + (1.0 - self.proposal) * (1.0 + self.by) * known.past)

    def scaled(self, factor: float) -> Self:
        """Both sides' numbers, factor x as high."""
        by = factor * (1.0 + self.by) - 1.0
        return self.model_copy(update={"by": by, "room": room_for(factor, self.room)})
