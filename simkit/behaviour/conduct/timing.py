"""Timing: deals are pulled forward or held back across the end of a period, where the pull changes.

A normal month's worth of deals pulls pull_now if it is closed in the period that ends and pull_next in the one that
begins.  Moving x normal months of deals forward earns x (pull_now - pull_next) and costs `cost` x^2 / 2; holding deals
back (x below 0) costs `holding` times as much, for a client who is ready and is put off may go elsewhere:

    x = clip((pull_now - pull_next) / k, -pipeline, pipeline),    k = cost forward, cost x holding back,

with no more than the open pipeline to move.  Volume is conserved: x is added now and taken off the next month.
Source: the first-order condition of that sum.  Direction: sales are higher at the end of a fiscal year and lower at
its start (Oyer 1998); loan officers close more on the last days of a month (Tzioumis and Gee 2013).  Were holding back
as easy as pulling forward, those who have their quota, or have given it up, would put off more than the others bring,
and ends of periods would be the weak months.  Where the scheme leaves the price to the advisor, deals pulled forward
are sold cheaper: 6-8 % of revenue at one vendor of software with accelerators and quarterly deadlines (Larkin 2014).
Where moving is costly, effort outweighs it (Steenburgh 2008).
"""

from __future__ import annotations

import numpy as np
from pydantic import Field

from simkit.arrays import Array
from simkit.concepts import Concept
from simkit.quantities import Number, PositiveShare

SOURCES: dict[str, str] = {}
"""Field -> where its default comes from; the rest are assumptions."""


class Timing(Concept):
    """How far deals are moved across the end of a period.

    cost: assumption; a pull that changes by a tenth of a month's worth moves a tenth of a month's deals.
    holding: assumption; set so that quarters under a quota end with a surge (tests/findings, SF02, SF09 and SF34).
    concession: assumption; the price is not the advisor's to cut.
    """

    cost: Number = Field(
        default=1.0,
        gt=0,
        description="cost k of moving x normal months of deals, k x^2 / 2, in worths of a month's effort",
    )
    holding: Number = Field(
        default=5.0, ge=1, description="cost of holding deals back, as a multiple of that of pulling them forward"
    )
    concession: PositiveShare = Field(
        default="0%",
        validate_default=True,
        le=1,
        description="price conceded on deals pulled forward, as a share of their worth",
    )

    def shifted(self, pull_now: Array, pull_next: float | Array, pipeline: float, out: Array) -> Array:
        """Normal months of deals pulled forward (below 0: held back), within the pipeline, written into `out`.

        pull_now, pull_next: in kappa per normal month of the KPI, i.e. its drive in the month that ends the period and
        in the month after, (replication, seat).  pipeline: open deals that can move, in normal months, at least 0.
        `out` may be either pull.

        0.4 more now moves 0.4 / 2, 0.4 less holds back 0.4 / (2 x 4), and of 2.5 / 2 no more than 0.3 is open.
        >>> Timing(cost=2, holding=4).shifted(np.array([0.9, 0.1, 3.0]), 0.5, 0.3, np.empty(3))
        array([ 0.2 , -0.05,  0.3 ])
        """
        np.subtract(pull_now, pull_next, out=out)
        out *= 1.0 / self.cost
        np.divide(out, self.holding, out=out, where=out < 0.0)
        np.clip(out, -pipeline, pipeline, out=out)
        return out

    def conceded(self, pulled_forward_worth: Array) -> Array:
        """Money lost to price concessions: concession x worth, of deals pulled forward alone.

        pulled_forward_worth: `shifted` times what a normal month is worth, in money, any shape; what is held back is
        below 0 and concedes nothing.

        >>> Timing(concession="5%").conceded(np.array([2_000.0, -2_000.0]))
        array([100.,   0.])
        """
        lost: Array = self.concession * np.maximum(pulled_forward_worth, 0.0)
        return lost
