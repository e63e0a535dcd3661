"""Chance is a cube where everything happens, too: no chunk, no company and no missing colleague shifts a number."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from simkit.engine.plans import PlanCache
from simkit.engine.simulate import Chunk
from simkit.engine.sky import Sky
from simkit.scenario.scenario import Scenario
from tests.engine.records import Record, years
from tests.engine.worlds import CONTEST, PRICES, SCORECARD, WATCHED, WHOLE, whole

CACHE = PlanCache()
EIGHT, SEVEN = WHOLE["people"], WHOLE["people"] | {"seats": 7}
Years = dict[tuple[str, str, int], Record]


@pytest.fixture(scope="module")
def eleven() -> Years:
    """Eleven replications at once."""
    return years(whole(), CACHE, range(11), seed=5)


def rows(seen: Years, which: slice) -> dict[tuple[Any, ...], bytes]:
    return {(*key, name): np.ascontiguousarray(array[which]).tobytes()
            for key, record in seen.items() for name, array in record.items()}  # fmt: skip


def test_replication_seven_alone_is_row_seven(eleven: Years) -> None:
    assert rows(years(whole(), CACHE, [7], seed=5), slice(None)) == rows(eleven, slice(7, 8))
    assert rows(years(whole(), CACHE, [7], seed=6), slice(None)) != rows(eleven, slice(7, 8))


@pytest.mark.parametrize("chunk", [1, 2, 3, 5])
def test_chunks_change_nothing(chunk: int, eleven: Years) -> None:
    for start in range(0, 11, chunk):
        some = range(start, min(start + chunk, 11))
        assert rows(years(whole(), CACHE, some, seed=5), slice(None)) == rows(eleven, slice(start, start + chunk))


def draws(people: dict[str, Any]) -> dict[str, Any]:
    """Every number that is drawn for the first seven seats in fifteen months, by name."""
    sky = Sky(whole(people=people), 1, range(2))
    found = {name: getattr(sky.seats, name) for name in ("base_pay", "talent", "book", "tenure")}
    found |= {"conscience": sky.conscience}
    found |= {f"hire {number} {name}": values for number in (1, 2) for name, values in sky.newcomer(number).items()}
    for month in range(15):
        sky.advance(month)
        sky.open(month)
        found |= {f"{kpi} {month}": values.copy() for kpi, values in {**sky.opportunity, **sky.level_luck}.items()}
        for name in (*sky._chances, *sky._readings):
            found[f"{name} {month}"] = sky.chance(name).copy()
        found[f"market {month}"] = sky.log_demand.copy()
    return {name: values[:, :7].tobytes() for name, values in found.items()}


def test_one_advisor_less_changes_nobody_elses_draws() -> None:
    eight, seven = draws(EIGHT), draws(SEVEN)
    assert [name for name in eight if eight[name] != seven[name]] == []
    assert len(eight) > 15 * 10


ALONE = {"peers": "off", "sharing": "off", "coaching": "off", "recognition": "off", "rank_feedback": "off",
         "leaving": {"a_year": "40%", "pay_counts": 0}}  # fmt: skip
"""Nobody looks at colleagues, and pay outside is not that of colleagues here."""
OWN = {"satisfaction": {"kind": "survey", "clients": 9}, "sales": {"kind": "records", "late": "20%", "missing": "3%"}}
BY_RANK = WHOLE["schemes"] | {"watched": {"name": "W", "pay": [WATCHED, CONTEST]}}
SCHEMES = {
    "today": {"name": "T", "pay": [SCORECARD, PRICES]},
    "watched": {"name": "W", "pay": [WATCHED, PRICES]},
}
RELATIVE = {"counted.left_able"}
"""Who is able is who is above the others."""


def apart(**linked: Any) -> Scenario:
    """The whole world without anything that links people, but for what is given."""
    rules = WHOLE["behaviour"] | ALONE | linked.pop("behaviour", {})
    return whole(**{"behaviour": rules, "measurement": OWN, "schemes": SCHEMES} | linked)


def others(seen: Years) -> dict[tuple[Any, ...], bytes]:
    """All arrays of the first seven seats."""
    return {(*key, name): np.ascontiguousarray(array[:, :7]).tobytes()
            for key, record in seen.items() for name, array in record.items() if name not in RELATIVE}  # fmt: skip


def both(**linked: Any) -> tuple[dict[tuple[Any, ...], bytes], dict[tuple[Any, ...], bytes]]:
    """The first seven of eight advisors, and seven alone."""
    eight, seven = (years(apart(people=people, **linked), CACHE) for people in (EIGHT, SEVEN))
    return others(eight), others(seven)


def test_without_team_links_one_advisor_less_changes_nobody_elses_results() -> None:
    eight, seven = both()
    assert [name for name in eight if eight[name] != seven[name]] == []


@pytest.mark.parametrize(
    "linked",
    [
        {"behaviour": {"peers": "on"}},
        {"behaviour": {"sharing": {"meetings": "50%"}}},
        {"behaviour": {"coaching": {"goes_to": "all"}}},
        {"behaviour": {"rank_feedback": {"told": "hurts"}}},
        {"behaviour": {"leaving": {"a_year": "40%", "pay_counts": 3}}},
        {"behaviour": {"recognition": "on"}, "schemes": WHOLE["schemes"]},
        {"schemes": BY_RANK},
        {"measurement": {"knowledge": {"kind": "rater"}}},
        {"measurement": {"sales": {"kind": "records", "miscredited": "5%"}}},
    ],
    ids=["peers", "sharing", "coaching", "rank feedback", "outside pay", "recognition", "contest", "rater", "books"],
)
def test_every_team_link_is_one(linked: dict[str, Any]) -> None:
    """Each alone lets the colleagues of who is missing feel it."""
    eight, seven = both(**linked)
    assert {name for name in eight if eight[name] != seven[name]}


def emptied(seat: int, scenario: Scenario) -> Chunk:
    """A firm in which a seat is empty from the first day on and for good."""
    chunk = Chunk(scenario, CACHE.all(scenario), 1, range(3), lambda _: None)
    for firm in chunk.firms.values():
        staff = firm.people.staff
        staff.present[:, seat] = 0.0
        staff._arrives[:, seat] = 1e9
    chunk.env.run()
    return chunk


@pytest.mark.parametrize("seat", [0, 3, 7])
def test_a_seat_that_is_emptied_changes_nobody_elses_results(seat: int) -> None:
    """Seen in what everybody is, feels, has done and is owed when the run is over."""
    scenario = apart()
    full = Chunk(scenario, CACHE.all(scenario), 1, range(3), lambda _: None)
    full.env.run()
    empty, rest = emptied(seat, scenario), [each for each in range(8) if each != seat]
    assert float(empty.firms["watched", "keen"].people.staff.present[:, seat].max()) == 0.0
    for key in full.firms:
        one, other = (_states(each.firms[key]) for each in (full, empty))
        assert [name for name in one if one[name][:, rest].tobytes() != other[name][:, rest].tobytes()] == []
        assert one["paid"][:, seat].tobytes() != other["paid"][:, seat].tobytes(), key


def _states(firm: Any) -> Record:
    people = firm.people
    found: Record = {f"true {kpi}": values for kpi, values in firm.true.items()}
    found |= {f"recorded {kpi}": values for kpi, values in firm.recorded.items()}
    found |= {name: getattr(people.staff, name) for name in ("talent", "base_pay", "conscience", "present", "here")}
    found |= {name: getattr(people.conduct, name) for name in ("pressure", "exposure", "harm", "on_record")}
    found |= {name: getattr(people.mood, name) for name in ("morale", "joy", "fatigue", "expected")}
    found |= {"skill": people.growth.skill, "clients": people.clientele.clients}
    return found | {name: getattr(firm.payroll, name) for name in ("awarded", "paid", "outstanding", "forfeited")}


def test_the_nth_to_come_to_a_seat_is_the_same_person_in_every_firm() -> None:
    """However many months apart they come."""
    scenario = whole()
    chunk = Chunk(scenario, CACHE.all(scenario), 1, range(3), lambda _: None)
    chunk.env.run()
    numbers: set[float] = set()
    for firm in chunk.firms.values():
        staff = firm.people.staff
        assert staff.person is not None
        for (row, seat), number in np.ndenumerate(staff.person):
            numbers.add(float(number))
            drawn = chunk.sky.newcomer(int(number))["talent"] if number else chunk.sky.seats.talent
            assert staff.talent[row, seat] == drawn[row, seat]
    assert {0.0, 1.0, 2.0} <= numbers
    one, other = (chunk.firms[name, "keen"].people.staff.person for name in ("today", "watched"))
    assert one is not None
    assert other is not None
    assert one.tolist() != other.tolist()
