"""1.8 Team pay: of a result that is shared by n, each works for an n-th (free riding)."""

from __future__ import annotations

import numpy as np
import pytest

from tests.findings.exact import drives, plain
from tests.findings.worlds import POTENTIAL, Pay, bonus

TEAM: Pay = {
    "kind": "team",
    "every": "year",
    "target_pay": "40% of base pay",
    "measures": [{"kpi": "sales", "weight": "100%", "target": POTENTIAL}],
}


@pytest.mark.parametrize("size", [1, 2, 3, 5, 10])
def test_a_share_of_the_teams_result_pulls_one_nth(size: int) -> None:
    """Two branches of so many people, against a bonus on the own result with the same target pay."""
    who = {"seats": 2 * size, "branches": 2}
    own = drives(plain(bonus(POTENTIAL, {"kind": "linear"}, pays="40% of base pay"), who=who))
    shared = drives(plain(TEAM, who=who))
    assert own.min() > 0.5
    assert np.abs(size * shared / own - 1.0).max() < 1e-5
