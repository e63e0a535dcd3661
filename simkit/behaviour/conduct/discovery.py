"""Discovery: misconduct leaves traces, traces are found, and who is found bears the consequences.

Open misconduct grows by what is done in a month and fades as traces do; it is found by chance in proportion:

    open' = open (1 - 1 / memory) + done,      P(found in a month) = clip(chance x open, 0, 1).

Who presses fully every month ends at open = memory, so at a chance of chance x memory a month: 0.25 % x 12 = 3 %, which
is what advisors believe by default (`Pressure.found`).  People pressing at a tenth of that are found in 3.6 % and
dismissed in 1.8 % of years, the order of Wells Fargo's sales practices (5,300 dismissed from 2011 to 2016, about 1 % of
staff a year); at a fiftieth it is 0.7 % found a year (all US advisors: 0.6 %, Egan, Matvos and Seru 2019).
Source: first-order decay and a hazard in proportion, assumption.
"""

from __future__ import annotations

import numpy as np
from pydantic import Field

from simkit.arrays import Array
from simkit.concepts import Concept
from simkit.quantities import Months, Number, PositiveShare

SOURCES: dict[str, str] = {
    "dismissed": "about half of the advisors with new misconduct lose their job: Egan, Matvos and Seru 2019, "
    "Journal of Political Economy",
}
"""Field -> where its default comes from; the rest are assumptions."""


class Discovery(Concept):
    """How misconduct is found, and what follows for who is found.

    chance: assumption; set so that long full pressure is found as often as advisors believe, 3 % a month.
    memory: assumption; audits and customers look back about a year.
    dismissed: Egan, Matvos and Seru 2019.
    malus: assumption; all that is outstanding is lost.
    claw_back: assumption; not all that was paid comes back.
    warned: assumption; a warning teaches little, or those on record would not be found again several times as often as
      the others (Egan, Matvos and Seru 2019; tests/findings, SF36).
    """

    chance: PositiveShare = Field(
        default="0.25%",
        validate_default=True,
        le=1,
        description="chance a month to be found, per unit of open misconduct",
    )
    memory: Months = Field(
        default="12 months",
        validate_default=True,
        ge=1,
        description="how long traces stay: a part of 1/memory fades a month",
    )
    dismissed: PositiveShare = Field(
        default="50%", validate_default=True, le=1, description="part of those found who lose their job"
    )
    malus: PositiveShare = Field(
        default="100%", validate_default=True, le=1, description="part of outstanding deferred pay lost by who is found"
    )
    claw_back: PositiveShare = Field(
        default="50%",
        validate_default=True,
        le=1,
        description="part of recoverable paid awards that who is found pays back",
    )
    warned: Number = Field(
        default=1.2, gt=0, description="what the conscience of who is found and stays is multiplied by"
    )

    def open(self, exposure: Array, done: Array | float, out: Array) -> Array:
        """Open misconduct after a month, written into `out` (which may be `exposure`).

        exposure: open misconduct before, in months of full pressure, (replication, seat); never above memory x the
        largest `done`.  done: misconduct of the month, 1 = full pressure.

        >>> Discovery(memory="4 months").open(np.array([2.0]), np.array([0.5]), np.empty(1))
        array([2.])
        """
        np.multiply(exposure, 1.0 - 1.0 / self.memory, out=out)
        out += done
        return out

    def found(self, exposure: Array, uniforms: Array, out: Array) -> Array:
        """1 for who is found this month, 0 for the others, written into `out` (which may be `exposure`).

        exposure: open misconduct.  uniforms: in [0, 1), so that a chance above 1 needs no clip.

        Ten months of full pressure are open: 2.5 %.
        >>> Discovery().found(np.array([10.0, 10.0]), np.array([0.02, 0.03]), np.empty(2))
        array([1., 0.])
        """
        np.multiply(exposure, self.chance, out=out)
        np.less(uniforms, out, out=out)
        return out

    def dismissed_of(self, exposure: Array, uniforms: Array) -> Array:
        """1 for who is found and loses the job, 0 for the others; never 1 for somebody not found by the same uniforms.

        >>> Discovery().dismissed_of(np.array([10.0, 10.0]), np.array([0.01, 0.02]))
        array([1., 0.])
        """
        # The chance is clipped before it is halved: of those found for certain, too, only a part is dismissed.
        chance = np.minimum(self.chance * exposure, 1.0)
        return (uniforms < self.dismissed * chance).astype(np.float64)

    def after_warning(self, conscience: Array, found: Array) -> Array:
        """Conscience of those who stay: multiplied by `warned` where `found` is 1.

        >>> Discovery(warned=2).after_warning(np.array([0.8, 0.8]), np.array([0.0, 1.0]))
        array([0.8, 1.6])
        """
        told: Array = conscience * (1.0 + (self.warned - 1.0) * found)
        return told
