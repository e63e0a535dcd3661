"""From a scheme to plans: what every component asks of one type of advisor under one view.

`steer` turns each component into lines, one a measure or a gate, and solves the plans:

- A bonus whose payout is straight over all reachable scores is planned as one component per measure.
- Any other bonus is planned on its score S.  The chain rule carries the pull on S to the measures:
  drive_k = pull_S x weight x expected slope of the scorer x stretch_k x gain_k, times the chance that the gates open.
- A gate is a component of its own: its KPI over its level -> the award behind it.
- A price list pulls with its prices, discounted to pay day.

A *drive* is the money of a normal month that hangs on a KPI, in units of kappa: the pull times what a normal month
adds.  Components are solved one after another, each taking the others' usual drive as given: a first sweep on two
stretches, the second, with gates, on all.  By the martingale of the pull the usual drive is the one at the start.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from simkit.arrays import Array
from simkit.behaviour.course import Course, average_course, course, score_course
from simkit.behaviour.effort import EffortRule
from simkit.behaviour.field import Field, by_place, moved, rivals
from simkit.behaviour.planning import STRETCHES, Plan, Prospect, solve
from simkit.behaviour.ratchet import foreseen
from simkit.behaviour.response import Response
from simkit.behaviour.rolling import Rolling
from simkit.behaviour.scoring import expected_score, score_tables
from simkit.behaviour.steered import Line, PlannedLine, PriceList, ScoreBonus, ScoredLine, SplitBonus, Steered, Steering
from simkit.behaviour.tables import Table
from simkit.behaviour.views import View
from simkit.market.share import SharePrice
from simkit.people.advisors import People
from simkit.scheme.beliefs import Beliefs
from simkit.scheme.components.component import PayComponent
from simkit.scheme.components.grid import ProductionGrid
from simkit.scheme.components.relative import Relative
from simkit.scheme.curve import Curve
from simkit.scheme.kpis import Work
from simkit.scheme.others import Others
from simkit.scheme.relative_scorers import RankScorer
from simkit.scheme.scheme import Scheme
from simkit.scheme.scorecard import Measure
from simkit.scheme.target_rule import TargetBasis

_COARSE = (0.9, 1.1)
_ROUNDS, _SETTLED = 8, 0.003
"""A field is at rest when no quantile moves by more than this part of its spread; it is looked for so many times."""


def steer(
    work: Work,
    season: Sequence[float],
    scheme: Scheme,
    view: View,
    people: People,
    share: SharePrice | None = None,
) -> Steering:
    """Solve every plan of a scheme under one view.

    `season`: (12,) demand; `people`: who the colleagues are; `share`: in which the scheme may pay.
    """
    eye = _Eye(work, season, view, people, share)
    for number, component in enumerate(scheme.pay):
        eye.steer(number, component, _COARSE, with_gates=False)
    steered = tuple(
        eye.steer(number, component, STRETCHES, with_gates=True) for number, component in enumerate(scheme.pay)
    )
    return Steering(scheme, view, eye.rule, eye.median_pay, steered, people.seats, eye.others, eye.unsettled)


class _Eye:
    """How one type of advisor sees a scheme, while it is being planned.

    usual: attraction (activity,) that each line usually adds; awards: expected award of each bonus (units of kappa);
    others: what is believed of the colleagues, for each component whose pay depends on them; seen: the same by score
    and by the attainment of each measure that scores places.
    """

    def __init__(
        self, work: Work, season: Sequence[float], view: View, people: People, share: SharePrice | None
    ) -> None:
        self.work, self.season, self.view, self.people, self.share = work, season, view, people, share
        self.median_pay, self.seats = people.base_pay.median, people.seats
        self.rule = EffortRule(tuple(work.activities.values()), work.effort_exponent, view.convexity)
        self.money = view.response / (view.worth_of_effort * self.median_pay)
        self.usual: dict[tuple[int, str], Array] = {}
        self.awards: dict[int, float] = {}
        self.others: dict[int, Others] = {}
        self.seen: dict[int, dict[int | str, Others]] = {}
        self.unsettled: dict[int, float] = {}
        self.fields: dict[int, Field] = {}

    def steer(self, number: int, component: PayComponent, stretches: tuple[float, ...], with_gates: bool) -> Steered:
        """Plan one component among the usual attractions of all other lines."""
        component = component.planned(self._normal)
        if isinstance(component, ProductionGrid):
            return self._rolling(number, component)
        if not component.measures:
            return self._price_list(number, component)
        if isinstance(component, Relative) or by_place(component):
            return self._among_others(number, component, stretches, with_gates)
        low, high = component.least_attained, component.most_attained
        conditions = (*component.gates, *component.modified_by)
        if not conditions and self._is_straight(number, component, low, high):
            return self._split(number, component, stretches, low, min(high, low + 1.0))
        return self._on_score(number, component, stretches, with_gates)

    def _among_others(
        self, number: int, component: PayComponent, stretches: tuple[float, ...], with_gates: bool
    ) -> ScoreBonus:
        """Plan, see how far people come who follow the plan, and plan again, until that changes no more."""
        if number not in self.fields:
            self.fields[number] = Field(self.work, self.season, self.people, component)
        theirs, output = self.fields[number], dict[str, Array]()
        seen = self.seen.get(number) or theirs.seen()
        for _ in range(_ROUNDS):
            self.seen[number] = seen
            if isinstance(component, Relative):
                self.others[number] = seen["score"]
            planned = self._on_score(number, component, stretches, with_gates)
            output = self._response(number, planned).output(theirs, planned.plan, planned.pass_chance, output)
            found = theirs.seen(output)
            self.unsettled[number] = max(moved(seen[name], found[name]) for name in seen)
            if self.unsettled[number] < _SETTLED:
                break
            seen = found
        return planned

    def _scorer(self, number: int, place: int, measure: Measure, mean: Course) -> Curve:
        """Result over target, or over a normal result where there is no target, to score as it is foreseen."""
        colleagues = self.seen.get(number, {}).get(place)
        if colleagues is not None and isinstance(measure.score, RankScorer):
            return measure.score.foreseen(colleagues)
        return measure.scorer if measure.has_target else measure.scorer.over(mean.normal)

    def _response(self, number: int, planned: ScoreBonus) -> Response:
        lines = planned.lines
        return Response(
            rule=self.rule,
            scorers=[line.scorer for line in lines],
            loadings=[line.loading for line in lines],
            ratchets=[line.ratchet for line in lines],
            lines=[average_course(line.courses) for line in lines],
            background=self._usual_of_others(number, "score"),
        )

    def _is_straight(self, number: int, component: PayComponent, low: float, high: float) -> bool:
        """Whether money is a sum over measures: the payout is straight wherever scores can be, also as it is felt."""
        if any(measure.scorer.falls for measure in component.measures):  # a plan climbs; a score tells what falls
            return False
        capped = all(measure.highest <= 1.0 for measure in component.measures)  # no gain makes up for a loss
        straight = component.perceived(self._beliefs(number, component), self.median_pay).is_straight(low, high)
        return low < high and straight and (self.view.loss_aversion == 1.0 or capped)

    def _split(
        self, number: int, component: PayComponent, stretches: tuple[float, ...], low: float, high: float
    ) -> SplitBonus:
        """One plan a measure, at the slope that the payout has between the scores `low` and `high`."""
        payout = component.perceived(self._beliefs(number, component), self.median_pay)
        unit = (float(payout(high)) - float(payout(low))) / (high - low)
        lines = []
        for place, measure in enumerate(component.measures):
            line, mean, usual = self._line(measure, component.months)
            curve = self._scorer(number, place, measure, mean).times(unit * measure.weight * self.money)
            plan = self._plan((number, f"measure {place}"), curve, mean, stretches, usual, line.ratchet)
            lines.append(PlannedLine(**vars(line), plan=plan))
        return SplitBonus(component, tuple(lines))

    def _on_score(
        self, number: int, component: PayComponent, stretches: tuple[float, ...], with_gates: bool
    ) -> ScoreBonus:
        found = [self._line(measure, component.months) for measure in component.measures]
        scorers = [
            self._scorer(number, place, measure, found[place][1]) for place, measure in enumerate(component.measures)
        ]
        usual = sum(
            line.weight * float(scorer(stretch)) for (line, _, stretch), scorer in zip(found, scorers, strict=True)
        )
        mean = score_course(
            [_part(line, each, scorer, usual) for (line, each, usual), scorer in zip(found, scorers, strict=True)]
        )
        behind = self.awards.get(number, 0.0)
        gates, pass_chance = self._gates(number, component, stretches) if with_gates else ((), 1.0)
        modifiers, modified = self._modifiers(number, component, stretches) if with_gates else ((), 1.0)
        beliefs = replace(self._beliefs(number, component), pass_chance=pass_chance)
        curve = component.perceived(beliefs, self.median_pay).times(self.money * modified)
        ratchet = sum(line.weight * line.ratchet for line, _, _ in found)
        plan = self._plan((number, "score"), curve, mean, stretches, usual, ratchet)
        self.awards[number] = plan.at(plan.award, 0, usual, usual) / (pass_chance * modified)
        lines = []
        for (line, each, _), scorer in zip(found, scorers, strict=True):
            grid, score, slope = score_tables(scorer, each.noise, stretches)
            if scorer.falls:  # nobody works less to lose fewer points; who works for fewer is seen
                slope = np.maximum(slope, 0.0) if each.gain.sum() >= 0.0 else np.minimum(slope, 0.0)
            lines.append(ScoredLine(**vars(line), scorer=scorer, grid=grid, score=Table(score), slope=Table(slope)))
        return ScoreBonus(component, tuple(lines), plan, gates, pass_chance, behind, modifiers, modified)

    def _gates(
        self, number: int, component: PayComponent, stretches: tuple[float, ...]
    ) -> tuple[tuple[PlannedLine, ...], float]:
        """The gates' lines and the chance, at the start of a usual period, that all of them open."""
        lines, chance = [], 1.0
        for place, gate in enumerate(component.gates):
            courses, mean = self._courses(gate.kpi, component.months)
            curve = component.perceived_gate(gate, Beliefs(expected_award=self.awards[number]))
            usual = mean.normal / gate.at_least
            plan = self._plan((number, f"gate {place}"), curve, mean, stretches, usual, 1.0)
            if usual > STRETCHES[-1]:  # passed as a matter of course, and beyond what plans are told for
                plan = replace(plan, pull=np.zeros_like(plan.pull), chance=np.ones_like(plan.chance))
                self.usual[number, f"gate {place}"] = np.zeros(len(self.rule.shares))
            chance *= max(plan.at(plan.chance, 0, usual, usual), 1e-6)
            unit = self.work.counting_unit(gate.kpi, component.months)
            lines.append(
                PlannedLine(gate.kpi, courses, self._loading(mean), self._parts(gate.kpi), 1.0, 1.0, unit, plan)
            )
        return tuple(lines), chance

    def _modifiers(
        self, number: int, component: PayComponent, stretches: tuple[float, ...]
    ) -> tuple[tuple[PlannedLine, ...], float]:
        """The modifiers' lines, and what all coefficients of a usual period make of the award."""
        lines, product = [], 1.0
        for place, modifier in enumerate(component.modified_by):
            courses, mean = self._courses(modifier.kpi, component.months)
            curve = component.perceived_modifier(modifier, Beliefs(expected_award=self.awards[number]))
            usual = mean.normal / modifier.target
            plan = self._plan((number, f"modifier {place}"), curve, mean, stretches, usual, 1.0)
            product *= float(modifier.curve(usual))
            unit = self.work.counting_unit(modifier.kpi, component.months)
            parts = self._parts(modifier.kpi)
            lines.append(PlannedLine(modifier.kpi, courses, self._loading(mean), parts, 1.0, 1.0, unit, plan))
        return tuple(lines), max(product, 1e-6)

    def _price_list(self, number: int, component: PayComponent) -> PriceList:
        """Straight pay; where prices float with what all sell, that is looked for until it changes no more."""
        if component.compared == "nobody":
            return self._priced(number, component)
        others, sold = Others(np.zeros(0), rivals(self.people, component)), dict[str, float]()
        for _ in range(_ROUNDS):
            found = {kpi: self._usual_volume(kpi, component) * others.rivals for kpi in component.counted}
            change = max(abs(found[kpi] / sold.get(kpi, 1e-12) - 1.0) if found[kpi] else 0.0 for kpi in found)
            self.others[number], sold = replace(others, volumes=found, base_pay=self._mean_pay), found
            self.unsettled[number] = change
            planned = self._priced(number, component)
            if change < _SETTLED:
                break
        return planned

    def _of_level(self, kpi: str, months: int, month: int) -> float:
        """What a normal month's output of a level's activities adds to its mean over the period."""
        line = course(self.work, kpi, self.season, months, month - month % months)
        return line.normal * float(line.gain[month % months])

    def _usual_volume(self, kpi: str, component: PayComponent) -> float:
        """What an average colleague sells in a period at the usual effort."""
        _, line = self._courses(kpi, component.months)
        _, output = self.rule.respond([np.array([v]) for v in self._usual_of_others(-1, "")])
        made = sum(part * float(each[0]) for part, each in zip(line.mix, output, strict=True))
        return line.normal * (1.0 + float(line.gain.sum()) * (made - 1.0))

    @property
    def _mean_pay(self) -> float:
        """Mean base pay over the median."""
        return float(np.sqrt(1.0 + self.people.base_pay.spread**2))

    def _priced(self, number: int, component: PayComponent) -> PriceList:
        """Straight pay pulls with its price: no plan is needed, only its weight until pay day."""
        view, months = self.view, component.months
        price = (
            float(component.perceived(self._beliefs(number, component), self.median_pay)(1.0))
            * view.present_bias
            * self.money
        )
        drives: dict[str, Array] = {}
        usual = np.zeros(len(self.rule.shares))
        for kpi, each in component.believed_prices(self._beliefs(number, component), self.median_pay).items():
            drive = np.zeros(12)
            for month in range(12):
                line = course(self.work, kpi, self.season, 1, month)
                adds = line.normal if not line.is_level else self._of_level(kpi, months, month)
                drive[month] = each * price * view.discount ** (months - month % months) * adds
            usual += drive.mean() * np.array(self._loading(line))
            for part, share in self._parts(kpi):
                drives[part] = drives.get(part, 0.0) + share * drive
        self.usual[number, "prices"] = usual
        return PriceList(component, drives)

    def _rolling(self, number: int, component: ProductionGrid) -> Rolling:
        """A grid that looks back twelve months: no plan, but the worth of a unit where each seat stands."""
        view, months = self.view, component.months
        money = self._present_value(component) * view.present_bias * self.money
        waits = [view.discount ** (months - month % months) for month in range(12)]
        pulls, luck, loading = {}, {}, {}
        for kpi in component.counted:
            years = [course(self.work, kpi, self.season, 12, month) for month in range(12)]
            drives = [wait * float(year.gain[0]) * year.normal for wait, year in zip(waits, years, strict=True)]
            pulls[kpi] = money * np.array(drives)
            loading[kpi] = np.array(self._loading(years[0]))
            luck[kpi] = float(np.sqrt(np.sum(years[0].noise ** 2)))
        normal = {kpi: self._normal(kpi, 12) for kpi in component.counted}
        units = {kpi: self.work.counting_unit(kpi, 12) for kpi in component.counted}
        levels = frozenset(kpi for kpi in component.counted if kpi in self.work.levels)
        parts = {kpi: self._parts(kpi) for kpi in component.counted}
        found = Rolling(component, pulls, parts, levels, units, normal, luck)
        prices = found.prices({kpi: np.full((1, 1), result) for kpi, result in normal.items()})
        self.usual[number, "prices"] = np.add.reduce(
            [prices[kpi].item() * pulls[kpi].mean() * loading[kpi] for kpi in prices]
        )
        return found

    def _normal(self, kpi: str, months: int) -> float:
        """An average seat's normal result of a period."""
        return self._courses(kpi, months)[1].normal

    def _line(self, measure: Measure, months: int) -> tuple[Line, Course, float]:
        """A measure's line, its mean course, and its stretch in a usual period."""
        courses, mean = self._courses(measure.kpi, months)
        view, rule = self.view, measure.target
        ratchet = foreseen(rule.ratchet_share, view.discount**12, view.ratchet_foresight, keeps=rule.keeps)
        share = mean.share_of_year(months)
        history = np.array([mean.normal / share])
        target = rule.target(TargetBasis(mean.normal, np.ones(1), history, share, seats=self.seats))
        unit = self.work.counting_unit(measure.kpi, months)
        parts = self._parts(measure.kpi)
        line = Line(measure.kpi, courses, self._loading(mean), parts, measure.weight, ratchet, unit)
        return line, mean, mean.normal / float(target[0])

    def _courses(self, kpi: str, months: int) -> tuple[tuple[Course, ...], Course]:
        courses = tuple(course(self.work, kpi, self.season, months, first) for first in range(0, 12, months))
        return courses, average_course(courses)

    def _loading(self, line: Course) -> tuple[float, ...]:
        """Attraction of each activity for a unit drive."""
        return tuple(self.rule.exponent * part / share for part, share in zip(line.mix, self.rule.shares, strict=True))

    def _parts(self, kpi: str) -> tuple[tuple[str, float], ...]:
        """The flow or level KPIs that a KPI is made of, with their shares in a normal result."""
        return tuple(self.work.parts(kpi).items())

    def _beliefs(self, number: int, component: PayComponent) -> Beliefs:
        return Beliefs(discount=self._present_value(component), others=self.others.get(number))

    def _present_value(self, component: PayComponent) -> float:
        """What a unit of an award is worth to the advisor."""
        return component.present_value(self.view.discount, self.share, self.view.equity_haircut)

    def _usual_of_others(self, number: int, line: str) -> Array:
        """Attraction (activity,) that work and all other lines usually have."""
        ones = np.ones(len(self.rule.shares))
        return sum((found for at, found in self.usual.items() if at != (number, line)), start=ones)

    def _plan(
        self,
        key: tuple[int, str],
        curve: Curve,
        line: Course,
        stretches: tuple[float, ...],
        usual: float,
        ratchet: float,
    ) -> Plan:
        """Solve one plan among the usual attractions of the other lines, and note its own."""
        view, others = self.view, self._usual_of_others(*key)
        plan = solve(
            Prospect(
                curve=curve,
                gain=line.gain,
                noise=line.noise[:, None] * np.array(stretches),
                mix=line.mix,
                background=np.tile(others, (len(line.gain), 1)),
                rule=self.rule,
                stretches=stretches,
                present_bias=view.present_bias,
                sophisticated=view.sophisticated,
                discount=view.discount,
                loss_aversion=view.loss_aversion,
                risk_aversion=view.risk_aversion,
            )
        )
        drive = plan.at(plan.pull, 0, usual, usual) * usual * float(line.gain.mean()) * ratchet
        self.usual[key] = drive * np.array(self._loading(line))
        return plan


def _part(line: Line, each: Course, scorer: Curve, usual: float) -> tuple[float, Course]:
    """A measure's part in the course of the score: its weight, and how effort and luck move it.

    A scorer is taken to be as steep as attainment itself, but not one that falls: more work on what costs points moves
    the score down, which a plan leaves aside, and how steep it is has nothing to do with attainment.
    """
    if not scorer.falls:
        return line.weight, each
    sd = max(usual * float(np.sqrt(np.sum(each.noise**2))), 0.01)
    _, slope = expected_score(scorer, np.array([usual]), sd)
    steepness = usual * abs(float(slope[0]))
    return line.weight * steepness, replace(each, gain=np.maximum(-each.gain, 0.0))
