"""How a KPI builds up over a period at normal effort, in plain floats: what a month adds and what is still to come."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from simkit.scheme.kpis import FlowKpi, LevelKpi, SumKpi, Work


@dataclass(frozen=True, slots=True)
class Course:
    """One KPI through the months of one period.

    gain: part of the period's normal result that a month's output moves; rest: part that normal effort still brings,
    seen at the start of the month; carry: result that one unit of today's level still brings, 0 for a flow; normal:
    result of the period of an average seat.
    """

    gain: tuple[float, ...]
    rest: tuple[float, ...]
    carry: tuple[float, ...]
    normal: float


def courses(work: Work, kpi: str, season: Sequence[float], months: int) -> list[Course]:
    """The courses of the periods of a year."""
    found = work.kpis[kpi]
    if isinstance(found, LevelKpi):
        return [_level_course(found, months)] * (12 // months)
    return [_flow_course(work, kpi, season, first, months) for first in range(0, 12, months)]


def _flow_course(work: Work, kpi: str, season: Sequence[float], first: int, months: int) -> Course:
    amounts = [_amount(work, kpi, max(season[month], 1e-6)) for month in range(first, first + months)]
    total = sum(amounts)
    gain = tuple(amount / total for amount in amounts)
    return Course(gain, tuple(sum(gain[month:]) for month in range(months)), (0.0,) * months, total)


def _amount(work: Work, kpi: str, season: float) -> float:
    """The normal result of a month with this season."""
    found = work.kpis[kpi]
    if isinstance(found, SumKpi):
        return sum(rate * _amount(work, part, season) for part, rate in found.sum_of.items())
    assert isinstance(found, FlowKpi)
    return found.normal_month * (season if found.follows_season else 1.0)


def _level_course(kpi: LevelKpi, months: int) -> Course:
    """Month by month: what today's level and today's output still leave in the mean of the period."""
    gain, rest, carry = [], [], []
    for month in range(months):
        left = [(1.0 - kpi.moves) ** ahead for ahead in range(1, months - month + 1)]
        carry.append(sum(left) / months)
        rest.append((months - month) / months - carry[-1])
        gain.append(kpi.follows_effort * kpi.moves * (1.0 + sum(left[:-1])) / months)
    return Course(tuple(gain), tuple(rest), tuple(carry), kpi.level)


def parts(work: Work, kpi: str) -> list[tuple[str, float]]:
    """The flows or the level that a KPI is made of, and their shares in its normal result."""
    found = work.kpis[kpi]
    if not isinstance(found, SumKpi):
        return [(kpi, 1.0)]
    amounts = {part: rate * _amount(work, part, 1.0) for part, rate in found.sum_of.items()}
    return [(part, amount / sum(amounts.values())) for part, amount in amounts.items()]
