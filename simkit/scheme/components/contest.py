"""A contest: prizes by rank, for the first few, for shares of the people, or for everybody (forced distribution).

>>> import numpy as np
>>> contest = Contest.model_validate({"every": "quarter", "prizes": [
...     {"places": 1, "pays": 9_000}, {"places": "50%", "pays": 300}], "measures": [
...     {"kpi": "sales", "weight": "100%", "target": {"kind": "fixed", "at": 100}}]})
>>> sales, goal = np.array([[80.0, 120.0, 80.0, 10.0]]), np.full((1, 4), 100.0)
>>> end = PeriodEnd({"sales": sales}, np.full((1, 4), 1_000.0), [goal])
>>> contest.award(end).tolist()
[[300.0, 9000.0, 300.0, 0.0]]
"""

from __future__ import annotations

from typing import Literal

import numpy as np
from pydantic import Field, field_validator

from simkit.arrays import Array
from simkit.scheme.components.prizes import Prize, by_place, falling
from simkit.scheme.components.relative import Relative, where_known
from simkit.scheme.curve import Curve
from simkit.scheme.others import Others
from simkit.scheme.period_end import PeriodEnd, Who
from simkit.scheme.ranking import places, shared
from simkit.scheme.statement import Reason


class Ranked(Relative):
    """Worth by rank: who is better gets the better prize; ties share the prizes of the places they take."""

    prizes: tuple[Prize, ...] = Field(min_length=1, description="what the places are worth, from the best down")

    @field_validator("prizes")
    @classmethod
    def _fall(cls, value: tuple[Prize, ...]) -> tuple[Prize, ...]:
        return falling(value)

    @property
    def ranks_people(self) -> bool:
        """It does."""
        return True

    @property
    def in_money(self) -> bool:
        """Whether the first prize is an amount."""
        return self.prizes[0].pays.amount > 0

    def scaled(self, factor: float) -> Ranked:
        """The same with larger prizes."""
        return self.model_copy(update={"prizes": tuple(prize.scaled(factor) for prize in self.prizes)})

    def worth(self, end: PeriodEnd) -> Array:
        """What everybody's place is worth (replication, seat), in money."""
        score, found = self.attained(end), np.empty(end.base_pay.shape)
        for group in self.groups(end):
            own = np.take(score, group, axis=1)
            first, last = places(own)
            base = np.take(end.base_pay, group, axis=1)
            ranked = np.sum(~np.isnan(own), axis=1)
            money = np.empty(own.shape)
            for people in np.unique(ranked):  # one number, unless somebody has no score in some futures
                rows = ranked == people
                amount, of_base = by_place(self.prizes, int(people), len(group))
                by_base = base[rows] * (self.months * shared(of_base, first[rows], last[rows]))
                money[rows] = shared(amount, first[rows], last[rows]) + by_base
            found[:, group] = where_known(money, own)
        return found

    def before_gates(self, end: PeriodEnd) -> Array:
        """What everybody's place pays."""
        return self.worth(end)

    def expected(self, others: Others, base_pay: float) -> Curve:
        """Own score -> sum of prizes x chance of their places."""
        amount, of_base = by_place(self.prizes, others.count + 1)
        return others.by_rank(amount + of_base * (base_pay * self.months))

    def reasons(self, end: PeriodEnd, who: Who) -> list[Reason]:
        """The own place and its prize."""
        return [Reason(f"place {self.place(end, who)}", self.before_gates(end)[who].item(), self.standing(end, who))]

    def place(self, end: PeriodEnd, who: Who) -> str:
        """The own place, or those that are shared, and of how many: `2 to 4 of 10`."""
        group = self.group_of(end, who)
        score = np.take(self.attained(end), group, axis=1)[who[0] : who[0] + 1]
        at = int(np.flatnonzero(group == who[1])[0])
        first, last = (int(each[0, at]) + 1 for each in places(score))
        people = int(np.sum(~np.isnan(score)))
        return f"{first} of {people}" if first == last else f"{first} to {last} of {people}"

    def standing(self, end: PeriodEnd, who: Who) -> str:
        """The own score and, of the others, who is next above and below."""
        score = self.attained(end)[who[0]]
        own = score[who[1]]
        others = score[self.group_of(end, who)]
        better, worse = others[others > own], others[others < own]
        said = f"score {own:.3f}"
        said += f", next above {better.min():.3f}" if len(better) else ", nobody above"
        return said + (f", next below {worse.max():.3f}" if len(worse) else ", nobody below")


class Contest(Ranked):
    """Prizes by rank, paid.  Award = prize of the place x every gate's factor, rounded."""

    kind: Literal["contest"] = "contest"
    name: str = Field(default="Contest", description="how the component is called on a pay statement")
