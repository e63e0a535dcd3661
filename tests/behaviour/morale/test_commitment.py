"""Goals: most is won where the target is reached with a chance of one half, and a hopeless one sinks."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simkit.behaviour.morale.commitment import Commitment

CHANCE = np.linspace(0.0, 1.0, 101)


def test_inverted_u() -> None:
    effect = Commitment().effect(CHANCE, np.ones(101))
    assert CHANCE[effect.argmax()] == 0.5
    assert (np.diff(effect[:51]) > 0.0).all()
    assert (np.diff(effect[50:]) < 0.0).all()
    assert effect[0] == pytest.approx(-0.10, abs=1e-15)
    assert effect[50] == pytest.approx(0.08, abs=1e-15)
    assert effect[100] == pytest.approx(0.0, abs=1e-15)


def test_hand_computed() -> None:
    """P = 0.02: 0.08 x 4 x 0.02 x 0.98 - 0.1 x 0.8 = -0.073728; P = 0.1 sinks nothing: 0.08 x 0.36 = 0.0288."""
    effect = Commitment().effect(np.array([0.02, 0.1]), np.ones(2))
    assert effect.tolist() == pytest.approx([-0.073728, 0.0288], abs=1e-12)


def test_trust_and_participation_carry_the_lift_and_not_the_sink() -> None:
    chance = np.array([0.0, 0.5])
    assert Commitment().effect(chance, np.array([0.0, 0.5])).tolist() == pytest.approx([-0.10, 0.04], abs=1e-12)
    heard = Commitment(participation="100%").effect(chance, np.ones(2))
    assert heard.tolist() == pytest.approx([-0.10, 0.12], abs=1e-12)


@pytest.mark.parametrize("differs", [0.10, 0.19])
def test_the_lift_is_within_what_goals_are_worth(differs: float) -> None:
    """Locke and Latham 2002: 0.42 to 0.80 standard deviations, where people differ by this share of output."""
    best = float(Commitment().effect(np.array([0.5]), np.ones(1))[0])
    assert 0.42 <= best / differs <= 0.80


@given(st.floats(0.0, 1.0), st.floats(0.0, 1.0), st.floats(0.0, 1.0))
def test_effects_stay_within_bounds(chance: float, trust: float, participation: float) -> None:
    rule = Commitment().model_copy(update={"participation": participation})
    assert -0.10 <= float(rule.effect(np.array([chance]), np.array([trust]))[0]) <= 0.12 + 1e-12
