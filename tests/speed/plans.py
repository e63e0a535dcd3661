"""From simkit's solved plans to the plain numbers of one firm: its tables as lists, and its own spread of every line.

Only tables, grids and the two beliefs of a plan are taken over; what a pull means for flows and levels is worked out
here.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from simkit.arrays import Array
from simkit.behaviour.steered import PlannedLine, PriceList, ScoreBonus, SplitBonus, Steered, Steering
from simkit.behaviour.tables import Grid
from simkit.scenario.scenario import Scenario
from simkit.scheme.components import Component
from simkit.scheme.components.bonus import Bonus
from simkit.scheme.components.commission import Commission
from simkit.scheme.components.recognition import Recognition
from simkit.scheme.components.training import Training
from simkit.scheme.kpis import LevelKpi, Work
from simkit.scheme.scorecard import Measure
from simkit.scheme.targets import GrowthTarget
from tests.speed.counting import BonusRule, ListRule, PrizeRule, rule
from tests.speed.courses import courses, parts
from tests.speed.seeing import PriceRule, Rule, ScoreRule, SplitRule
from tests.speed.tables import Axes, LineRule, Spread, Tables

LIVE = 0.05
"""Part of monthly base pay from which on a month's pull counts as live."""


@dataclass(frozen=True, slots=True)
class FirmRules:
    """One scheme under one view.

    counted: the KPIs that the scheme reads; live_from: mean attraction by pay from which on the pull is live (infinite
    where nobody responds).  With a for the exponent of effort and c for convexity: to_weight = 1/(1-a),
    to_effort = (1-a)/(1-a+c), exponent = a, to_output = a/(1-a).  kept: part of a gain that is kept when pay can be
    taken back; penalty_felt: what being found pressing costs, in parts of what normal effort is worth; least: what
    an activity attracts with that nobody does, None where pay never punishes work.
    """

    components: tuple[Rule, ...]
    counted: frozenset[int]
    median_pay: float
    live_from: float
    exponent: float
    convexity: float
    to_weight: float
    to_effort: float
    to_output: float
    response: float
    kept: float
    penalty_felt: float
    least: float | None


def firm_rules(scenario: Scenario, steering: Steering) -> FirmRules:
    """What the advisors of one firm work under."""
    view, a = steering.view, scenario.work.effort_exponent
    live, pressure = a * LIVE * view.response / view.worth_of_effort, scenario.behaviour.pressure
    components = tuple(_component(scenario, steering, steered) for steered in steering.steered)
    return FirmRules(
        components=components,
        counted=frozenset(kpi for component in components for kpi, _ in component.pays.kpis),
        median_pay=scenario.people.base_pay.median,
        live_from=live if view.response else float("inf"),
        exponent=a,
        convexity=view.convexity,
        to_weight=1.0 / (1.0 - a),
        to_effort=(1.0 - a) / (1.0 - a + view.convexity),
        to_output=a / (1.0 - a),
        response=view.response,
        kept=_kept(scenario, steering) if pressure else 1.0,
        penalty_felt=pressure.penalty * view.response / view.worth_of_effort if pressure else 0.0,
        least=math.exp(-300.0 * (1.0 - a)) if _repels(scenario, steering) else None,
    )


def _kept(scenario: Scenario, steering: Steering) -> float:
    """Part of a gain that is believed to be kept, where some of it can be taken back from who is found."""
    pressure, pay = scenario.behaviour.pressure, steering.scheme.pay
    assert pressure is not None
    back = [c.deferral.share if c.deferral and (c.deferral.malus or c.deferral.claw_back) else 0.0 for c in pay]
    deferred = sum(back) / len(back)
    return 1.0 - deferred + deferred * (1.0 - pressure.found)


def _repels(scenario: Scenario, steering: Steering) -> bool:
    """Whether pay can punish work: a price or a rate below 0, or a level that more work lowers."""
    work = scenario.work
    rates = [rate for made in work.sums.values() for rate in made.sum_of.values()]
    rates += [price for part in steering.scheme.pay for price in part.prices.values()]
    return min([*rates, *(level.follows_effort for level in work.levels.values())], default=0.0) < 0.0


