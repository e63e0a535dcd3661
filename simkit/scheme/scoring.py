"""The contract of a scorer: from a KPI's result and target to a score, 1 at target."""

from __future__ import annotations

from typing import ClassVar, Literal

from simkit.arrays import Array
from simkit.scheme.curve import Curve
from simkit.scheme.period_end import PeriodEnd
from simkit.scheme.shapes import Shape


class Scoring(Shape):
    """How a result is scored.  A scorer is a curve of attainment wherever it depends on own attainment only.

    in_units: whether it counts units of the KPI, and so needs one target for everybody, or none.
    also_reads: other KPIs that the score depends on.
    """

    gives: ClassVar[str] = "score"
    in_units: ClassVar[bool] = False
    kind: str

    @property
    def also_reads(self) -> tuple[str, ...]:
        """No other KPI, as a rule."""
        return ()

    @property
    def compared(self) -> Literal["nobody", "all", "branch"]:
        """Whose results count beside the own: nobody's, as a rule."""
        return "nobody"

    def curve_at(self, target: float | None) -> Curve:
        """What the planner sees: own attainment to score.  `target`: the one of everybody, where there is one."""
        return self.curve()

    def scores(self, result: Array, target: Array | None, end: PeriodEnd, curve: Curve) -> Array:
        """The score of everybody; `target` is None where the measure has none, `curve` is what the planner sees."""
        return curve(result if target is None else result / target)
