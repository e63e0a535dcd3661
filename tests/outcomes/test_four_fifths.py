"""How often the four-fifths rule cries wolf when both groups have the same chances, by exact enumeration.

Seen to fail: the higher rate over the lower; the first group's rate in place of the pooled one; only 1 / n1 in the
variance.
"""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from simkit.arrays import Array
from simkit.outcomes import fairness


def every_outcome(n: int, rate: float) -> tuple[Array, Array, Array]:
    """Who is selected, in which group, and how likely, for all pairs of counts in two groups of n."""
    counts = np.arange(n + 1)
    first, second = (grid.ravel() for grid in np.meshgrid(counts, counts, indexing="ij"))
    places = np.arange(n)
    selected = np.concatenate([places < first[:, None], places < second[:, None]], axis=1).astype(np.float64)
    chance = stats.binom.pmf(first, n, rate) * stats.binom.pmf(second, n, rate)
    return selected, np.repeat([0.0, 1.0], n), chance


@pytest.mark.parametrize(
    ("n", "rate", "alarm"),
    [
        (20, 0.2, 0.713), (20, 0.5, 0.464), (20, 0.8, 0.168),
        (50, 0.2, 0.598), (50, 0.5, 0.261), (50, 0.8, 0.032),
        (100, 0.2, 0.437), (100, 0.5, 0.119), (100, 0.8, 0.002),
    ],
)  # fmt: skip
def test_false_alarms(n: int, rate: float, alarm: float) -> None:
    selected, group, chance = every_outcome(n, rate)
    below = fairness.four_fifths(selected, group) < 0.8
    assert chance[below].sum() == pytest.approx(alarm, abs=6e-4)
    significant = below & (fairness.four_fifths_p(selected, group) < 0.05)
    assert chance[significant].sum() < 0.061  # the test beside it cries wolf about once in twenty


@pytest.mark.parametrize(
    ("n", "rate", "alarm"), [(200, 0.2, 0.272), (200, 0.5, 0.027), (500, 0.2, 0.080), (500, 0.5, 0.0)]
)
def test_false_alarms_in_large_groups(n: int, rate: float, alarm: float) -> None:
    rng = np.random.default_rng(n)
    below = [
        fairness.four_fifths(rng.random((1000, 2 * n)) < rate, np.arange(2 * n) >= n) < 0.8
        for _ in range(10)
    ]  # fmt: skip
    assert np.mean(below) == pytest.approx(alarm, abs=0.015)


def test_the_test_sees_a_real_difference() -> None:
    selected = np.concatenate([np.arange(50) < 10, np.arange(60) < 30])[None]
    group = np.arange(110) >= 50
    assert fairness.four_fifths(selected, group)[0] == pytest.approx(0.4, rel=1e-14)
    # SciPy's chi-square without correction is the square of the same z
    table = np.array([[10, 40], [30, 30]])
    expected = stats.chi2_contingency(table, correction=False).pvalue
    assert fairness.four_fifths_p(selected, group)[0] == pytest.approx(expected, rel=1e-12)


def test_without_a_meaning() -> None:
    group = np.array([0, 0, 1, 1])
    none, everyone = np.zeros((1, 4)), np.ones((1, 4))
    assert np.isnan(fairness.four_fifths(none, group)[0])
    assert fairness.four_fifths(everyone, group)[0] == 1.0
    assert fairness.four_fifths_p(none, group)[0] == fairness.four_fifths_p(everyone, group)[0] == 1.0
    assert np.isnan(fairness.four_fifths(everyone, np.zeros(4))[0])
    assert np.isnan(fairness.four_fifths_p(everyone, np.zeros(4))[0])


def test_top_paid_with_nan_selects_nobody() -> None:
    chosen = fairness.top_paid(np.array([[1.0, np.nan, 3.0], [1.0, 2.0, 3.0]]), 1 / 3)
    assert chosen.tolist() == [[False] * 3, [False, False, True]]
