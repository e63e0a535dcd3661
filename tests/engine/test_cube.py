"""Chance is a cube: results do not depend on chunks, on company, or on what else is drawn."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from simkit.engine.plans import PlanCache
from simkit.experiment.run import Runs, run
from simkit.randomness import Stream, normals
from simkit.scenario.reading import load
from tests.engine.worlds import world

SCENARIO = world()
PLANS = PlanCache().all(SCENARIO)


def same(one: Runs, other: Runs, rows: slice | int = slice(None)) -> None:
    """All outcomes, run-in and static pay are the same bytes."""
    for name, values in one.values.items():
        assert np.ascontiguousarray(values[..., rows]).tobytes() == other.values[name].tobytes(), name
    for name, values in one.run_in.items():
        assert np.ascontiguousarray(values[..., rows]).tobytes() == other.run_in[name].tobytes(), name
    assert np.ascontiguousarray(one.static[..., rows]).tobytes() == other.static.tobytes()


@pytest.mark.parametrize("chunk", [1, 2, 3, 5, 11])
def test_chunks_change_nothing(chunk: int) -> None:
    """Eleven replications at once, or a few at a time: the same bytes."""
    same(run(SCENARIO, PLANS, 5, range(11), chunk=11), run(SCENARIO, PLANS, 5, range(11), chunk=chunk))


def test_one_replication_alone_is_its_row() -> None:
    """Replication 7 alone equals row 7 of eleven."""
    same(run(SCENARIO, PLANS, 5, range(11)), run(SCENARIO, PLANS, 5, [7]), slice(7, 8))


def test_what_others_do_changes_nothing_where_all_mechanisms_work() -> None:
    """In a chunk somebody presses, leaves, comes or is found at any time; alone a replication has the same bytes."""
    odd = load(Path(__file__).parents[1] / "speed" / "odd.yaml")
    scenario = odd.model_copy(update={"views": odd.views[:1]})
    plans = PlanCache().all(scenario)
    same(run(scenario, plans, 5, range(5), chunk=5), run(scenario, plans, 5, range(5), chunk=1))


def test_another_seed_is_another_world() -> None:
    """The comparison above can fail."""
    with pytest.raises(AssertionError):
        same(run(SCENARIO, PLANS, 5, range(3)), run(SCENARIO, PLANS, 6, range(3)))


def test_a_new_kpi_shifts_no_other_number() -> None:
    """Another KPI that nobody is paid for leaves every outcome as it was."""
    more = SCENARIO.model_dump(mode="json", by_alias=True)
    more["work"]["kpis"] = {"gifts": {"unit": "pieces", "normal_month": 1, "from": "serve"}} | more["work"]["kpis"]
    wider = type(SCENARIO).model_validate(more)

    same(run(SCENARIO, PLANS, 5, range(3)), run(wider, PlanCache().all(wider), 5, range(3)))


def test_blocks_go_on_where_they_stopped() -> None:
    """Two blocks of twelve ticks are the twenty-four ticks of one longer block."""
    stream = Stream(3, "luck.x", [0, 4], 5)
    two = np.concatenate([stream.block(), stream.block()], axis=1)

    assert two.tobytes() == Stream(3, "luck.x", [0, 4], 5).block(24).tobytes()


def test_decisions_are_independent() -> None:
    """Streams of two decisions, two replications and two seeds are uncorrelated and standard normal."""
    drawn = [
        normals(seed, name, [r], 20_000)[0] for seed, name, r in ((1, "a", 0), (1, "b", 0), (1, "a", 1), (2, "a", 0))
    ]

    correlation = np.corrcoef(drawn)
    assert np.abs(correlation - np.eye(4)).max() < 4.0 / np.sqrt(20_000)
    assert np.mean(drawn, axis=1) == pytest.approx(np.zeros(4), abs=4.0 / np.sqrt(20_000))
    assert np.std(drawn, axis=1) == pytest.approx(np.ones(4), abs=4.0 / np.sqrt(40_000))
