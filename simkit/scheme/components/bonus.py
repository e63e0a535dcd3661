"""A bonus on a scorecard: target pay times the payout curve of the score, if the gates open."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cached_property
from typing import Annotated, Any, Literal, Self

import numpy as np
from pydantic import Field, WithJsonSchema, field_validator, model_serializer, model_validator

from simkit.arrays import Array
from simkit.concepts import Concept
from simkit.quantities import MONEY_SCHEMA, said, to_money, to_share, write_share
from simkit.scheme.beliefs import Beliefs
from simkit.scheme.components.component import PayComponent
from simkit.scheme.components.period import rounded
from simkit.scheme.curve import Curve
from simkit.scheme.modifiers import Limit, Modifier
from simkit.scheme.period_end import ALONE, PeriodEnd, Who
from simkit.scheme.scorecard import Gate, Measure, weighted_scores
from simkit.scheme.shapes import LinearCurve, PayoutCurve
from simkit.scheme.statement import Reason, with_rounding

_OF_BASE = re.compile(r"\s*([^%％‰]+[%％‰])\s+of\s+base\s+pay\s*")
TARGET_PAY_SCHEMA = {
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

    def times(self, factor: float) -> TargetPay:
        """More or less of it."""
        return TargetPay(of_base=self.of_base * factor, amount=self.amount * factor)

    def __str__(self) -> str:
        return f"{write_share(self.of_base)} of base pay" if self.of_base else f"{self.amount:,.0f} a period"


class ScoredPay(PayComponent):
    """Pay that a scorecard decides.

    Award of a period = target pay x curve(sum of weight x score), held down by every limit that is not lifted, x every
    gate's and modifier's factor, rounded.
    """

    target_pay: Annotated[TargetPay, WithJsonSchema(TARGET_PAY_SCHEMA)] = Field(
        description="pay at target: `30% of base pay`, or an amount for one period"
    )
    measures: tuple[Measure, ...] = Field(description="the scorecard: weighted KPIs against targets")
    curve: PayoutCurve = Field(default=LinearCurve(), description="from score to the share of target pay that is paid")
    gates: tuple[Gate, ...] = Field(default=(), description="conditions that must hold for the bonus to be paid")
    limits: tuple[Limit, ...] = Field(default=(), description="conditions without which the payout is held down")
    modifiers: tuple[Modifier, ...] = Field(default=(), description="coefficients that the award is multiplied with")

    @field_validator("measures")
    @classmethod
    def _weights_sum(cls, value: tuple[Measure, ...]) -> tuple[Measure, ...]:
        total = sum(measure.weight for measure in value)
        if value and abs(total - 1.0) > 1e-9:
            raise ValueError(f"the weights sum to {write_share(round(total, 6))}; make them sum to 100%")
        return value

    @property
    def prices(self) -> dict[str, float]:
        """It pays a score, not units."""
        return {}

    @property
    def in_money(self) -> bool:
        """Whether target pay is an amount."""
        return self.target_pay.amount > 0

    @cached_property
    def payout(self) -> Curve:
        """Score to share of target pay."""
        return self.curve.curve()

    def scaled(self, factor: float) -> Self:
        """The same with target pay multiplied."""
        return self.model_copy(update={"target_pay": self.target_pay.times(factor)})

    @property
    def counted(self) -> tuple[str, ...]:
        """The KPIs that it reads."""
        return tuple(dict.fromkeys((*super().counted, *(limit.kpi for limit in self.limits))))

    @property
    def modified_by(self) -> tuple[Modifier, ...]:
        """Coefficients that its award is multiplied with."""
        return self.modifiers

    @property
    def compared(self) -> Literal["nobody", "all", "branch"]:
        """Whose results count beside the own, for a score by place or a target that peers set."""
        among = {measure.compared for measure in self.measures}
        return "all" if "all" in among else "branch" if "branch" in among else "nobody"

    def open_part(self, end: PeriodEnd) -> Array | float:
        """Part of the award that gates let through, times the modifiers."""
        part: Array | float = 1.0
        for gate in self.gates:
            part = part * gate.opening(end.results[gate.kpi] / gate.at_least)
        for modifier in self.modifiers:
            part = part * modifier.curve(end.results[modifier.kpi] / modifier.target)
        return part

    def _limited(self, share: Array, end: PeriodEnd) -> Array:
        """The payout, held down where a limit is not lifted."""
        for limit in self.limits:
            lifted = limit.lifted(end.results[limit.kpi] / limit.at_least)
            held = np.where(lifted > 0.0, share, np.minimum(share, limit.else_at_most))
            share = np.where(np.isnan(lifted), np.nan, held)
        return share

    def attained(self, end: PeriodEnd) -> Array:
        """The score (replication, seat): 1 when every target is just met."""
        score, *others = weighted_scores(self.measures, end)
        for other in others:
            score = score + other
        return score

    def award(self, end: PeriodEnd) -> Array:
        """Pay for one period (replication, seat)."""
        share = self._limited(self.payout(self.attained(end)), end) * self.open_part(end)
        return rounded(self.target_pay.for_period(end.base_pay, self.months) * share, self.round_to)

    def statement(self, end: PeriodEnd, who: Who = ALONE) -> Reason:
        """The reasons of one person's award: each measure's part, limits, gates, modifiers, rounding."""
        whole = end if self.compared != "nobody" else end.of(who)
        at = who if self.compared != "nobody" else ALONE
        goals = [measure.goal(whole, target) for measure, target in zip(self.measures, whole.targets, strict=True)]
        scores = [score[at].item() for score in weighted_scores(self.measures, whole)]
        mine = replace(whole, targets=goals).of(at)
        total = sum(scores)
        before = self.target_pay.for_period(mine.base_pay, self.months).item() * float(self.payout(total))
        parts = []
        for measure, goal, score in zip(self.measures, mine.targets, scores, strict=True):
            part = score / total if total else measure.weight
            note = f"{measure.told(mine, goal)}, weight {measure.weight:.0%}, score {score:.3f}"
            parts.append(Reason(measure.kpi, before * part, note))
        parts = parts or [Reason("fixed", before, str(self.target_pay))]
        held_down = self._held_down(mine, total, before)
        parts += held_down
        before += sum(part.value for part in held_down)
        for label, factor, note in self._factors(mine):
            parts.append(Reason(label, before * (factor - 1.0), note))
            before *= factor
        return with_rounding(self.name, parts, self.award(whole)[at].item())

    def _held_down(self, mine: PeriodEnd, score: float, before: float) -> list[Reason]:
        """What each limit takes off one person's payout, in order."""
        share, parts = self.payout(score), []
        stake = before / float(share) if share else 0.0
        for limit in self.limits:
            lifted = float(limit.lifted(mine.results[limit.kpi].item() / limit.at_least)) > 0.0
            held = share if lifted else np.minimum(share, limit.else_at_most)
            note = f"{mine.results[limit.kpi].item():g}, at least {limit.at_least:g} asked for more than "
            note += f"{limit.else_at_most:.0%} of target pay"
            parts.append(Reason(f"limit: {limit.kpi}", stake * float(held - share), note))
            share = held
        return parts

    def _factors(self, mine: PeriodEnd) -> Iterator[tuple[str, float, str]]:
        """What one person's award is multiplied with, in order: label, factor, note."""
        for gate in self.gates:
            result = mine.results[gate.kpi].item()
            note = f"{result:g}, at least {gate.at_least:g} asked"
            yield f"gate: {gate.kpi}", float(gate.opening(result / gate.at_least)), note
        for modifier in self.modifiers:
            attained = mine.results[modifier.kpi].item() / modifier.target
            factor = float(modifier.curve(attained))
            yield f"modifier: {modifier.kpi}", factor, f"attainment {attained:.1%}, factor {factor:.1%}"

    def perceived(self, beliefs: Beliefs, base_pay: float) -> Curve:
        """Own score -> present value of the award in money, for an advisor with this monthly base pay."""
        stake = float(self.target_pay.for_period(np.array(base_pay), self.months))
        return self.payout.times(stake * beliefs.discount * beliefs.pass_chance * (1.0 - beliefs.loss_chance))


class Bonus(ScoredPay):
    """A bonus on a scorecard, in money."""

    kind: Literal["bonus"] = "bonus"
    name: str = Field(default="Bonus", description="how the component is called on a pay statement")
    measures: tuple[Measure, ...] = Field(min_length=1, description="the scorecard: weighted KPIs against targets")
