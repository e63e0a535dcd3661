"""Promotion: grades with a limited number of slots, for the best of the period who also reach the score that is asked.

>>> import numpy as np
>>> ladder = Promotion.model_validate({"keep": "90%", "grades": [
...     {"grade": "principal", "places": 1, "pays": 3_000}, {"grade": "senior", "places": 1, "pays": 1_200}],
...     "measures": [{"kpi": "sales", "weight": "100%", "target": {"kind": "fixed", "at": 100}}]})
>>> end = PeriodEnd({"sales": np.array([[80.0, 120.0, 85.0]])}, np.full((1, 3), 9_000.0), [np.full((1, 3), 100.0)])
>>> ladder.award(end).tolist()
[[0.0, 3000.0, 0.0]]
"""

from __future__ import annotations

from typing import Literal

import numpy as np
from pydantic import Field

from simkit.arrays import Array
from simkit.quantities import PositiveShare
from simkit.scheme.components.contest import Ranked
from simkit.scheme.components.prizes import Prize, last_places
from simkit.scheme.components.relative import where_known
from simkit.scheme.curve import Curve
from simkit.scheme.others import Others
from simkit.scheme.period_end import PeriodEnd, Who
from simkit.scheme.ranking import places


class Grade(Prize):
    """One grade of the ladder: its slots (`places`), and the rise in base pay for one period (`pays`)."""

    grade: str = Field(description="what the grade is called")


class Promotion(Ranked):
    """A ladder of grades, decided anew each period by that period's ranking.

    Who stands in a slot and reaches the score `keep` is paid the grade's rise for the period; a slot whose score is
    missed stays empty.  The rise is paid as variable pay with the period that earned it: base pay itself does not move,
    and no grade outlasts its period.
    """

    kind: Literal["promotion"] = "promotion"
    name: str = Field(default="Promotion", description="how the component is called on a pay statement")
    prizes: tuple[Grade, ...] = Field(
        alias="grades", min_length=1, description="the ladder, from the highest grade down"
    )
    keep: PositiveShare = Field(
        default="0%",
        validate_default=True,
        description="the score below which nobody holds a grade, though a slot be free",
    )

    def before_gates(self, end: PeriodEnd) -> Array:
        """The rise of everybody's grade, if its score is reached."""
        return self.worth(end) * self._kept(self.attained(end))

    def expected(self, others: Others, base_pay: float) -> Curve:
        """Own score -> sum of rises x chance of their slots, from the score that keeps them on."""
        curve = super().expected(others, base_pay)
        return curve.starting_at(self.keep) if self.keep else curve

    def standing(self, end: PeriodEnd, who: Who) -> str:
        """The own score, the grade, and those next above and below."""
        return f"{self._grade(end, who)}; {super().standing(end, who)}"

    def _kept(self, score: Array) -> Array:
        return Curve((self.keep,), (0.0,), (1.0,))(score) if self.keep else where_known(np.ones_like(score), score)

    def _grade(self, end: PeriodEnd, who: Who) -> str:
        """The grade of the best of the places that are shared."""
        if self._kept(self.attained(end))[who] < 1.0:
            return f"below the {self.keep:.0%} that a grade asks for"
        group = self.group_of(end, who)
        score = np.take(self.attained(end), group, axis=1)[who[0] : who[0] + 1]
        first, _ = places(score)
        place = int(first[0, np.flatnonzero(group == who[1])[0]])
        ends = last_places(self.prizes, int(np.sum(~np.isnan(score))))
        held = (grade.grade for grade, end_of in zip(self.prizes, ends, strict=True) if place < end_of)
        return next(held, "no grade")
