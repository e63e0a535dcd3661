"""The twin's world in plain numbers: how effort becomes results, what can be pressed and moved, and what happens when.

Everything here is worked out once, before the clock starts; KPIs and activities are known by their place in the file.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field

from simkit.behaviour.behaviour import Behaviour
from simkit.market.demand import Market
from simkit.scenario.events import MarketFall
from simkit.scenario.scenario import Scenario
from simkit.scheme.kpis import FlowKpi, LevelKpi, SumKpi, Work
from simkit.scheme.targets import GrowthTarget

Mix = tuple[tuple[int, float], ...]
"""Activities and their shares in a result."""
Rates = tuple[tuple[int, float], ...]
"""KPIs, and a number for each."""


@dataclass(frozen=True, slots=True)
class Product:
    """A flow that can be moved or steered: part that can move in time, a normal month, seasons, worth to the bank.

    part: its part of what a normal month of all flows is worth.
    """

    pipeline: float
    normal: float
    seasons: tuple[float, ...]
    worth: float
    disclosed: bool
    part: float


@dataclass
class Event:
    """What happens to the market in a month: change of log demand, KPIs banned and allowed."""

    fall: float = 0.0
    banned: list[int] = field(default_factory=list)
    allowed: list[int] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class World:
    """What holds for every firm.

    flows: KPI, mix, whether luck is lognormal, spread of luck, its correction, result of the twelve normal months;
    follows: for each flow, how far it follows demand; levels: KPI, mix, part kept, what output moves, what comes of
    itself, spread of luck, highest level, what full pressure takes off; sums: KPI -> its flows and rates; loads: flow
    or level -> activities, and the attraction that a unit of drive gives each; normal_year: of every KPI, the result of
    an average seat in a year; yearly: flows and levels; remembered: those whose results on merit set later targets.
    pressed: flows, and how much more full pressure sells; products: flow -> what is known of it; pairs: substitutes;
    complained: flows that count complaints; worth: worth of a unit of each flow, and of each level in a month; feel:
    the level by which clients stay, and its normal value; brought: the flow of money that clients bring; learning: the
    activity that is learning.
    """

    behaviour: Behaviour
    market: Market
    months: int
    run_in: int
    shares: tuple[float, ...]
    kpis: tuple[str, ...]
    is_level: tuple[bool, ...]
    normal_year: tuple[float, ...]
    flows: tuple[tuple[int, Mix, bool, float, float, tuple[float, ...]], ...]
    follows: tuple[float, ...]
    levels: tuple[tuple[int, Mix, float, float, float, float, float, float], ...]
    sums: dict[int, Rates]
    loads: tuple[tuple[int, Mix], ...]
    yearly: tuple[int, ...]
    remembered: tuple[int, ...]
    events: dict[int, Event]
    pressed: Rates
    products: dict[int, Product]
    pairs: tuple[tuple[int, int], ...]
    complained: tuple[int, ...]
    worth: Rates
    feel: tuple[int, float] | None
    brought: int | None
    learning: int | None


def world(scenario: Scenario) -> World:
    """The world of a scenario."""
    work, market, behaviour = scenario.work, scenario.market, scenario.behaviour
    place = {kpi: number for number, kpi in enumerate(work.kpis)}
    sums = {
        place[kpi]: tuple((place[part], rate) for part, rate in found.sum_of.items())
        for kpi, found in work.sums.items()
    }
    feel = next(((place[kpi], level.level) for kpi, level in work.levels.items() if level.of_clients), None)
    activity = behaviour.practice.activity if behaviour.practice else None
    return World(
        behaviour=behaviour,
        market=market,
        months=scenario.horizon.months,
        run_in=scenario.horizon.run_in,
        shares=tuple(work.activities.values()),
        kpis=tuple(work.kpis),
        is_level=tuple(isinstance(found, LevelKpi) for found in work.kpis.values()),
        normal_year=tuple(_normal_year(work, kpi) for kpi in work.kpis),
        flows=tuple(_flow(work, market, place[kpi], flow) for kpi, flow in work.flows.items()),
        follows=tuple(flow.follows_market for flow in work.flows.values()),
        levels=tuple(_level(work, behaviour, place[kpi], level) for kpi, level in work.levels.items()),
        sums=sums,
        loads=tuple((place[kpi], _loads(work, found)) for kpi, found in (work.flows | work.levels).items()),
        yearly=tuple(kpi for kpi in range(len(place)) if kpi not in sums),
        remembered=_remembered(scenario, place, sums),
        events=_events(scenario, place),
        pressed=tuple((place[kpi], flow.pressed) for kpi, flow in work.flows.items() if flow.pressed),
        products=_products(work, market, place),
        pairs=tuple((place[a], place[b]) for a, b in work.substitutes),
        complained=tuple(place[kpi] for kpi, flow in work.flows.items() if flow.counts == "complaints"),
        worth=tuple(
            (place[kpi], found.worth.bank) for kpi, found in (work.flows | work.levels).items() if found.worth.bank
        ),
        feel=feel,
        brought=place.get(behaviour.clients.brought_by or "") if behaviour.clients else None,
        learning=list(work.activities).index(activity) if activity else None,
    )


def _flow(
    work: Work, market: Market, place: int, flow: FlowKpi
) -> tuple[int, Mix, bool, float, float, tuple[float, ...]]:
    normal = tuple(flow.normal_month * share for share in _seasons(market, flow))
    lognormal = flow.noise_kind == "lognormal"
    luck_mean = -0.5 * flow.noise**2 if lognormal else 1.0
    return place, _mix(work, flow), lognormal, flow.noise, luck_mean, normal


def _level(
    work: Work, behaviour: Behaviour, place: int, level: LevelKpi
) -> tuple[int, Mix, float, float, float, float, float, float]:
    moved = level.level * level.moves
    of_output, of_itself = moved * level.follows_effort, moved * (1.0 - level.follows_effort)
    highest = math.inf if level.at_most is None else level.at_most
    drop = moved * behaviour.pressure.satisfaction_drop if behaviour.pressure and level.of_clients else 0.0
    return place, _mix(work, level), 1.0 - level.moves, of_output, of_itself, level.noise, highest, drop


def _seasons(market: Market, flow: FlowKpi) -> tuple[float, ...]:
    return market.season if flow.follows_season else (1.0,) * 12


def _events(scenario: Scenario, place: dict[str, int]) -> dict[int, Event]:
    """Month (from 0) -> what happens."""
    found: dict[int, Event] = {}
    for event in scenario.events:
        month = event.month - 1
        if isinstance(event, MarketFall):
            found.setdefault(month, Event()).fall += math.log(1.0 - event.by)
        else:
            found.setdefault(month, Event()).banned.append(place[event.kpi])
            found.setdefault(month + event.lasts, Event()).allowed.append(place[event.kpi])
    return found


def _products(work: Work, market: Market, place: dict[str, int]) -> dict[int, Product]:
    worth = {kpi: max(flow.worth.bank, 0.0) * flow.normal_month for kpi, flow in work.flows.items()}
    total = sum(worth.values()) or 1.0
    return {
        place[kpi]: Product(
            flow.pipeline,
            flow.normal_month,
            _seasons(market, flow),
            flow.worth.bank,
            flow.pay_disclosed,
            worth[kpi] / total,
        )
        for kpi, flow in work.flows.items()
    }


def _remembered(scenario: Scenario, place: dict[str, int], sums: dict[int, Rates]) -> tuple[int, ...]:
    """Flows and levels behind the KPIs whose targets grow from last year's results, under any scheme."""
    found: set[int] = set()
    for scheme in scenario.schemes.values():
        for component in scheme.pay:
            for measure in component.measures:
                if isinstance(measure.target, GrowthTarget):
                    kpi = place[measure.kpi]
                    found.update(part for part, _ in sums.get(kpi, ((kpi, 1.0),)))
    return tuple(sorted(found))


def _mix(work: Work, kpi: FlowKpi | LevelKpi) -> Mix:
    order = list(work.activities)
    return tuple(sorted((order.index(activity), share) for activity, share in kpi.driven_by.items()))


def _loads(work: Work, kpi: FlowKpi | LevelKpi) -> Mix:
    """Attraction of each activity for a unit of drive: exponent x part of the result / share of time."""
    shares = list(work.activities.values())
    return tuple((a, work.effort_exponent * part / shares[a]) for a, part in _mix(work, kpi) if part)


def _normal_year(work: Work, kpi: str) -> float:
    found = work.kpis[kpi]
    if isinstance(found, LevelKpi):
        return found.level
    if isinstance(found, SumKpi):
        return sum(rate * _normal_year(work, part) for part, rate in found.sum_of.items())
    return 12.0 * found.normal_month
