"""From attraction to effort, and from effort to the results of one advisor's month."""

from __future__ import annotations

import math
from collections.abc import Sequence

from tests.speed.plans import FirmRules
from tests.speed.world import World


def attraction(world: World, joy: float, drives: Sequence[float]) -> list[float]:
    """What each activity attracts with: the joy that it gives, and what pays."""
    found = [joy] * len(world.shares)
    for kpi, loads in world.loads:
        if drive := drives[kpi]:
            for activity, load in loads:
                found[activity] += drive * load
    return found


def respond(rules: FirmRules, shares: Sequence[float], attraction: Sequence[float]) -> tuple[float, list[float]]:
    """Total effort and every activity's output, 1 when normal, from the attraction of the activities."""
    if rules.exponent == 0.5:
        weight = 0.0
        for share, v in zip(shares, attraction, strict=True):
            weight += share * v * v
        effort = weight**rules.to_effort
        unit = math.sqrt(effort / weight)
        return effort, [v * unit for v in attraction]
    weight = 0.0
    for share, v in zip(shares, attraction, strict=True):
        weight += share * v**rules.to_weight
    effort = weight**rules.to_effort
    unit = (effort / weight) ** rules.exponent
    return effort, [v**rules.to_output * unit for v in attraction]


def flows(
    world: World,
    month: int,
    output: Sequence[float],
    conditions: tuple[float, float],
    demand: Sequence[float],
    luck: Sequence[float],
    true: list[float],
    merit: list[float],
) -> None:
    """Flows of a month; on merit with an average book and shocks at their mean.

    conditions: what multiplies the result of an average seat, with its book and its clients, and on merit.
    """
    now, exp = month % 12, math.exp
    reach, able = conditions
    for (kpi, mix, lognormal, spread, mean, normal), factor, z in zip(world.flows, demand, luck, strict=True):
        made = 0.0
        for activity, share in mix:
            made += share * output[activity]
        made *= normal[now]
        shock = exp(spread * z + mean) if lognormal else spread * z + mean
        merit[kpi] = made * able
        true[kpi] = made * reach * factor * shock


def levels(
    world: World,
    output: Sequence[float],
    luck: Sequence[float],
    pressure: float,
    true: list[float],
    merit: list[float],
) -> None:
    """Levels move towards what output supports; pressure takes something off those of clients."""
    for (kpi, mix, kept, of_output, of_itself, spread, highest, drop), z in zip(world.levels, luck, strict=True):
        made = 0.0
        for activity, share in mix:
            made += share * output[activity]
        moved = of_output * made + of_itself
        merit[kpi] = min(kept * merit[kpi] + moved, highest)
        level = kept * true[kpi] + moved + spread * z
        if drop:
            level = max(level - drop * pressure, 0.0)
        true[kpi] = min(level, highest)
