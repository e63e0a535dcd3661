"""Rank feedback has the sign that was chosen, and there is no choice by default."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simkit.behaviour.morale.rank_feedback import RankFeedback

STANDING = np.linspace(0.0, 1.0, 11)[None]


def test_it_lifts_all_alike_or_hurts_the_low_most() -> None:
    assert RankFeedback(told="lifts").effect(STANDING) == pytest.approx(0.05, abs=1e-15)
    hurts = RankFeedback(told="hurts").effect(STANDING)
    assert hurts.mean() == pytest.approx(-0.05, abs=1e-12)
    assert hurts[0, 0] == pytest.approx(3.0 * hurts[0, -1], abs=1e-12)
    assert (np.diff(hurts) > 0.0).all()
    assert (hurts < 0.0).all()


def test_taking_it_away_gives_back_what_it_cost() -> None:
    """With the full size of Barankay 2012, 1 / 1.11 - 1 = -9.9 %, removal raises output by 11 %."""
    cost = RankFeedback(told="hurts", size=1.0 - 1.0 / 1.11).effect(STANDING).mean()
    assert 1.0 / (1.0 + cost) - 1.0 == pytest.approx(0.11, abs=1e-12)


def test_the_sign_must_be_said() -> None:
    with pytest.raises(ValueError, match="told"):
        RankFeedback.model_validate({})


@given(st.floats(0.0, 1.0), st.sampled_from(["lifts", "hurts"]))
def test_effects_stay_within_what_was_found(standing: float, told: str) -> None:
    effect = RankFeedback.model_validate({"told": told}).effect(np.array([standing]))
    assert -0.15 <= effect[0] <= 0.10
