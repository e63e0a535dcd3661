"""Intervals of paired differences, of resampled quantities, and the verdict on equal costs.

Seen to fail: 1.96 in place of Student's quantile; n in place of n - 1; other skies drawn for each scheme.
"""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy import stats

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


def test_intervals_cover_the_truth() -> None:
    rng = np.random.default_rng(8)
    hits = 0
    for _ in range(2000):
        common = 5.0 * rng.standard_normal(12)
        _, low, high = paired.paired_difference(0.3 + common + rng.standard_normal(12), common)
        hits += low <= 0.3 <= high
    assert hits / 2000 == pytest.approx(0.95, abs=0.015)


def test_the_bootstrap_of_a_mean_is_the_usual_interval() -> None:
    rng = np.random.default_rng(4)
    common = 10.0 * rng.standard_normal(300)
    x = np.stack([common, common + 1.0 + rng.standard_normal(300), common])
    index = rng.integers(0, 300, (4000, 300))
    low, high = paired.bootstrap_interval(lambda drawn: np.asarray(drawn.mean(axis=-1)), x, index)
    _, expected_low, expected_high = paired.paired_difference(x[1], x[0])
    assert (low[1], high[1]) == pytest.approx((expected_low, expected_high), abs=0.01)
    assert low[[0, 2]].tolist() == high[[0, 2]].tolist() == [0.0, 0.0]


@pytest.mark.parametrize("statistic", [cost.reserve, cost.cvar95])
def test_the_bootstrap_covers_a_difference_of_tails(statistic: object) -> None:
    assert callable(statistic)
    rng = np.random.default_rng(6)
    big = 100.0 + 10.0 * rng.standard_normal((2, 1_000_000)) * np.array([[1.0], [1.5]])
    truth = float(statistic(big[1]) - statistic(big[0]))
    hits = 0
    for _ in range(150):
        common = rng.standard_normal(200)
        x = 100.0 + 10.0 * np.stack([common, 1.5 * common])
        low, high = paired.bootstrap_interval(statistic, x, rng.integers(0, 200, (300, 200)))
        hits += low[1] <= truth <= high[1]
    assert 0.86 < hits / 150 <= 1.0


def test_equal_costs() -> None:
    rng = np.random.default_rng(9)
    today = 1000.0 + 100.0 * rng.standard_normal(200)
    noise = rng.standard_normal((3, 200))
    schemes = np.stack([today, today + noise[0], today + 40.0 + noise[1], today - 12.0 + 30.0 * noise[2]])
    assert paired.equal_costs(schemes, 0.01) == ("equal", "equal", "different", "unclear")
    assert paired.equal_costs(schemes[:, :1], 0.01) == ("equal", "unclear", "unclear", "unclear")
    with pytest.raises(ValueError, match="at least 0"):
        paired.equal_costs(schemes, -0.01)
