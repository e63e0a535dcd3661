"""Pay on paper: what a scheme would pay for the results of a firm that works under today's."""

from __future__ import annotations

import numpy as np

from simkit.engine.firm import Firm
from simkit.engine.tallies import Tallies
from simkit.engine.tally import Points
from simkit.scheme.scheme import Scheme


class Paper:
    """A scheme that pays a firm's results on paper only; pay: of the year so far (replication, seat)."""

    def __init__(self, scheme: Scheme, firm: Firm) -> None:
        self._firm, self._tallies = firm, Tallies(firm.sky, scheme)
        self.pay = np.zeros(firm.sky.shape)

    @property
    def points(self) -> Points:
        """What `OnPaper` tells, at the end of the year."""
        return self._tallies.points(self._firm.recorded, self._firm.people.staff.base_pay)

    def set_targets(self, month: int, months: int) -> None:
        """Periods of this length begin in `month` (from 0)."""
        counting = self._firm.counting
        self._tallies.begin(month, months, counting.known, counting.past.year)

    def appraise(self, months: int) -> None:
        """Periods of this length end."""
        staff = self._firm.people.staff
        for _, tally in self._tallies.of(months):
            award = tally.award(self._firm.recorded, staff.base_pay)
            self.pay += staff.earned(award, tally.component)[0]
