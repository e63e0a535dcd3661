"""A team bonus: everybody in the team is paid by what the team did.

>>> import numpy as np
>>> team = Team.model_validate({"every": "quarter", "target_pay": 500, "curve": {"kind": "steps",
...     "steps": {"100%": "100%", "110%": "200%"}},
...     "measures": [{"kpi": "points", "weight": "100%", "target": {"kind": "fixed", "at": 100}}]})
>>> points = np.array([[90.0, 130.0, 100.0, 80.0]])
>>> goal, branch = np.full((1, 4), 100.0), np.array([0, 0, 1, 1])
>>> end = PeriodEnd({"points": points}, np.full((1, 4), 2_000.0), [goal], branch=branch)
>>> team.award(end).tolist()
[[1000.0, 1000.0, 0.0, 0.0]]
"""

from __future__ import annotations

from functools import cached_property
from typing import Annotated, Literal

import numpy as np
from pydantic import Field, WithJsonSchema

from simkit.arrays import Array
from simkit.scheme.components.bonus import TARGET_PAY_SCHEMA, TargetPay
from simkit.scheme.components.relative import Among, Relative, where_known
from simkit.scheme.curve import Curve
from simkit.scheme.others import Others
from simkit.scheme.period_end import PeriodEnd, Who
from simkit.scheme.shapes import LinearCurve, PayoutCurve
from simkit.scheme.statement import Reason


class Team(Relative):
    """A bonus on the score of a team, which is the mean score of its people.

    Award of each = target pay x curve(team's score) x every own gate's factor, rounded.  In a team of n, one more point
    of the own score is 1/n of a point of the team's.
    """

    kind: Literal["team"] = "team"
    name: str = Field(default="Team bonus", description="how the component is called on a pay statement")
    among: Among = Field(default="branch", description="who is a team: the people of each branch, or all")
    target_pay: Annotated[TargetPay, WithJsonSchema(TARGET_PAY_SCHEMA)] = Field(
        description="pay of each when the team just meets its targets: `10% of base pay`, or an amount for one period"
    )
    curve: PayoutCurve = Field(
        default=LinearCurve(), description="from the team's score to the share of target pay paid"
    )

    @property
    def in_money(self) -> bool:
        """Whether target pay is an amount."""
        return self.target_pay.amount > 0

    @cached_property
    def payout(self) -> Curve:
        """The team's score to share of target pay."""
        return self.curve.curve()

    def scaled(self, factor: float) -> Team:
        """The same bonus with target pay multiplied."""
        return self.model_copy(update={"target_pay": self.target_pay.times(factor)})

    def team_score(self, end: PeriodEnd) -> Array:
        """The mean score of each seat's team (replication, seat); who has no number (NaN) does not count."""
        score, found = self.attained(end), np.empty(end.base_pay.shape)
        for group in self.groups(end):
            own = np.take(score, group, axis=1)
            counted = np.sum(~np.isnan(own), axis=1, keepdims=True)
            found[:, group] = where_known(np.nansum(own, axis=1, keepdims=True) / np.maximum(counted, 1), own)
        return found

    def before_gates(self, end: PeriodEnd) -> Array:
        """What the team's score pays each."""
        money: Array = self.target_pay.for_period(end.base_pay, self.months) * self.payout(self.team_score(end))
        return money

    def expected(self, others: Others, base_pay: float) -> Curve:
        """Own score -> payout of the team's: n times as wide, so 1/n as steep."""
        stake = float(self.target_pay.for_period(np.array(base_pay), self.months))
        return others.with_own(self.payout, self.highest(others)).times(stake)

    def reasons(self, end: PeriodEnd, who: Who) -> list[Reason]:
        """The team's score and the own part in it."""
        own, team = self.attained(end)[who].item(), self.team_score(end)[who].item()
        people = int(np.sum(~np.isnan(self.attained(end)[who[0], self.group_of(end, who)])))
        note = f"mean of {people}, the own {own:.3f}; pays {float(self.payout(team)):.1%} of target pay"
        return [Reason(f"team's score {team:.3f}", self.before_gates(end)[who].item(), note)]