def _component(scenario: Scenario, steering: Steering, steered: Steered) -> Rule:
    assert isinstance(steered.component, (Bonus, Commission, Recognition, Training)), (
        "the plain firm knows no other pay"
    )
    pays = rule(steered.component, scenario.work, scenario.market.season)
    if isinstance(steered, PriceList):
        assert isinstance(pays, ListRule)
        return PriceRule(pays, _units(scenario, steering, steered.component))
    assert not isinstance(pays, ListRule)
    measures = steered.component.measures
    if isinstance(steered, SplitBonus) and isinstance(pays, BonusRule):
        lines = (
            _line(scenario, pays, line.kpi, measure.weight, _ratchet(steering, measure), *_own_plan(line))
            for line, measure in zip(steered.lines, measures, strict=True)
        )
        return SplitRule(pays, tuple(lines))
    assert isinstance(steered, ScoreBonus)
    return _scored(scenario, steering, steered, pays)


def _scored(scenario: Scenario, steering: Steering, steered: ScoreBonus, pays: BonusRule | PrizeRule) -> ScoreRule:
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
    pays: BonusRule | PrizeRule,
    kpi: str,
    weight: float,
    ratchet: float,
    grid: Grid,
    first: Array,
    second: Array,
) -> LineRule:
    work = scenario.work
    shares = _shares(work, kpi)
    periods = (
        (
            course.normal,
            course.rest,
            course.carry,
            tuple(tuple((part, ratchet * gain * share) for part, share in shares) for gain in course.gain),
        )
        for course in courses(work, kpi, scenario.market.season, pays.months)
    )
    place = list(work.kpis).index(kpi)
    counted = [number for number, _ in pays.kpis].index(place)
    is_level = isinstance(work.kpis[kpi], LevelKpi)
    return LineRule(place, counted, is_level, weight, tuple(periods), _axes(grid), _nested(first), _nested(second))


def _shares(work: Work, kpi: str) -> Spread:
    """Flows or the level that a KPI is made of, by place, and their shares in its normal result."""
    order = list(work.kpis)
    return tuple((order.index(part), share) for part, share in parts(work, kpi))


def _ratchet(steering: Steering, measure: Measure) -> float:
    """What is left of a pull when all of a result goes into next year's target, as far as that is foreseen."""
    if not isinstance(measure.target, GrowthTarget):
        return 1.0
    return 1.0 - steering.view.ratchet_foresight * steering.view.discount**12


def _units(scenario: Scenario, steering: Steering, component: Component) -> tuple[Spread, ...]:
    """Drives that the prices give in each month of the year: present value of a normal month's earnings."""
    view, months = steering.view, component.months
    money = view.response / (view.worth_of_effort * scenario.people.base_pay.median) * view.present_bias
    payments = [(component.paid_after, 1.0)]
    if terms := component.deferral:
        payments = [(component.paid_after, 1.0 - terms.share)]
        payments += [(component.paid_after + delay, terms.share / len(terms.delays)) for delay in terms.delays]
    units = []
    for month in range(12):
        to_end = months - month % months
        worth = money * sum(part * view.discount ** (to_end + delay) for delay, part in payments)
        total: dict[int, float] = {}
        for kpi, price in component.prices.items():
            normal = courses(scenario.work, kpi, scenario.market.season, 1)[month].normal
            for place, share in _shares(scenario.work, kpi):
                total[place] = total.get(place, 0.0) + price * normal * worth * share
        units.append(tuple(total.items()))
    return tuple(units)


def _axes(grid: Grid) -> Axes:
    return Axes(grid.start, grid.step, grid.points - 1.000001, grid.stretches)


def _nested(tables: Array) -> Tables:
    """(month, stretch, projection) as nested lists."""
    nested: Tables = tables.tolist()
    return nested
