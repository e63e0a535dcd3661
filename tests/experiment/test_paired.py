"""Intervals of paired differences, of resampled quantities, and the verdict on equal costs.

Seen to fail: 1.96 in place of Student's quantile; n in place of n - 1; other skies drawn for each scheme; every value
left out by itself where a sky has several.  How often intervals cover the truth stands in `simkit.validation`.
"""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy import stats

from simkit.arrays import Array
from simkit.experiment import paired
from simkit.outcomes import cost


@pytest.mark.parametrize("skies", [2, 3, 10, 200])
def test_the_interval_is_the_paired_t_test(skies: int) -> None:
    x, y = np.random.default_rng(skies).standard_normal((2, skies))
    mean, low, high = paired.paired_difference(x, y)
    expected = stats.ttest_rel(x, y).confidence_interval(0.95)
    assert (mean, low, high) == pytest.approx((float((x - y).mean()), expected.low, expected.high), rel=1e-10)


def test_nan_and_too_few() -> None:
    x, y = np.array([1.0, np.nan, 4.0, 6.0]), np.array([0.0, 1.0, np.nan, 3.0])
    assert paired.paired_difference(x, y) == paired.paired_difference(x[[0, 3]], y[[0, 3]])
    mean, low, high = paired.paired_difference(x[:1], y[:1])
    assert mean == 1.0
    assert math.isnan(low)
    assert math.isnan(high)
    assert all(math.isnan(value) for value in paired.paired_difference(x[:0], y[:0]))
    assert paired.paired_difference(x, x) == (0.0, 0.0, 0.0)


def _mean(drawn: Array) -> Array:
    return np.asarray(drawn.mean(axis=-1))


def test_the_bootstrap_of_a_mean_is_the_usual_interval() -> None:
    rng = np.random.default_rng(4)
    common = 10.0 * rng.standard_normal(300)
    x = np.stack([common, common + 1.0 + rng.standard_normal(300), common])
    index = rng.integers(0, 300, (4000, 300))
    low, high = paired.bootstrap_interval(_mean, x, index)
    _, expected_low, expected_high = paired.paired_difference(x[1], x[0])
    assert (low[1], high[1]) == pytest.approx((expected_low, expected_high), abs=0.01)
    assert low[[0, 2]].tolist() == high[[0, 2]].tolist() == [0.0, 0.0]


def test_skies_with_several_values_are_left_out_whole() -> None:
    """Five copies of every sky say no more than one."""
    rng = np.random.default_rng(5)
    x, index = rng.standard_normal((2, 60)), rng.integers(0, 60, (200, 60))
    copied = (index[:, :, None] * 5 + np.arange(5)).reshape(200, -1)
    one = paired.bootstrap_interval(_mean, x, index)
    more = paired.bootstrap_interval(_mean, np.repeat(x, 5, axis=1), copied)
    np.testing.assert_allclose(more, one, rtol=1e-9)


def test_blurring_keeps_the_mean_and_the_variance_of_every_view() -> None:
    """Two views of each sky, ten apart and unlike in spread: the blurred draws have their means and variances."""
    rng = np.random.default_rng(8)
    skies = rng.standard_normal(100)
    values = np.stack([skies, 10.0 + 3.0 * skies], axis=1).ravel()
    index = (2 * rng.integers(0, 100, (4_000, 100, 1)) + np.arange(2)).reshape(4_000, -1)
    drawn = paired._smoothed(values, index, 100).reshape(-1, 2)
    np.testing.assert_allclose(drawn.mean(axis=0), values.reshape(-1, 2).mean(axis=0), atol=0.02)
    np.testing.assert_allclose(drawn.std(axis=0), values.reshape(-1, 2).std(axis=0), rtol=0.01)
    assert len(np.unique(drawn[:, 0])) > 5_000  # a plain draw has the hundred values that there are


def test_an_interval_of_the_dearest_skies_rests_on_few_of_them() -> None:
    """A mean of 200 normal values has nearly 199 degrees of freedom, the mean of the dearest twentieth hardly ten."""
    x = np.random.default_rng(7).standard_normal((1, 200))
    rest = paired._without_each(200, 200)
    freedom = [float(paired._freedom(statistic(x[0][rest])[None], 10**9)[0]) for statistic in (_mean, cost.cvar95)]
    assert 120 < freedom[0] < 320
    assert 2 < freedom[1] < 20


def test_one_sky_or_one_draw_tells_nothing() -> None:
    x = np.array([[1.0], [2.0]])
    for index in (np.zeros((5, 1), dtype=np.intp), np.zeros((1, 1), dtype=np.intp)):
        low, high = paired.bootstrap_interval(cost.reserve, x, index)
        assert (low[0], high[0]) == (0.0, 0.0)
        assert math.isnan(low[1])
        assert math.isnan(high[1])


def test_equal_costs() -> None:
    rng = np.random.default_rng(9)
    today = 1000.0 + 100.0 * rng.standard_normal(200)
    noise = rng.standard_normal((3, 200))
    schemes = np.stack([today, today + noise[0], today + 40.0 + noise[1], today - 12.0 + 30.0 * noise[2]])
    assert paired.equal_costs(schemes, 0.01) == ("equal", "equal", "different", "unclear")
    assert paired.equal_costs(schemes[:, :1], 0.01) == ("equal", "unclear", "unclear", "unclear")
    with pytest.raises(ValueError, match="at least 0"):
        paired.equal_costs(schemes, -0.01)
