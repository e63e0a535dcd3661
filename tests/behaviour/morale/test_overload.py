"""Effort far above normal tires, rest takes fatigue away, and neither goes beyond bounds."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simkit.behaviour.morale.overload import MOST, Overload


def after(quarters: int, effort: float) -> float:
    """Fatigue after so many quarters of this effort, from none."""
    fatigue = np.zeros((1, 1))
    for _ in range(quarters):
        fatigue = Overload().tired(fatigue, np.full((1, 1), effort))
    return float(fatigue[0, 0])


def test_hand_computed() -> None:
    """Effort 2: 0.15 x 0.7 = 0.105; then 0.5 x 0.105 + 0.105 = 0.1575; in the long run 0.21."""
    assert after(1, 2.0) == pytest.approx(0.105, abs=1e-12)
    assert after(2, 2.0) == pytest.approx(0.1575, abs=1e-12)
    assert after(60, 2.0) == pytest.approx(0.21, abs=1e-12)


def test_a_normal_month_does_not_tire_and_rest_helps() -> None:
    assert after(8, 1.0) == after(8, 1.3) == 0.0
    assert after(8, 1.4) > 0.0
    rested = Overload().tired(np.array([0.2]), np.array([1.0]))
    assert rested.tolist() == [0.1]


def test_the_effect_is_the_output_lost() -> None:
    assert Overload().effect(np.array([0.0, 0.2])).tolist() == [0.0, -0.2]


@given(st.floats(0.0, MOST), st.floats(0.0, 1e9), st.floats(0.0, 1.0))
def test_fatigue_stays_within_bounds(fatigue: float, effort: float, rests: float) -> None:
    tired = Overload().model_copy(update={"rests": rests}).tired(np.array([fatigue]), np.array([effort]))
    assert 0.0 <= tired[0] <= MOST
