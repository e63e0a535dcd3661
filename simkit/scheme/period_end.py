"""What is known when a pay period of a component ends: all that an award is computed from, for everybody at once.

>>> end = PeriodEnd({"fund_sales": np.array([[2.0, 8.0]])}, base_pay=np.array([[9_000.0, 8_000.0]]))
>>> one = end.of((0, 1))
>>> one.results["fund_sales"].tolist(), one.base_pay.tolist()
([[8.0]], [[8000.0]])
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeAlias

import numpy as np

from simkit.arrays import Array, Index
from simkit.people.advisors import Tiers

Who: TypeAlias = tuple[int, int]
"""(replication, seat): one person in one future."""
ALONE: Who = (0, 0)
"""The only person of arrays made for one."""


@dataclass(frozen=True)
class PeriodEnd:
    """Arrays are (replication, seat) unless said otherwise; KPI amounts are in units of the KPI, pay in money.

    results: KPI -> result of the period: of a flow its sum, of a level its mean.
    base_pay: of a month.
    targets: one array a measure of the component, in its order.
    before: KPI -> what the calendar year had counted before the period began; asked for by `PayComponent.reads_before`.
    trailing: KPI -> what the twelve months up to the end of the period have counted.
    elapsed: part of the calendar year that is over, above 0 and at most 1.
    branch: (seat,) number of the branch of each seat; one branch for all where it is not given.
    tiers: of the branch of each seat, where they are known.
    """

    results: Mapping[str, Array]
    base_pay: Array
    targets: Sequence[Array] = ()
    before: Mapping[str, Array] = field(default_factory=dict)
    trailing: Mapping[str, Array] = field(default_factory=dict)
    elapsed: float = 1.0
    branch: Index | None = None
    tiers: Tiers | None = None

    @property
    def branches(self) -> Index:
        """(seat,): number of the branch of each seat."""
        return np.zeros(self.base_pay.shape[-1], dtype=np.intp) if self.branch is None else self.branch

    def scaled(self, scale: float, levels: Collection[str]) -> PeriodEnd:
        """The same with the results of all flows (all but `levels`) multiplied by a positive scale."""
        if scale == 1.0:
            return self
        results, before, trailing = (
            {kpi: values if kpi in levels else scale * values for kpi, values in counted.items()}
            for counted in (self.results, self.before, self.trailing)
        )
        return replace(self, results=results, before=before, trailing=trailing)

    def of(self, who: Who) -> PeriodEnd:
        """What concerns one person alone, as arrays of one number (1, 1)."""

        def one(values: Array) -> Array:
            picked: Array = np.asarray(values, dtype=np.float64)[who].reshape(1, 1)
            return picked

        results, before, trailing = (
            {kpi: one(values) for kpi, values in counted.items()}
            for counted in (self.results, self.before, self.trailing)
        )
        return replace(
            self,
            results=results,
            base_pay=one(self.base_pay),
            targets=[one(target) for target in self.targets],
            before=before,
            trailing=trailing,
            branch=None,
            tiers=self.tiers and self.tiers.of(who[1]),
        )
