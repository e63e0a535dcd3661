"""A manager who rates: too kindly, too much alike, and coloured by what else is seen of somebody."""

from __future__ import annotations

from typing import Annotated, Literal

import numpy as np
from pydantic import Field

from simkit.arrays import Array
from simkit.measurement.branches import as_units, branch_mean, standing_in_branch, to_seats
from simkit.measurement.kpi_reader import LevelReader, Moment
from simkit.quantities import KpiName, PositiveShare, Share

SOURCES: dict[str, str] = {
    "leniency": "assumption: ratings are a twentieth too high",
    "managers_differ": "assumption: as much as the leniency itself",
    "centrality": "assumption: three tenths of the differences are not shown",
    "halo": "assumption: a fifth of a rating is what else is seen of somebody",
    "halo_from": "assumption: the impression is what variable pay came to last year",
    "noise": "assumption: 4 points of 80",
    "every": "assumption: managers rate each quarter",
    "lowest": "assumption: points from 0 to 100",
    "highest": "assumption: points from 0 to 100",
}
"""Field -> where its default comes from."""


class Rater(LevelReader):
    """The rating of a level by the branch's manager, on the scale.

    rating = M (1 + leniency + managers_differ x z_manager + noise x z)
           + (1 - centrality) ((1 - halo) (true - M) + halo H)

    M is the mean of the branch's true levels; H is the standing in the branch by another result, in units of the KPI
    and as wide as the true levels are there (`as_units`).  So centrality alone multiplies the variance within a branch
    by (1 - centrality)^2.  z_manager is one normal a branch, for good and for all KPIs that the manager rates; z is new
    each time.  Every default is an *assumption*; `SOURCES` says which.

    >>> rater = Rater(leniency="5%", centrality="50%", halo="50%", managers_differ="10%", noise="0%")
    >>> moment = Moment(0, np.array([0]), {}, np.array([[-0.5]]), impression=np.array([[1_000.0, 9_000.0]]))
    >>> true = np.array([[90.0, 70.0]])
    >>> rater.record(true, rater.memory((1, 2)), moment).round(9).tolist()  # 80 x 1.0 + 0.5 (0.5 x 10 - 0.5 x 10)
    [[80.0, 80.0]]
    >>> without = Moment(0, np.array([0]), {}, np.array([[-0.5]]))
    >>> rater.record(true, rater.memory((1, 2)), without).round(9).tolist()  # no impression, no halo: 80 + 0.5 x 10
    [[85.0, 75.0]]
    """

    kind: Literal["rater"] = "rater"
    leniency: Share = Field(
        default="5%",
        gt=-1,
        le=1,
        validate_default=True,
        description="how much too high ratings are, of the branch mean",
    )
    managers_differ: Annotated[PositiveShare, Field(le=1)] = Field(
        default="5%", validate_default=True, description="standard deviation of leniency between managers"
    )
    centrality: Annotated[PositiveShare, Field(le=1)] = Field(
        default="30%", validate_default=True, description="how far ratings are drawn towards the mean of the branch"
    )
    halo: Annotated[PositiveShare, Field(le=1)] = Field(
        default="20%", validate_default=True, description="weight of the impression from another result"
    )
    halo_from: KpiName | None = Field(
        default=None,
        description="the recorded KPI that makes the impression; without one it is last year's variable pay",
    )
    noise: Annotated[PositiveShare, Field(le=1)] = Field(
        default="5%",
        validate_default=True,
        description="standard deviation of one rating, as a share of the branch mean",
    )

    @property
    def draws(self) -> tuple[str, ...]:
        """One normal for the rating of the day."""
        return ("ratings",) if self.noise else ()

    @property
    def is_exact(self) -> bool:
        """Whether the manager sees and says what is."""
        return not any((self.leniency, self.managers_differ, self.centrality, self.halo, self.noise))

    def read(self, true: Array, moment: Moment, out: Array) -> None:
        """The formula above; without an impression there is no halo."""
        mean = branch_mean(true, moment.starts)
        np.subtract(true, mean, out=out)
        if self.halo and moment.impression is not None:
            standing = standing_in_branch(moment.impression, moment.starts)
            out *= 1.0 - self.halo
            out += self.halo * as_units(standing, true, moment.starts)
        out *= 1.0 - self.centrality
        factor = np.full_like(true, 1.0 + self.leniency)
        if self.managers_differ:
            factor += self.managers_differ * to_seats(self._managers(moment), moment.starts, true.shape[-1])
        if self.noise:
            factor += self.noise * moment.normals["ratings"]
        factor *= mean
        out += factor

    def _managers(self, moment: Moment) -> Array:
        if moment.managers is None:
            raise ValueError("managers differ, and no normals of theirs were handed in; give (replication, branch)")
        return moment.managers
