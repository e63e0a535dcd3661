"""How sales and other flows get into the books: late, not at all, or under a colleague's name."""

from __future__ import annotations

from functools import cached_property
from statistics import NormalDist
from typing import Annotated, Literal

import numpy as np
from pydantic import Field

from simkit.arrays import Array
from simkit.measurement.branches import passed_on
from simkit.measurement.kpi_reader import KpiReader, Memory, Moment
from simkit.quantities import PositiveShare

SOURCES: dict[str, str] = {
    "late": "assumption: everything is booked in its month",
    "missing": "assumption: nothing is forgotten",
    "miscredited": "assumption: everything is credited to whom it belongs",
}
"""Field -> where its default comes from."""


class Records(KpiReader):
    """What the books say of a flow.

    First a seat's whole month may be lost; of what is left a part is credited to the next colleague of the branch, the
    last one's to the first; and a part of what is then credited is booked a month later.  What is late or miscredited
    is in the books in the end; what is missing never is.  Every default is an *assumption*: books that are right.

    >>> books = Records(late="10%", miscredited="20%")
    >>> memory, moment = books.memory((1, 2)), Moment(0, np.array([0]), {})
    >>> books.record(np.array([[100.0, 0.0]]), memory, moment).tolist()  # credited 80 and 20, of which 90% at once
    [[72.0, 18.0]]
    >>> books.record(np.zeros((1, 2)), memory, moment).tolist()
    [[8.0, 2.0]]
    """

    kind: Literal["records"] = "records"
    late: Annotated[PositiveShare, Field(le=1)] = Field(
        default="0%", validate_default=True, description="part of a month's result that is booked in the next month"
    )
    missing: Annotated[PositiveShare, Field(lt=1)] = Field(
        default="0%", validate_default=True, description="chance that nothing of a seat's month is ever booked"
    )
    miscredited: Annotated[PositiveShare, Field(le=1)] = Field(
        default="0%", validate_default=True, description="part that is credited to the next colleague in the branch"
    )

    @property
    def draws(self) -> tuple[str, ...]:
        """One normal that says whether the month is lost."""
        return ("missing",) if self.missing else ()

    @property
    def is_neutral(self) -> bool:
        """Whether the books are right."""
        return not any((self.late, self.missing, self.miscredited))

    @cached_property
    def _kept_from(self) -> float:
        """The standard normal from which on a month is kept: its chance to be below is `missing`."""
        return NormalDist().inv_cdf(self.missing)

    def memory(self, shape: tuple[int, int]) -> Memory:
        """Nothing is outstanding."""
        return Memory({"recorded": np.zeros(shape), "outstanding": np.zeros(shape)})

    def record(self, true: Array, memory: Memory, moment: Moment) -> Array:
        """What is booked in this month: of its own results, and what is outstanding from the last one."""
        if self.is_neutral:
            return true
        recorded, outstanding = memory.held["recorded"], memory.held["outstanding"]
        if self.missing:
            np.greater_equal(moment.normals["missing"], self._kept_from, out=recorded)
            recorded *= true
        else:
            recorded[...] = true
        if self.miscredited:
            passed = passed_on(recorded, moment.starts)
            passed -= recorded
            passed *= self.miscredited
            recorded += passed
        if self.late:
            due = recorded * self.late
            recorded -= due
            recorded += outstanding
            memory.held["outstanding"] = due
        return recorded
