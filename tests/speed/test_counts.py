"""Work is counted, never timed: SimPy events of a chunk, and array passes of a firm.

Seen to fail: with a process a seat; with effort worked out replication by replication; with one pass more in a month;
with people pressed where nobody presses.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import simpy

from simkit import arrays
from simkit.behaviour.behaviour import EFFORT_ONLY
from simkit.engine.agenda import entries
from simkit.engine.plans import PlanCache, Plans
from simkit.engine.simulate import Chunk
from simkit.scenario.reading import load
from simkit.scenario.scenario import Scenario
from tests.speed.bench import QUICK, measure
from tests.speed.passes import count_passes

SHIPPED = Path(__file__).parents[2] / "scenarios" / "vip_managers.yaml"
PASSES = {"today": 474, "growth": 385, "price_list": 233}
"""Array passes of one firm in a month where only effort answers pay, the mean over a year, measured and rounded up;
lower it when there are fewer."""
ALL_PASSES = {"today": 565, "growth": 524, "price_list": 318}
"""The same with the whole behaviour of the shipped scenario."""
Given = tuple[Scenario, Plans]


@pytest.fixture(scope="module")
def shipped() -> Given:
    """The shipped scenario under its central view, and its plans."""
    scenario = load(SHIPPED)
    seen = scenario.model_copy(update={"views": tuple(v for v in scenario.views if v.name == "central")})
    return seen, PlanCache().all(seen)


@pytest.fixture(scope="module")
def central(shipped: Given) -> Given:
    """The same with effort alone."""
    scenario, plans = shipped
    return scenario.model_copy(update={"behaviour": EFFORT_ONLY}), plans


def _chunk(scenario: Scenario, plans: Plans, seats: int, replications: int) -> Chunk:
    people = scenario.people.model_copy(update={"seats": seats, "branches": 2})
    cut = scenario.model_copy(update={"people": people})
    return Chunk(cut, plans, 3, range(replications), lambda _: None)


def _events(chunk: Chunk, monkeypatch: pytest.MonkeyPatch) -> int:
    """SimPy events that happen in a chunk."""
    happened = 0
    step = simpy.Environment.step

    def counted(env: simpy.Environment) -> None:
        nonlocal happened
        step(env)
        happened += 1

    monkeypatch.setattr(simpy.Environment, "step", counted)
    chunk.env.run()
    return happened


@pytest.mark.parametrize(("seats", "replications"), [(2, 1), (30, 1), (2, 5)])
def test_events_are_those_of_the_agenda(
    central: tuple[Scenario, Plans], seats: int, replications: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    scenario, plans = central
    days = [len(range(entry.first, entry.end, entry.every)) for entry in entries(scenario)]
    start_and_end = 2 * len(days)
    chunk = _chunk(scenario, plans, seats, replications)
    assert _events(chunk, monkeypatch) == sum(days) + start_and_end


def test_a_market_fall_is_one_more_day(central: tuple[Scenario, Plans], monkeypatch: pytest.MonkeyPatch) -> None:
    scenario, plans = central
    falls = scenario.with_("views", "standard").with_("events", [{"kind": "market_fall", "month": 18, "by": "20%"}])
    with_fall = scenario.model_copy(update={"events": falls.events})
    more = _events(_chunk(with_fall, plans, 2, 1), monkeypatch) - _events(_chunk(scenario, plans, 2, 1), monkeypatch)
    assert more == 3  # it starts, it happens, it ends


def _passes_of_a_year(scenario: Scenario, plans: Plans, size: tuple[int, int], monkeypatch: pytest.MonkeyPatch) -> int:
    """Array passes of the first year after the run-in."""
    passes = count_passes(monkeypatch, least=size[0] * size[1])
    chunk = _chunk(scenario, plans, *size)
    run_in = scenario.horizon.run_in
    chunk.env.run(until=run_in)
    passes.clear()
    chunk.env.run(until=run_in + 12)
    return sum(passes.values())


def _passes_of_a_firm(scheme: str, given: tuple[Scenario, Plans], size: tuple[int, int]) -> float:
    """A month's passes of one firm, the sky left out: what a second firm of the same kind adds."""
    scenario, plans = given
    view = scenario.views[0]
    again = view.model_copy(update={"name": "again"})
    alone = scenario.model_copy(update={"schemes": {scheme: scenario.scheme(scheme)}})
    twice = alone.model_copy(update={"views": (view, again)})
    both = {**plans, (scheme, "again"): plans[scheme, view.name]}
    counts = []
    for one in (alone, twice):
        with pytest.MonkeyPatch.context() as patch:
            counts.append(_passes_of_a_year(one, both, size, patch))
    return (counts[1] - counts[0]) / 12.0


@pytest.mark.parametrize("scheme", PASSES)
def test_array_passes_do_not_grow(scheme: str, central: tuple[Scenario, Plans]) -> None:
    small, wide, long = (_passes_of_a_firm(scheme, central, size) for size in ((4, 1), (40, 1), (4, 6)))
    assert small == wide == long
    assert 50 < small <= PASSES[scheme]


@pytest.mark.parametrize("scheme", ALL_PASSES)
def test_array_passes_with_all_behaviour_do_not_grow(scheme: str, shipped: Given) -> None:
    """Some work is done only where something happens; with more people it is always somewhere, and then no more."""
    few, many = (_passes_of_a_firm(scheme, shipped, size) for size in ((30, 2), (60, 8)))
    assert PASSES[scheme] < few <= many <= ALL_PASSES[scheme]


def test_every_kind_of_pass_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    passes = count_passes(monkeypatch)
    array = arrays.unknown(2, 3)
    array.fill(1.0)
    made = array * 2.0 + 1.0
    made *= np.ones((2, 3))
    plain = np.zeros((2, 3))
    plain += made
    np.take(made.reshape(-1), np.zeros((2, 3), dtype=np.intp), out=array, mode="clip")
    np.copyto(plain, np.sqrt(made))
    assert passes == {"fill": 1, "multiply": 2, "add": 2, "take": 1, "copyto": 1, "sqrt": 1}


def test_the_bench_runs() -> None:
    document = measure(load(SHIPPED), QUICK).document
    wanted = {
        "ratio_one",
        "ratio_three",
        "ratio_job",
        "twin_us",
        "simkit_one_ns",
        "simkit_three_ns",
        "draws_ns",
        "planning_s",
    }
    assert wanted <= document.keys()
    assert all(np.isfinite(number) and number > 0.0 for number in document.values())
