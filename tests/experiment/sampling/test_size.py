"""How many skies are looked at next, and when it is enough.

Seen to fail: without the condition on skewness; without that on skies under all views; with looks beyond the budget.
"""

from __future__ import annotations

import math

import pytest

from simkit.experiment.sampling.double_sampling import Estimate
from simkit.experiment.sampling.size import Size, narrow, next_size

NOW = Size(main=100, full=16)


def known(half: float = 1.0, *, skewness: float = 0.0, of_rest: float = 0.1, skies: int = 100) -> Estimate:
    """An estimate with this half-width, whose variance is 1."""
    return Estimate(0.0, -half, half, skewness, 1.0 - of_rest, of_rest, skies)


@pytest.mark.parametrize(("found", "enough"), [
    (known(1.0), True), (known(1.01), False), (known(0.5), True),
    (known(1.0, of_rest=0.24), True), (known(1.0, of_rest=0.26), False), (known(0.5, of_rest=0.9), True),
    (known(1.0, skewness=0.14), True), (known(1.0, skewness=-0.15), False),
    (known(0.0, skewness=9.0), True), (known(math.nan), False), (known(math.nan, skies=0), True),
])  # fmt: skip
def test_when_it_is_enough(found: Estimate, enough: bool) -> None:
    assert narrow(found, 1.0) == enough
    assert (next_size([(found, 1.0)], NOW, 2_000) is None) == enough


def test_the_estimate_that_needs_most_decides() -> None:
    """1.1 x .9 / (.5102 - .1); twice as skewed as it may be takes four times as many; 16 x .5 / (1/6)."""
    assert next_size([(known(1.0), 1.0), (known(1.4), 1.0)], NOW, 2_000) == Size(main=242, full=16)
    assert next_size([(known(1.4), 1.0), (known(1.0, skewness=0.2), 1.0)], NOW, 2_000) == Size(main=242, full=16)
    assert next_size([(known(1.0, skewness=0.2), 1.0)], NOW, 2_000) == Size(main=200, full=16)
    assert next_size([(known(1.0, of_rest=0.5), 1.0)], NOW, 2_000) == Size(main=110, full=48)


def test_more_skies_are_at_least_a_tenth_and_at_most_four_times_as_many() -> None:
    assert next_size([(known(1.001), 1.0)], NOW, 2_000) == Size(main=111, full=16)
    assert next_size([(known(1.0, skewness=0.1415), 1.0)], NOW, 2_000) == Size(main=110, full=16)
    assert next_size([(known(40.0), 1.0)], NOW, 2_000) == Size(main=400, full=64)
    assert next_size([(known(math.nan), 1.0)], NOW, 2_000) == Size(main=400, full=64)
    assert next_size([(known(1.0), 0.0)], NOW, 2_000) == Size(main=400, full=64)


def test_the_budget_is_kept() -> None:
    assert next_size([(known(40.0), 1.0)], NOW, 150) == Size(main=150, full=64)
    assert next_size([(known(40.0), 1.0)], NOW, 100) is None
    assert Size(100, 16).within(12) == Size(12, 12)
