"""The quick form of the large bank: that it measures, and in bytes that memory does not grow with the skies.

Seen to fail: with the chunks of a task kept until its end; with the small bank's seconds in the large one's place.
"""

from __future__ import annotations

import gc
import tracemalloc

import pytest

from simkit.engine.plans import PlanCache
from simkit.experiment.run import Order, run, simulate_rows
from tests.speed.large import cut, measure, told


def test_it_measures() -> None:
    found = measure(seats=480, views=1, replications=2, months=12, times=1)
    done = 480 * 2 * (12 + 4 * 12)
    assert found["large_us"] * done == pytest.approx(1e6 * found["large_seconds"])
    assert found["small_us"] * done == pytest.approx(1e6 * found["small_seconds"])  # 4 skies of 240
    assert found["ratio"] == pytest.approx(found["large_seconds"] / found["small_seconds"])
    assert found["large_seconds"] != found["small_seconds"]
    assert (found["large_chunk"], found["small_chunk"]) == (32, 64)
    assert 50.0 < found["small_peak_mb"] < 2048.0
    assert "480 advisors,     2 skies, 32 at a time" in told(found)


def test_the_large_bank_is_the_one_of_the_target() -> None:
    scenario = cut(50_000, 2, 60)
    assert (scenario.people.seats, scenario.people.branches, len(scenario.schemes)) == (50_000, 5_000, 4)
    assert (scenario.horizon.run_in, scenario.horizon.length) == (12, 60)
    assert [view.name for view in scenario.views] == ["central", "sceptic"]


def test_memory_does_not_grow_with_the_skies() -> None:
    scenario = cut(120, 1, 12)
    order = Order(scenario, PlanCache().all(scenario), 1, 4)
    simulate_rows(order, range(1))

    def taken(skies: int) -> int:
        gc.collect()
        tracemalloc.start()
        run(scenario, order.plans, order.seed, range(skies), chunk=order.chunk)
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return peak

    few, many = taken(4), taken(24)
    assert many < 1.1 * few
