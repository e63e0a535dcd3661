"""Pay on paper: what a scheme would pay for the results of a firm that works under today's."""

from __future__ import annotations

import numpy as np

from simkit.engine.firm import Firm
from simkit.engine.tally import Points, Tally, points_now
from simkit.scheme.scheme import Scheme


class Paper:
    """A scheme that pays a firm's results on paper only; pay: of the year so far (replication, seat)."""

    def __init__(self, scheme: Scheme, firm: Firm) -> None:
        self._firm = firm
        season = firm.sky.scenario.market.season
        self._tallies = [Tally(c, firm.sky.scenario.work, season, firm.sky.shape) for c in scheme.pay]
        self.pay = np.zeros(firm.sky.shape)

    @property
    def points(self) -> Points:
        """What `OnPaper` tells, at the end of the year."""
        return points_now(self._tallies, self._firm.recorded, self._firm.people.staff.base_pay)

    def set_targets(self, month: int, months: int) -> None:
        """Periods of this length begin in `month` (from 0)."""
        for tally in self._tallies:
            if tally.component.months == months:
                tally.begin(month, self._firm.known, self._firm.year)

    def appraise(self, months: int) -> None:
        """Periods of this length end."""
        for tally in self._tallies:
            if tally.component.months == months:
                award = tally.award(self._firm.recorded, self._firm.people.staff.base_pay)
                self.pay += self._firm.earned(award, tally.component)[0]
