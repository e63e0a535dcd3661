"""Parts are put together in the order of the skies, whatever they are and in whatever order they come."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations

import numpy as np
import pytest

from simkit.engine.simulate import PlanCache
from simkit.errors import SimkitError
from simkit.experiment.kept_parts import blocks_of, part_from
from simkit.experiment.part import Part, joined, usable
from simkit.experiment.run import Order, run, simulate_rows
from tests.engine.worlds import world

SCENARIO = world()
ORDER = Order(SCENARIO, PlanCache().all(SCENARIO), 5, 64)
SKIES = range(6)


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

    return one.replications == other.replications and flat(one) == flat(other)


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
