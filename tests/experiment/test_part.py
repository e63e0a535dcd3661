"""Parts are put together in the order of the skies, whatever they are and in whatever order they come."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import permutations
from pathlib import Path

import numpy as np
import pytest

from simkit.engine.plans import PlanCache
from simkit.errors import SimkitError
from simkit.experiment.kept_parts import blocks_of, part_from
from simkit.experiment.part import Part, joined, usable
from simkit.experiment.run import Order, run, simulate_rows
from simkit.experiment.watching import TOGETHER
from simkit.results.blocks import read_blocks, write_blocks
from simkit.scenario.reading import load
from simkit.scenario.scenario import Scenario
from tests.engine.worlds import WORLD, world

SCENARIO = world()
ORDER = Order(SCENARIO, PlanCache().all(SCENARIO), 5, 64)
SKIES = range(6)
SHIPPED = Path(__file__).parents[2] / "scenarios"


def same(one: Part, other: Part) -> bool:
    """Whether two parts are the same, bit for bit."""

    def flat(part: Part) -> list[tuple[str, bytes]]:
        arrays = {
            **{f"values {name}": array for name, array in part.values.items()},
            **{f"run_in {name}": array for name, array in part.run_in.items()},
            "static": part.static,
            **{f"attained {key}": array for key, array in part.attained.items()},
            **{f"winners {g} {m}": array for g, of in part.winners.items() for m, array in of.items()},
            **{f"people {name}": array for name, array in part.people.items()},
        }
        return [(f"{name} {array.shape} {array.dtype} {array.flags.c_contiguous}", array.tobytes())
                for name, array in arrays.items()]  # fmt: skip

    points = [[(rate, sorted(counts.items())) for rate, counts in part.points.items()] for part in (one, other)]
    return one.replications == other.replications and flat(one) == flat(other) and points[0] == points[1]


@pytest.fixture(scope="module")
def whole() -> Part:
    return simulate_rows(ORDER, SKIES)


@pytest.fixture(scope="module")
def parts() -> list[Part]:
    return [simulate_rows(ORDER, rows) for rows in ([0, 1], [2], [3, 4, 5])]


def test_any_order_of_parts_is_the_whole(whole: Part, parts: list[Part]) -> None:
    for some in permutations(parts):
        assert same(joined(SKIES, some), whole)


def test_skies_that_lie_between_each_other_are_put_in_order(whole: Part) -> None:
    assert same(joined(SKIES, [simulate_rows(ORDER, rows) for rows in ([1, 4], [3, 5], [0, 2])]), whole)


def test_the_order_of_the_question_is_that_of_the_answer(whole: Part) -> None:
    backwards = joined([5, 4, 3, 2, 1, 0], [simulate_rows(ORDER, [5, 4]), simulate_rows(ORDER, [3, 2, 1, 0])])
    for name, values in whole.values.items():
        assert backwards.values[name].tobytes() == np.ascontiguousarray(values[..., ::-1]).tobytes()
    assert backwards.people["talent"].tolist() != whole.people["talent"].tolist()


def test_a_chunk_in_memory_changes_nothing(whole: Part) -> None:
    small = Order(SCENARIO, ORDER.plans, 5, 2)
    assert same(simulate_rows(small, SKIES), whole)


def test_a_part_comes_back_from_its_arrays(whole: Part) -> None:
    found = part_from(whole.replications, blocks_of(SCENARIO, whole))
    assert same(found, whole)
    assert not same(replace(found, static=np.nextafter(found.static, np.inf)), whole)  # one bit would be seen


@pytest.fixture(scope="module")
def with_points() -> tuple[Scenario, Part]:
    """The shipped scenario whose KPIs move the rate of a grid, with fewer people and years."""
    scenario = load(SHIPPED / "growth_grid.yaml")
    for path, value in {"people.branches": 3, "people.seats": 12, "horizon.length": "12 months"}.items():
        scenario = scenario.with_(path, value)
    return scenario, simulate_rows(Order(scenario, PlanCache().all(scenario), 5, 64), [4, 7])


def test_a_part_with_points_comes_back_from_its_file(with_points: tuple[Scenario, Part], tmp_path: Path) -> None:
    """Points on the rate, on paper and in a compared year, of each KPI and of all together; and everything else."""
    scenario, part = with_points
    write_blocks(tmp_path / "x.parquet", blocks_of(scenario, part), {})
    found = part_from(part.replications, read_blocks(tmp_path / "x.parquet"))
    assert same(found, part)
    assert {year for _, _, year, _, _, _ in found.points} == {None, scenario.horizon.run_in // 12}
    assert {kpi for *_, kpi in found.points} == {"net_new_assets", "new_households", TOGETHER}
    assert any(0.0 < level < 1.0 for counts in found.points.values() for level in counts), "points are parts of the pay"
    assert {counts.total() for counts in found.points.values()} == {24}
    rate = next(rate for rate, counts in part.points.items() if len(counts) > 1)
    level = next(iter(part.points[rate]))
    moved = {**part.points, rate: part.points[rate] - Counter({level: 1})}
    assert not same(replace(part, points=moved), part)  # one advisor would be seen


def test_parts_with_points_are_put_together(with_points: tuple[Scenario, Part]) -> None:
    scenario, whole = with_points
    order = Order(scenario, PlanCache().all(scenario), 5, 64)
    assert same(joined([4, 7], [simulate_rows(order, [7]), simulate_rows(order, [4])]), whole)


def test_one_scheme_alone_has_no_winners_and_comes_back(tmp_path: Path) -> None:
    alone = world(schemes={"today": WORLD["schemes"]["today"]})
    part = simulate_rows(Order(alone, PlanCache().all(alone), 5, 64), [1, 2])
    assert part.winners == {}
    write_blocks(tmp_path / "x.parquet", blocks_of(alone, part), {})
    assert same(part_from([1, 2], read_blocks(tmp_path / "x.parquet")), part)


def test_what_can_be_used_is_used_once_and_whole(parts: list[Part]) -> None:
    first, second, third = parts
    again = simulate_rows(ORDER, [1, 2])

    assert usable(parts, SKIES) == parts
    assert usable([again, *parts], SKIES) == [again, third]  # the others share a sky with it
    assert usable(parts, range(5)) == [first, second]  # sky 5 is not asked for
    assert usable(parts, [1, 2]) == [second]
    assert usable(parts, [4, 3, 5]) == []  # single people are those of sky 4, with which no part begins
    assert usable([simulate_rows(ORDER, [4])], [4, 3, 5])[0].replications == (4,)


@pytest.mark.parametrize(
    ("asked", "said"), [([], "no sky is asked for"), ([3, 1, 3], "sky 3 is asked for twice; name each sky once")]
)
def test_a_question_without_sense_is_refused(asked: list[int], said: str) -> None:
    with pytest.raises(SimkitError, match=said):
        run(SCENARIO, ORDER.plans, 5, asked)
