"""A bonus on a scorecard: target pay times the payout curve of the score, if the gates open."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from functools import cached_property
from typing import Annotated, Any, Literal

import numpy as np
from pydantic import Field, WithJsonSchema, field_validator, model_serializer, model_validator

from simkit.arrays import Array
from simkit.concepts import Concept
from simkit.quantities import MONEY_SCHEMA, Months, Number, said, to_money, to_share, write_share
from simkit.scheme.beliefs import Beliefs
from simkit.scheme.components.period import MONTHS, Every, rounded
from simkit.scheme.curve import Curve
from simkit.scheme.scorecard import Gate, Measure, weighted_scores
from simkit.scheme.shapes import LinearCurve, PayoutCurve
from simkit.scheme.statement import Reason, with_rounding

_OF_BASE = re.compile(r"\s*([^%％‰]+[%％‰])\s+of\s+base\s+pay\s*")
_TARGET_PAY_SCHEMA = {
    "anyOf": [{"type": "string", "pattern": r"^[^%％‰]+[%％‰]\s+of\s+base\s+pay\s*$"}, *MONEY_SCHEMA["anyOf"]],
    "examples": ["30% of base pay", 12000],
}


class TargetPay(Concept):
    """What a bonus pays at target: a share of base pay, or an amount a period.  Written `30% of base pay`."""

    of_base: float = 0.0
    amount: float = 0.0

    @model_validator(mode="before")
    @classmethod
    def read(cls, value: Any) -> Any:
        """Read `30% of base pay` or an amount such as 12_000; code may also give the two fields by name."""
        if isinstance(value, TargetPay) or (isinstance(value, Mapping) and set(value) <= {"of_base", "amount"}):
            return value
        if isinstance(value, str) and (found := _OF_BASE.fullmatch(value)):
            return {"of_base": to_share(found[1])}
        if isinstance(value, str) and set("%％‰") & set(value):
            raise ValueError(f"{said(value)} does not say of what; write, for example, 30% of base pay")
        return {"amount": to_money(value)}

    @model_validator(mode="after")
    def _one_of_two(self) -> TargetPay:
        if self.of_base < 0 or self.amount < 0:
            raise ValueError("target pay is below 0; write 30% of base pay, or an amount for one period")
        if self.of_base and self.amount:
            raise ValueError("target pay is both a share and an amount; write one of the two")
        return self

    @model_serializer(when_used="json")
    def _as_written(self) -> str | float:
        return f"{write_share(self.of_base)} of base pay" if self.of_base else self.amount

    def for_period(self, base_pay: Array, months: int) -> Array:
        """Target pay of one period in money (replication, seat); `base_pay` is a month's."""
        paid: Array = base_pay * (self.of_base * months) + self.amount
        return paid

    def __str__(self) -> str:
        return f"{write_share(self.of_base)} of base pay" if self.of_base else f"{self.amount:,.0f} a period"


