"""Costs over skies.

Seen to fail: the cheapest skies in place of the dearest; a sky that is partly in the tail counted in full.
"""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from scipy import special

from simkit.arrays import Array
from simkit.outcomes import cost

COST = hnp.arrays(np.float64, st.tuples(st.integers(1, 3), st.integers(1, 90)), elements=st.floats(0, 1e6))


def test_a_normal_cost() -> None:
    normal = 100 + 10 * special.ndtri((np.arange(100_000) + 0.5) / 100_000)
    np.testing.assert_allclose(cost.quantiles(normal), [100 - 12.8155, 100, 100 + 12.8155], atol=1e-3)
    assert cost.reserve(normal) == pytest.approx(12.8155, abs=1e-3)
    assert cost.cvar95(normal) == pytest.approx(100 + 10 * 2.06271, abs=1e-3)


def test_cvar_of_few_skies() -> None:
    assert cost.cvar95(np.array([3.0])) == 3.0
    assert cost.cvar95(np.array([1.0, 9.0, 2.0])) == 9.0
    assert cost.cvar95(np.arange(1.0, 41.0)) == 39.5
    assert np.isnan(cost.cvar95(np.array([1.0, np.nan, 2.0])))


@given(cost_=COST)
def test_cvar_is_a_mean_of_a_tail_and_schemes_do_not_mix(cost_: Array) -> None:
    tail = cost.cvar95(cost_)
    assert tail.shape == cost_.shape[:1]
    assert (tail >= np.quantile(cost_, 0.95, axis=-1) - 1e-6).all()
    assert (tail <= cost_.max(axis=-1) + 1e-6).all()
    for scheme, row in enumerate(cost_):
        assert cost.cvar95(row) == tail[scheme]
        assert (cost.quantiles(row) == cost.quantiles(cost_)[:, scheme]).all()


def test_rockafellar_and_uryasev() -> None:
    """The tail mean is the least, over c, of c + mean(max(0, cost - c)) / 0.05: an independent definition."""
    values = np.random.default_rng(1).lognormal(size=133)
    least = min(c + np.maximum(values - c, 0.0).mean() / 0.05 for c in values)
    assert cost.cvar95(values) == pytest.approx(least, rel=1e-12)


def test_cost_per_value() -> None:
    out = cost.cost_per_value(np.array([1.0, 1.0, 1.0, np.nan]), np.array([4.0, 0.0, -2.0, 1.0]))
    np.testing.assert_array_equal(out, [0.25, np.nan, np.nan, np.nan])
