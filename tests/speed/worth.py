"""What a year was worth to the bank, in plain floats: the outcome by which the peers decide between schemes."""

from __future__ import annotations

from collections.abc import Sequence

from tests.speed.advisor import Advisor
from tests.speed.game import Game


def profit(game: Game, advisors: Sequence[Advisor], year: int = -1) -> float:
    """Worth of the true results of a closed year less prices conceded, pay, and what is spent beside it; money."""
    world, total = game.world, 0.0
    for advisor in advisors:
        closed = advisor.years[year]
        for kpi, rate in world.worth:
            total += rate * closed.results[kpi] * (12.0 if world.is_level[kpi] else 1.0)
        total -= closed.counted.get("conceded", 0.0) + closed.base_pay + closed.variable_pay + closed.beside_pay
    return total
