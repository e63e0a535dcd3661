"""From what pays to effort: how the people of one firm respond to their scheme in a month."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from simkit import arrays
from simkit.arrays import Array
from simkit.behaviour.drives import attract, may_repel
from simkit.behaviour.pull import Sight
from simkit.behaviour.steered import Steering
from simkit.engine.news import News
from simkit.engine.period_ends import PeriodEnds
from simkit.engine.sky import Sky
from simkit.engine.tallies import Tallies
from simkit.engine.workbench import Workbench
from simkit.engine.workforce import Workforce
from simkit.engine.year import Book

LIVE = 0.05
"""A month's pull counts as live from this part of monthly base pay on."""


class Response:
    """What pays in the eyes of one firm's people, and how hard they work for it.  Arrays (replication, seat).

    steering: the plans they work by; sight: what they see of them.  effort: of the month (1 = normal).  pull: what pay
    adds to the mean attraction this month, if somebody keeps an array here.
    """

    def __init__(self, sky: Sky, bench: Workbench, reach: Array) -> None:
        """`reach`: what multiplies the result of an average seat; it moves on with the firm."""
        self._sky, self._bench, self._reach = sky, bench, reach
        self.effort = arrays.unknown(*sky.shape)
        self.pull: Array | None = None

    def see(self, steering: Steering, people: Workforce) -> None:
        """From now on these people work by these plans."""
        self.steering, self._people = steering, people
        self._pay_ratio = steering.median_pay / people.staff.base_pay
        self._repels = may_repel(self._sky.scenario.work, steering.scheme.pay)
        tiers, bench = self._sky.seats.in_tiers, self._bench
        self.sight = Sight(steering, self._reach, self._pay_ratio, bench.reader, bench.spare, tiers)

    def see_base_pay(self) -> None:
        """Base pay has changed, so the same money means more or less."""
        np.divide(self.steering.median_pay, self._people.staff.base_pay, out=self._pay_ratio)

    def drive(
        self, month: int, tallies: Tallies, news: News, levels: Mapping[str, Array], ends: PeriodEnds | None
    ) -> None:
        """What pays in `month`, by KPI, onto the workbench.

        Components that begin or end are looked at one by one, as deals may be moved then.
        """
        drives, own = self._bench.drives, self._bench.own
        drives.clear()
        if self.steering.view.response == 0.0:  # a plan for nothing is nothing but for its last digits
            return
        for number, tally in enumerate(tallies):
            now = news.known(number, tally, levels, month)
            if ends and ends.watches(tally.component, month):
                own.clear()
                self.sight.drive(number, own, now, month % 12)
                ends.look(number, tally.component, month, own)
                drives.take(own)
            else:
                self.sight.drive(number, drives, now, month % 12)
        for kpi, bans in self._sky.banned.items():
            if bans:
                drives.drop(kpi)

    def exert(self, book: Book) -> list[Array]:
        """Effort of the month for the drives on the workbench, noted in the book; every activity's output (1 = normal).

        The output stands on the workbench.
        """
        bench, mood, staff, rule = self._bench, self._people.mood, self._people.staff, self.steering.rule
        attraction, joy = bench.attraction, mood.joy if mood else 1.0
        attract(bench.drives.items(), bench.loads, joy, attraction, bench.spare[0])
        if self._repels:
            for v in attraction:
                np.maximum(v, rule.least, out=v)
        mean, spare, other = bench.spare[:3]
        here = staff.present if staff.moves else None
        rule.respond_in_place(attraction, self.effort, mean, spare, other, here)
        book.effort += self.effort
        mean -= joy
        if self.pull is not None:
            np.copyto(self.pull, mean)
        if (bar := self.live_from) < np.inf:
            np.greater_equal(mean, bar, out=mean)
            if staff.moves:
                mean *= staff.present
            book.live += mean
        return attraction

    @property
    def live_from(self) -> float:
        """Attraction by pay from which a pull is live: the money of a normal month, before the view's response."""
        view, rule = self.steering.view, self.steering.rule
        if view.response == 0.0:
            return np.inf
        return rule.exponent * LIVE * view.response / view.worth_of_effort
