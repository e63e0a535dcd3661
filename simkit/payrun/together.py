"""Pay that depends on others: the results of everybody are gathered first, and compared within their period."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from simkit.arrays import Array, Index
from simkit.payrun.columns import columns, period_end
from simkit.records.people import People
from simkit.records.problems import Problems
from simkit.scheme.components import Component
from simkit.scheme.period_end import PeriodEnd


class Together:
    """Everybody's pay from the components that compare people.

    awards: number of the component -> pay (row,) of all good rows in the order of the table; empty where no component
    compares, and then nothing is read.
    """

    def __init__(self, pay: Sequence[Component], people: People, size: int) -> None:
        self.awards: dict[int, Array] = {}
        self._ends: dict[tuple[int, int], PeriodEnd] = {}
        compared = {number: component for number, component in enumerate(pay) if component.compared != "nobody"}
        if not compared:
            return
        numbers, branch, period = _gathered([column.name for column in columns(list(compared.values()))], people, size)
        self._period = period
        self._members = [np.flatnonzero(period == each) for each in range(int(period.max(initial=-1)) + 1)]
        for number, component in compared.items():
            award = np.full(len(period), np.nan)
            for each, members in enumerate(self._members):
                own = {name: values[members] for name, values in numbers.items()}
                end = period_end(component, own, branch[members])
                self._ends[number, each] = end
                award[members] = component.award(end)[0]
            self.awards[number] = award

    def end_of(self, number: int, row: int) -> tuple[PeriodEnd, int]:
        """The end of the period in which a good row was compared by a component, and the seat of the row in it."""
        period = int(self._period[row])
        return self._ends[number, period], int(np.searchsorted(self._members[period], row))


def _gathered(names: Sequence[str], people: People, size: int) -> tuple[dict[str, Array], Index, Index]:
    """The numbers of all good rows by column, and the numbers of their branches and periods."""
    parts: dict[str, list[Array]] = {name: [] for name in names}
    branch: dict[str, int] = {}
    period: dict[str, int] = {}
    in_branch, in_period = [], []
    for block in people.blocks(size, Problems("")):  # what is wrong is told when the rows are paid
        for name, found in parts.items():
            found.append(block.numbers[name])
        in_branch += [branch.setdefault(each, len(branch)) for each in block.branches]
        in_period += [period.setdefault(each, len(period)) for each in block.periods]
    numbers = {name: np.concatenate(found) if found else np.zeros(0) for name, found in parts.items()}
    return numbers, np.array(in_branch, dtype=np.intp), np.array(in_period, dtype=np.intp)
