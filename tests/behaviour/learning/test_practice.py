"""Skill: kept by a normal month, raised by learning and training, lowered by neglect and time; never out of bounds."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simkit.behaviour.learning.practice import LEAST, MOST, Practice

ONE = np.ones((1, 1))


def test_hand_computed() -> None:
    """1.1 + 0.04 x 0.5 + 0.05 + 0.01 - 0.03 x 0.1 = 1.177."""
    moved = Practice().moved(np.array([1.1]), np.array([1.5]), trained=np.array([1.0]), extra=np.array([0.01]))
    assert moved[0] == pytest.approx(1.177, abs=1e-12)


def test_a_normal_month_keeps_skill() -> None:
    assert Practice().moved(ONE, 1.0).tolist() == [[1.0]]


def test_crowded_out_learning_lowers_skill_below_the_start() -> None:
    skill = ONE
    for _ in range(4):
        skill = Practice().moved(skill, 0.5)
    assert skill[0, 0] == pytest.approx(0.92, abs=1e-12)


def test_what_is_above_the_start_fades_and_what_is_below_does_not() -> None:
    assert Practice().moved(np.array([1.5, 0.8]), 1.0).tolist() == pytest.approx([1.485, 0.8], abs=1e-12)


@given(st.floats(LEAST, MOST), st.floats(0.0, 1e9), st.floats(0.0, 1.0), st.floats(0.0, 1e6))
def test_skill_stays_within_bounds(skill: float, learnt: float, trained: float, extra: float) -> None:
    moved = Practice().moved(*(np.array([x]) for x in (skill, learnt, trained, extra)))
    assert LEAST <= moved[0] <= MOST


@given(st.floats(LEAST, MOST), st.floats(0.0, 5.0), st.floats(0.0, 5.0))
def test_more_learning_never_lowers_skill(skill: float, one: float, other: float) -> None:
    less, more = Practice().moved(np.full(2, skill), np.array(sorted([one, other])))
    assert less <= more
