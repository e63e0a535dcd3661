"""Recognition: the others drive the rise, most while it is rare, and there is none without anybody recognised."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simkit.behaviour.morale.recognition import RecognitionEffect


def of_ten(count: int) -> tuple[float, float, float]:
    """Effect on the recognised, on the others and on all, when `count` of ten are."""
    recognised = (np.arange(10) < count).astype(float)[None]
    effect = RecognitionEffect().effect(recognised, recognised.mean(axis=-1, keepdims=True))[0]
    return float(effect[0]), float(effect[-1]), float(effect.mean())


def test_the_others_rise_more_than_the_recognised() -> None:
    """One of ten: 0.02 for that one, 0.04 x 0.9 = 0.036 for the rest (Bradler et al. 2016)."""
    named, others, everybody = of_ten(1)
    assert (named, others) == pytest.approx((0.02, 0.036), abs=1e-12)
    assert named < others
    assert everybody == pytest.approx(0.0344, abs=1e-12)


def test_kept_for_the_best_it_gives_more_than_given_to_many() -> None:
    """It falls until half of the people are recognised, and given to all leaves their own 0.02."""
    everybody = [of_ten(count)[2] for count in range(1, 11)]
    assert everybody[:5] == sorted(everybody[:5], reverse=True)
    assert min(everybody[:3]) > max(everybody[4:])
    assert everybody[-1] == pytest.approx(0.02, abs=1e-12)
    assert all(0.0 < effect < 0.10 for effect in everybody)


def test_where_nobody_is_recognised_nothing_happens() -> None:
    assert of_ten(0) == (0.0, 0.0, 0.0)


@given(st.lists(st.floats(0.0, 1.0), min_size=1, max_size=6))
def test_effects_stay_within_bounds(drawn: list[float]) -> None:
    recognised = np.array([drawn])
    effect = RecognitionEffect().effect(recognised, recognised.mean(axis=-1, keepdims=True))
    assert ((effect >= 0.0) & (effect <= 0.04)).all()
