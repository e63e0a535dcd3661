"""A firm that goes on under another scheme has the past of the one it comes from, all of it."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from simkit.engine.plans import PlanCache
from simkit.engine.simulate import Chunk, simulate
from tests.engine.records import differing, years
from tests.engine.worlds import BONUS, PRICES, SCORECARD, WATCHED, WHOLE, measured, whole, world

RATCHET = BONUS | {
    "measures": [
        measured("satisfaction", "50%", 80),
        {"kpi": "sales", "weight": "50%", "target": {"kind": "ratchet", "share": "40%"}},
    ]
}
NOBODY_MINDS = {"trust": "off", "commitment": "off"}
"""Beside these nothing in people answers that there is a change at all."""
CACHE = PlanCache()


def twice(pay: list[Any], **changes: Any) -> Any:
    """Two schemes that are the same."""
    schemes = {"today": {"name": "A", "pay": pay}, "same": {"name": "A", "pay": pay}}
    return whole(**{"schemes": schemes, "behaviour": WHOLE["behaviour"] | NOBODY_MINDS} | changes)


@pytest.mark.parametrize("pay", [[SCORECARD, PRICES], [WATCHED], [RATCHET]], ids=["yearly", "deferred", "ratchet"])
def test_a_firm_that_goes_on_under_the_same_scheme_is_the_same_firm(pay: list[Any]) -> None:
    """Whatever was learnt, owed, moved, booked late or heard last: all arrays of all years are the same bytes."""
    scenario = twice(pay)
    seen = years(scenario, CACHE)
    for year in (1, 2):
        assert differing(seen["today", "keen", year], seen["same", "keen", year]) == set()


def test_a_change_of_scheme_costs_trust_and_that_shows() -> None:
    """The comparison above can fail: with trust and commitment on the firms part in the first year."""
    seen = years(twice([SCORECARD, PRICES], behaviour=WHOLE["behaviour"]), CACHE)
    assert "effort" in differing(seen["today", "keen", 1], seen["same", "keen", 1])


def test_forks_go_their_own_way() -> None:
    """What a fork does changes nothing in the firm that it comes from."""
    alone = {key: scheme for key, scheme in WHOLE["schemes"].items() if key == "today"}
    together, by_itself = years(whole(), CACHE), years(whole(schemes=alone), CACHE)
    for year in range(3):
        assert differing(together["today", "keen", year], by_itself["today", "keen", year]) == set()
    assert "variable_pay" in differing(together["today", "keen", 2], together["watched", "keen", 2])


def test_who_comes_to_a_seat_that_was_empty_when_a_period_began_works_for_its_pay() -> None:
    """Everybody goes in October, and comes in February; the yearly bonus pulls them for the rest of the year."""
    scenario = world(
        behaviour={"leaving": {"a_year": 0}, "hiring": {"vacancy": "3 months", "starts_at": "100%"}, "morale": "off",
                   "pressure": "off", "practice": "off", "clients": "off"},
        schemes={"today": {"name": "T", "pay": [SCORECARD | {"measures": [measured("sales", "100%", 5e6)]}]}},
    )  # fmt: skip
    chunk = Chunk(scenario, CACHE.all(scenario), 1, range(2), lambda _: None)
    firm = chunk.firms["today", "central"]
    chunk.env.run(until=9.99)
    assert float(firm.effort.min()) > 1.0
    firm.people._go(np.arange(firm.effort.size), 9, firm.payroll, dismissed=False)
    chunk.env.run(until=12.99)
    assert float(firm.effort.max()) == 0.0
    chunk.env.run(until=13.99)
    assert float(firm.effort.min()) > 1.0


def test_a_chunk_that_is_run_twice_is_the_same() -> None:
    """The comparison of all arrays says nothing else than that they are equal."""
    one, other = years(whole(), CACHE), years(whole(), CACHE)
    assert all(differing(one[key], other[key]) == set() for key in one)
    chunk = simulate(whole(), CACHE.all(whole()), 1, range(1), lambda _: None)
    assert float(chunk.firms["watched", "keen"].payroll.forfeited.max()) > 0.0
