"""A firm: one scheme under one view, as arrays (replication, seat).

`work` is the month: pull -> effort -> results -> records.  Beside the true and the recorded results every firm keeps
*merit* results: the same skill and effort with book 1, shocks at their mean and no measurement error; what they
would be paid is the yardstick of the luck share.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial

import numpy as np

from simkit import arrays
from simkit.arrays import Array
from simkit.behaviour.pull import Sight
from simkit.behaviour.reading import Reader
from simkit.behaviour.steered import Steering
from simkit.engine.payroll import Payroll
from simkit.engine.sky import Sky
from simkit.engine.tally import Known, Tally, added_up
from simkit.engine.twelve_months import TwelveMonths
from simkit.measurement.reader import IdentityReader
from simkit.scenario.scenario import Scenario
from simkit.scheme.scheme import Scheme

LIVE = 0.05
"""A month's pull counts as live from this part of monthly base pay on."""
SCALES = (0.8, 1.2)
"""Results at which the cost of a scheme is computed beside the results that came out."""


@dataclass(frozen=True)
class FirmYear:
    """One year of one firm, arrays (replication, seat); money of the year, effort and shares as means of its months.

    beside_pay: what the scheme costs the bank beside what it pays.  deferred: what is promised at the end of the year
    and will be paid later.  results: true results, KPI -> sum of a flow or mean of a level.
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


class Workbench:
    """Spare arrays of a chunk, shared by all its firms, which work one after another."""

    def __init__(self, shape: tuple[int, int], activities: int) -> None:
        self.reader = Reader(*shape)
        self.attraction = [arrays.unknown(*shape) for _ in range(activities)]
        self.spare = [arrays.unknown(*shape) for _ in range(6)]


class Firm:
    """The state of one firm and what it does in a month."""

    def __init__(self, sky: Sky, bench: Workbench, steering: Steering, *, open_ended: bool = False) -> None:
        """`open_ended`: any scheme may come, so merit results and the last twelve months are kept of every KPI."""
        self.sky, self.bench, self.open_ended = sky, bench, open_ended
        self.work_rules = sky.scenario.work
        self.reader = IdentityReader()
        shape = sky.shape
        work = self.work_rules
        self.effort = arrays.unknown(*shape)
        self.true = {kpi: arrays.unknown(*shape) for kpi in (*work.flows, *work.levels)}
        self.merit = {kpi: arrays.unknown(*shape) for kpi in (*work.flows, *work.levels)}
        for kpi, level in work.levels.items():
            self.true[kpi].fill(level.level)
            self.merit[kpi].fill(level.level)
        self.payroll = Payroll(shape, sky.scenario.market.share)
        self.recent = self._remembered(sky.seats.book * sky.seats.talent)
        self.merit_recent = self._remembered(sky.seats.talent)
        self._reach = sky.seats.book * sky.seats.talent
        self._mixes = {kpi: work.mix(kpi) for kpi in (*work.flows, *work.levels)}
        asked = _on_merit(sky.scenario, steering.scheme)
        self._on_merit = (*work.flows, *work.levels) if open_ended else asked
        self._open_year(self._normal_year(self._reach), self._normal_year(sky.seats.talent))
        self.tallies = self._tallies(steering.scheme, [])
        self.merit_tallies = self._tallies(steering.scheme, [])
        self._see(steering)

    def _see(self, steering: Steering) -> None:
        """From now on people work by these plans."""
        self.steering = steering
        ratio = steering.median_pay / self.sky.seats.base_pay
        tiers = self.sky.seats.in_tiers
        self.sight = Sight(steering, self._reach, ratio, self.bench.reader, self.bench.spare, tiers)

    def fork(self, steering: Steering) -> Firm:
        """A firm with the same past that goes on under another scheme and the same view; at the start of a year."""
        other = Firm(self.sky, self.bench, steering, open_ended=self.open_ended)
        for mine, theirs in ((self.true, other.true), (self.merit, other.merit), (self.history, other.history),
                             (self.merit_history, other.merit_history)):  # fmt: skip
            for kpi, array in mine.items():
                theirs[kpi][...] = array
        other.recent = {kpi: months.fork() for kpi, months in self.recent.items()}
        other.merit_recent = {kpi: months.fork() for kpi, months in self.merit_recent.items()}
        other.payroll = self.payroll.fork()
        return other

    def replace_scheme(self, steering: Steering, month: int) -> None:
        """Go on under another scheme from `month` (from 0) on, before targets are set.

        What was awarded stays outstanding, results and history stay; a component that is the same goes on as it is, and
        every other one is set anew.
        """
        self.tallies = self._tallies(steering.scheme, self.tallies)
        self.merit_tallies = self._tallies(steering.scheme, self.merit_tallies)
        self._see(steering)
        for number, tally in enumerate(self.tallies):
            months = tally.component.months
            if month % months:  # it goes on in the middle of its period
                self.sight.begin(number, month % 12 // months, tally.targets)

    def _tallies(self, scheme: Scheme, before: list[Tally]) -> list[Tally]:
        """The tallies of a scheme; those of components that stay the same are taken over."""
        left, found = list(before), []
        for component in scheme.pay:
            same = next((tally for tally in left if tally.component == component), None)
            if same is not None:
                left.remove(same)
            tally = same or Tally(component, self.work_rules, self.sky.scenario.market.season, self.sky.shape)
            found.append(tally)
        for tally in found:
            for other in before if tally not in before else ():
                tally.remember(other)
        return found

    def _remembered(self, reach: Array) -> dict[str, TwelveMonths]:
        """The months before the first, of the KPIs that any scheme looks back on: normal effort and season, no luck."""
        work, season = self.work_rules, self.sky.scenario.market.season
        found = {}
        for kpi in (*work.flows, *work.levels) if self.open_ended else _looked_back_on(self.sky.scenario):
            flow = work.flows.get(kpi)
            found[kpi] = TwelveMonths(
                [
                    np.full(self.sky.shape, work.normal_month(kpi)) if flow is None
                    else work.normal_month(kpi) * (each if flow.follows_season else 1.0) * reach
                    for each in season
                ]
            )  # fmt: skip
        return found

    def _normal_year(self, reach: Array) -> dict[str, Array]:
        """The year before the first, as it is remembered: normal effort, no luck."""
        work = self.work_rules
        return {
            kpi: np.full(self.sky.shape, work.normal_month(kpi)) if kpi in work.levels
            else 12.0 * work.normal_month(kpi) * reach
            for kpi in work.kpis
        }  # fmt: skip

    def _open_year(self, history: dict[str, Array], merit_history: dict[str, Array]) -> None:
        shape = self.sky.shape
        self.history, self.merit_history = history, merit_history
        self.year = {kpi: np.zeros(shape) for kpi in self.true}
        same = isinstance(self.reader, IdentityReader)
        self.true_year = self.year if same else {kpi: np.zeros(shape) for kpi in self.true}
        self.merit_year = {kpi: np.zeros(shape) for kpi in self._on_merit}
        self.effort_sum, self.live_sum, self.hopeless, self.coasting = (np.zeros(shape) for _ in range(4))
        self.variable, self.beside_pay, self.merit_pay = np.zeros(shape), np.zeros(shape), np.zeros(shape)
        self.pay_at = {scale: np.zeros(shape) for scale in SCALES}

    @property
    def known(self) -> Known:
        """What targets are set from."""
        recent = {kpi: months.total for kpi, months in self.recent.items()}
        seats = self.sky.seats
        return Known(seats.book, self.history, seats.branch, recent, seats.in_tiers)

    def set_targets(self, month: int, months: int) -> None:
        """Periods of this length begin."""
        recent = {kpi: months.total for kpi, months in self.merit_recent.items()}
        seats = self.sky.seats
        merit = Known(np.ones(self.sky.shape), self.merit_history, seats.branch, recent, seats.in_tiers)
        for number, (tally, shadow) in enumerate(zip(self.tallies, self.merit_tallies, strict=True)):
            if tally.component.months == months:
                tally.begin(month, self.known, self.year)
                shadow.begin(month, merit, self.merit_year)
                self.sight.begin(number, month % 12 // months, tally.targets)

    def ask_beliefs(self, month: int, months: int) -> None:
        """In the middle of periods of this length: who believes the target is hopeless, who that it is safe."""
        levels = {kpi: self.true[kpi] for kpi in self.work_rules.levels}
        with_target = [tally for tally in self.tallies if tally.targets]
        for number, tally in enumerate(self.tallies):
            if tally.component.months != months or not tally.targets:  # without a target nobody can believe in one
                continue
            believed = self.sight.believed(number, tally.so_far, levels, month)
            if believed is not None:
                part = months / 12.0 / len(with_target)
                self.hopeless += part * believed[0]
                self.coasting += part * believed[1]

    def work(self, month: int) -> None:
        """One month: pull, effort, results, records."""
        output = self._exert(month)
        self._produce(month, output)
        for kpi, recorded in self.recorded.items():
            self.year[kpi] += recorded
        if self.true_year is not self.year:
            for kpi, true in self.true.items():
                self.true_year[kpi] += true
        for kpi, total in self.merit_year.items():
            total += self.merit[kpi]
        for kpi, months in self.recent.items():
            months.add(month, self.recorded[kpi])
        for kpi, months in self.merit_recent.items():
            months.add(month, self.merit[kpi])

    @property
    def recorded(self) -> Mapping[str, Array]:
        """What the firm records of the month's results: KPI -> (replication, seat)."""
        return self.reader.record(self.true)

    def _exert(self, month: int) -> dict[str, Array]:
        """Effort of the month; returns every activity's output (1 = normal)."""
        bench, steering = self.bench, self.steering
        attraction = bench.attraction
        for v in attraction:
            v.fill(1.0)
        levels = {kpi: self.true[kpi] for kpi in self.work_rules.levels}
        self.sight.attract(attraction, [tally.so_far for tally in self.tallies], levels, month % 12)
        mean, spare, other = bench.spare[:3]
        steering.rule.respond_in_place(attraction, self.effort, mean, spare, other)
        self.effort_sum += self.effort
        if (bar := self._live_from()) < np.inf:
            np.greater_equal(mean, bar, out=mean)
            self.live_sum += mean
        return dict(zip(self.work_rules.activities, attraction, strict=True))

    def _live_from(self) -> float:
        """Mean attraction from which a pull is live: the money of a normal month, before the view's response."""
        view, rule = self.steering.view, self.steering.rule
        if view.response == 0.0:
            return np.inf
        return 1.0 + rule.exponent * LIVE * view.response / view.worth_of_effort

    def _produce(self, month: int, output: Mapping[str, Array]) -> None:
        """Results of the month, true and on merit, from every activity's output."""
        work, sky = self.work_rules, self.sky
        mixed, spare = self.bench.spare[:2]
        for kpi, flow in work.flows.items():
            season = sky.scenario.market.season[month % 12] if flow.follows_season else 1.0
            done = added_up(output, self._mixes[kpi], mixed, spare)
            np.multiply(done, sky.seats.talent, out=mixed)
            np.multiply(mixed, sky.opportunity[kpi], out=self.true[kpi])
            if kpi in self.merit_year:
                np.multiply(mixed, flow.normal_month * season, out=self.merit[kpi])
        for kpi, level in work.levels.items():
            done = added_up(output, self._mixes[kpi], mixed, spare)
            np.multiply(done, level.level * level.follows_effort * level.moves, out=mixed)
            mixed += level.level * (1.0 - level.follows_effort) * level.moves
            states = (self.true[kpi], self.merit[kpi]) if kpi in self.merit_year else (self.true[kpi],)
            for state in states:
                state *= 1.0 - level.moves
                state += mixed
            self.true[kpi] += sky.level_luck[kpi]
            if level.at_most is not None:
                for state in states:
                    np.minimum(state, level.at_most, out=state)

    def appraise(self, month: int, months: int) -> None:
        """Periods of this length end: awards are made."""
        base = self.sky.seats.base_pay
        for tally, shadow in zip(self.tallies, self.merit_tallies, strict=True):
            component = tally.component
            if component.months == months:
                award, *others = tally.award(self.recorded, base, (1.0, *SCALES))
                due, terms, unit = month + component.paid_after, component.deferral, component.round_to
                self.payroll.award(award, due, terms, unit, self.sky.quote)
                self.variable += award
                if component.costs_beside_pay:
                    self.beside_pay += tally.cost(self.recorded, base) - award
                self.merit_pay += shadow.award(self.merit, base)[0]
                for total, other in zip(self.pay_at.values(), others, strict=True):
                    total += other

    def attained(self, months: int) -> Iterator[tuple[int, Callable[[], Array]]]:
        """Of each component whose periods of this length end: its number, and where each seat stands on its curve."""
        for number, tally in enumerate(self.tallies):
            if tally.component.months == months:
                yield number, partial(tally.attained, self.recorded, self.sky.seats.base_pay)

    def close_year(self) -> FirmYear:
        """The year that ended; its results become history."""
        if not any(tally.targets for tally in self.tallies):
            self.hopeless.fill(np.nan)  # without a target nobody can believe in one
            self.coasting.fill(np.nan)
        ended = FirmYear(
            base_pay=12.0 * self.sky.seats.base_pay,
            variable_pay=self.variable,
            beside_pay=self.beside_pay,
            merit_pay=self.merit_pay,
            pay_at=self.pay_at,
            deferred=self.payroll.deferred(),
            effort=self.effort_sum / 12.0,
            live=self.live_sum / 12.0,
            hopeless=self.hopeless,
            coasting=self.coasting,
            results=self._whole_year(self.true_year),
        )
        self._open_year(self._whole_year(self.year), self._whole_year(self.merit_year))
        return ended

    def _whole_year(self, counted: Mapping[str, Array]) -> dict[str, Array]:
        """Results of a year that is over, sums of flows included: KPI -> sum of a flow or mean of a level."""
        work = self.work_rules
        whole = {kpi: total / 12.0 if kpi in work.levels else total for kpi, total in counted.items()}
        for kpi, made in work.sums.items():
            if all(part in whole for part in made.sum_of):
                whole[kpi] = np.add.reduce([rate * whole[part] for part, rate in made.sum_of.items()])
        return whole


def _looked_back_on(scenario: Scenario) -> tuple[str, ...]:
    """Flows and levels of which twelve months count in any scheme: it may come after one that does not look back."""
    components = [component for each in scenario.schemes.values() for component in each.components]
    read = {kpi for component in components for kpi in component.reads_trailing}
    parts = {part for kpi in read for part in scenario.work.added_up(kpi)}
    return tuple(kpi for kpi in (*scenario.work.flows, *scenario.work.levels) if kpi in parts)


def _on_merit(scenario: Scenario, scheme: Scheme) -> tuple[str, ...]:
    """Flows and levels whose merit results are asked for: by the scheme, or by any scheme's targets and look-backs."""
    work = scenario.work
    past = {
        measure.kpi
        for each in scenario.schemes.values()
        for component in each.components
        for measure in component.measures
        if measure.target.reads_history
    }
    counted = {part for kpi in past.union(scheme.counted) for part in work.added_up(kpi)}.union(
        _looked_back_on(scenario)
    )
    return tuple(kpi for kpi in (*work.flows, *work.levels) if kpi in counted)
