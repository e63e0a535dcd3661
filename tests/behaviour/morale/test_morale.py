"""Morale moves towards what its effects support, and output without pay follows it one to one."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simkit.behaviour.effort import EffortRule
from simkit.behaviour.morale.morale import Morale

SHARES = (0.5, 0.3, 0.2)
LEVELS = np.array([0.6, 0.8, 0.95, 1.0, 1.1, 1.25])


@pytest.mark.parametrize("exponent", [0.2, 0.5, 0.7, 0.9])
@pytest.mark.parametrize("convexity", [0.0, 1.0, 2.0, 3.0])
def test_output_without_pay_is_morale(exponent: float, convexity: float) -> None:
    joy = Morale().joy(LEVELS, exponent, convexity)
    total, output = EffortRule(SHARES, exponent, convexity).respond([joy.copy() for _ in SHARES])

    for activity in output:
        assert activity == pytest.approx(LEVELS, rel=1e-12)
    assert total == pytest.approx(LEVELS ** (1.0 / exponent), rel=1e-12)


def test_beside_pay_for_results_morale_moves_output_less_than_one_to_one() -> None:
    """At equal joy and pay (attraction 1 + 1) morale of 0.9 gives ((0.9 ** 5 + 1) / 2) ** (1 / 5) of the output."""
    rule = EffortRule((1.0,), exponent=0.5, convexity=2.0)
    _, output = rule.respond([Morale().joy(np.array([0.9, 1.0]), 0.5, 2.0) + 1.0])

    ratio = float(output[0][0] / output[0][1])
    assert ratio == pytest.approx(((0.9**5 + 1.0) / 2.0) ** 0.2, rel=1e-12)
    assert 0.9 < ratio < 1.0


def test_joy_stays_finite_where_no_evidence_reaches() -> None:
    """An exponent or convexity out of all proportion overflows neither joy nor the effort that comes of it."""
    for exponent, convexity in ((1e-6, 2.0), (0.5, 1e12), (0.99, 1e12)):
        joy = Morale().joy(LEVELS, exponent, convexity)
        total, output = EffortRule((1.0,), exponent, convexity).respond([joy])
        assert np.isfinite([joy, total, output[0]]).all()
        assert joy[3] == 1.0
        assert (np.diff(joy) >= 0.0).all()


def test_morale_moves_part_of_the_way() -> None:
    """From 0.9 towards 1 + 0.1 - 0.05 = 1.05: 0.9 + 0.4 x 0.15 = 0.96; without effects back towards 1."""
    start = np.array([[0.9]])
    assert Morale().moved(start, [np.array([[0.1]]), np.array([[-0.05]])]) == pytest.approx(0.96, abs=1e-15)
    assert Morale().moved(start, []) == pytest.approx(0.94, abs=1e-15)
    assert start == 0.9


def test_a_lasting_effect_is_reached_in_full() -> None:
    morale = np.array([[1.0]])
    for _ in range(40):
        morale = Morale().moved(morale, [np.array([[-0.12]])])
    assert morale == pytest.approx(0.88, abs=1e-8)


@given(st.floats(0.6, 1.25), st.lists(st.floats(-1e6, 1e6), max_size=7), st.floats(0.0, 1.0))
def test_morale_stays_within_its_bounds(start: float, effects: list[float], speed: float) -> None:
    moved = Morale().model_copy(update={"speed": speed}).moved(np.array([start]), [np.array([e]) for e in effects])
    assert 0.6 <= moved[0] <= 1.25


def test_bounds_that_hold_nobody_are_refused() -> None:
    for wrong in ({"least": 0}, {"least": 1.1}, {"most": 0.9}):
        with pytest.raises(ValueError, match=next(iter(wrong))):
            Morale.model_validate(wrong)
