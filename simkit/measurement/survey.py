"""A survey of clients: a few are asked, and the mean of what they say is recorded."""

from __future__ import annotations

import math
from typing import Literal

import numpy as np
from pydantic import Field

from simkit.arrays import Array
from simkit.measurement.kpi_reader import LevelReader, Moment
from simkit.quantities import Money, Whole

SOURCES: dict[str, str] = {
    "clients": "Citibank California 1996 (case): about 25 clients of a branch were asked; as many for an advisor is an "
    "assumption",
    "spread": "closed form: answers of yes and no, of which 80 % are yes, vary by sqrt(0.8 x 0.2) = 40 points of 100",
    "pleading": "assumption: nobody presses for good marks",
    "every": "assumption: a survey each quarter",
    "lowest": "assumption: points from 0 to 100",
    "highest": "assumption: points from 0 to 100",
}
"""Field -> where its default comes from."""


class Survey(LevelReader):
    """The mean answer of n clients: true level + pleading + spread / sqrt(n) x z, on the scale.

    Defaults: 25 clients, as Citibank California asked of a branch; a spread of 40 points, that of answers of yes and no
    at 80 %, which is then a standard error of 8 points; all else is an *assumption*, see `SOURCES`.  The standard error
    is that of a mean of independent answers; of a share p it is sqrt(p (1 - p) / n).

    >>> survey = Survey(clients=100, pleading=2)
    >>> survey.standard_error
    4.0
    >>> moment = Moment(0, np.array([0]), {"answers": np.array([[0.0, 1.0, 9.0]])})
    >>> survey.record(np.array([[80.0, 80.0, 80.0]]), survey.memory((1, 3)), moment).tolist()
    [[82.0, 86.0, 100.0]]
    """

    kind: Literal["survey"] = "survey"
    clients: Whole = Field(default=25, ge=1, description="how many clients of an advisor answer each time")
    spread: Money = Field(
        default=40.0, ge=0, description="standard deviation of one client's answer around the level, units of the KPI"
    )
    pleading: Money = Field(
        default=0.0, description="what pressing clients for good marks adds to everybody's, units of the KPI"
    )

    @property
    def standard_error(self) -> float:
        """Standard deviation of the mean answer, in units of the KPI: spread / sqrt(clients)."""
        return self.spread / math.sqrt(self.clients)

    @property
    def draws(self) -> tuple[str, ...]:
        """One normal for the mean of the answers."""
        return ("answers",) if self.spread else ()

    @property
    def is_exact(self) -> bool:
        """Whether all answer alike and nobody pleads."""
        return self.spread == 0.0 and self.pleading == 0.0

    def read(self, true: Array, moment: Moment, out: Array) -> None:
        """True level + pleading + standard error x z."""
        if self.spread:
            np.multiply(moment.normals["answers"], self.standard_error, out=out)
            out += true
        else:
            out[...] = true
        out += self.pleading
