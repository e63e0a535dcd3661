"""The four-fifths rule; how often it cries wolf stands in `simkit.validation.exact`.

Seen to fail: the higher rate over the lower; the first group's rate in place of the pooled one; only 1 / n1 in the
variance.
"""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from simkit.outcomes import fairness


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
