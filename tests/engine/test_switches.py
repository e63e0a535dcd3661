"""What each mechanism and each reader may change, and that everything else keeps its very bytes when it is switched.

A mechanism stands beside those that it acts through (`needs`).  Two firms stand under the same sky: one whose people
answer pay, and one whose people do not, where what is told of a mechanism is sharper.  `first`: the first year, from 0,
in which it can show: what is looked at once a year shows in the next one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from simkit.behaviour.behaviour import Behaviour
from simkit.engine.plans import PlanCache
from simkit.engine.simulate import Chunk
from simkit.scenario.scenario import Scenario
from tests.engine.records import Record, differing, years
from tests.engine.worlds import WHOLE, whole

CACHE = PlanCache()
KEEN, CALM = "keen", "calm"
VIEWS = [
    {"name": KEEN, "weight": "50%", "worth_of_effort": 0.3},
    {"name": CALM, "weight": "50%", "response": 0},
]
OFF = dict.fromkeys(Behaviour.model_fields, "off")

PEOPLE = {"people.base_pay", "people.talent", "people.tenure", "base_pay", "months", "ability", "person"}
FLOWS = {f"{which}.{kpi}" for which in ("results", "recorded")
         for kpi in ("sales", "funds", "new_clients", "complaints", "income")}  # fmt: skip
LEVELS = {f"{which}.{kpi}" for which in ("results", "recorded") for kpi in ("satisfaction", "knowledge")}
BELIEFS = {"hopeless", "coasting"}
PAY = {"variable_pay", "pay_at.0.8", "pay_at.1.2", "deferred", "counted.true_pay"}
MISDEEDS = {f"counted.{what}" for what in ("pressure", "bad_sales", "complaints", "found", "misreports", "on_record")}
WORK = {"effort", "live", "merit_pay"} | FLOWS | LEVELS | BELIEFS | PAY
COMPLAINTS = {"counted.complaints", "results.complaints", "recorded.complaints"}


@dataclass(frozen=True)
class Reach:
    """What a mechanism may change where people answer pay (keen) and where they do not (calm), and what it must."""

    keen: set[str]
    calm: set[str]
    must: str
    needs: tuple[str, ...] = ()
    first: int = 0


def mood(first: int, *needs: str) -> Reach:
    """What moves morale moves all that is done, and nobody's ability."""
    felt = WORK | {"counted.morale"}
    return Reach(keen=felt, calm=felt, must="counted.morale", needs=("morale", *needs), first=first)


REACH = {
    "pressure": Reach(keen=WORK, calm=set(), must="results.sales"),
    "product_push": Reach(keen=WORK, calm=set(), must="results.funds"),
    "timing": Reach(keen=WORK, calm=set(), must="results.sales"),
    # a lie changes what is paid and nothing that is done
    "misreporting": Reach(keen={"variable_pay", "deferred"}, calm=set(), must="variable_pay"),
    # who is dismissed is succeeded by somebody else
    "discovery": Reach(keen=WORK | PEOPLE | MISDEEDS, calm=set(), must="counted.found", needs=("pressure",)),
    "complaints": Reach(keen=WORK | MISDEEDS, calm=COMPLAINTS | PAY | BELIEFS, must="counted.complaints",
                        needs=("pressure",)),
    # effort and levels answer pay; without that more clients only bring more of the same
    "clients": Reach(keen=WORK, calm=FLOWS | PAY | BELIEFS, must="results.sales"),
    "morale": Reach(keen=set(), calm=set(), must=""),
    "expectation": mood(2),
    "peers": mood(1),
    "commitment": mood(0),
    "trust": mood(1, "commitment"),
    "recognition": mood(1),
    "overload": mood(0),
    "rank_feedback": mood(1),
    # skill is no effort, and levels follow effort alone
    "practice": Reach(keen=WORK | {"ability"}, calm=FLOWS | PAY | BELIEFS | {"ability", "merit_pay"}, must="ability"),
    "coaching": Reach(keen=WORK | {"ability", "counted.skill"}, must="ability", needs=("practice",),
                      calm=WORK | {"ability", "counted.skill"}),
    "sharing": Reach(keen=WORK | {"ability", "counted.skill"}, must="ability", needs=("practice",),
                     calm=WORK | {"ability", "counted.skill"}),
    "feedback": Reach(keen=WORK, calm=BELIEFS, must="effort"),
    "leaving": Reach(keen=WORK | PEOPLE, calm=WORK | PEOPLE, must="people.talent"),
    "hiring": Reach(keen=WORK | PEOPLE | {"counted.left", "counted.left_able"}, must="months", needs=("leaving",),
                    calm=WORK | PEOPLE | {"counted.left", "counted.left_able"}),
}  # fmt: skip
COUNTED = {
    "morale": {"counted.morale"},
    "practice": {"counted.skill"},
    "clients": {"counted.clients"},
    "timing": MISDEEDS | {"counted.moved", "counted.conceded"},
    "leaving": {"counted.left", "counted.left_able", "counted.dismissed", "person"},
    "discovery": {"counted.left", "counted.left_able", "counted.dismissed", "person"},
} | dict.fromkeys(("pressure", "product_push", "misreporting"), MISDEEDS)
"""What is counted only where a mechanism is on."""


def rules(*names: str) -> dict[str, Any]:
    """These mechanisms as the whole world has them, all others off."""
    return OFF | {name: WHOLE["behaviour"].get(name, "on") for name in names}


