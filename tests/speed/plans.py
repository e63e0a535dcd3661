"""From simkit's solved plans to the plain numbers of one firm: its tables as lists, and its own loading of every line.

Only tables, grids and the two beliefs of a plan are taken over; what a pull means for activities is worked out here.
"""

from __future__ import annotations

from dataclasses import dataclass

from simkit.arrays import Array
from simkit.behaviour.steered import PlannedLine, PriceList, ScoreBonus, SplitBonus, Steered, Steering
from simkit.behaviour.tables import Grid
from simkit.scenario.scenario import Scenario
from simkit.scheme.components import Component
from simkit.scheme.components.bonus import Bonus
from simkit.scheme.components.commission import Commission
from simkit.scheme.kpis import LevelKpi
from simkit.scheme.scorecard import Measure
from simkit.scheme.targets import GrowthTarget
from tests.speed.counting import BonusRule, ListRule, rule
from tests.speed.courses import courses, mix
from tests.speed.seeing import PriceRule, Rule, ScoreRule, SplitRule
from tests.speed.tables import Axes, LineRule, Spread, Tables

LIVE = 0.05
"""Part of monthly base pay from which on a month's pull counts as live."""


@dataclass(frozen=True, slots=True)
class FirmRules:
    """One scheme under one view.

    counted: the KPIs that the scheme reads; live_from: mean attraction from which on the pull is live (infinite where
    nobody responds).  With a for the exponent of effort and c for convexity: to_weight = 1/(1-a),
    to_effort = (1-a)/(1-a+c), exponent = a, to_output = a/(1-a).
    """

    components: tuple[Rule, ...]
    counted: frozenset[int]
    median_pay: float
    live_from: float
    exponent: float
    to_weight: float
    to_effort: float
    to_output: float


def firm_rules(scenario: Scenario, steering: Steering) -> FirmRules:
    """What the advisors of one firm work under."""
    view, a = steering.view, scenario.work.effort_exponent
    live = a * LIVE * view.response / view.worth_of_effort
    components = tuple(_component(scenario, steering, steered) for steered in steering.steered)
    return FirmRules(
        components=components,
        counted=frozenset(kpi for component in components for kpi, _ in component.pays.kpis),
        median_pay=scenario.people.base_pay.median,
        live_from=1.0 + live if view.response else float("inf"),
        exponent=a,
        to_weight=1.0 / (1.0 - a),
        to_effort=(1.0 - a) / (1.0 - a + view.convexity),
        to_output=a / (1.0 - a),
    )


def _component(scenario: Scenario, steering: Steering, steered: Steered) -> Rule:
    assert isinstance(steered.component, (Bonus, Commission)), "the plain firm knows no other people"
    pays = rule(steered.component, scenario.work, scenario.market.season)
    if isinstance(steered, PriceList):
        assert isinstance(pays, ListRule)
        return PriceRule(pays, _units(scenario, steering, steered.component))
    assert isinstance(pays, BonusRule)
    measures = steered.component.measures
    if isinstance(steered, SplitBonus):
        lines = (
            _line(scenario, pays, line.kpi, measure.weight, _ratchet(steering, measure), *_own_plan(line))
            for line, measure in zip(steered.lines, measures, strict=True)
        )
        return SplitRule(pays, tuple(lines))
    return _scored(scenario, steering, steered, pays)


def _scored(scenario: Scenario, steering: Steering, steered: ScoreBonus, pays: BonusRule) -> ScoreRule:
    lines = (
        _line(scenario, pays, m.kpi, m.weight, _ratchet(steering, m), line.grid, line.score.values, line.slope.values)
        for line, m in zip(steered.lines, steered.component.measures, strict=True)
    )
    gates = (_line(scenario, pays, gate.kpi, 1.0, 1.0, *_own_plan(gate)) for gate in steered.gates)
    plan = steered.plan
    return ScoreRule(
        pays,
        tuple(lines),
        tuple(gates),
        _axes(plan.grid),
        _nested(plan.pull),
        _nested(plan.award),
        _nested(plan.chance),
        steered.pass_chance,
        max(steered.expected_award * steered.pass_chance, 1e-12),
    )


def _own_plan(line: PlannedLine) -> tuple[Grid, Array, Array]:
    return line.plan.grid, line.plan.pull, line.plan.chance


def _line(
    scenario: Scenario,
    pays: BonusRule,
    kpi: str,
    weight: float,
    ratchet: float,
    grid: Grid,
    first: Array,
    second: Array,
) -> LineRule:
    work = scenario.work
    loading = _loading(scenario, kpi)
    periods = (
        (
            course.normal,
            course.rest,
            course.carry,
            tuple(tuple((activity, ratchet * gain * load) for activity, load in loading) for gain in course.gain),
        )
        for course in courses(work, kpi, scenario.market.season, pays.months)
    )
    place = list(work.kpis).index(kpi)
    counted = [number for number, _ in pays.kpis].index(place)
    is_level = isinstance(work.kpis[kpi], LevelKpi)
    return LineRule(place, counted, is_level, weight, tuple(periods), _axes(grid), _nested(first), _nested(second))


def _loading(scenario: Scenario, kpi: str) -> Spread:
    """Attraction of each activity behind a KPI for a unit of drive: exponent x part of the result / share of time."""
    work = scenario.work
    shares = work.activities.values()
    loads = (work.effort_exponent * part / share for part, share in zip(mix(work, kpi), shares, strict=True))
    return tuple((activity, load) for activity, load in enumerate(loads) if load)


def _ratchet(steering: Steering, measure: Measure) -> float:
    """What is left of a pull when all of a result goes into next year's target, as far as that is foreseen."""
    if not isinstance(measure.target, GrowthTarget):
        return 1.0
    return 1.0 - steering.view.ratchet_foresight * steering.view.discount**12


def _units(scenario: Scenario, steering: Steering, component: Component) -> tuple[Spread, ...]:
    """Attraction that the prices give in each month of the year: present value of a normal month's earnings."""
    view, months = steering.view, component.months
    money = view.response / (view.worth_of_effort * scenario.people.base_pay.median) * view.present_bias
    units = []
    for month in range(12):
        to_pay_day = months - month % months + component.paid_after
        total = [0.0] * len(scenario.work.activities)
        for kpi, price in component.prices.items():
            normal = courses(scenario.work, kpi, scenario.market.season, 1)[month].normal
            for activity, load in _loading(scenario, kpi):
                total[activity] += price * normal * money * view.discount**to_pay_day * load
        units.append(tuple((activity, unit) for activity, unit in enumerate(total) if unit))
    return tuple(units)


def _axes(grid: Grid) -> Axes:
    return Axes(grid.start, grid.step, grid.points - 1.000001, grid.stretches)


def _nested(tables: Array) -> Tables:
    """(month, stretch, projection) as nested lists."""
    nested: Tables = tables.tolist()
    return nested
