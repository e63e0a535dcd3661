"""The contract of a target rule, and what is known when a target is set."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal, Self, TypeAlias

import numpy as np

from simkit.arrays import Array, Index
from simkit.concepts import Concept
from simkit.errors import SimkitError

Middle: TypeAlias = Literal["mean", "median"]


@dataclass(frozen=True)
class TargetBasis:
    """What is known when the target of a period is set.  Arrays are (replication, seat) unless said otherwise.

    normal: an average seat's normal result of the period, in units of the KPI.
    potential: each seat's book, 1 for an average one; ones for a level KPI, which no book makes larger.
    history: each seat's result of last year.
    share_of_year: the period's part of a normal year; 1 for a level KPI.
    branch: (seat,) number of the branch of each seat; one branch for all where it is not given.
    previous: the target of the same period a year ago; None in the first year of a scheme.
    seats: how many people the firm has, where the arrays hold an average seat each and not everybody; else None.
    """

    normal: float
    potential: Array
    history: Array
    share_of_year: float
    branch: Index | None = None
    previous: Array | None = None
    seats: int | None = None

    @property
    def past(self) -> Array:
        """Last year's result, of a period's length."""
        return self.history * self.share_of_year

    @property
    def expected(self) -> Array:
        """The normal result of such a book."""
        return self.potential * self.normal

    def at_least_one_percent(self, target: Array) -> Array:
        """The target, but at least 1% of a normal period: attainment of nothing is no number."""
        raised: Array = np.maximum(target, 0.01 * self.normal)
        return raised

    def of_others(self, values: Array, middle: Middle, *, within_branch: bool) -> Array:
        """The middle of what people have, for every seat; an average seat stands in the middle."""
        if self.seats is not None:
            return values
        return of_others(values, middle, self.branch if within_branch else None)

    def shares(self, parts: Array) -> Array:
        """Each seat's share of the whole firm, in proportion to its part; equal shares where there are no parts.

        Who has no number (NaN) has no share, and all of the whole is the others'.
        """
        if self.seats is not None:
            return np.full_like(parts, 1.0 / self.seats)
        whole = np.maximum(parts, 0.0)
        known = np.sum(~np.isnan(whole), axis=-1, keepdims=True)
        total = np.nansum(whole, axis=-1, keepdims=True)
        equal = np.where(np.isnan(whole), np.nan, 1.0 / np.maximum(known, 1))
        shared: Array = np.divide(whole, total, out=equal, where=total > 0.0)
        return shared


def of_others(values: Array, middle: Middle, branch: Index | None) -> Array:
    """The middle of each seat's branch, or of everybody, for every seat; who has no number (NaN) does not count.

    >>> of_others(np.array([[1.0, 3.0, 8.0, np.nan]]), "mean", np.array([0, 0, 1, 1])).tolist()
    [[2.0, 2.0, 8.0, 8.0]]
    """
    found = np.empty_like(values)
    groups = np.zeros(values.shape[-1], dtype=np.intp) if branch is None else branch
    for number in np.unique(groups):
        found[..., groups == number] = _middle(values[..., groups == number], middle)
    return found


def _middle(values: Array, middle: Middle) -> Array:
    """The middle of the last axis, which is kept; NaN where nobody has a number."""
    known = np.sum(~np.isnan(values), axis=-1, keepdims=True)
    if middle == "mean":
        nobody = np.full(known.shape, np.nan)
        mean: Array = np.divide(np.nansum(values, axis=-1, keepdims=True), known, out=nobody, where=known > 0)
        return mean
    ranked = np.sort(values, axis=-1)  # NaN comes last
    low, high = (np.take_along_axis(ranked, at, axis=-1) for at in (np.maximum(known - 1, 0) // 2, known // 2))
    median: Array = 0.5 * (low + high)
    return median


class TargetRule(Concept):
    """How a target is set: `target` takes what is known and gives the target, in units of the KPI.

    reads_history: whether last year's results count; reads_previous: whether the last target counts.
    keeps: whether a target that was raised stays raised, as the next one builds on it.
    """

    reads_history: ClassVar[bool] = False
    reads_previous: ClassVar[bool] = False
    keeps: ClassVar[bool] = False
    kind: str

    @property
    def ratchet_share(self) -> float:
        """The part of a better result that comes back as a higher target next year."""
        return 0.0

    def target(self, known: TargetBasis) -> Array:
        """The target of a period (replication, seat), above 0."""
        raise NotImplementedError

    def scaled(self, factor: float) -> Self:
        """The same rule with every target that it sets multiplied; targets that are no number stay.

        Raises SimkitError, which says why, where no such rule can be written.
        """
        raise NotImplementedError

    def settled(self, target: Array, results: Array, branch: Index) -> Array:
        """The target that counts when the period is over and everybody's results are known; `target` was set before."""
        return target


def room_for(factor: float, room: float) -> float:
    """The room below a result that makes a proposal `factor` x as high; raises SimkitError for one above the result.

    >>> round(room_for(1.1, 0.2), 9)  # 1 - 1.1 x .8
    0.12
    """
    left = 1.0 - factor * (1.0 - room)
    if left < -1e-12:
        most = 1.0 / (1.0 - room)
        raise SimkitError(f"nobody proposes more than is expected; multiply these targets by {most:.4g} at most")
    return max(left, 0.0)
