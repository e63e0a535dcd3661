"""Skies under the main view and under all views: the numbers of a comparison, however they are cut.

Seen to fail: with rows that count from 0 in a pilot, or with their controls; with the skies under all views simulated
anew at every look; with pieces of equal length; without yardsticks for those who need them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from simkit.engine.plans import PlanCache
from simkit.engine.seen import Observed, OnPaper, Seen
from simkit.engine.simulate import simulate
from simkit.errors import SimkitError
from simkit.experiment import memory
from simkit.experiment.backends.backend import I, R, S
from simkit.experiment.backends.serial import Serial
from simkit.experiment.run import Order, run
from simkit.experiment.sampling.controls import controls
from simkit.experiment.sampling.pieces import Piece, about_seconds, main_view, pieces, simulate_piece
from simkit.experiment.sampling.size import Size
from simkit.experiment.sampling.skies import Skies
from simkit.outcomes.yearly import OF_YARDSTICKS
from simkit.scenario.reading import load
from simkit.scenario.scenario import Scenario
from tests.engine.worlds import world
from tests.small import scenario_file

SCENARIOS = Path(__file__).parents[3] / "scenarios"
VIEWS = [{"name": name, "weight": weight, "response": "20%"} for name, weight in
         (("a", "20%"), ("b", "50%"), ("c", "30%"))]  # fmt: skip
NAMES = ("value", "gini", "variable_cost")


@pytest.fixture(scope="module")
def scenario() -> Scenario:
    return world(views=VIEWS)


@pytest.fixture(scope="module")
def order(scenario: Scenario) -> Order:
    return Order(scenario, PlanCache().all(scenario), 5, 4)


class Many(Serial):
    """One after another, in reverse, as if by several workers."""

    def __init__(self, workers: int) -> None:
        self.workers = workers
        self.items: list[Any] = []

    def results(self, function: Callable[[S, I], R], shared: S, items: Sequence[I]) -> Iterator[tuple[int, R]]:
        self.items += items
        for number in reversed(range(len(items))):
            yield number, function(shared, items[number])


def grown(order: Order, backend: Serial, *sizes: Size, first: int = 0) -> Skies:
    skies = Skies(order, NAMES, backend, first=first)
    for size in sizes:
        skies.grow(size)
    return skies


def same(one: Skies, other: Skies) -> bool:
    """Byte by byte."""
    pairs = [(read(one, name), read(other, name)) for read in (Skies.pooled, Skies.under_main) for name in NAMES]
    return all(a.tobytes() == b.tobytes() for a, b in [*pairs, (one.luck, other.luck)])


@pytest.mark.parametrize("first", [0, 70])
def test_they_are_those_of_a_comparison(order: Order, first: int) -> None:
    skies = grown(order, Serial(), Size(9, 4), first=first)
    runs = run(order.scenario, order.plans, 5, range(first, first + 9))
    weights = np.array([0.2, 0.5, 0.3])
    for name in NAMES:
        by_sky = runs.values[name].mean(axis=2)
        assert skies.under_main(name) == pytest.approx(by_sky[:, 1], rel=1e-12)
        assert skies.pooled(name) == pytest.approx(np.einsum("svr,v->sr", by_sky[..., :4], weights), rel=1e-12)
    assert (skies.luck == controls(order.scenario, 5, range(first, first + 9))).all()


@pytest.mark.parametrize("workers", [1, 2, 3, 9])
def test_neither_workers_nor_looks_nor_chunks_change_a_byte(order: Order, workers: int) -> None:
    whole = grown(order, Serial(), Size(9, 4))
    assert same(grown(order, Many(workers), Size(9, 4)), whole)
    assert same(grown(order, Many(workers), Size(3, 3), Size(5, 3), Size(9, 4)), whole)
    assert same(grown(Order(order.scenario, order.plans, 5, 2), Many(workers), Size(9, 4)), whole)


def test_memory_changes_no_byte(order: Order, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = grown(order, Serial(), Size(9, 4))
    monkeypatch.setattr(memory, "BUDGET", 1)
    assert len(memory.turns(order.scenario, 2)) == 3  # one view at a time
    assert same(grown(order, Serial(), Size(9, 4)), whole)


def test_a_sky_is_simulated_once(order: Order) -> None:
    many = Many(2)
    grown(order, many, Size(3, 2), Size(9, 2), Size(12, 6))
    done = [(view, row) for piece in many.items for view in piece.views for row in piece.rows]
    assert sorted(done) == sorted(
        [(1, row) for row in range(12)] + [(view, row) for view in (0, 2) for row in range(6)]
    )  # fmt: skip


def test_progress_is_told_of_every_sky_under_a_view(order: Order) -> None:
    told: list[int] = []
    skies = Skies(order, NAMES, Serial(), progress=told.append)
    skies.grow(Size(9, 4))
    assert sum(told) == 9 + 2 * 4


@pytest.mark.parametrize(
    ("workers", "now"), [(1, Size(60, 10)), (2, Size(60, 10)), (4, Size(60, 10)), (2, Size(90, 0))]
)
def test_workers_have_as_much_to_do(scenario: Scenario, workers: int, now: Size) -> None:
    """Each takes the longest piece that is left; the last to be ready has a fifth more than its part at most."""
    large = scenario.with_("people.seats", 240)
    cut = pieces(large, NAMES, Size(0, 0), now, workers)
    took = [about_seconds(large, len(piece.rows), len(piece.views)) for piece in cut]
    assert took == sorted(took, reverse=True)
    loads = [0.0] * workers
    for seconds in took:
        loads[loads.index(min(loads))] += seconds
    assert max(loads) < 1.2 * sum(loads) / workers


def test_one_view_is_the_main_one(order: Order) -> None:
    alone = world(views=[{"name": "only", "weight": "100%", "response": "20%"}])
    cut = pieces(alone, NAMES, Size(0, 0), Size(6, 4), 2)
    assert [piece.views for piece in cut] == [(0,), (0,)]
    skies = Skies(Order(alone, PlanCache().all(alone), 5, 4), NAMES, Serial())
    skies.grow(Size(6, 4))
    assert (skies.pooled("value") == skies.under_main("value")[:, :4]).all()
    assert main_view(order.scenario) == 1


@pytest.mark.parametrize("file", ["vip_managers", "small"])
def test_an_outcome_alone_is_what_it_is_among_all(file: str, tmp_path: Path) -> None:
    """What is not asked for is not computed, and changes nothing; raters see results otherwise than they are."""
    path = SCENARIOS / "vip_managers.yaml" if file == "vip_managers" else scenario_file(tmp_path)
    scenario = load(path).with_("people.seats", 24).with_("people.branches", 3).with_("horizon.length", "12 months")
    order = Order(scenario, PlanCache().all(scenario), 5, 4)
    runs = run(scenario, order.plans, 5, range(2))
    views = tuple(range(len(scenario.views)))
    compared = [name for name in runs.values if name in OF_YARDSTICKS]
    others = tuple(name for name in runs.values if name not in OF_YARDSTICKS)
    for names in (others, *((name,) for name in compared)):
        alone = simulate_piece(order, Piece(names, views, range(2)))
        assert tuple(alone) == names
        for name, values in alone.items():
            np.testing.assert_array_equal(values, runs.values[name].mean(axis=2), err_msg=name)
    assert {"luck_share", "cost_at_80"} <= set(runs.values)
    assert ("wrong_ratings" in runs.values) == (file == "vip_managers")


def test_without_yardsticks_nothing_is_held_against_what_was_paid(order: Order) -> None:
    seen: list[Seen] = []
    simulate(order.scenario, order.plans, 5, range(2), seen.append, yardsticks=False)
    assert not any(isinstance(each, OnPaper) for each in seen)
    for year in (each.record for each in seen if isinstance(each, Observed)):
        assert np.isnan(year.merit_pay).all()
        assert len(year.pay_at) == len(year.points) == 0


def test_what_does_not_come_about_is_told(order: Order) -> None:
    skies = Skies(order, ("value", "cost_beside_pay"), Serial())
    skies.grow(Size(2, 1))
    with pytest.raises(SimkitError, match="'cost_beside_pay' does not come about in this scenario"):
        skies.pooled("cost_beside_pay")


def test_a_piece_may_begin_at_another_row() -> None:
    assert Piece(NAMES, (0,), range(3, 6)).from_row(100).rows == range(103, 106)
