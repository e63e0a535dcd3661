"""A run that stops when its intervals are narrow still holds the truth, and says what took so long.

Seen to fail: a first look at 10 skies; no condition on skewness; needs that grow with the half-width in place of its
square; a budget that is not kept; a single value taken for a narrow interval; half-widths of twice the size.
"""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy import stats

from simkit.arrays import Array
from simkit.experiment.paired import paired_difference
from simkit.experiment.precision import FIRST, Look, asked_half_width, look, until_narrow
from simkit.outcomes.catalogue import CATALOGUE, Outcome, by_name
from tests.experiment.stopping import CASES, stopped

RUNS = 2_000


@pytest.mark.parametrize(("name", "needed"), [
    ("normal", 60), ("normal", 120), ("lognormal, skewness 1.75", 120), ("cliff in 1 sky of 5", 300),
    ("cliff in 1 sky of 20", 60), ("cliff in 1 sky of 20", 300),
])  # fmt: skip
def test_intervals_hold_the_truth_at_least_94_times_of_100(name: str, needed: int) -> None:
    """As far as 2,000 runs can tell; the table of `tests.experiment.stopping` has more of both."""
    found = stopped(CASES[name], needed, RUNS)
    covered = round(found.covered * RUNS)
    assert stats.binomtest(covered, RUNS).proportion_ci(0.95, "wilson").high >= 0.94
    assert stats.binomtest(covered, RUNS).proportion_ci(0.95, "wilson").low <= 0.96  # not for being far too wide
    assert found.width <= 1.0
    assert found.at_budget == 0.0


def test_a_run_takes_hardly_more_skies_than_it_needs() -> None:
    assert 300 < stopped(CASES["normal"], 300, 200).skies < 1.1 * 300


def looks(x: Array, asked: list[float], most: int) -> tuple[Look, list[int]]:
    """How a run over these differences (pair, sky) ends, and at how many skies it looked."""
    at: list[int] = []

    def look_at(skies: int) -> Look:
        at.append(skies)
        return look(x[:, :skies], np.array(asked))

    return until_narrow(look_at, most), at


def test_the_budget_ends_a_run_that_is_not_narrow() -> None:
    x = np.random.default_rng(1).standard_normal((2, 1_000))
    end, at = looks(x, [1.0, 0.01], 777)
    assert at == [100, 200, 400, 777]
    assert (end.narrow, end.binding) == (False, 1)
    assert end.needed[1] == pytest.approx(1.96**2 / 0.01**2, rel=0.15)


def test_a_budget_below_the_first_look_is_kept() -> None:
    end, at = looks(np.random.default_rng(1).standard_normal((1, 1_000)), [0.001], 40)
    assert at == [40]
    assert not end.narrow


def test_few_skies_do_for_a_wide_interval() -> None:
    end, at = looks(np.random.default_rng(1).standard_normal((1, 1_000)), [10.0], 1_000)
    assert at == [FIRST]
    assert end.narrow


def test_the_half_width_is_that_of_the_comparison() -> None:
    x = np.random.default_rng(2).lognormal(size=(1, 57))
    mean, low, high = paired_difference(x[0], np.zeros(57))
    assert look(x, np.array([1.0])).half_width[0] == pytest.approx(high - mean) == pytest.approx(mean - low)


def test_skewed_differences_take_more_skies() -> None:
    """25 times the squared skewness, which SciPy finds too."""
    x = np.random.default_rng(2).lognormal(sigma=1.0, size=400)
    found = look(x[None], np.array([1e6]))
    assert found.needed[0] == pytest.approx(25.0 * float(stats.skew(x)) ** 2)
    assert found.skewness[0] == pytest.approx(float(stats.skew(x)))


def test_what_cannot_be_known_is_never_narrow() -> None:
    """One value is none; no value at all asks for nothing, and nothing is asked of what never differs."""
    x = np.full((3, 120), np.nan)
    x[0, 3], x[2] = 1.0, 0.3
    found = look(x, np.array([1.0, 1.0, 0.0]))
    assert found.needed.tolist() == [math.inf, 0.0, 0.0]
    assert (found.narrow, found.binding, found.next(2_000)) == (False, 0, 240)


def test_rounding_is_no_skewness() -> None:
    x = np.full((1, 100), 1e6 / 3.0)
    x[0, 7] = np.nextafter(x[0, 7], 1e9)
    assert look(x, np.array([100.0])).narrow


def test_missing_values_leave_a_pair_with_fewer_skies() -> None:
    x = np.random.default_rng(3).standard_normal((1, 200))
    x[0, ::2] = np.nan
    found, whole = look(x, np.array([0.1])), look(x[:, 1::2], np.array([0.1]))
    assert found.half_width == whole.half_width
    assert found.needed == pytest.approx(2.0 * whole.needed)


@pytest.mark.parametrize("outcome", [o for o in CATALOGUE if o.over == "seats"], ids=lambda o: o.name)
def test_something_that_can_be_reached_is_asked_of_every_outcome(outcome: Outcome) -> None:
    """A share of the first scheme's mean; where that is nothing, of what else there is; doubled for twice the share."""
    assert asked_half_width(0.02, outcome, np.array([-1e5, 7.0])) == pytest.approx(2_000.0)
    nothing = asked_half_width(0.01, outcome, np.array([0.0, 1e5]))
    assert nothing == pytest.approx(1_000.0 if outcome.margin_of == "first" else 0.1 * outcome.margin)
    assert asked_half_width(0.02, outcome, np.array([0.0, 1e5])) == pytest.approx(2.0 * nothing)


def test_means_that_are_missing_count_for_nothing() -> None:
    assert asked_half_width(0.01, by_name("value"), np.array([np.nan, 200.0])) == 2.0
