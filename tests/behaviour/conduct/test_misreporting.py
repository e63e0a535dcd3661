"""Misreporting: the exact threshold, the peak just short of a goal, its bounds and its directions."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simkit.arrays import Array
from simkit.behaviour.conduct.misreporting import Misreporting
from simkit.people.advisors import Conscience
from tests.behaviour.conduct.arrays import CONSCIENCES, PULLS, percent


@pytest.mark.parametrize("conscience", [0.5, 1.0, 4.0])
def test_the_threshold_is_where_both_outcomes_weigh_the_same(conscience: float) -> None:
    rule = Misreporting(moral_cost=0.3, found="10%", penalty=4)
    even = (0.3 * conscience + 0.1 * 4.0) / 0.9
    tempted = rule.tempted(even * np.array([0.999, 1.001]), np.full(2, conscience))
    assert tempted.tolist() == [0.0, 1.0]


def test_lies_peak_just_short_of_a_goal() -> None:
    """A bonus of one month at a goal of 100: lies stand within 3 % below it and nowhere else."""
    rule, results = Misreporting(), np.arange(80.0, 121.0)
    award = [(at >= 100.0).astype(np.float64) for at in (results, results * (1.0 + rule.at_most))]
    gain: Array = award[1] - award[0]
    lies = rule.tempted(gain, np.ones_like(results))
    assert results[lies == 1.0].tolist() == [98.0, 99.0]


def test_a_smooth_curve_tempts_few() -> None:
    """The same month of pay spread evenly over results from 0 to 100 gains 3 % of itself by a lie of 3 %."""
    gain = np.full(10_000, 0.03)
    conscience = Conscience().of(np.random.default_rng(2).standard_normal(10_000))
    assert Misreporting().tempted(gain, conscience).sum() == 0.0
    assert Misreporting().tempted(gain + 1.0, conscience).mean() > 0.9


@given(PULLS, CONSCIENCES, st.integers(0, 99))
def test_fear_and_conscience_never_make_a_liar(gain: Array, conscience: Array, found: int) -> None:
    rule = Misreporting(found=percent(found))
    tempted = rule.tempted(gain, conscience)
    assert np.all((tempted == 0.0) | (tempted == 1.0))
    assert np.all(tempted[gain <= 0.0] == 0.0)
    assert np.all(rule.with_("found", percent(found + 1)).tempted(gain, conscience) <= tempted)
    assert np.all(rule.with_("penalty", 7.0).tempted(gain, conscience) <= tempted)
    assert np.all(rule.tempted(gain, 2.0 * conscience) <= tempted)
    assert np.all(rule.tempted(gain + 0.1, conscience) >= tempted)
