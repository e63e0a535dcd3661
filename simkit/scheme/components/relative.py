"""What all pay has in common that depends on how others do: a scorecard, who is compared with whom, and gates.

Who has no score (NaN) is paid no number, and counts for nobody else: the others are paid as if that seat were empty.

A subclass says what everybody gets before gates (`before_gates`), what one advisor expects of that (`expected`), and
why (`reasons`).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

import numpy as np
from pydantic import Field, field_validator

from simkit.arrays import Array, Index
from simkit.quantities import write_share
from simkit.scheme.beliefs import Beliefs
from simkit.scheme.components.component import PayComponent
from simkit.scheme.components.period import rounded
from simkit.scheme.curve import Curve
from simkit.scheme.others import ALONE_AMONG, Others
from simkit.scheme.period_end import ALONE, PeriodEnd, Who
from simkit.scheme.ranking import groups
from simkit.scheme.scorecard import Gate, Measure, weighted_scores
from simkit.scheme.statement import Reason, with_rounding

Among = Literal["all", "branch"]
"""Who is compared: everybody, or the people of one branch."""


class Relative(PayComponent):
    """Pay that depends on the own score and on the scores of others."""

    measures: tuple[Measure, ...] = Field(min_length=1, description="the scorecard: weighted KPIs against targets")
    among: Among = Field(default="all", description="who is compared: all, or the people of each branch")
    gates: tuple[Gate, ...] = Field(default=(), description="conditions that must hold for it to be paid")

    @field_validator("measures")
    @classmethod
    def _weights_sum(cls, value: tuple[Measure, ...]) -> tuple[Measure, ...]:
        total = sum(measure.weight for measure in value)
        if abs(total - 1.0) > 1e-9:
            raise ValueError(f"the weights sum to {write_share(round(total, 6))}; make them sum to 100%")
        return value

    @property
    def prices(self) -> dict[str, float]:
        """It pays a score, not units."""
        return {}

    @property
    def compared(self) -> Among:
        """Who is compared."""
        return self.among

    def attained(self, end: PeriodEnd) -> Array:
        """The own score (replication, seat): 1 when every target is just met."""
        score, *others = weighted_scores(self.measures, end)
        for other in others:
            score = score + other
        return score

    def before_gates(self, end: PeriodEnd) -> Array:
        """Money of everybody (replication, seat) if all gates open, not rounded."""
        raise NotImplementedError

    def expected(self, others: Others, base_pay: float) -> Curve:
        """Own score -> money that is expected if all gates open."""
        raise NotImplementedError

    def reasons(self, end: PeriodEnd, who: Who) -> list[Reason]:
        """The lines of one person's statement before gates; their values sum to `before_gates` there."""
        raise NotImplementedError

    def award(self, end: PeriodEnd) -> Array:
        """Pay for one period (replication, seat), from everybody's results."""
        return rounded(self.behind_gates(self.before_gates(end), end), self.round_to)

    def behind_gates(self, worth: Array, end: PeriodEnd) -> Array:
        """What the gates let through of what everybody would get (replication, seat)."""
        for gate in self.gates:
            worth = worth * gate.opening(end.results[gate.kpi] / gate.at_least)
        return worth

    def statement(self, end: PeriodEnd, who: Who = ALONE) -> Reason:
        """The reasons of one person's award: what the others made of the score, gates, rounding."""
        parts = self.reasons(end, who)
        money = sum(part.value for part in parts)
        for gate in self.gates:
            result = end.results[gate.kpi][who].item()
            factor = float(gate.opening(result / gate.at_least))
            note = f"{result:g}, at least {gate.at_least:g} asked"
            parts.append(Reason(f"gate: {gate.kpi}", money * (factor - 1.0), note))
            money *= factor
        return with_rounding(self.name, parts, self.award(end)[who].item())

    def perceived(self, beliefs: Beliefs, base_pay: float) -> Curve:
        """Own score -> present value of the award; who knows of no colleagues is alone."""
        curve = self.expected(beliefs.others or ALONE_AMONG, base_pay)
        return curve.times(beliefs.discount * beliefs.pass_chance * (1.0 - beliefs.loss_chance))

    def groups(self, end: PeriodEnd) -> Iterator[Index]:
        """The seats of every group that is compared."""
        return groups(end.branches, within_branch=self.among == "branch")

    def group_of(self, end: PeriodEnd, who: Who) -> Index:
        """The seats that one person is compared with, the own among them."""
        return next(group for group in self.groups(end) if who[1] in group)

    def highest(self, others: Others) -> float:
        """The score up to which the expected pay is told."""
        known = 1.5 * float(others.progress[-1]) if len(others.progress) and not others.rivals else 0.0
        return min(self.most_attained, max(3.5, known))


def summed_by_group(values: Array, end: PeriodEnd, among: Among) -> Array:
    """The sum over the group of each seat (replication, seat); who has no number (NaN) adds nothing."""
    summed = np.empty(values.shape)
    for group in groups(end.branches, within_branch=among == "branch"):
        summed[:, group] = np.nansum(np.take(values, group, axis=1), axis=1, keepdims=True)
    return summed


def where_known(values: Array, number: Array) -> Array:
    """The values of those who have a number (replication, seat); NaN for all others."""
    return np.where(np.isnan(number), np.nan, values)
