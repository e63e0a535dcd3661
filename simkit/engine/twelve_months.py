"""The last twelve months of a KPI, month by month, for pay that looks back on them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from simkit.arrays import Array


class TwelveMonths:
    """Results of the last twelve months, arrays (replication, seat).

    total: their sum.  It is added up anew every month, January first, so that nothing drifts and the bytes are the same
    for any number of replications.
    """

    def __init__(self, months: Sequence[Array]) -> None:
        """`months`: January to December of the year before the first, as it is remembered."""
        self._months = [np.array(month, dtype=np.float64) for month in months]
        self.total = np.zeros_like(self._months[0])
        self._add_up()

    def add(self, month: int, result: Array) -> None:
        """The result of `month` (from 0) takes the place of the one of a year ago."""
        self._months[month % 12][...] = result
        self._add_up()

    def fork(self) -> TwelveMonths:
        """A copy that goes its own way."""
        return TwelveMonths(self._months)

    def _add_up(self) -> None:
        self.total.fill(0.0)
        for month in self._months:
            self.total += month