class Bonus(Concept):
    """A bonus on a scorecard.

    Award of a period = target pay x curve(sum of weight x score) x every gate's factor, rounded.
    """

    kind: Literal["bonus"] = "bonus"
    name: str = Field(default="Bonus", description="how the component is called on a pay statement")
    every: Every = Field(default="year", description="the period over which results are counted and paid")
    target_pay: Annotated[TargetPay, WithJsonSchema(_TARGET_PAY_SCHEMA)] = Field(
        description="pay at target: `30% of base pay`, or an amount for one period"
    )
    measures: tuple[Measure, ...] = Field(min_length=1, description="the scorecard: weighted KPIs against targets")
    curve: PayoutCurve = Field(default=LinearCurve(), description="from score to the share of target pay that is paid")
    gates: tuple[Gate, ...] = Field(default=(), description="conditions that must hold for the bonus to be paid")
    paid_after: Months = Field(
        default="1 month", validate_default=True, description="time from the end of the period to pay day"
    )
    round_to: Number = Field(default=0.01, gt=0, description="money is rounded to this unit")

    @field_validator("measures")
    @classmethod
    def _weights_sum(cls, value: tuple[Measure, ...]) -> tuple[Measure, ...]:
        total = sum(measure.weight for measure in value)
        if abs(total - 1.0) > 1e-9:
            raise ValueError(f"the weights sum to {write_share(round(total, 6))}; make them sum to 100%")
        return value

    @property
    def months(self) -> int:
        """Length of the period in months."""
        return MONTHS[self.every]

    @property
    def counted(self) -> tuple[str, ...]:
        """The KPIs that this component reads."""
        return tuple(dict.fromkeys([m.kpi for m in self.measures] + [g.kpi for g in self.gates]))

    @cached_property
    def payout(self) -> Curve:
        """Score to share of target pay."""
        return self.curve.curve()

    def scaled(self, factor: float) -> Bonus:
        """The same bonus with target pay multiplied."""
        pay = TargetPay(of_base=self.target_pay.of_base * factor, amount=self.target_pay.amount * factor)
        return self.model_copy(update={"target_pay": pay})

    def open_part(self, results: Mapping[str, Array]) -> Array | float:
        """Part of the award that the gates let through."""
        part: Array | float = 1.0
        for gate in self.gates:
            part = part * gate.opening(results[gate.kpi] / gate.at_least)
        return part

    def attained(self, results: Mapping[str, Array], targets: Sequence[Array], base_pay: Array) -> Array:
        """The score (replication, seat): 1 when every target is just met.  Arguments as in `award`."""
        score, *others = weighted_scores(self.measures, results, targets)
        for other in others:
            score = score + other
        return score

    @property
    def most_attained(self) -> float:
        """The highest score there is; infinite where there is no limit."""
        return sum(measure.weight * measure.highest for measure in self.measures)

    def paid_at(self, attained: Array, base_pay: float) -> Array:
        """What a period pays at each score with all gates open, as a share of the base pay of the period."""
        target_pay = float(self.target_pay.for_period(np.array(base_pay), self.months))
        share: Array = self.payout(attained) * (target_pay / (base_pay * self.months))
        return share

    def award(self, results: Mapping[str, Array], targets: Sequence[Array], base_pay: Array) -> Array:
        """Pay for one period (replication, seat).

        `results`: KPI -> result of the period; `targets`: one array a measure; `base_pay`: a month's.
        """
        share = self.payout(self.attained(results, targets, base_pay)) * self.open_part(results)
        return rounded(self.target_pay.for_period(base_pay, self.months) * share, self.round_to)

    def awards_at(
        self,
        scales: Sequence[float],
        results: Mapping[str, Array],
        levels: Collection[str],
        targets: Sequence[Array],
        base_pay: Array,
    ) -> list[Array]:
        """Pay if the flow results (all but `levels`) were multiplied by each (positive) scale, targets unchanged."""
        return [
            self.award(
                {k: r if k in levels or scale == 1.0 else scale * r for k, r in results.items()}, targets, base_pay
            )
            for scale in scales
        ]

    def statement(self, results: Mapping[str, Array], targets: Sequence[Array], base_pay: Array) -> Reason:
        """The reasons of one person's award (arrays of one number): each measure's part, gates, rounding."""
        scores = [float(score) for score in weighted_scores(self.measures, results, targets)]
        total = sum(scores)
        before = float(self.target_pay.for_period(base_pay, self.months)) * float(self.payout(total))
        parts = []
        for measure, target, score in zip(self.measures, targets, scores, strict=True):
            part = score / total if total else measure.weight
            attained = float(results[measure.kpi] / target)
            note = f"attainment {attained:.1%}, weight {measure.weight:.0%}, score {score:.3f}"
            parts.append(Reason(measure.kpi, before * part, note))
        for gate in self.gates:
            factor = float(gate.opening(results[gate.kpi] / gate.at_least))
            note = f"{float(results[gate.kpi]):g}, at least {gate.at_least:g} asked"
            parts.append(Reason(f"gate: {gate.kpi}", before * (factor - 1.0), note))
            before *= factor
        return with_rounding(self.name, parts, float(self.award(results, targets, base_pay)))

    def perceived(self, beliefs: Beliefs, base_pay: float) -> Curve:
        """Own score -> present value of the award in money, for an advisor with this monthly base pay."""
        stake = float(self.target_pay.for_period(np.array(base_pay), self.months))
        return self.payout.times(stake * beliefs.discount * beliefs.pass_chance * (1.0 - beliefs.loss_chance))

    def perceived_gate(self, gate: Gate, beliefs: Beliefs) -> Curve:
        """A gate as a component of its own: its KPI over its level -> present value of the award behind it."""
        return gate.opening.times(beliefs.expected_award)
