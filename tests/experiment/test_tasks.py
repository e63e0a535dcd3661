"""How work is cut: as many tasks as workers, none too long for the memory, none too short to be worth sending."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from simkit.experiment import tasks as room
from simkit.experiment.tasks import evenly, tasks
from simkit.scenario.reading import load
from tests.engine.worlds import world

SHIPPED = Path(__file__).parents[2] / "scenarios" / "vip_managers.yaml"
# Of the shipped scenario a month takes 15 firms at the end; 5 x (12 + 3 x 36) = 600 months of firms in all, so that a
# chunk of n skies takes about 600 x (0.0008 + 0.0000005 x 240 x n) = 0.48 + 0.072 n seconds.


def lengths(rows: Sequence[int], chunk: int, workers: int) -> list[int]:
    cut = tasks(load(SHIPPED), rows, chunk, workers)
    assert [row for task in cut for row in task] == list(rows)
    return [len(task) for task in cut]


@pytest.mark.parametrize(
    ("skies", "chunk", "workers", "expected"),
    [
        (200, 64, 1, [50] * 4),  # chunks are as long as they may be
        (200, 64, 3, [33, 33, 34, 33, 33, 34]),  # whole rounds of all workers
        (200, 64, 32, [12] * 8 + [13] * 8),  # 16.3 s of work are sixteen tasks, not thirty-two
        (10, 64, 2, [10]),  # 1.2 s of work are one task
        (20, 64, 2, [10, 10]),  # 1.9 s are two
    ],
)
def test_tasks_of_the_shipped_scenario(skies: int, chunk: int, workers: int, expected: list[int]) -> None:
    assert sorted(lengths(range(skies), chunk, workers)) == sorted(expected)


def test_chunks_that_are_too_short_share_a_task() -> None:
    """200 chunks of 0.552 s each are 110 tasks."""
    found = lengths(range(200), 1, 1)
    assert len(found) == 110
    assert set(found) == {1, 2}


def test_a_task_is_at_most_a_chunk_when_chunks_are_long_enough() -> None:
    assert max(lengths(range(997), 40, 4)) <= 40


def test_a_small_world_is_one_task_and_rows_keep_their_order() -> None:
    assert [list(task) for task in tasks(world(), [9, 3, 4], 64, 8)] == [[9, 3, 4]]


def test_however_short_a_task_may_be_there_is_none_without_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "SECOND", 1e-9)
    assert [list(task) for task in tasks(world(), [1, 2, 3], 64, 8)] == [[1], [2], [3]]


def test_evenly_leaves_nothing_out() -> None:
    assert [list(part) for part in evenly([5, 6, 7], 2)] == [[5], [6, 7]]
    assert evenly([5, 6, 7], 1) == [[5, 6, 7]]
