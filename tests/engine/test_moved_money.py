"""Money and deals that are moved: by timing, by steering, in a ban, at an empty seat; and what a year so far is worth.

Seen to fail: with a loss that timing takes for deals, with timing and with steering that go on under a ban, with an
empty seat that steers, with a level that is worth a year of every month.
"""

from __future__ import annotations

import copy
from typing import Any

import numpy as np
import pytest

from simkit.arrays import Array
from simkit.behaviour.conduct.timing import Timing
from simkit.behaviour.drives import Drives
from simkit.engine.firm import Firm
from simkit.engine.period_ends import PeriodEnds
from simkit.engine.plans import PlanCache
from simkit.engine.simulate import Chunk
from simkit.engine.sky import Sky
from simkit.scenario.scenario import Scenario
from tests.engine.worlds import SCORECARD, WORLD, world

LIST = {"kind": "commission", "every": "month", "prices": {"funds": "2%", "sales": "0.5%"}}
STRAIGHT = SCORECARD | {"measures": [{"kpi": "sales", "weight": "100%", "target": {"kind": "potential"}}]}


def _scenario(behaviour: Any, pay: tuple[dict[str, Any], ...] = (LIST,), **changes: Any) -> Scenario:
    """The small world with funds beside sales, both of which can be pressed, steered and moved in time."""
    work = copy.deepcopy(WORLD["work"])
    work["kpis"]["sales"] |= {"pipeline": "30%", "pressed": "30%"}
    work["kpis"]["funds"] = {"unit": "CNY", "normal_month": 300_000, "from": "sell", "pipeline": "30%"}
    work["kpis"]["satisfaction"]["worth"] = {"bank": 10}
    work["substitutes"] = [["sales", "funds"]]
    schemes = {"today": {"name": "today", "pay": list(pay)}}
    views = [{"name": "central", "weight": "100%"}]
    return world(work=work, behaviour=behaviour, schemes=schemes, views=views, **changes)


def _chunk(scenario: Scenario) -> tuple[Chunk, Firm]:
    chunk = Chunk(scenario, PlanCache().all(scenario), 4, range(4), lambda _: None)
    return chunk, chunk.firms["today", "central"]


@pytest.mark.parametrize("pull", [0.0, -1.0, 1.0])
def test_a_loss_is_not_moved_to_another_month(pull: float) -> None:
    scenario = _scenario("standard", (STRAIGHT,))
    sky = Sky(scenario, 1, range(1))
    ends, component = PeriodEnds(sky, Timing()), scenario.scheme("today").pay[0]
    sky.advance(0)
    for month, drive in ((0, 1.0), (11, 1.0 + pull)):
        drives = Drives(["sales"], sky.shape)
        drives.add("sales", np.full(sky.shape, drive), scenario.market.season[month])
        ends.look(0, component, month, drives)
    true = {"sales": np.full(sky.shape, -50.0)}
    ends.move(11, np.ones(sky.shape), true)
    moved = true["sales"] + 50.0
    assert moved == pytest.approx(0.3 * 400_000 * 1.2 if pull > 0.0 else 0.0)
    owed: Array = ends.borrowed["sales"]
    assert owed == pytest.approx(moved)
    after = {"sales": np.full(sky.shape, -7.0)}
    ends.move(12, np.ones(sky.shape), after)
    assert after["sales"] == pytest.approx(-7.0)


@pytest.mark.parametrize("off", [("product_push",), ("timing",), ()])
def test_nothing_is_sold_under_a_ban(off: tuple[str, ...]) -> None:
    banned = {"kind": "product_ban", "month": 10, "kpi": "funds", "lasts": "5 months"}
    chunk, firm = _chunk(_scenario(dict.fromkeys(off, "off"), (LIST, STRAIGHT), events=[banned]))
    sold = []
    for month in range(7, 16):
        chunk.env.run(until=month + 0.99)
        sold.append(float(np.abs(firm.true["funds"]).max()))
    assert all(amount > 0.0 for amount in (*sold[:2], *sold[-2:]))
    assert sold[2:7] == [0.0] * 5


def test_nobody_works_for_what_is_banned() -> None:
    """Its price stands in the list still, and pulls again once the ban is lifted."""
    banned = {"kind": "product_ban", "month": 10, "kpi": "funds", "lasts": "5 months"}
    chunk, firm = _chunk(_scenario("effort only", (LIST, LIST), events=[banned]))
    pulls = []
    for month in range(8, 16):
        chunk.env.run(until=month + 0.99)
        pulls.append(firm.bench.drives.get("funds") is not None)
    assert pulls == [True, *[False] * 5, True, True]


def test_an_empty_seat_does_no_wrong() -> None:
    """Of what its last holder did, traces fade; nothing is added to them."""
    behaviour = {"leaving": {"a_year": "100%"}, "discovery": {"chance": "0%", "memory": "4 months"}}
    chunk, firm = _chunk(_scenario(behaviour))
    chunk.env.run(until=12.9)
    conduct, empty = firm.people.conduct, firm.people.staff.present == 0.0
    assert conduct is not None
    before = conduct.exposure[empty]
    assert len(before) > 3
    assert before.min() > 0.0
    chunk.env.run(until=13.9)
    assert conduct.exposure[empty] == pytest.approx(0.75 * before)


def test_a_year_so_far_is_worth_what_its_months_were() -> None:
    chunk, firm = _chunk(_scenario("effort only"))
    worth = np.zeros(chunk.sky.shape)
    for month in range(12, 18):
        chunk.env.run(until=month + 0.99)
        worth += 0.01 * firm.true["sales"] + 10.0 * firm.true["satisfaction"]
    assert firm.counting.past.worth() == pytest.approx(worth)
