"""Control variates: their expectations are known, and an adjusted interval is narrower and holds the truth as often.

Seen to fail: with the square of the potential expected to be 1; with demand expected to be 0.98; with
another quantile than Student's.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from simkit.experiment.paired import paired_difference
from simkit.experiment.stake import demand_by_month
from simkit.scenario.reading import load
from simkit.scenario.scenario import Scenario
from tests.speed.controls import adjusted_difference, controls

SHIPPED = Path(__file__).parents[2] / "scenarios" / "vip_managers.yaml"
SKIES = 3_000


@pytest.fixture(scope="module")
def shipped() -> Scenario:
    return load(SHIPPED)


def test_controls_are_nought_on_average(shipped: Scenario) -> None:
    found = controls(shipped, 1, range(SKIES))
    assert found.shape == (4 + 2, SKIES)  # demand of four years, mean and mean square of the potential
    error = found.std(axis=1, ddof=1) / np.sqrt(SKIES)
    assert (np.abs(found.mean(axis=1)) < 3.5 * error).all()
    assert (error < 0.003).all()  # so that a control with another expectation would be seen


def test_a_sky_has_the_same_controls_whichever_stand_beside_it(shipped: Scenario) -> None:
    assert (controls(shipped, 1, range(5))[:, 3] == controls(shipped, 1, [9, 3])[:, 1]).all()


def test_what_never_varies_is_no_control(shipped: Scenario) -> None:
    people = shipped.people.model_copy(
        update={
            "book": shipped.people.book.model_copy(update={"spread": 0.0, "in_tier": {}}),
            "talent": shipped.people.talent.model_copy(update={"spread": 0.0}),
        }
    )
    alike = shipped.model_copy(update={"people": people})
    assert len(controls(alike, 1, range(4))) == 4


def test_demand_is_that_of_the_months(shipped: Scenario) -> None:
    found = demand_by_month(shipped, 1, [4])
    assert found.shape == (48, 1)
    assert found.std() > 0.02


def test_adjusted_intervals_hold_the_truth_and_are_narrower() -> None:
    """1,000 sets of 20 skies whose difference is 1 and owes 80 % of its variance to two controls."""
    draw = np.random.default_rng(5)
    held, plain, adjusted = 0, [], []
    for _ in range(1_000):
        luck = draw.normal(size=(2, 20))
        difference = 1.0 + 2.0 * luck[0] - luck[1] + 1.118 * draw.normal(size=20)
        _, low, high = adjusted_difference(difference, luck)
        held += low <= 1.0 <= high
        adjusted.append(high - low)
        _, low, high = paired_difference(difference, np.zeros(20))
        plain.append(high - low)
    assert 930 <= held <= 970  # 950, give or take three standard errors of 7
    assert np.mean(adjusted) < 0.6 * np.mean(plain)


def test_too_few_skies_have_no_interval() -> None:
    mean, low, high = adjusted_difference(np.array([1.0, 3.0]), np.array([[0.5, -0.5]]))
    assert mean == 2.0
    assert np.isnan([low, high]).all()


def test_without_controls_it_is_the_plain_interval() -> None:
    difference = np.array([1.0, 2.0, 5.0])
    expected = paired_difference(difference, np.zeros(3))
    assert adjusted_difference(difference, np.empty((0, 3))) == pytest.approx(expected)
