"""How a KPI's result builds up over a pay period when effort is normal, and what a month's effort can still move.

A flow adds a month's result to the period's; its month counts as much as its season.  The result of a level KPI is the
mean of the months; effort today moves today's level and, ever less, the months after it:
with `moves` r, a change of one unit of what effort supports moves the period's mean by (1 - (1-r)^left) / P.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from simkit.arrays import Array
from simkit.scheme.kpis import FlowKpi, LevelKpi, Work

LEAST_SEASON = 1e-6
"""A month without any demand is planned as if it had this part of a normal one, so that a period has some."""


@dataclass(frozen=True)
class Course:
    """One KPI over a period of P months; stretch is the period's result at normal effort over its target.

    gain: (month,) part of the stretch that a month's output adds or takes, per unit of output above normal.
    noise: (month,) standard deviation of the month's luck at its end, as a part of the stretch.
    rest: (month,) part of the stretch that normal effort still brings, seen at the start of the month.
    carry: (month,) result of the period that one unit of today's level still brings (0 for a flow).
    mix: share of each activity in the KPI, in the order of the scenario.
    normal: result of the period of an average seat at normal effort, in units of the KPI.
    """

    gain: Array
    noise: Array
    rest: Array
    carry: Array
    mix: tuple[float, ...]
    normal: float
    is_level: bool

    def share_of_year(self, months: int) -> float:
        """A period's part of a normal year; the result of a level KPI is a mean and is not divided."""
        return 1.0 if self.is_level else months / 12.0


def course(work: Work, kpi: str, season: Sequence[float], months: int, first: int) -> Course:
    """The course of `kpi` through `months` months that begin with calendar month `first` (0 = January)."""
    weights = work.mix(kpi)
    mix = tuple(weights.get(activity, 0.0) for activity in work.activities)
    found = work.kpis[kpi]
    if isinstance(found, LevelKpi):
        left = months - np.arange(months)
        kept = (1.0 - found.moves) ** left
        reach = (1.0 - kept) / months
        carry = np.asarray((1.0 - found.moves) * (1.0 - kept) / (found.moves * months), dtype=np.float64)
        return Course(
            gain=found.follows_effort * reach,
            noise=found.noise / found.level * reach / found.moves,
            rest=left / months - carry,
            carry=carry,
            mix=mix,
            normal=found.level,
            is_level=True,
        )
    calendar = [max(season[(first + month) % 12], LEAST_SEASON) for month in range(months)]
    amounts = _seasonal(work, kpi, calendar)
    gain = amounts / amounts.sum()
    rest = np.cumsum(gain[::-1])[::-1]
    noise = gain * relative_noise(work, kpi)
    return Course(gain, noise, rest, np.zeros(months), mix, float(amounts.sum()), is_level=False)


def average_course(courses: Sequence[Course]) -> Course:
    """The mean course over the periods of a year: what plans are solved for."""
    return replace(
        courses[0],
        gain=np.mean([part.gain for part in courses], axis=0),
        noise=np.mean([part.noise for part in courses], axis=0),
        rest=np.mean([part.rest for part in courses], axis=0),
        normal=float(np.mean([part.normal for part in courses])),
    )


def score_course(parts: Sequence[tuple[float, Course]]) -> Course:
    """The course of a weighted score whose measures stand at their targets: gains add, lucks add as variances."""
    weighted = [weight * part.gain.sum() for weight, part in parts]
    mix = np.add.reduce([w * np.array(part.mix) for w, (_, part) in zip(weighted, parts, strict=True)])
    mix /= sum(weighted) or 1.0
    return Course(
        gain=np.add.reduce([weight * part.gain for weight, part in parts]),
        noise=np.sqrt(np.add.reduce([(weight * part.noise) ** 2 for weight, part in parts])),
        rest=np.add.reduce([weight * part.rest for weight, part in parts]),
        carry=np.zeros_like(parts[0][1].gain),
        mix=tuple(mix.tolist()),
        normal=1.0,
        is_level=False,
    )


def relative_noise(work: Work, kpi: str) -> float:
    """Standard deviation of a month's luck of a flow or a sum of flows, as a share of the month's result."""
    parts = work.parts(kpi)
    return math.sqrt(sum((share * _luck_sd(work.flows[part])) ** 2 for part, share in parts.items()))


def _luck_sd(flow: FlowKpi) -> float:
    if flow.noise_kind == "normal":
        return flow.noise
    return math.sqrt(math.expm1(flow.noise**2))


def _seasonal(work: Work, kpi: str, calendar: Sequence[float]) -> Array:
    """Normal result of each calendar month (month,)."""
    shares = work.parts(kpi)
    normal = work.normal_month(kpi)
    ones = np.ones(len(calendar))
    seasons = {part: np.array(calendar) if work.flows[part].follows_season else ones for part in shares}
    amounts: Array = np.add.reduce([normal * share * seasons[part] for part, share in shares.items()])
    return amounts
