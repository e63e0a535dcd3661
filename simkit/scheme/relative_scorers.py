"""Scorers that look beyond the own result: the place among others, or a second KPI in a table.

A place is foreseen from what is believed of the colleagues; where nothing is known of them, as in a picture of the
scheme alone, they are taken to end around their targets (`SPREAD`, an assumption).

>>> from simkit.scheme.period_end import PeriodEnd
>>> four = PeriodEnd({}, base_pay=np.ones((1, 4)))
>>> rank = RankScorer(places={"25%": "120%", "75%": "100%", "100%": "60%"})
>>> rank.scores(np.array([[7.0, 9.0, 1.0, 8.0]]), np.full((1, 4), 10.0), four, rank.curve()).tolist()
[[1.0, 1.2, 0.6, 1.0]]
>>> seen = rank.foreseen(Others(np.array([0.1, 0.8, 0.9])))  # three colleagues who are known
>>> [float(seen(attained)) for attained in (0.0, 0.5, 0.85, 1.0)]
[0.6, 1.0, 1.0, 1.2]
"""

from __future__ import annotations

from functools import cached_property
from itertools import pairwise
from statistics import NormalDist
from typing import Annotated, Literal

import numpy as np
from pydantic import Field, field_validator

from simkit.arrays import Array
from simkit.quantities import KpiName, PositiveMoney, PositiveShare, Share
from simkit.scheme.curve import Curve, rising, steps
from simkit.scheme.others import Others
from simkit.scheme.period_end import PeriodEnd
from simkit.scheme.scoring import Scoring
from simkit.scheme.standing import standing

Place = Annotated[Share, Field(gt=0, le=1)]
SPREAD = 0.3
"""Standard deviation of colleagues' attainment where nothing is known of them; an assumption."""


class RankScorer(Scoring):
    """A score by place: the best quarter 120%, the middle half 100%, the rest 60%.

    People are ordered by attainment; who has the same stands in the middle of the places taken together.
    """

    kind: Literal["rank"] = "rank"
    among: Literal["all", "branch"] = Field(
        default="all", description="who is compared: all, or the people of each branch"
    )
    places: dict[Place, PositiveShare] = Field(
        min_length=1, description="best part of the people -> their score; the last part is 100%"
    )
    believed_spread: Annotated[Share, Field(gt=0)] | None = Field(
        default=None,
        description="how far colleagues are believed to end from their targets (standard deviation of attainment); "
        "none: as far as the scenario's people do",
    )

    @field_validator("places")
    @classmethod
    def _fall(cls, value: dict[float, float]) -> dict[float, float]:
        scores = [score for _, score in sorted(value.items())]
        if max(value) != 1.0:
            raise ValueError("the last places have no score; add 100%: and the score of all the rest")
        if any(b > a for a, b in pairwise(scores)):
            raise ValueError("the scores rise while the places get worse; write scores that fall")
        return value

    @property
    def compared(self) -> Literal["nobody", "all", "branch"]:
        """Whose places are shared out."""
        return self.among

    @cached_property
    def by_standing(self) -> Curve:
        """Share of people below to score."""
        return steps(sorted((1.0 - place, score) for place, score in self.places.items()))

    def curve(self) -> Curve:
        """Own attainment to score among many colleagues who end around their targets."""
        around = NormalDist(1.0, SPREAD if self.believed_spread is None else self.believed_spread)
        levels = sorted((1.0 - place, score) for place, score in self.places.items())
        (_, lowest), *better = levels
        if not better:
            return Curve((1.0,), (lowest,), (lowest,))
        return steps([(around.inv_cdf(below), score) for below, score in better], below=lowest)

    def foreseen(self, others: Others) -> Curve:
        """Own attainment to the score that is expected among these colleagues, who are told by their attainment."""
        people = others.count + 1
        below = np.arange(people)[::-1]
        curve = others.by_rank(self.by_standing((below + 0.5) / people))
        rising_to = np.maximum.accumulate(np.column_stack((curve.left, curve.right)).reshape(-1))
        return Curve(curve.xs, tuple(rising_to[::2].tolist()), tuple(rising_to[1::2].tolist()))

    def scores(self, result: Array, target: Array | None, end: PeriodEnd, curve: Curve) -> Array:
        """The score of each seat's place."""
        attained = result if target is None else result / target
        return self.by_standing(standing(attained, end.branches if self.among == "branch" else None))


class MatrixScorer(Scoring):
    """A score from a table of two KPIs: much of one does not make up for too little of the other."""

    kind: Literal["matrix"] = "matrix"
    second: KpiName = Field(description="the KPI of the columns; the measure's own KPI is that of the rows")
    second_target: PositiveMoney = Field(description="its target for one period, in units of the KPI")
    table: dict[Share, dict[Share, Share]] = Field(
        min_length=1, description="attainment from which a row counts -> attainment of the second KPI -> score"
    )

    @field_validator("table")
    @classmethod
    def _rise(cls, value: dict[float, dict[float, float]]) -> dict[float, dict[float, float]]:
        if any(not row for row in value.values()):
            raise ValueError("a row is empty; write attainment of the second KPI: score")
        lines = [steps(sorted(rising(row, "scores").items())) for _, row in sorted(value.items())]
        at = sorted({x for row in value.values() for x in row})
        if any(float(upper(x)) < float(lower(x)) for lower, upper in pairwise(lines) for x in at):
            raise ValueError("a higher row has a lower score; write rows that rise from the lowest attainment up")
        return value

    @property
    def also_reads(self) -> tuple[str, ...]:
        """The KPI of the columns."""
        return (self.second,)

    @cached_property
    def rows(self) -> tuple[tuple[float, Curve], ...]:
        """Attainment from which each row counts, and the row: attainment of the second KPI to score."""
        return tuple((at, steps(sorted(row.items()))) for at, row in sorted(self.table.items()))

    def curve(self) -> Curve:
        """Own attainment to score when the second KPI just meets its target."""
        return steps([(at, float(row(1.0))) for at, row in self.rows])

    def scores(self, result: Array, target: Array | None, end: PeriodEnd, curve: Curve) -> Array:
        """The score where the two attainments meet in the table; 0 below its first row or column, NaN without both."""
        attained = result if target is None else result / target
        second = end.results[self.second] / self.second_target
        score = np.where(np.isnan(attained + second), np.nan, 0.0)
        for at, row in self.rows:
            np.copyto(score, row(second), where=steps([(at, 1.0)])(attained) > 0.0)
        return score
