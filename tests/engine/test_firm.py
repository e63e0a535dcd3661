"""A firm's month where pay asks for odd things, and where few of the mechanisms are there."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from simkit.behaviour.course import LEAST_SEASON, course
from simkit.engine.plans import PlanCache
from simkit.engine.simulate import Chunk
from simkit.scenario.scenario import Scenario
from tests.engine.records import years
from tests.engine.worlds import PRICES, SCORECARD, WORLD, measured, whole, world

CACHE = PlanCache()
KPIS = WORLD["work"]["kpis"]


def alone(scenario: Scenario, months: int = 3) -> Any:
    """The firm of today's scheme after some months."""
    chunk = Chunk(scenario, CACHE.all(scenario), 1, range(3), lambda _: None)
    chunk.env.run(until=months - 0.01)
    return chunk.firms[scenario.today, scenario.views[0].name]


@pytest.mark.parametrize("price", [-100, -100_000])
def test_a_fine_for_what_work_brings_stops_the_work_and_turns_nothing_round(price: float) -> None:
    """Every new client costs money; both activities bring some, and what is fined beyond all joy is not done."""
    fined = PRICES | {"prices": {"sales": "0.5%", "new_clients": price}}
    firm = alone(world(schemes={"today": {"name": "F", "pay": [fined]}}))
    assert all(np.isfinite(values).all() for values in (firm.effort, *firm.true.values()))
    assert float(min(firm.true[kpi].min() for kpi in ("sales", "new_clients"))) >= 0.0
    plain = alone(world(schemes={"today": {"name": "F", "pay": [PRICES | {"prices": {"sales": "0.5%"}}]}}))
    assert float(firm.effort.mean()) < float(plain.effort.mean())
    if price < -1_000:
        assert float(firm.effort.max()) == pytest.approx(0.0, abs=1e-9)


def test_a_level_that_work_lowers_is_worked_for_less() -> None:
    """Queues of clients shrink with service: who is paid for long queues serves less."""
    queue = {"unit": "people", "level": 20, "from": "serve", "follows_effort": "-80%"}
    work = WORLD["work"] | {"kpis": KPIS | {"queue": queue}}
    paid = SCORECARD | {"target_pay": "200% of base pay", "measures": [measured("queue", "100%", 20)]}
    firm = alone(world(work=work, schemes={"today": {"name": "Q", "pay": [paid]}}))
    assert float(firm.effort.max()) < 1.0
    assert float(firm.effort.min()) >= 0.0


def test_a_month_without_demand_can_be_planned() -> None:
    """Its period is planned as if it had a millionth of a normal month, and brings nothing."""
    still = {"season": ["0%", "200%"] * 6}
    assert course(world().work, "sales", [0.0] * 12, 1, 0).normal == pytest.approx(400_000 * LEAST_SEASON)
    paid = SCORECARD | {
        "every": "month",
        "measures": [{"kpi": "sales", "weight": "100%", "target": {"kind": "potential"}}],
    }
    scenario = world(market=still, schemes={"today": {"name": "M", "pay": [paid]}})
    assert float(alone(scenario, 1).true["sales"].max()) == 0.0
    assert float(alone(scenario, 2).true["sales"].min()) > 0.0


def test_misconduct_is_found_where_nobody_can_go() -> None:
    """Nobody is dismissed and nobody leaves, so nobody ever moves; pay is cut all the same."""
    rules = {"discovery": {"dismissed": "0%", "chance": "20%"}, "leaving": "off"}
    seen = years(whole(behaviour=rules), CACHE)["watched", "keen", 1]
    assert float(seen["counted.found"].sum()) > 0.0
    assert "counted.left" not in seen
