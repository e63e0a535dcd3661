"""The calendar: what it prints is what runs."""

from __future__ import annotations

from collections.abc import Generator
from typing import Any

import pytest
import simpy

from simkit.engine.agenda import ORDER, folded, lines
from simkit.engine.plans import PlanCache
from simkit.engine.simulate import Chunk
from simkit.errors import SimkitError
from simkit.scenario.scenario import Scenario
from tests.engine.worlds import WHOLE as WHOLE_WORLD
from tests.engine.worlds import whole, world

SCENARIO = world()
BAN = {"kind": "product_ban", "month": 15, "kpi": "funds", "lasts": "2 months"}
FALL = {"kind": "market_fall", "month": 15, "by": "20%"}
WHOLE = whole(events=[FALL, BAN])


def day(month: int, scenario: Scenario = SCENARIO) -> list[str]:
    """What the printed agenda says of one month (from 1)."""
    found: list[str] = []
    now = 0
    for line in lines(scenario):
        now = int(line[6:10]) if line.startswith("month") else now
        if now == month:
            found.append(" ".join(line[10:].split()))
    return found


def test_the_order_of_a_month_in_which_much_happens() -> None:
    """Month 13 begins a year: the switch before targets, awards before pay day; nobody believes in a price list."""
    assert day(13) == [
        "market demand and luck of the month",
        "switch schemes start beside today",
        "targets targets for 1 month",
        "targets targets for 3 months",
        "targets targets for 12 months",
        "work effort, results, records",
        "appraisal awards for 1 month",
        "pay day what is due is paid",
    ]


def test_the_last_month_closes_everything() -> None:
    """Month 24 ends a month, a quarter and a year."""
    assert day(24)[-6:] == [
        "work effort, results, records",
        "appraisal awards for 1 month",
        "appraisal awards for 3 months",
        "appraisal awards for 12 months",
        "pay day what is due is paid",
        "year end the year is closed",
    ]


def test_where_all_happens_a_month_has_an_order_too() -> None:
    """Month 36 ends a month, a quarter and a year; month 31 is one in which people hear where they stand."""
    assert day(36, WHOLE)[-10:] == [
        "work effort, results, records",
        "appraisal awards for 1 month",
        "appraisal awards for 3 months",
        "appraisal awards for 12 months",
        "pay day what is due is paid",
        "investigation misconduct is found, pay is cut, people are dismissed",
        "review people look at what the year has paid them",
        "quarter end skill and morale move",
        "leaving people leave for other firms",
        "year end the year is closed",
    ]
    assert day(31, WHOLE)[:5] == [
        "market demand and luck of the month",
        "hiring seats that were empty are filled",
        "targets targets for 1 month",
        "targets targets for 3 months",
        "feedback everybody hears where they stand",
    ]


def test_events_stand_on_their_day_before_anybody_works() -> None:
    assert day(15, WHOLE)[:4] == [
        "market demand and luck of the month",
        "events market falls by 20%",
        "events funds may not be sold for 2 months",
        "hiring seats that were empty are filled",
    ]


@pytest.mark.parametrize(
    ("off", "missing"),
    [
        (["leaving"], {"leaving"}),
        (["discovery"], {"investigation"}),
        (["leaving", "discovery"], {"leaving", "investigation", "hiring"}),
        (["feedback"], {"feedback"}),
        (["morale"], set()),
        (["practice"], set()),
        (["morale", "practice"], {"quarter end"}),
        (["morale", "leaving"], {"leaving", "review"}),
    ],
)
def test_what_is_switched_off_stands_on_no_day(off: list[str], missing: set[str]) -> None:
    """And nothing else is missing."""
    without = whole(events=[FALL, BAN], behaviour=WHOLE_WORLD["behaviour"] | dict.fromkeys(off, "off"))
    assert kinds(WHOLE) - kinds(without) == missing
    assert kinds(without) < kinds(WHOLE) or not missing


def kinds(scenario: Scenario) -> set[str]:
    """What kinds of things stand on the printed agenda."""
    return {kind for line in lines(scenario) for kind in ORDER if line[10:].startswith(f"{kind} ")}


@pytest.mark.parametrize("scenario", [SCENARIO, whole()], ids=["effort only", "whole"])
def test_what_is_printed_is_what_runs(scenario: Scenario, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every action of a chunk, in its order, is a line of the agenda."""
    done: list[str] = []
    plain = Chunk._action

    def noted(self: Chunk, entry: Any) -> Any:
        action = plain(self, entry)

        def run(month: int) -> None:
            done.append(f"{month + 1} {entry.kind} {entry.what}")
            action(month)

        return run

    monkeypatch.setattr(Chunk, "_action", noted)
    Chunk(scenario, PlanCache().all(scenario), 1, range(1), lambda _: None).env.run()

    printed, now = [], 0
    for line in lines(scenario):
        now = int(line[6:10]) if line.startswith("month") else now
        printed.append(f"{now} {' '.join(line[10:].split())}")
    assert done == printed


def test_years_that_are_alike_are_told_once() -> None:
    """Nothing is lost by it: a month that is not printed is like the one a year before."""
    told = list(folded(SCENARIO))
    assert told[-1] == "months 14 to 24: as a year before"
    assert told[:-1] == list(lines(SCENARIO))[: len(told) - 1]
    assert day(13) == [" ".join(line[10:].split()) for line in told[-1 - len(day(13)) : -1]]
    assert [day(month) for month in range(14, 25)] == [day(month - 12) for month in range(14, 25)]


@pytest.mark.parametrize(("month", "message"), [(0, "outside the simulation"), (25, "outside"), (3, "is over")])
def test_dates_that_cannot_be_waited_for(month: int, message: str) -> None:
    """An intervention that asks for a date before, after or in the past is told so."""

    def late(world: Any) -> Generator[simpy.Event, Any, None]:
        yield world.at(month=6)
        yield world.at(month=month)

    chunk = Chunk(SCENARIO, PlanCache().all(SCENARIO), 1, range(1), lambda _: None, [late])
    with pytest.raises(SimkitError, match=message):
        chunk.env.run()


def test_chance_of_an_intervention_comes_from_the_cube() -> None:
    """`world.normal(name)` gives the same numbers to a replication in any chunk."""
    seen: list[Any] = []

    def asks(world: Any) -> Generator[simpy.Event, Any, None]:
        yield world.at(month=2)
        seen.append(world.normal("rumour"))
        yield world.every(months=3)
        seen.append(world.normal("rumour"))

    plans = PlanCache().all(SCENARIO)
    for rows in (range(3), [2]):
        Chunk(SCENARIO, plans, 1, rows, lambda _: None, [asks]).env.run()

    assert seen[0].shape == (3, 1)
    assert seen[0][2] == seen[2][0]
    assert (seen[0] == seen[1]).all()
