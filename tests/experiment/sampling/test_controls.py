"""Control variates: their expectations are those that are said, whatever the scenario.

Seen to fail: with base pay expected to be its median; with demand expected to be 0.98; with the distance of two seats
of one tier for all pairs; with distances over all pairs, also of a seat with itself.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from simkit.engine.plans import PlanCache
from simkit.engine.simulate import Chunk
from simkit.experiment.sampling.controls import controls, demand_by_month, distance, expected_distance
from simkit.scenario.reading import load
from simkit.scenario.scenario import Scenario
from tests.engine.worlds import world

SHIPPED = Path(__file__).parents[3] / "scenarios" / "vip_managers.yaml"
SKIES = 3_000


@pytest.fixture(scope="module")
def shipped() -> Scenario:
    return load(SHIPPED)


def test_controls_are_nought_on_average(shipped: Scenario) -> None:
    """Demand of four years; talent, potential, base pay; distances of potential and of base pay."""
    found = controls(shipped, 1, range(SKIES))
    assert found.shape == (4 + 3 + 2, SKIES)
    error = found.std(axis=1, ddof=1) / np.sqrt(SKIES)
    assert (np.abs(found.mean(axis=1)) < 3.5 * error).all()
    assert (error < 0.003).all()  # so that a control with another expectation would be seen


@pytest.mark.parametrize(("sizes", "sigma"), [((1.0, 1.0), 0.4), ((0.5, 1.5, 1.5), 0.7), ((2.0, 0.1), 0.2)])
def test_the_distance_of_lognormal_seats(sizes: tuple[float, ...], sigma: float) -> None:
    draw, means = np.random.default_rng(7), np.array(sizes)
    x = means * np.exp(sigma * draw.standard_normal((200_000, len(sizes))) - sigma**2 / 2.0)
    found = distance(x)
    assert found.mean() == pytest.approx(expected_distance(means, sigma), abs=4.0 * found.std() / np.sqrt(200_000))


def test_one_seat_is_at_no_distance() -> None:
    assert distance(np.array([[3.0]])).tolist() == [0.0]
    assert expected_distance(np.ones(1), 0.5) == 0.0


def test_a_sky_has_the_same_controls_whichever_stand_beside_it(shipped: Scenario) -> None:
    assert (controls(shipped, 1, range(5))[:, 3] == controls(shipped, 1, [9, 3])[:, 1]).all()


def test_what_never_varies_is_nought(shipped: Scenario) -> None:
    people = shipped.people.model_copy(
        update={
            "book": shipped.people.book.model_copy(update={"spread": 0.0, "in_tier": {}}),
            "talent": shipped.people.talent.model_copy(update={"spread": 0.0}),
        }
    )
    found = controls(shipped.model_copy(update={"people": people}), 1, range(4))
    assert np.abs(found[[4, 5, 7]]).max() < 1e-12
    assert (np.ptp(found[[0, 1, 2, 3, 6, 8]], axis=1) > 1e-6).all()


def test_demand_is_that_of_the_sky() -> None:
    """It is computed again from the cube: it is the demand that the engine's skies had."""
    scenario = world()
    chunk = Chunk(scenario, PlanCache().all(scenario), 3, range(4), lambda _: None)
    had = []
    for month in range(scenario.horizon.months):
        chunk.env.run(until=month + 0.5)
        had.append(scenario.market.factor(chunk.sky.log_demand, 1.0, month)[:, 0])
    assert demand_by_month(scenario, 3, range(4)) == pytest.approx(np.array(had), rel=1e-12)
    assert np.array(had).std() > 0.001
