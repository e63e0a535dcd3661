"""1.7 The ratchet (Weitzman 1980): a result that raises the next target is worth less than it pays.

With target' = target + l (result - target) and discount d a period, a slope b is felt as b (1 - d) / (1 - d (1 - l)),
and as b (1 - d l) where the target follows the last result alone, so that a unit more comes back once.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from simkit.arrays import Array
from tests.findings.exact import drives, output, plain
from tests.findings.worlds import POTENTIAL, Pay, bonus

LINEAR = {"kind": "linear"}
VECTORS = [(0.95, 0.5, 0.525, 0.0952381), (0.9, 0.3, 0.73, 0.2702703), (0.9, 1.0, 0.1, 0.1)]
"""Discount a year, ratchet, net slope of two periods, net slope for ever."""


def felt(target: Pay, discount: float) -> Array:
    """Drives (month, seat) under a linear bonus with this target, of people who foresee all that follows."""
    view: dict[str, Any] = {"discount": discount ** (1 / 12), "ratchet_foresight": "100%"}
    return drives(plain(bonus(target, LINEAR), view=view))


@pytest.mark.parametrize(("discount", "ratchet", "two_periods", "for_ever"), VECTORS)
def test_the_net_slope_of_the_first_year(discount: float, ratchet: float, two_periods: float, for_ever: float) -> None:
    """All targets of the first year are the normal result, so that only foresight makes a difference."""
    plainly = felt(POTENTIAL, discount)[:12]
    share = f"{100 * ratchet:g}%"
    kept = felt({"kind": "ratchet", "share": share}, discount)[:12] / plainly
    once = felt({"kind": "weighted", "history": share}, discount)[:12] / plainly
    assert np.abs(kept / ((1.0 - discount) / (1.0 - discount * (1.0 - ratchet))) - 1.0).max() < 1e-6
    assert np.abs(kept - for_ever).max() < 1e-6
    assert np.abs(once / (1.0 - discount * ratchet) - 1.0).max() < 1e-6
    assert np.abs(once - two_periods).max() < 1e-6


def test_the_targets_of_a_running_firm_follow_its_results() -> None:
    """The same target pay over a target that has risen to 1 + l (result - 1) pulls less in proportion."""
    found = felt({"kind": "ratchet", "share": "50%"}, 0.95)
    result = output(found[:12]).mean(axis=0)
    risen = 1.0 + 0.5 * (result - 1.0)
    assert (risen > 1.0).all()
    assert np.abs(found[12] / found[0] * risen - 1.0).max() < 1e-6
