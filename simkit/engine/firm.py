"""A firm: one scheme under one view, as arrays (replication, seat).

`work` is the month: pull -> conduct and effort -> results -> records.  Beside the true and the recorded results every
firm keeps *merit* results: the same skill and effort with book 1, shocks at their mean and no measurement error; what
they would be paid is the yardstick of the luck share.  Each step is a part of its own (`Response`, `Producing`,
`Counting`), and what people do beside their work stands in `Workforce` and its parts; the firm says in which order
things happen.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial

import numpy as np

from simkit.arrays import Array
from simkit.behaviour.steered import Steering
from simkit.engine.counting import Counting
from simkit.engine.news import News
from simkit.engine.payroll import Payroll
from simkit.engine.period_ends import PeriodEnds
from simkit.engine.producing import Producing
from simkit.engine.response import Response
from simkit.engine.sky import Sky
from simkit.engine.tally import Tally
from simkit.engine.workbench import Workbench
from simkit.engine.workforce import Workforce
from simkit.engine.year import SCALES, Book, FirmYear


class Firm:
    """The state of one firm and what it does in a month."""

    def __init__(
        self, sky: Sky, bench: Workbench, steering: Steering, *, open_ended: bool = False, yardsticks: bool = True
    ) -> None:
        """`open_ended`: any scheme may come; see `Counting`.  `yardsticks`: see `simulate`."""
        self.sky, self.bench, self.open_ended, self.yardsticks = sky, bench, open_ended, yardsticks
        self.work_rules, self.rules = sky.scenario.work, sky.scenario.behaviour
        self.payroll = Payroll(sky.shape, sky.scenario.market.share)
        self.people = Workforce(sky, steering.view)
        self.news = News(self.rules.feedback.every if self.rules.feedback else 1)
        self.producing = Producing(sky, bench.spare[:2])
        self.true, self.merit = self.producing.true, self.producing.merit
        self._reach = sky.seats.book * sky.seats.talent
        self.response = Response(sky, bench, self._reach)
        self.effort = self.response.effort
        self.counting = Counting(
            sky, steering.scheme, self.producing, self._reach, open_ended=open_ended, yardsticks=yardsticks
        )
        self.tallies = self.counting.tallies
        self.ends = PeriodEnds(sky, self.rules.timing) if self.rules.timing else None
        self._open_year()
        self._see(steering)

    def _open_year(self) -> None:
        """A year begins: nothing of it has been counted."""
        self.book = Book(self.sky.shape, SCALES if self.yardsticks else ())
        if self.ends:
            self.ends.open_year()

    def _see(self, steering: Steering) -> None:
        """From now on people work by these plans."""
        self.steering = steering
        self.response.see(steering, self.people)
        self.people.see(steering.scheme)

    def fork(self, steering: Steering) -> Firm:
        """A firm with the same past that goes on under another scheme and the same view; at the start of a year."""
        other = Firm(self.sky, self.bench, steering, open_ended=self.open_ended, yardsticks=self.yardsticks)
        for mine, theirs in ((self.true, other.true), (self.merit, other.merit)):
            for kpi, array in mine.items():
                theirs[kpi][...] = array
        other._reach[...] = self._reach
        self.counting.fork(other.counting)
        other.payroll, other.people = self.payroll.fork(), self.people.fork(steering.view)
        other.ends, other.news = self.ends and self.ends.fork(), self.news.fork()
        other._see(steering)
        other.people.change()
        return other

    def replace_scheme(self, steering: Steering, month: int) -> None:
        """Go on under another scheme from `month` (from 0) on, before targets are set.

        What was awarded stays outstanding, results and history stay; a component that is the same goes on as it is, and
        every other one is set anew.
        """
        same = self.counting.replace(steering.scheme)
        if self.ends:
            self.ends.go_on(same)
        self._see(steering)
        self.people.change()
        for number, tally in enumerate(self.tallies):
            if month % tally.component.months:  # it goes on in the middle of its period
                self._begin(number, tally, month)

    @property
    def recorded(self) -> Mapping[str, Array]:
        """Results of the month as the firm records them: flow or level KPI -> (replication, seat)."""
        return self.counting.recorded

    @property
    def levels(self) -> dict[str, Array]:
        """Level KPI -> where it stands."""
        return {kpi: self.true[kpi] for kpi in self.work_rules.levels}

    def hire(self, month: int) -> None:
        """Seats that were empty long enough are filled, at the start of `month` (from 0)."""
        if self.people.arrive(month):
            self.response.see_base_pay()

    def change_base_pay(self, by: float, seats: Sequence[int] | None) -> None:
        """Base pay changes by a share, of some seats or of all."""
        self.people.staff.change_base_pay(by, seats)
        self.response.see_base_pay()

    def set_targets(self, month: int, months: int) -> None:
        """Periods of this length begin."""
        for number, tally in self.counting.begin(month, months):
            self._begin(number, tally, month)

    def _begin(self, number: int, tally: Tally, month: int) -> None:
        reach = self.sky.seats.book * self.people.can if tally.component.measures else self._reach
        self.response.sight.begin(number, month % 12 // tally.component.months, tally.targets, reach)
        self.news.begin(number, tally, self.levels, month)

    def give_feedback(self, month: int) -> None:
        """Everybody hears where they stand, at the start of `month`."""
        self.news.tell(self.tallies, self.levels, month)

    def ask_beliefs(self, month: int, months: int) -> None:
        """In the middle of periods of this length: who believes the target is hopeless, who that it is safe."""
        with_target = [tally for tally in self.tallies if tally.targets]
        chances: dict[int, Array] = {}
        for number, tally in self.tallies.of(months):
            if not tally.targets:  # without a target nobody can believe in one
                continue
            believed = self.response.sight.believed(number, self.news.known(number, tally, self.levels, month), month)
            if believed is not None:
                part = months / 12.0 / len(with_target)
                self.book.hopeless += part * believed.hopeless
                self.book.coasting += part * believed.coasting
                chances[number] = believed.chance
        self.people.aim(chances, len(with_target))

    def work(self, month: int) -> None:
        """One month: pull, conduct and effort, results, records."""
        people = self.people
        people.begin_month()
        if people.moves:
            np.multiply(self.sky.seats.book, people.carries, out=self._reach)
        self.response.drive(month, self.tallies, self.news, self.levels, self.ends)
        if people.conduct:
            people.conduct.press(self.bench.drives)
        output = self.response.exert(self.book)
        by_name = dict(zip(self.work_rules.activities, output, strict=True))
        on_merit = self.counting.merit_past.counted
        self.producing.flows(month, by_name, people.carries, people.merit, on_merit)
        self.producing.levels(by_name, self._drop(), on_merit)
        if people.conduct:
            people.conduct.sell(self.true)
        if self.ends:
            self.ends.move(month, self._reach, self.true)
        if people.conduct:
            people.conduct.settle(self.true)
        people.worked(self.effort, output, self.true)
        self.counting.add(month, people.last_variable)

    def _drop(self) -> Array | None:
        """What pressure takes off the levels of clients this month, as a share of the level; None without pressure."""
        rule = self.rules.pressure
        if rule is None or self.people.conduct is None:
            return None
        return np.multiply(self.people.conduct.pressure, rule.satisfaction_drop, out=self.bench.spare[2])

    def appraise(self, month: int, months: int) -> None:
        """Periods of this length end: awards are made, to who was there for as much of the period as that was."""
        base, person = self.people.staff.base_pay, self.people.staff.person
        for number, tally in self.tallies.of(months):
            component, recorded = tally.component, self.recorded
            award, *others = self._awards(number, tally)
            due, terms, unit = month + component.paid_after, component.deferral, component.round_to
            self.payroll.award(award, due, terms, unit, self.sky.quote, person=person)
            self.book.variable += award
            if component.costs_beside_pay:
                self.book.beside_pay += tally.cost(recorded, base) - award
            for total, other in zip(self.book.yardsticks, others, strict=True):
                total += other
            self.people.reward(tally.honoured(recorded, base), tally.trained(recorded, base))
        true = self.counting.true_tallies
        for _, tally in () if true is None else true.of(months):
            self.book.true_pay += self.people.staff.earned(tally.award(self.true, base), tally.component)[0]

    def _awards(self, number: int, tally: Tally) -> list[Array]:
        """What is earned with a component: by results as they are reported, then by the yardsticks of the book."""
        staff, conduct = self.people.staff, self.people.conduct
        more = conduct.overstating(tally.component) if conduct else None
        scales = (1.0,) if more is None else (1.0, 1.0 + more)
        awards = tally.award(self.recorded, staff.base_pay, (*scales, *self.book.pay_at))
        if self.counting.merit_tallies is not None:
            shadow = self.counting.merit_tallies[number]
            awards = [*awards, *shadow.award(self.merit, staff.base_pay)]
        found = staff.earned(awards, tally.component)
        if conduct is None or more is None:
            return found
        honest, overstated, *others = found
        return [conduct.misreport(honest, overstated), *others]

    def attained(self, months: int) -> Iterator[tuple[int, Callable[[], Array]]]:
        """Of each component whose periods of this length end: its number, and where each seat stands on its curve."""
        for number, tally in self.tallies.of(months):
            yield number, partial(tally.attained, self.recorded, self.people.staff.base_pay)

    def discover(self, month: int) -> None:
        """Some misconduct is found."""
        self.people.discover(month, self.payroll)

    def lose(self, month: int) -> None:
        """Some leave."""
        self.people.lose(month, self.payroll)

    def grow(self) -> None:
        """A quarter is over: skill moves, and morale."""
        self.people.settle_growth(self.counting.past.worth)
        self.people.settle_mood()

    def review(self) -> None:
        """The year is over: people look at what they were paid."""
        self.people.review(self.book.variable, self.counting.past.worth())

    def close_year(self) -> FirmYear:
        """The year that ended; its results become history."""
        book, staff = self.book, self.people.staff
        months = np.maximum(staff.months, 1.0)
        if not any(tally.targets for tally in self.tallies):
            book.hopeless.fill(np.nan)  # without a target nobody can believe in one
            book.coasting.fill(np.nan)
        results, recorded = self.counting.close()
        ended = FirmYear(
            base_pay=staff.base_paid,
            variable_pay=book.variable,
            beside_pay=book.beside_pay,
            merit_pay=book.merit_pay,
            pay_at=book.pay_at,
            deferred=self.payroll.deferred(),
            effort=book.effort / months,
            live=book.live / months,
            hopeless=book.hopeless,
            coasting=book.coasting,
            results=results,
            months=staff.months,
            recorded=recorded,
            ability=np.array(self.people.ability),
            counted=self._counted(),
            person=staff.person,
            points=self.tallies.points(self.recorded, staff.base_pay) if self.yardsticks else {},
        )
        self._open_year()
        self.people.open_year()
        return ended

    def _counted(self) -> dict[str, Array]:
        """What the year has counted beside pay, effort and results."""
        found = self.people.counted()
        if self.counting.true_tallies is not None:
            found["true_pay"] = self.book.true_pay
        if self.ends:
            found |= {"moved": self.ends.moved, "conceded": self.ends.conceded}
        return found
