"""Double sampling: the estimate is the line's value, its interval holds the truth, and stops do not spoil it.

Seen to fail: with either term of the variance left out of the interval; with the controls' luck taken off x but not off
y; with the first skies' mean of x in place of that of all; with a quantile of 0.95.
"""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from simkit.arrays import Array
from simkit.experiment.sampling.double_sampling import QUANTILE, double_sampled
from simkit.experiment.sampling.size import FIRST
from tests.experiment.sampling.coverage import CASES, stopped, table
from tests.experiment.sampling.engine import held


def line(n: int, size: int, seed: int = 1, rest: float = 0.3) -> tuple[Array, Array, Array]:
    """Y of n skies, x of all, and two controls; the mean of y is 1.5."""
    draw = np.random.default_rng(seed)
    luck = draw.standard_normal((2, size))
    x = 1.0 + luck[0] - 0.5 * luck[1] + 0.8 * draw.standard_normal(size)
    y = 0.5 + x + rest * draw.standard_normal(size)
    return y[:n], x, luck


def test_all_skies_under_all_views_are_a_regression_on_the_controls() -> None:
    """With y = x the estimate is the intercept, held against SciPy, and the interval that of Student."""
    _, x, luck = line(30, 30)
    one = luck[:1]
    found, fitted = double_sampled(x, x, one), stats.linregress(one[0], x)
    assert found.mean == pytest.approx(fitted.intercept)
    assert found.half_width == pytest.approx(fitted.intercept_stderr * stats.t.ppf(QUANTILE, 28))
    assert found.of_rest == pytest.approx(0.0, abs=1e-20)


def test_without_controls_it_is_the_estimator_of_the_textbook() -> None:
    """Cochran 1977, (12.50) and (12.51) with the finite corrections left out, for n of N."""
    y, x, _ = line(12, 90)
    found = double_sampled(y, x, np.zeros((1, 90)))
    fitted = stats.linregress(x[:12], y)
    rests = y - fitted.intercept - fitted.slope * x[:12]
    away = x.mean() - x[:12].mean()
    of_rest = rests @ rests / 10.0 * (1.0 / 12.0 + away**2 / (12.0 * x[:12].var()))
    assert found.mean == pytest.approx(y.mean() + fitted.slope * away)
    assert found.of_main == pytest.approx(fitted.slope**2 * x.var(ddof=1) / 90.0)
    assert found.of_rest == pytest.approx(of_rest)
    free = (found.of_main + of_rest) ** 2 / (found.of_main**2 / 89.0 + of_rest**2 / 10.0)  # Welch and Satterthwaite
    assert found.half_width == pytest.approx(stats.t.ppf(QUANTILE, free) * np.sqrt(found.of_main + of_rest))


def test_the_variance_is_that_of_many_estimates() -> None:
    found = [double_sampled(*line(14, 90, seed)) for seed in range(600)]
    means = np.array([each.mean for each in found])
    assert means.mean() == pytest.approx(1.5, abs=4.0 * means.std() / np.sqrt(600.0))
    terms = np.array([(each.of_main, each.of_rest) for each in found]).mean(axis=0)
    assert means.var() == pytest.approx(terms.sum(), rel=0.2)
    assert 0.3 < terms[1] / terms[0] < 3.0  # so that either would be missed


def test_skies_without_a_number_are_left_out() -> None:
    y, x, luck = line(12, 40)
    holes_y, holes_x = y.copy(), x.copy()
    holes_y[3], holes_x[[5, 20]] = np.nan, np.nan
    kept, kept_y = np.delete(np.arange(40), [5, 20]), np.delete(np.arange(12), [3, 5])
    found = double_sampled(holes_y, holes_x, luck)
    assert found.skies == 38
    order = [*kept_y, *(place for place in kept if place not in kept_y)]
    expected = double_sampled(y[kept_y], x[order], luck[:, order])
    assert found.mean == pytest.approx(expected.mean)
    assert found.half_width == pytest.approx(expected.half_width)


@pytest.mark.parametrize(("n", "size"), [(4, 40), (2, 2), (4, 4)])
def test_too_few_skies_have_no_interval(n: int, size: int) -> None:
    found = double_sampled(*line(n, size))
    assert np.isnan([found.mean, found.half_width]).all()
    assert found.skies == size


def test_no_difference_at_all_is_known_exactly() -> None:
    found = double_sampled(np.zeros(8), np.zeros(30), line(8, 30)[2])
    assert (found.mean, found.half_width, found.skewness) == (0.0, 0.0, 0.0)


@pytest.mark.parametrize("name", [name for name, case in CASES.items() if case.promised])
@pytest.mark.parametrize("needed", [30, 80])
def test_intervals_hold_the_truth_at_least_94_times_of_100(name: str, needed: int) -> None:
    """As far as 1,000 runs can tell; the table of `tests.experiment.sampling.coverage` has more of all."""
    found = stopped(CASES[name], needed, 1_000)
    covered = stats.binomtest(round(found.covered * 1_000), 1_000).proportion_ci(0.95, "wilson")
    assert covered.high >= 0.94
    assert covered.low <= 0.97  # not for being far too wide
    assert found.width <= 1.0
    assert found.late == 0.0


def test_the_table_has_a_line_a_case() -> None:
    lines = list(table(2))
    assert len(lines) == 1 + 3 * len(CASES)
    assert f"{FIRST.main}" in lines[1]


def test_it_holds_in_the_engine_too() -> None:
    """A quick form of `tests.experiment.sampling.engine`: of 36 intervals few miss, and none is wider than asked."""
    found = held(6, skies=400)
    assert np.mean([each.covered for each in found]) >= 0.85
    assert all(0.05 < each.width <= 1.0 for each in found)