def seen(behaviour: Any, **changes: Any) -> dict[tuple[str, str, int], Record]:
    return years(whole(behaviour=behaviour, views=VIEWS, **changes), CACHE, rows=range(2))


def apart(one: Any, other: Any, view: str) -> Iterator[tuple[int, set[str]]]:
    """Year by year the arrays that are not the same bytes, in either scheme."""
    for key in one:
        if key[1] == view:
            yield key[2], differing(one[key], other[key])


def test_every_mechanism_is_told() -> None:
    assert set(REACH) == set(Behaviour.model_fields)


@pytest.mark.parametrize("name", REACH)
def test_a_mechanism_changes_what_it_may_and_nothing_else(name: str) -> None:
    reach = REACH[name]
    without, beside = seen(rules(*reach.needs)), seen(rules(*reach.needs, name))
    changed = {view: list(apart(without, beside, view)) for view in (KEEN, CALM)}
    for view, may in ((KEEN, reach.keen), (CALM, reach.calm)):
        for year, names in changed[view]:
            assert names <= (may if year >= reach.first else set()), (view, year)
    if reach.must:
        assert any(reach.must in names for _, names in changed[KEEN])
    for key, record in beside.items():
        assert set(record) - set(without[key]) == COUNTED.get(name, set())


@pytest.mark.parametrize("name", REACH)
def test_a_mechanism_tells_in_the_company_of_all_others(name: str) -> None:
    """Beside all others it changes something too (morale beside what moves it), and not before its time."""
    everything, without = seen(WHOLE["behaviour"]), seen(WHOLE["behaviour"] | {name: "off"})
    found = {year: set[str]() for year in range(3)}
    for year, names in apart(everything, without, KEEN):
        found[year] |= names
    assert not any(found[year] for year in range(REACH[name].first))
    assert found[2] & {"variable_pay", "effort"}


READERS: dict[str, tuple[str, dict[str, Any], set[str]]] = {
    "survey": ("satisfaction", {"kind": "survey", "clients": 9}, {"recorded.satisfaction"}),
    "exam": ("knowledge", {"kind": "exam"}, {"recorded.knowledge"}),
    "rater": ("knowledge", {"kind": "rater", "halo_from": "sales"}, {"recorded.knowledge"}),
    "records": ("sales", {"kind": "records", "late": "20%", "missing": "9%", "miscredited": "5%"},
                {"recorded.sales", "recorded.income"}),
}  # fmt: skip


@pytest.mark.parametrize("kind", READERS)
def test_a_reader_changes_what_is_recorded_and_paid_and_nothing_that_is_true(kind: str) -> None:
    """Where people answer pay they answer what is recorded; people and what they can do stay as they are."""
    kpi, reader, recorded = READERS[kind]
    exact, read = seen(OFF, measurement={}), seen(OFF, measurement={kpi: reader})
    for _, names in apart(exact, read, CALM):
        assert recorded <= names <= recorded | PAY | BELIEFS
    changed = [names for _, names in apart(exact, read, KEEN)]
    assert all(names <= WORK for names in changed)
    assert any("effort" in names for names in changed)
    assert {name for key in read for name in set(read[key]) - set(exact[key])} == {"counted.true_pay"}


@pytest.mark.parametrize(
    "reader",
    [
        {"kind": "records"},
        {"kind": "survey", "spread": 0, "every": "month"},
        {"kind": "exam", "error": 0, "whole_points": False, "every": "month"},
        {"kind": "rater", "leniency": "0%", "managers_differ": "0%", "centrality": "0%", "halo": "0%", "noise": "0%",
         "every": "month"},
    ],
    ids=lambda reader: reader["kind"],
)  # fmt: skip
def test_a_reader_without_faults_is_no_reader(reader: dict[str, Any]) -> None:
    kpi = "sales" if reader["kind"] == "records" else "knowledge"
    exact, read = (seen(WHOLE["behaviour"], measurement=each) for each in ({}, {kpi: reader}))
    assert all(differing(exact[key], read[key]) == set() and set(exact[key]) == set(read[key]) for key in exact)


def draws(scenario: Scenario) -> list[bytes]:
    """Everything that happens to all firms alike, month by month."""
    chunk = Chunk(scenario, CACHE.all(scenario), 1, range(2), lambda _: None)
    found = []
    for month in range(14):
        chunk.env.run(until=month + 0.99)
        sky = chunk.sky
        arrays = (*sky.opportunity.values(), *sky.level_luck.values(), sky.log_demand, sky.regime, sky.returns)
        found.append(b"".join(each.tobytes() for each in arrays))
    return found


def test_no_switch_moves_what_comes_from_the_sky() -> None:
    plain = draws(whole(behaviour=OFF, measurement={}))
    assert plain == draws(whole())
    assert plain == draws(whole(behaviour=rules("leaving", "pressure", "discovery")))
    assert plain != draws(whole(market={"season": ["120%", "80%"] * 6}))  # without its regimes it is another market


def test_chances_of_a_mechanism_do_not_hang_on_the_others() -> None:
    """The numbers by which people leave are the same, whether misconduct is found or not."""
    found = []
    for behaviour in (WHOLE["behaviour"], rules("leaving")):
        scenario = whole(behaviour=behaviour)
        chunk = Chunk(scenario, CACHE.all(scenario), 1, range(2), lambda _: None)
        chunk.env.run(until=14.99)
        found.append(chunk.sky.chance("leaving").tobytes())
    assert found[0] == found[1]
