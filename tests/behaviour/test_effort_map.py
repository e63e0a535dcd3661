"""The effort map is what the engine's advisors do, not a second model of them."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from simkit.arrays import Array
from simkit.behaviour.effort_map import effort_map
from simkit.engine.plans import PlanCache
from simkit.engine.simulate import Chunk
from simkit.scenario.scenario import Scenario
from tests.engine.worlds import world

LATE = 0.95
"""After everything else in a month."""
ONE_MEASURE: dict[str, Any] = {
    "kind": "bonus",
    "every": "quarter",
    "target_pay": "40% of base pay",
    "measures": [{"kpi": "sales", "weight": "100%", "target": {"kind": "potential", "by": "10%"}}],
    "curve": {"kind": "threshold", "threshold": "80%", "accelerator": 2.0, "cap": "150%"},
}


def average_world(*pay: dict[str, Any]) -> Scenario:
    """Average advisors only, so that nothing but their luck in selling tells them apart."""
    same = {"spread": "0%"}
    people = {"seats": 7, "base_pay": {"median": 9_000, **same}, "talent": same, "book": same}
    scenario = world().model_dump(mode="json", by_alias=True)
    scenario["people"] = people
    scenario["schemes"] = {"today": {"name": "One", "pay": list(pay)}}
    scenario["events"] = []
    return Scenario.model_validate(scenario)


def seen(scenario: Scenario, view: str, months: int) -> list[tuple[Array, Array]]:
    """(sales of the quarter before the month, effort in the month) of the first months, each (seat,)."""
    chunk = Chunk(scenario, PlanCache().all(scenario), 3, [0], lambda _: None)
    found, before = [], np.zeros(scenario.people.seats)
    for month in range(months):
        chunk.env.run(until=month + LATE)
        firm = chunk.firms["today", view]
        found.append((before, firm.effort[0].copy()))
        before = firm.counting.past.year["sales"][0].copy()
    return found


@pytest.mark.parametrize("view", ["central", "biased"])
def test_it_is_the_effort_of_the_engine(view: str) -> None:
    scenario = average_world(ONE_MEASURE)
    steering = PlanCache().all(scenario)["today", view]
    season = np.array(scenario.market.season[:3])
    normal = 400_000 * season
    for month, (sales, effort) in enumerate(seen(scenario, view, 3)):
        stands = (sales + normal[month:].sum()) / (1.1 * normal.sum())
        found = effort_map(scenario.work, scenario.market.season, steering, 0, stands)
        assert found is not None
        assert found[month] == pytest.approx(effort, rel=1e-9)
        assert month == 0 or float(np.ptp(effort)) > 1e-4


def test_a_price_list_has_no_goal_to_be_far_from() -> None:
    scenario = world()
    steering = PlanCache().all(scenario)["both", "central"]
    assert effort_map(scenario.work, scenario.market.season, steering, 0, (1.0,)) is None
    found = effort_map(scenario.work, scenario.market.season, steering, 1, (1.0, 2.0))
    assert found is not None
    assert found.shape == (3, 2)
    assert np.isfinite(found).all()


def test_more_pay_is_more_effort_and_prices_add_to_it() -> None:
    scenario = world()
    steering = PlanCache().all(scenario)
    alone = effort_map(scenario.work, scenario.market.season, steering["bonus", "central"], 0, (1.0, 1.1, 1.2))
    beside = effort_map(scenario.work, scenario.market.season, steering["both", "central"], 1, (1.0, 1.1, 1.2))
    assert alone is not None
    assert beside is not None
    assert (beside > alone).all()


def test_nobody_stands_where_results_would_be_negative() -> None:
    scenario = average_world(ONE_MEASURE)
    steering = PlanCache().all(scenario)["today", "central"]
    found = effort_map(scenario.work, scenario.market.season, steering, 0, (0.1, 0.9))
    assert found is not None
    # at the start of the quarter 91 % is still to come from normal effort, before its last month 33 %
    assert np.isnan(found[:, 0]).tolist() == [True, True, True]
    assert np.isnan(found[:, 1]).tolist() == [True, False, False]


def test_a_level_alone_is_what_stands() -> None:
    level = {
        **ONE_MEASURE,
        "measures": [{"kpi": "satisfaction", "weight": "100%", "target": {"kind": "fixed", "at": 80}}],
    }
    scenario = average_world(level)
    steering = PlanCache().all(scenario)["today", "central"]
    found = effort_map(scenario.work, scenario.market.season, steering, 0, (0.6, 1.0, 1.4))
    assert found is not None
    assert found[0, 1] > found[0, 0] >= 1.0
    assert np.isfinite(found).all()
