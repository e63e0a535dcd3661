"""What people know of their own results: all of it, or what the last feedback said."""

from __future__ import annotations

from collections.abc import Generator
from typing import Any

import numpy as np
import pytest
import simpy

from simkit.engine.news import News
from simkit.engine.plans import PlanCache
from simkit.engine.simulate import Chunk
from simkit.scenario.scenario import Scenario
from tests.engine.records import differing, years
from tests.engine.worlds import BONUS, SCORECARD, WHOLE, whole, world

CACHE = PlanCache()
NOTHING_ELSE = dict.fromkeys(
    ("pressure", "product_push", "timing", "misreporting", "discovery", "complaints", "clients", "morale", "practice",
     "leaving"), "off")  # fmt: skip
PAY = {"today": {"name": "T", "pay": [SCORECARD, BONUS]}}


def hearing(every: str, **changes: Any) -> Scenario:
    """Quarterly and yearly pay, and results that people hear every so often."""
    return world(**{"schemes": PAY, "behaviour": NOTHING_ELSE | {"feedback": {"every": every}}} | changes)


def test_between_two_times_the_last_feedback_stands() -> None:
    """Told in January and April: at the start of June what counts are the three months up to March, two months ago."""
    scenario = hearing("3 months")
    chunk = Chunk(scenario, CACHE.all(scenario), 1, range(2), lambda _: None)
    firm = chunk.firms["today", "central"]
    sold = []
    for month in range(5):
        chunk.env.run(until=month + 0.99)
        sold.append(firm.true["sales"].copy())
        if month == 2:
            level = firm.true["satisfaction"].copy()
    yearly, quarterly = (firm.news.known(number, firm.tallies[number], firm.levels, 5) for number in (0, 1))
    assert (yearly.lag, quarterly.lag) == (2, 2)
    assert yearly.so_far("sales") == pytest.approx(sold[0] + sold[1] + sold[2])
    assert quarterly.so_far("sales").tolist() == np.zeros((2, 7)).tolist()  # its period began when it was told
    assert yearly.levels["satisfaction"].tolist() == level.tolist() != firm.true["satisfaction"].tolist()
    assert firm.tallies[0].so_far("sales") == pytest.approx(sum(sold))


def test_with_feedback_every_month_the_books_themselves_are_known() -> None:
    scenario = hearing("1 month")
    chunk = Chunk(scenario, CACHE.all(scenario), 1, range(2), lambda _: None)
    chunk.env.run(until=4.99)
    firm = chunk.firms["today", "central"]
    now = firm.news.known(0, firm.tallies[0], firm.levels, 5)
    assert now.lag == 0
    assert now.so_far("sales").tolist() == firm.tallies[0].so_far("sales").tolist()
    assert now.levels["satisfaction"] is firm.true["satisfaction"]


def efforts(every: str, shock: float) -> list[bytes]:
    """Effort of every month, where the market falls in month 5, of which nothing is heard before the next feedback."""

    def crash(world: Any) -> Generator[simpy.Event, Any, None]:
        yield world.at(month=5)
        world.market.shock(shock)

    scenario = hearing(every)
    chunk = Chunk(scenario, CACHE.all(scenario), 1, range(2), lambda _: None, [crash])
    found = []
    for month in range(8):
        chunk.env.run(until=month + 0.99)
        found.append(chunk.firms["today", "central"].effort.tobytes())
    return found


def test_plans_are_read_where_the_last_feedback_left_them() -> None:
    """What happens in May changes what people do in June if they hear every month, and in July if every quarter."""
    for every, first in (("1 month", 5), ("3 months", 6)):
        calm, crashed = efforts(every, 0.0), efforts(every, -0.5)
        assert [month for month in range(8) if calm[month] != crashed[month]] == list(range(first, 8))


@pytest.mark.parametrize("feedback", ["off", "on", {"every": "1 month"}])
def test_feedback_every_month_is_the_same_as_none(feedback: Any) -> None:
    rules = WHOLE["behaviour"] | {"feedback": feedback}
    plain = {key: rule for key, rule in WHOLE["behaviour"].items() if key != "feedback"}
    seen, usual = (years(whole(behaviour=each), CACHE) for each in (rules, plain))
    assert all(differing(seen[key], usual[key]) == set() for key in usual)
    rare = years(whole(behaviour=rules | {"feedback": {"every": "2 months"}}), CACHE)
    assert "effort" in differing(rare["today", "keen", 0], usual["today", "keen", 0])


def test_a_fork_has_heard_the_same() -> None:
    news = News(3)
    level = np.ones((1, 2))
    news.tell([], {"satisfaction": level}, 0)
    other = news.fork()
    level += 1.0
    news.tell([], {"satisfaction": level}, 3)
    assert other._levels["satisfaction"].tolist() == [[1.0, 1.0]]
    assert news._levels["satisfaction"].tolist() == [[2.0, 2.0]]
    assert News(1).fork()._levels == {}
