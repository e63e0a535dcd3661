"""An exam: one noisy reading of what somebody knows."""

from __future__ import annotations

from typing import Literal

import numpy as np
from pydantic import Field

from simkit.arrays import Array
from simkit.measurement.kpi_reader import LevelReader, Moment
from simkit.quantities import Money, YesNo

SOURCES: dict[str, str] = {
    "error": "assumption: another paper on another day would differ by about 7 points (5 x sqrt(2))",
    "whole_points": "assumption: marks are whole points",
    "every": "assumption: an exam each quarter",
    "lowest": "assumption: points from 0 to 100",
    "highest": "assumption: points from 0 to 100",
}
"""Field -> where its default comes from."""


class Exam(LevelReader):
    """A mark: true level + error x z, in whole points if asked, on the scale.

    Every default is an *assumption*; `SOURCES` says which.

    >>> exam = Exam(error=4)
    >>> moment = Moment(0, np.array([0]), {"marks": np.array([[0.0, 1.0, -0.9]])})
    >>> exam.record(np.array([[71.4, 71.4, 71.4]]), exam.memory((1, 3)), moment).tolist()  # 71.4, 75.4, 67.8
    [[71.0, 75.0, 68.0]]
    """

    kind: Literal["exam"] = "exam"
    error: Money = Field(
        default=5.0, ge=0, description="standard deviation of a mark around the level, units of the KPI"
    )
    whole_points: YesNo = Field(default=True, description="whether marks are whole points")

    @property
    def draws(self) -> tuple[str, ...]:
        """One normal for the mark."""
        return ("marks",) if self.error else ()

    @property
    def is_exact(self) -> bool:
        """Whether a mark has neither error nor rounding."""
        return self.error == 0.0 and not self.whole_points

    def read(self, true: Array, moment: Moment, out: Array) -> None:
        """True level + error x z, rounded to whole points, halves to even."""
        if self.error:
            np.multiply(moment.normals["marks"], self.error, out=out)
            out += true
        else:
            out[...] = true
        if self.whole_points:
            np.rint(out, out=out)
