"""What a kinked curve pays on average when attainment is normal around the target."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.special import ndtri

from simkit.behaviour.scoring import expected_score
from simkit.scheme.curve import Curve, threshold_curve

SPREADS = (0.1, 0.2, 0.3)
SLOPES = {1.0: (0.960, 0.921, 0.892), 2.0: (1.000, 1.001, 1.012), 3.0: (1.040, 1.081, 1.131)}
"""Slope above target -> expected pay over target pay at each spread, from a simulation with 2 million draws."""


def by_quadrature(curve: Curve, spread: float) -> float:
    """The mean over a million equally likely attainments, the middles of slices of the normal distribution.

    Good to 1e-5: the outermost slices miss the tails by less.
    """
    slices = 1_000_000
    return float(curve(1.0 + spread * ndtri((np.arange(slices) + 0.5) / slices)).mean())


@pytest.mark.parametrize("slope", SLOPES)
def test_expected_pay_of_a_kinked_plan(slope: float) -> None:
    """Pay starts at 50%, so its slope is 2 up to the target; `slope` above.

    Three standard errors of the simulated figures: the pay of one person has a spread of 0.8 at most.
    """
    plan = threshold_curve(threshold=0.5, accelerator=slope, cap=None)
    for spread, published in zip(SPREADS, SLOPES[slope], strict=True):
        exact = float(expected_score(plan, np.array([1.0]), spread)[0][0])
        assert exact == pytest.approx(by_quadrature(plan, spread), abs=1e-5)
        assert exact == pytest.approx(published, abs=0.0005 + 3 * 0.8 / np.sqrt(2e6) * spread / 0.3)


def test_the_accelerator_costs_what_its_kink_costs() -> None:
    """By hand: each unit of slope above the slope below adds E max(0, a - 1) = spread x 0.39894."""
    plain, steep = (threshold_curve(threshold=0.5, accelerator=slope, cap=None) for slope in (2.0, 3.0))
    for spread in SPREADS:
        cost = expected_score(steep, np.array([1.0]), spread)[0] - expected_score(plain, np.array([1.0]), spread)[0]
        assert float(cost[0]) == pytest.approx(0.3989422804 * spread, abs=1e-9)
