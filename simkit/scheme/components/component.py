"""What every pay component is: its period, what it counts, and the faces that the rest of the house looks at.

A new component is one file with a subclass, and one line in the family (`components/__init__.py`).  It must say what it
pays for everybody's results (`award`, `statement`) and what one advisor sees of that: pay as a curve of own progress
(`attained`, `perceived`).  The planner, the engine and the report know nothing else of a component.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import TYPE_CHECKING, Literal, Self

import numpy as np
from pydantic import Field

from simkit.arrays import Array
from simkit.concepts import Concept
from simkit.market.share import SharePrice
from simkit.quantities import Months, Number
from simkit.scheme.beliefs import Beliefs
from simkit.scheme.components.period import MONTHS, Every
from simkit.scheme.curve import Curve
from simkit.scheme.deferral import Deferral
from simkit.scheme.modifiers import Modifier
from simkit.scheme.others import Others
from simkit.scheme.period_end import ALONE, PeriodEnd, Who
from simkit.scheme.scorecard import Gate, Measure
from simkit.scheme.statement import Reason


class PayComponent(Concept):
    """A part of a scheme that pays.  Arrays are (replication, seat), pay is in money of one period."""

    kind: str
    name: str = Field(description="how the component is called on a pay statement")
    every: Every = Field(default="year", description="the period over which results are counted and paid")
    paid_after: Months = Field(
        default="1 month", validate_default=True, description="time from the end of the period to pay day"
    )
    deferral: Deferral | None = Field(
        default=None, description="what part of an award is paid later, and on what terms"
    )
    round_to: Number = Field(default=0.01, gt=0, description="money is rounded to this unit")

    @property
    def months(self) -> int:
        """Length of the period in months."""
        return MONTHS[self.every]

    if TYPE_CHECKING:  # a field in some components, a property in others

        @property
        def measures(self) -> tuple[Measure, ...]:
            """The measures whose weighted scores are the progress; none where money grows straight with results."""
            return ()

        @property
        def gates(self) -> tuple[Gate, ...]:
            """Conditions that must hold for it to be paid."""
            return ()

        @property
        def prices(self) -> dict[str, float]:
            """KPI -> money per unit, of a component without measures; empty for all others."""
            return {}

    @property
    def ranks_people(self) -> bool:
        """Whether it pays by the own place among colleagues."""
        return False

    @property
    def counted(self) -> tuple[str, ...]:
        """The KPIs that it reads."""
        read = [kpi for measure in self.measures for kpi in measure.reads]
        read += [gate.kpi for gate in self.gates] + [modifier.kpi for modifier in self.modified_by]
        return tuple(dict.fromkeys(read))

    @property
    def reads_before(self) -> tuple[str, ...]:
        """The KPIs of which it asks what the calendar year had counted before the period."""
        return tuple(dict.fromkeys(measure.kpi for measure in self.measures if measure.to_date))

    @property
    def reads_trailing(self) -> tuple[str, ...]:
        """The KPIs of which it asks what the last twelve months have counted."""
        return ()

    @property
    def horizon(self) -> int:
        """Months over which results add up to what is planned: the period, as a rule."""
        return self.months

    def planned(self, normal: Callable[[str, int], float]) -> PayComponent:
        """What the planner plans: itself, as a rule.  `normal`: an average seat's normal result over so many months."""
        return self

    @property
    def modified_by(self) -> tuple[Modifier, ...]:
        """Coefficients that its award is multiplied with."""
        return ()

    @property
    def compared(self) -> Literal["nobody", "all", "branch"]:
        """Whose results count beside the own: nobody's, everybody's, or those of the own branch."""
        return "nobody"

    def believed_prices(self, beliefs: Beliefs, base_pay: float) -> dict[str, float]:
        """KPI -> money that one unit more is believed to bring, of a component without measures."""
        return self.prices

    def felt(self, end: PeriodEnd) -> Array:
        """What the award is worth to who gets it (replication, seat), in money: the pay itself, if it is pay."""
        return self.award(end)

    def trained(self, end: PeriodEnd) -> Array | None:
        """Places in a training that are won by it (replication, seat); None where there are none to win."""
        return None

    def honoured(self, end: PeriodEnd) -> Array | None:
        """1 for who is honoured by it, else 0 (replication, seat); None where it honours nobody."""
        return None

    @property
    def gives_beside_pay(self) -> bool:
        """Whether it may give anybody what is no pay: an honour, a place in a training."""
        return False

    @property
    def costs_beside_pay(self) -> bool:
        """Whether it costs the bank anything that is nobody's pay, such as a place on a course."""
        return False

    def cost(self, end: PeriodEnd) -> Array:
        """What a period costs the bank for each seat (replication, seat), in money: the award, if that is all."""
        return self.award(end)

    @property
    def by_tier(self) -> Mapping[str, float]:
        """Branch tier -> what the award is felt to be worth there, as a part of what it is worth as written."""
        return {}

    @property
    def in_money(self) -> bool:
        """Whether it pays amounts of money, whatever the own base pay."""
        return True

    @property
    def most_attained(self) -> float:
        """The highest progress there is; infinite where there is no limit."""
        return sum(measure.weight * measure.highest for measure in self.measures)

    @property
    def least_attained(self) -> float:
        """The lowest progress there is, of results that are not below 0."""
        return sum(measure.weight * measure.lowest for measure in self.measures)

    def present_value(self, discount: float, share: SharePrice | None = None, haircut: float = 0.0) -> float:
        """What one unit of an award, made at the end of a period, is worth to whom `discount` a month applies.

        An award is counted at what it costs the bank.  Of what is granted in shares or options, `share` says what is
        expected of them, and `haircut` what is counted off for their risk.
        """
        if self.deferral is None:
            return discount**self.paid_after
        return self.deferral.present_value(discount, self.paid_after, share, haircut)

    def missing(self, end: PeriodEnd, who: Who) -> list[str]:
        """What one person has no number for (NaN), as the columns of a table are called: `sales`, `target:sales`."""
        goals = [(m, goal) for m, goal in zip(self.measures, end.targets, strict=False) if m.has_target]
        read = [
            *((kpi, end.results[kpi]) for kpi in self.counted),
            *((f"target:{measure.kpi}", goal) for measure, goal in goals),
            *((f"before:{kpi}", end.before[kpi]) for kpi in self.reads_before if kpi in end.before),
            *((f"trailing:{kpi}", end.trailing[kpi]) for kpi in self.reads_trailing if kpi in end.trailing),
        ]
        return list(dict.fromkeys(name for name, values in read if np.isnan(values[who])))

    def attained(self, end: PeriodEnd) -> Array:
        """The own progress at the end of the period."""
        raise NotImplementedError

    @property
    def rated_by(self) -> tuple[str, ...]:
        """The KPIs that put points on its rate, if it has a rate that others move."""
        return ()

    def points_of(self, end: PeriodEnd) -> dict[str, Array]:
        """KPI of `rated_by` -> points that it puts on the rate (replication, seat)."""
        return {}

    def award(self, end: PeriodEnd) -> Array:
        """Pay for one period; NaN where a number is missing that it counts (`missing`), never 0 for that reason."""
        raise NotImplementedError

    def awards_at(self, scales: Sequence[float], end: PeriodEnd, levels: Collection[str]) -> list[Array]:
        """Pay if the flow results (all but `levels`) were multiplied by each (positive) scale, targets unchanged."""
        return [self.award(end.scaled(scale, levels)) for scale in scales]

    def statement(self, end: PeriodEnd, who: Who = ALONE) -> Reason:
        """The reasons of one person's award, whose leaves sum to it."""
        raise NotImplementedError

    def perceived(self, beliefs: Beliefs, base_pay: float) -> Curve:
        """Own progress -> present value of the award in money, for an advisor with this monthly base pay."""
        raise NotImplementedError

    def perceived_gate(self, gate: Gate, beliefs: Beliefs) -> Curve:
        """A gate as a component of its own: its KPI over its level -> present value of the award behind it."""
        return gate.opening.times(beliefs.expected_award)

    def perceived_modifier(self, modifier: Modifier, beliefs: Beliefs) -> Curve:
        """A modifier as a component of its own: attainment of its KPI -> present value of the award it multiplies."""
        return modifier.curve.times(beliefs.expected_award)

    def paid_at(self, attained: Array, base_pay: float, others: Others | None = None) -> Array:
        """What a period pays at each progress with all gates open, as a share of the base pay of the period.

        others: the colleagues, for pay that depends on them.
        """
        share: Array = self.perceived(Beliefs(others=others), base_pay)(attained) / (base_pay * self.months)
        return share

    def scaled(self, factor: float) -> Self:
        """The same component with all its money multiplied."""
        raise NotImplementedError
