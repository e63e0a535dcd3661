"""The chance that the twin is given: the cube's numbers as plain lists, for one replication."""

from __future__ import annotations

from dataclasses import dataclass

from simkit.measurement.readers import MANAGERS, Measurement
from simkit.people.advisors import DRAWN
from simkit.randomness import BLOCK, Stream, normals
from simkit.scenario.scenario import Scenario
from tests.speed.people import Newcomer, newcomer

Luck = tuple[tuple[float, ...], tuple[float, ...]]
"""The luck of a seat's month: a number for each flow, and one for each level."""
Months = list[list[float]]
"""Month after month, a number a seat."""
FIRST = (*DRAWN, "conscience")
"""What is drawn of the people of the first day."""
HIRED = ("base_pay", "talent", "conscience")
"""What is drawn of who comes after them."""


@dataclass(frozen=True)
class Shocks:
    """The numbers of one replication: standard normals, and uniforms in [0, 1).

    people: what is drawn of a seat -> a normal a seat; demand, returns: a normal a month; regimes: a uniform a month;
    luck: for every seat and month the normals of its flows and of its levels, in the order of the file; found,
    complaint, leaving: uniforms, empty where nobody asks; readings: stream -> normals of a reader; managers: a normal a
    branch; newcomers: who comes to each seat first, second and so on.
    """

    people: dict[str, list[float]]
    demand: list[float]
    regimes: list[float]
    returns: list[float]
    luck: list[list[Luck]]
    found: Months
    complaint: Months
    leaving: Months
    readings: dict[str, Months]
    managers: list[float]
    newcomers: list[list[Newcomer]]


def shocks(scenario: Scenario, seed: int, replication: int) -> Shocks:
    """The numbers of one replication, the same that simkit draws for it."""
    seats, months, rules = scenario.people.seats, scenario.horizon.months, scenario.behaviour
    measurement = Measurement(readers=scenario.measurement)

    def drawn(decision: str, capacity: int = seats, *, uniform: bool = False) -> Months:
        return _months(Stream(seed, decision, [replication], capacity, uniform=uniform), months // BLOCK)

    def once(decision: str, capacity: int = seats) -> list[float]:
        numbers: list[float] = normals(seed, decision, [replication], capacity)[0].tolist()
        return numbers

    def hired(number: int) -> list[Newcomer]:
        rows = {name: once(f"hire.{number}.{name}") for name in HIRED}
        return [newcomer(scenario.people, {name: row[seat] for name, row in rows.items()}) for seat in range(seats)]

    flows = [drawn(f"luck.{kpi}") for kpi in scenario.work.flows]
    levels = [drawn(f"luck.{kpi}") for kpi in scenario.work.levels]
    chances = {decision: drawn(decision, uniform=True) for decision in asked(scenario)}
    empty = 1 + (rules.hiring.vacancy if rules.hiring else 0)
    most = months // empty + 1 if rules.people_go else 0
    return Shocks(
        people={name: once(f"people.{name}") for name in FIRST},
        demand=[month[0] for month in drawn("market.demand", 1)],
        regimes=[month[0] for month in drawn("market.regime", 1, uniform=True)],
        returns=[month[0] for month in drawn("market.returns", 1)],
        luck=[
            [(tuple(k[month][seat] for k in flows), tuple(k[month][seat] for k in levels)) for month in range(months)]
            for seat in range(seats)
        ],
        found=chances.get("conduct.found", []),
        complaint=chances.get("conduct.complaint", []),
        leaving=chances.get("leaving", []),
        readings={name: drawn(name) for name in measurement.draws},
        managers=once(MANAGERS, scenario.people.branches) if measurement.has_managers else [],
        newcomers=[hired(number + 1) for number in range(most)],
    )


def asked(scenario: Scenario) -> list[str]:
    """The decisions that are taken by a uniform a seat and month."""
    rules = scenario.behaviour
    found = {"conduct.found": rules.discovery, "conduct.complaint": rules.complaints, "leaving": rules.leaving}
    return [decision for decision, rule in found.items() if rule]


def _months(stream: Stream, years: int) -> Months:
    """Month after month, a number a seat; there is one replication."""
    drawn: Months = []
    for _ in range(years):
        drawn.extend(stream.block().reshape(BLOCK, -1).tolist())
    return drawn
