"""What is kept of a chunk while it runs: numbers of every future, and single people of the first future."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import numpy as np

from simkit.arrays import Array, Index
from simkit.engine.simulate import Appraised, Observed, OnPaper, Seen
from simkit.engine.tally import Points
from simkit.outcomes.rows import total
from simkit.outcomes.winners import groups, winners
from simkit.outcomes.yearly import contribution, outcomes_of
from simkit.people.advisors import Seats
from simkit.scenario.scenario import Scenario
from simkit.scheme.components import Component

STEP, BINS = 0.01, 500
"""Where people stand on a payout curve is counted in 500 steps of 1 % or more; the last bin is all beyond."""
MOST_PEOPLE = 1_000
"""Single people are kept of the first seats only, so that a large firm does not fill the disk."""
TOGETHER = "all together"
"""Stands for a KPI where the points that all KPIs put on a rate are added up."""
Firm = tuple[str, str]
"""(scheme, view)"""
Rate = tuple[str, str, int | None, int, str, str]
"""(scheme, view, year or None for what is paid on paper, number of a component, its name, KPI or TOGETHER)"""


def step_of(component: Component, scenario: Scenario) -> float:
    """The width of a bin of one component: 1 % of the target or of base pay, or what holds ten normal periods.

    Production may be many times base pay; a step is then 1, 2 or 5 times a power of ten.

    >>> round_up(0.7), round_up(24.0), round_up(60.0)
    (1.0, 50.0, 100.0)
    """
    if component.measures:
        return STEP
    work = scenario.work
    normal = sum(price * work.normal_month(kpi) for kpi, price in component.prices.items())
    return STEP * round_up(normal / scenario.people.base_pay.median / (BINS * STEP) * 10.0)


def round_up(ratio: float) -> float:
    """The smallest of 1, 2, 5, 10, 20 and so on that is not below a ratio, which may be of any size."""
    if ratio <= 1.0:
        return 1.0
    power: float = 10.0 ** np.floor(np.log10(ratio))
    return next(float(lead * power) for lead in (1.0, 2.0, 5.0, 10.0) if lead * power >= ratio * (1.0 - 1e-12))


@dataclass
class Totals:
    """Sums of one firm over the compared years: pay (replication, seat), and what single people did (seat,)."""

    pay: Array
    people: dict[str, Array]

    def add(self, other: Totals) -> None:
        """Add another year."""
        self.pay += other.pay
        for name, values in self.people.items():
            values += other.people[name]


class Watch:
    """Keeps what one chunk shows.

    rows: (scheme, view, year) -> outcome -> (replication,); static: firm -> (replication,); attained: (scheme,
    component, view) -> how many periods of advisors ended in each bin (bin,); points: rate -> points on it -> how many
    advisors had them at the end of the year; totals: firm -> sums over the compared years.
    """

    def __init__(self, scenario: Scenario) -> None:
        self._scenario = scenario
        self._steps = {
            (name, number): step_of(component, scenario)
            for name, scheme in scenario.schemes.items()
            for number, component in enumerate(scheme.pay)
        }
        self.rows: dict[tuple[str, str, int], dict[str, Array]] = {}
        self.static: dict[Firm, Array] = {}
        self.attained: dict[tuple[str, int, str], Index] = {}
        self.points: dict[Rate, Counter[float]] = {}
        self.totals: dict[Firm, Totals] = {}
        self.seats: Seats

    def watch(self, seen: Seen) -> None:
        """Take what the engine tells."""
        if isinstance(seen, OnPaper):
            self.static[seen.scheme, seen.view] = total(seen.pay)
            self._count_points((seen.scheme, seen.view, None), seen.points)
        elif isinstance(seen, Appraised):
            if seen.phase == "run":
                self._count(seen)
        else:
            self.seats = seen.seats
            scheme = self._scenario.schemes[seen.scheme]
            found = outcomes_of(self._scenario, scheme, seen.seats, seen.record)
            self.rows[seen.scheme, seen.view, seen.year] = found
            if seen.phase == "run":
                self._add(seen)
                self._count_points((seen.scheme, seen.view, seen.year), seen.record.points)

    def _count(self, seen: Appraised) -> None:
        key = (seen.scheme, seen.component, seen.view)
        step = self._steps[seen.scheme, seen.component]
        place = np.clip(np.floor(seen.attained() / step + 1e-9), 0, BINS).astype(np.intp)
        counted: Index = np.bincount(place.reshape(-1), minlength=BINS + 1)
        self.attained[key] = self.attained.get(key, 0) + counted

    def counted(self, scheme: str, component: int, view: str) -> Index:
        """How many periods ended in each bin; none of a component that was replaced before the compared years."""
        return self.attained.get((scheme, component, view), np.zeros(BINS + 1, dtype=np.intp))

    def _count_points(self, at: tuple[str, str, int | None], points: Points) -> None:
        summed: dict[tuple[int, str], Array] = {}
        for (number, name, kpi), found in points.items():
            summed[number, name] = summed.get((number, name), 0.0) + found
            self.points[*at, number, name, kpi] = _how_many(found)
        for (number, name), found in summed.items():
            self.points[*at, number, name, TOGETHER] = _how_many(found)

    def _add(self, seen: Observed) -> None:
        record = seen.record
        pay = record.base_pay + record.variable_pay
        shown = {"pay": pay, "contribution": contribution(self._scenario.work, record), "effort": record.effort}
        year = Totals(pay, {name: values[0, :MOST_PEOPLE].copy() for name, values in shown.items()})
        if (seen.scheme, seen.view) in self.totals:
            self.totals[seen.scheme, seen.view].add(year)
        else:
            self.totals[seen.scheme, seen.view] = year

    def winners(self, scheme: str, view: str) -> dict[str, dict[str, Array]]:
        """Group -> measure -> (replication,): pay of all compared years against the first scheme's."""
        before = self.totals[self._scenario.today, view].pay
        belongs = groups(self.seats, self._scenario.people.tenure.median_years, before)
        return winners(self.totals[scheme, view].pay, before, belongs)

    def first_people(self) -> dict[str, Array]:
        """What was drawn for each person of the first replication (seat,)."""
        seats = self.seats
        drawn = {"base_pay": seats.base_pay, "talent": seats.talent, "book": seats.book, "tenure": seats.tenure}
        return {name: values[0, :MOST_PEOPLE].copy() for name, values in drawn.items()}

    def first_totals(self, scheme: str, view: str) -> dict[str, Array]:
        """Yearly means of each person of the first replication in one firm (seat,)."""
        years = self._scenario.horizon.length // 12
        return {name: values / years for name, values in self.totals[scheme, view].people.items()}


def _how_many(points: Array) -> Counter[float]:
    """Points -> how many have them; what differs by rounding only is the same."""
    values, counts = np.unique(np.round(points, 9) + 0.0, return_counts=True)  # + 0.0: no minus nought
    return Counter(dict(zip(values.tolist(), counts.tolist(), strict=True)))
