"""The twin's world in plain numbers: how effort becomes results, how the market moves, and who has which seat.

Everything here is worked out once, before the clock starts; KPIs and activities are known by their place in the file.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from simkit.people.advisors import People
from simkit.scenario.scenario import MarketFall, Scenario
from simkit.scheme.components.bonus import Bonus
from simkit.scheme.kpis import FlowKpi, LevelKpi, SumKpi, Work
from simkit.scheme.targets import GrowthTarget

Mix = tuple[tuple[int, float], ...]
"""Activities and their shares in a result."""


@dataclass(frozen=True, slots=True)
class World:
    """What holds for every firm.

    flows: KPI, mix, whether luck is lognormal, spread of luck, its correction, result of the twelve normal months;
    follows: for each flow, how far it follows demand; levels: KPI, mix, part kept, what output moves, what comes of
    itself, spread of luck, highest level; sums: KPI -> its flows and rates; normal_year: of every KPI, the result of an
    average seat in a year; yearly: flows and levels; remembered: those whose results on merit set later targets;
    falls: month -> change of log demand.
    """

    months: int
    run_in: int
    season: tuple[float, ...]
    shares: tuple[float, ...]
    kpis: tuple[str, ...]
    is_level: tuple[bool, ...]
    normal_year: tuple[float, ...]
    flows: tuple[tuple[int, Mix, bool, float, float, tuple[float, ...]], ...]
    follows: tuple[float, ...]
    levels: tuple[tuple[int, Mix, float, float, float, float, float], ...]
    sums: dict[int, tuple[tuple[int, float], ...]]
    yearly: tuple[int, ...]
    remembered: tuple[int, ...]
    persistence: float
    swing: float
    falls: dict[int, float]


def world(scenario: Scenario) -> World:
    """The world of a scenario."""
    work, market = scenario.work, scenario.market
    place = {kpi: number for number, kpi in enumerate(work.kpis)}
    flows, levels, sums = [], [], {}
    for kpi, found in work.kpis.items():
        if isinstance(found, FlowKpi):
            season = market.season if found.follows_season else (1.0,) * 12
            normal = tuple(found.normal_month * share for share in season)
            lognormal = found.noise_kind == "lognormal"
            luck_mean = -0.5 * found.noise**2 if lognormal else 1.0
            flows.append((place[kpi], _mix(work, found), lognormal, found.noise, luck_mean, normal))
        elif isinstance(found, LevelKpi):
            moved = found.level * found.moves
            of_output, of_itself = moved * found.follows_effort, moved * (1.0 - found.follows_effort)
            highest = math.inf if found.at_most is None else found.at_most
            kept = 1.0 - found.moves
            levels.append((place[kpi], _mix(work, found), kept, of_output, of_itself, found.noise, highest))
        else:
            sums[place[kpi]] = tuple((place[part], rate) for part, rate in found.sum_of.items())
    falls: dict[int, float] = {}
    for event in scenario.events:
        assert isinstance(event, MarketFall), "the plain firm knows no bans"
        falls[event.month - 1] = falls.get(event.month - 1, 0.0) + math.log(1.0 - event.by)
    return World(
        months=scenario.horizon.months,
        run_in=scenario.horizon.run_in,
        season=market.season,
        shares=tuple(work.activities.values()),
        kpis=tuple(work.kpis),
        is_level=tuple(isinstance(found, LevelKpi) for found in work.kpis.values()),
        normal_year=tuple(_normal_year(work, kpi) for kpi in work.kpis),
        flows=tuple(flows),
        follows=tuple(flow.follows_market for flow in work.flows.values()),
        levels=tuple(levels),
        sums=sums,
        yearly=tuple(kpi for kpi in range(len(place)) if kpi not in sums),
        remembered=_remembered(scenario, place, sums),
        persistence=market.persistence,
        swing=market.swing,
        falls=falls,
    )


def _remembered(
    scenario: Scenario, place: dict[str, int], sums: dict[int, tuple[tuple[int, float], ...]]
) -> tuple[int, ...]:
    """Flows and levels behind the KPIs whose targets grow from last year's results, under any scheme."""
    found: set[int] = set()
    for scheme in scenario.schemes.values():
        for component in scheme.pay:
            for measure in component.measures if isinstance(component, Bonus) else ():
                if isinstance(measure.target, GrowthTarget):
                    kpi = place[measure.kpi]
                    found.update(part for part, _ in sums.get(kpi, ((kpi, 1.0),)))
    return tuple(sorted(found))


def _mix(work: Work, kpi: FlowKpi | LevelKpi) -> Mix:
    order = list(work.activities)
    return tuple(sorted((order.index(activity), share) for activity, share in kpi.driven_by.items()))


def _normal_year(work: Work, kpi: str) -> float:
    found = work.kpis[kpi]
    if isinstance(found, LevelKpi):
        return found.level
    if isinstance(found, SumKpi):
        return sum(rate * _normal_year(work, part) for part, rate in found.sum_of.items())
    return 12.0 * found.normal_month


@dataclass(frozen=True, slots=True)
class Seat:
    """One advisor's lot: base pay of a month, talent, and the book of the territory."""

    base_pay: float
    talent: float
    book: float


def seats(people: People, normals: dict[str, list[float]]) -> list[Seat]:
    """Who has which seat, from standard normals."""
    sigma_pay, sigma_talent = _sigma(people.base_pay.spread), _sigma(people.talent.spread)
    sigma_book, follows = _sigma(people.book.spread), people.book.follows_tenure
    sizes = _book_sizes(people)
    mean_size = math.fsum(sizes) / people.seats
    found = []
    for seat, size in enumerate(sizes):
        z_book = follows * normals["tenure"][seat] + math.sqrt(1.0 - follows**2) * normals["book"][seat]
        found.append(
            Seat(
                base_pay=people.base_pay.median * math.exp(sigma_pay * normals["base_pay"][seat]),
                talent=math.exp(sigma_talent * normals["talent"][seat] - 0.5 * sigma_talent**2),
                book=math.exp(sigma_book * z_book - 0.5 * sigma_book**2) * size / mean_size,
            )
        )
    return found


def _book_sizes(people: People) -> list[float]:
    """The size of an average book in the tier of each seat's branch."""
    last_branches, so_far = [], 0.0
    for tier, share in people.groups.branch_tier.items():
        so_far += share
        last_branches.append((round(so_far * people.branches), people.book.in_tier.get(tier, 1.0)))
    branches = (seat * people.branches // people.seats for seat in range(people.seats))
    return [next(size for last, size in last_branches if branch < last) for branch in branches]


def _sigma(spread: float) -> float:
    return math.sqrt(math.log(1.0 + spread**2))
