"""Training: a place on a course for the best, which costs the bank more than it pays anybody.

A place has two accounts.  What it costs the bank (`costs`) is the bank's expense and in total cost, beside pay.  What
it is felt to be worth (`pays`, in money) moves the advisor as status does.  Neither is money in the advisor's pocket:
the award is 0, and no pay, Gini or payroll knows of it.  What is learnt is for whoever asks for `places_won`.

>>> import numpy as np
>>> from simkit.scheme.period_end import PeriodEnd
>>> course = Training.model_validate({"prizes": [{"course": "CFP", "places": 1, "pays": 3_000, "costs": 20_000}],
...     "measures": [{"kpi": "sales", "weight": "100%", "target": {"kind": "fixed", "at": 100}}]})
>>> end = PeriodEnd({"sales": np.array([[80.0, 120.0, 120.0]])}, np.full((1, 3), 9e3), [np.full((1, 3), 100.0)])
>>> course.places_won(end).tolist(), course.felt(end).tolist()
([[0.0, 0.5, 0.5]], [[0.0, 1500.0, 1500.0]])
>>> course.award(end).tolist(), course.cost(end).tolist()
([[0.0, 0.0, 0.0]], [[0.0, 10000.0, 10000.0]])
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, WithJsonSchema

from simkit.arrays import Array
from simkit.scheme.components.bonus import TARGET_PAY_SCHEMA, TargetPay
from simkit.scheme.components.period import rounded
from simkit.scheme.components.prizes import Prize
from simkit.scheme.components.unpaid import Unpaid
from simkit.scheme.period_end import PeriodEnd, Who
from simkit.scheme.statement import Reason


class CoursePlaces(Prize):
    """The places of one course: what each costs the bank, and (`pays`) what it is felt to be worth."""

    course: str = Field(default="", description="what the course is called")
    costs: Annotated[TargetPay, WithJsonSchema(TARGET_PAY_SCHEMA)] = Field(
        description="what a place costs the bank: an amount, or `20% of base pay` where working hours are most of it"
    )


class Training(Unpaid):
    """Places on courses, by rank: ties share places, and a closed gate takes them away, with what they cost.

    A stake that is set to today's cost leaves places and their price alone, and counts the price.
    """

    kind: Literal["training"] = "training"
    name: str = Field(default="Training", description="how the component is called on a pay statement")
    prizes: tuple[CoursePlaces, ...] = Field(min_length=1, description="the courses, from the one for the best down")

    @property
    def costs_beside_pay(self) -> bool:
        """A place costs money, and pays none."""
        return True

    def cost(self, end: PeriodEnd) -> Array:
        """What everybody's place costs the bank (replication, seat), in money."""
        return rounded(self._for_each(end, [each.costs for each in self.prizes]), self.round_to)

    def places_won(self, end: PeriodEnd) -> Array:
        """1 for a place on a course, 0 for none; who shares places has a part of one (replication, seat)."""
        return self._for_each(end, [TargetPay(amount=1.0)] * len(self.prizes))

    def trained(self, end: PeriodEnd) -> Array:
        """Whoever has a place is trained."""
        return self.places_won(end)

    def reasons(self, end: PeriodEnd, who: Who) -> list[Reason]:
        """The own place; what it costs the bank and is felt to be worth are notes and no pay."""
        (line,) = super().reasons(end, who)
        won = self.places_won(end)[who].item()
        told = f"{won:.4g} place{'' if won == 1.0 else 's'} won, costs the bank {self.cost(end)[who].item():,.2f}"
        return [Reason(line.label, line.value, f"{told}; {line.note}")]

    def _for_each(self, end: PeriodEnd, worth: list[TargetPay]) -> Array:
        """What everybody has of places that are each worth so much, behind the gates."""
        places = (Prize(places=each.places, pays=pays) for each, pays in zip(self.prizes, worth, strict=True))
        return self.behind_gates(self.model_copy(update={"prizes": tuple(places)}).worth(end), end)
