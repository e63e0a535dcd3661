"""One year of one firm: what is added up while it runs, and the record of it when it is over."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from simkit.arrays import Array, unknown
from simkit.engine.tally import Points

SCALES = (0.8, 1.2)
"""Results at which the cost of a scheme is computed beside the results that came out."""


@dataclass(frozen=True)
class FirmYear:
    """One year of one firm, arrays (replication, seat); money of the year, effort and shares as means of its months.

    beside_pay: what the scheme costs the bank beside what it pays.  deferred: what is promised at the end of the year
    and will be paid later.  results: true results, KPI -> sum of a flow or mean of a level; recorded: as the firm
    records them.  months: in which the seat was filled; effort and shares are of these.  ability: talent times what was
    learnt, of who sits there at the end.  points: on rates, in the last period of the year.  counted: what else was
    counted (`Workforce.counted`), by name.  person: number of who sits there at the end
    (`Staff.person`), None where nobody ever moves.
    """

    base_pay: Array
    variable_pay: Array
    beside_pay: Array
    merit_pay: Array
    pay_at: Mapping[float, Array]
    deferred: Array
    effort: Array
    live: Array
    hopeless: Array
    coasting: Array
    results: Mapping[str, Array]
    months: Array
    recorded: Mapping[str, Array]
    ability: Array
    points: Points = field(default_factory=dict)
    counted: Mapping[str, Array] = field(default_factory=dict)
    person: Array | None = None


class Book:
    """What a year of a firm adds up.  Arrays (replication, seat).

    variable, merit_pay, true_pay: awards on recorded results, on merit, and on true results where they differ.  Without
    any scales nothing is held against what was paid: there is no pay at other levels, and pay on merit is unknown.
    """

    def __init__(self, shape: tuple[int, int], scales: tuple[float, ...] = SCALES) -> None:
        self.effort, self.live, self.hopeless, self.coasting = (np.zeros(shape) for _ in range(4))
        self.variable, self.true_pay, self.beside_pay = (np.zeros(shape) for _ in range(3))
        self.merit_pay = np.zeros(shape) if scales else unknown(*shape)
        self.pay_at = {scale: np.zeros(shape) for scale in scales}

    @property
    def yardsticks(self) -> list[Array]:
        """What is added up beside what was paid: pay at other levels, and on merit."""
        return [*self.pay_at.values(), self.merit_pay] if self.pay_at else []
