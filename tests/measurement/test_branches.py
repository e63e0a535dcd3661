"""Standings within branches agree with the scheme's own, whatever the branches."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simkit.arrays import Array, Index
from simkit.measurement.branches import as_units, branch_mean, passed_on, sizes_of, standing_in_branch
from simkit.scheme.standing import standing


@st.composite
def firms(draw: st.DrawFn) -> tuple[Array, Index]:
    """Results with many that are the same, and the branches: sizes from 1 to 5."""
    sizes = draw(st.lists(st.integers(1, 5), min_size=1, max_size=6))
    values = draw(st.lists(st.integers(-3, 3), min_size=2 * sum(sizes), max_size=2 * sum(sizes)))
    return np.array(values, dtype=float).reshape(2, -1), np.cumsum([0, *sizes[:-1]])


@given(firms())
def test_standings_are_the_schemes(firm: tuple[Array, Index]) -> None:
    values, starts = firm
    branch = np.repeat(np.arange(len(starts)), sizes_of(starts, values.shape[1]))
    assert (standing_in_branch(values, starts) == standing(values, branch)).all()


@given(firms())
def test_passing_on_goes_round_every_branch(firm: tuple[Array, Index]) -> None:
    """It stays in the branch, and after as many times as the branch has seats everything is where it was."""
    values, starts = firm
    sizes = sizes_of(starts, values.shape[1])
    passed = passed_on(values, starts)
    assert (np.add.reduceat(passed, starts, axis=1) == np.add.reduceat(values, starts, axis=1)).all()
    for _ in range(int(np.lcm.reduce(sizes)) - 1):
        passed = passed_on(passed, starts)
    assert (passed == values).all()


@given(firms())
def test_a_standing_in_units_is_centred_and_as_wide_as_the_values(firm: tuple[Array, Index]) -> None:
    values, starts = firm
    order = np.arange(values.shape[1], 0.0, -1.0) * np.ones((2, 1))  # no two the same
    made = as_units(standing_in_branch(order, starts), values, starts)
    assert branch_mean(made, starts) == pytest.approx(0.0, abs=1e-12)
    apart = values - branch_mean(values, starts)
    assert branch_mean(made**2, starts) == pytest.approx(branch_mean(apart**2, starts), abs=1e-12)
