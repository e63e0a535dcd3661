"""The chance that the twin is given: the cube's standard normals as plain lists, for one replication."""

from __future__ import annotations

from dataclasses import dataclass

from simkit.people.advisors import DRAWN
from simkit.randomness import BLOCK, Stream, normals
from simkit.scenario.scenario import Scenario

Luck = tuple[tuple[float, ...], tuple[float, ...]]
"""The luck of a seat's month: a number for each flow, and one for each level."""


@dataclass(frozen=True)
class Shocks:
    """Standard normals of one replication.

    people: what is drawn of a seat -> a number a seat; demand: a number a month; luck: for every seat and month the
    numbers of its flows and those of its levels, in the order of the file.
    """

    people: dict[str, list[float]]
    demand: list[float]
    luck: list[list[Luck]]


def shocks(scenario: Scenario, seed: int, replication: int) -> Shocks:
    """The numbers of one replication, the same that simkit draws for it."""
    seats, months = scenario.people.seats, scenario.horizon.months

    def drawn(decision: str, capacity: int) -> list[list[float]]:
        return _months(Stream(seed, decision, [replication], capacity), months // BLOCK)

    flows = [drawn(f"luck.{kpi}", seats) for kpi in scenario.work.flows]
    levels = [drawn(f"luck.{kpi}", seats) for kpi in scenario.work.levels]
    return Shocks(
        people={name: normals(seed, f"people.{name}", [replication], seats)[0].tolist() for name in DRAWN},
        demand=[month[0] for month in drawn("market.demand", 1)],
        luck=[
            [(tuple(k[month][seat] for k in flows), tuple(k[month][seat] for k in levels)) for month in range(months)]
            for seat in range(seats)
        ],
    )


def _months(stream: Stream, years: int) -> list[list[float]]:
    """Month after month, a number a seat; there is one replication."""
    drawn: list[list[float]] = []
    for _ in range(years):
        drawn.extend(stream.block().reshape(BLOCK, -1).tolist())
    return drawn
