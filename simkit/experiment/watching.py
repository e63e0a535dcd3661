"""What is kept of a chunk while it runs: numbers of every future, and single people of the first future."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import numpy as np

from simkit.arrays import Array, Flags, Index
from simkit.engine.seen import Appraised, Observed, OnPaper, Seen
from simkit.engine.tally import Points
from simkit.outcomes.rows import total
from simkit.outcomes.winners import Split, splits, winners
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
FIRST_PAY, FIRST_THERE = "pay of the first year", "there in the first year"
"""What is kept of single people in the first compared year alone."""
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


@dataclass(frozen=True)
class Before:
    """Who was there when the schemes changed: how they are split, and the number of the person of each seat."""

    by: tuple[Split, ...]
    person: Array | None


@dataclass
class Shared:
    """Pay of the whole years that people work through under a scheme and under the first one (replication, seat).

    pay, before: under the scheme, under the first; there: who has such a year.
    """

    pay: Array
    before: Array
    there: Flags

    def add(self, pay: Array, before: Array, there: Flags) -> None:
        """Add another year; `there`: who works through it under both."""
        self.pay += np.where(there, pay, 0.0)
        self.before += np.where(there, before, 0.0)
        self.there |= there


class Watch:
    """Keeps what one chunk shows.

    rows: (scheme, view, year) -> outcome -> (replication,); static: firm -> (replication,); attained: (scheme,
    component, view) -> how many periods of advisors ended in each bin (bin,); points: rate -> points on it -> how many
    advisors had them at the end of the year; people: firm -> what each person of the first replication did, summed over
    the compared years (seat,); seats: of those who are there when the schemes change, under the first view.
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
        self.people: dict[Firm, dict[str, Array]] = {}
        self.seats: Seats
        self._before: dict[str, Before] = {}
        self._today: dict[str, tuple[Array, Flags]] = {}
        self._shared: dict[Firm, Shared] = {}

    def watch(self, seen: Seen) -> None:
        """Take what the engine tells."""
        if isinstance(seen, OnPaper):
            self.static[seen.scheme, seen.view] = total(seen.pay)
            self._count_points((seen.scheme, seen.view, None), seen.points)
        elif isinstance(seen, Appraised):
            if seen.phase == "run":
                self._count(seen)
        else:
            scheme = self._scenario.schemes[seen.scheme]
            found = outcomes_of(self._scenario, scheme, seen.seats, seen.record)
            self.rows[seen.scheme, seen.view, seen.year] = found
            if seen.phase == "run-in":
                self._look(seen)
            else:
                pay, there = self._worked_through(seen)
                self._add(seen, pay, there)
                self._share(seen, pay, there)
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

    def _look(self, seen: Observed) -> None:
        """Who is there at the end of a year of the run-in, of which the last one counts."""
        record, people = seen.record, self._scenario.people
        pay = (record.base_pay + record.variable_pay) * (12.0 / np.maximum(record.months, 1.0))
        by = splits(seen.seats, people.tenure.median_years, pay, record.ability)
        self._before[seen.view] = Before(by, record.person)
        if seen.view == self._scenario.views[0].name:
            self.seats = seen.seats

    def _add(self, seen: Observed, pay: Array, there: Flags) -> None:
        """What single people of the first replication did in a compared year."""
        record = seen.record
        shown = {"pay": pay, "contribution": contribution(self._scenario.work, record), "effort": record.effort}
        year = {name: values[0, :MOST_PEOPLE].copy() for name, values in shown.items()}
        if (seen.scheme, seen.view) not in self.people:
            first = {FIRST_PAY: year["pay"].copy(), FIRST_THERE: there[0, :MOST_PEOPLE].astype(np.float64)}
            self.people[seen.scheme, seen.view] = year | first
            return
        for name, values in year.items():
            self.people[seen.scheme, seen.view][name] += values

    def _share(self, seen: Observed, pay: Array, there: Flags) -> None:
        """The pay of a compared year beside the first scheme's, of which the engine tells first."""
        if seen.scheme == self._scenario.today:
            self._today[seen.view] = pay, there
            return
        before, there_before = self._today[seen.view]
        none = np.zeros_like(pay)
        shared = self._shared.setdefault((seen.scheme, seen.view), Shared(none, none.copy(), none > 0.0))
        shared.add(pay, before, there & there_before)

    def _worked_through(self, seen: Observed) -> tuple[Array, Flags]:
        """Pay of the year, and who of those who were there when the schemes changed worked through all of it."""
        record, person = seen.record, self._before[seen.view].person
        there = record.months == 12.0
        if record.person is not None and person is not None:
            there &= record.person == person
        return record.base_pay + record.variable_pay, there

    def winners(self, scheme: str, view: str) -> dict[str, dict[str, Array]]:
        """Group -> measure -> (replication,): pay under another scheme than the first, against it."""
        shared = self._shared[scheme, view]
        return winners(shared.pay, shared.before, shared.there, self._before[view].by)

    def first_people(self) -> dict[str, Array]:
        """Who sits where in the first replication when the schemes change (seat,)."""
        seats = self.seats
        drawn = {"base_pay": seats.base_pay, "talent": seats.talent, "book": seats.book, "tenure": seats.tenure}
        return {name: values[0, :MOST_PEOPLE].copy() for name, values in drawn.items()}

    def first_totals(self, scheme: str, view: str) -> dict[str, Array]:
        """Each person of the first replication in one firm (seat,): yearly means, and of the first compared year alone.

        Of that year `FIRST_PAY` is the pay, and `FIRST_THERE` 1 for who works through it, else 0.
        """
        years = self._scenario.horizon.length // 12
        alone = (FIRST_PAY, FIRST_THERE)
        return {n: v if n in alone else v / years for n, v in self.people[scheme, view].items()}


def _how_many(points: Array) -> Counter[float]:
    """Points -> how many have them; what differs by rounding only is the same."""
    values, counts = np.unique(np.round(points, 9) + 0.0, return_counts=True)  # + 0.0: no minus nought
    return Counter(dict(zip(values.tolist(), counts.tolist(), strict=True)))
