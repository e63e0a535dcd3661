"""Pressure: the corner and the slope of deterrence in closed form, its bounds and its directions."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simkit.arrays import Array
from simkit.behaviour.conduct.pressure import Pressure
from tests.behaviour.conduct.arrays import CONSCIENCES, PRESSURES, PULLS, SEATS, percent

PENALTY = 10.0


def chosen(pressure: Pressure, temptation: float, conscience: float = 1.0, penalty: float = PENALTY) -> float:
    """Pressure of one person."""
    ease = pressure.ease(np.array([conscience]))
    return float(pressure.chosen(np.array([temptation]), ease, penalty, np.empty(1))[0])


def test_the_corner_stands_at_gain_over_penalty() -> None:
    """With gain g and penalty F nobody presses from found = g / F on, and everybody presses below it."""
    gain = 0.4  # g / F = 4 %
    assert chosen(Pressure(found="4%"), gain) == 0.0
    assert chosen(Pressure(found="5%"), gain) == 0.0
    assert chosen(Pressure(found="3.9%"), gain) == pytest.approx(0.01)


@pytest.mark.parametrize("conscience", [0.5, 1.0, 3.0])
def test_the_slope_is_penalty_over_moral_cost(conscience: float) -> None:
    """Between the corners one point of detection more takes F / psi points of pressure away."""
    less, more = Pressure(moral_cost=2, found="1%"), Pressure(moral_cost=2, found="2%")
    slope = (chosen(more, 0.6, conscience) - chosen(less, 0.6, conscience)) / 0.01
    assert slope == pytest.approx(-PENALTY / (2.0 * conscience))


def test_pressure_maximises_what_the_advisor_weighs() -> None:
    """No other pressure is worth more: gain q - moral cost q^2 / 2 - found x penalty q."""
    pressure, gain = Pressure(moral_cost=1.5, found="2%"), 0.9

    def worth(q: float) -> float:
        return gain * q - 1.5 * 0.8 * q * q / 2.0 - 0.02 * PENALTY * q

    best = chosen(pressure, gain, 0.8)
    assert best == pytest.approx(0.7 / 1.2)
    assert worth(best) > worth(best + 0.01)
    assert worth(best) > worth(best - 0.01)


@given(PULLS, CONSCIENCES, st.floats(0.0, 1e9), st.integers(0, 100))
def test_pressure_stays_a_share(temptation: Array, conscience: Array, penalty: float, found: int) -> None:
    pressure = Pressure(found=percent(found))
    q = pressure.chosen(temptation, pressure.ease(conscience), penalty, np.full((1, SEATS), np.nan))
    assert np.all((q >= 0.0) & (q <= 1.0))


@given(PULLS, CONSCIENCES, st.floats(0.0, 100.0), st.integers(0, 99))
def test_more_fear_or_conscience_never_presses_more(
    temptation: Array, conscience: Array, penalty: float, found: int
) -> None:
    base = Pressure(found=percent(found))

    def press(rule: Pressure, money: Array = temptation, moral: Array = conscience, fear: float = penalty) -> Array:
        return rule.chosen(money, rule.ease(moral), fear, np.empty((1, SEATS)))

    q = press(base)
    assert np.all(press(base.with_("found", percent(found + 1))) <= q)
    assert np.all(press(base, fear=penalty + 1.0) <= q)
    assert np.all(press(base, moral=2.0 * conscience) <= q)
    assert np.all(press(base.with_("moral_cost", 2.0)) <= q)
    assert np.all(press(base, money=temptation + 0.1) >= q)


def test_the_same_array_may_be_written() -> None:
    """In place or not, the numbers are the same."""
    pressure, temptation = Pressure(), np.array([0.2, 0.5, 3.0])
    ease, apart = pressure.ease(np.array([0.5, 1.0, 2.0])), np.empty(3)
    pressure.chosen(temptation, ease, PENALTY, apart)
    assert apart.tolist() == pytest.approx([0.0, 0.2, 1.0])
    assert pressure.chosen(temptation, ease, PENALTY, temptation) is temptation
    assert np.array_equal(temptation, apart)


@given(PRESSURES, st.floats(0.0, 5.0))
def test_pressure_sells_more(q: Array, pressed: float) -> None:
    pressure, out = Pressure(), np.empty((1, SEATS))
    assert np.all((pressure.lift(q, pressed, out) >= 1.0) & (out <= 1.0 + pressed))


def test_no_pressure_changes_nothing() -> None:
    none, out = np.zeros(3), np.empty(3)
    assert np.all(Pressure().lift(none, 0.5, out) == 1.0)


@given(st.floats(0.0, 1.0), st.floats(0.0, 1.0), st.integers(0, 100))
def test_claw_back_leaves_less_of_a_gain(deferred: float, discount: float, found: int) -> None:
    pressure = Pressure(found=percent(found))
    kept = pressure.kept(deferred, discount)
    assert -1e-12 <= kept <= 1.0 + 1e-12
    assert pressure.kept(0.0, discount) == 1.0
    assert pressure.kept(min(1.0, deferred + 0.1), discount) <= kept + 1e-12
