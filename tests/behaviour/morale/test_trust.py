"""Trust is lost with every change and comes back while nothing changes."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simkit.behaviour.morale.trust import Trust


def test_two_changes_and_a_year_of_quiet() -> None:
    """0.85 ** 2 = 0.7225; a year later 1 - 0.2775 x 0.85 ** 4 = 0.8551..."""
    rule, trust = Trust(), np.array([1.0])
    for _ in range(2):
        trust = rule.changed(trust)
    assert trust[0] == pytest.approx(0.7225, abs=1e-12)
    for _ in range(4):
        trust = rule.recovered(trust)
    assert trust[0] == pytest.approx(1.0 - 0.2775 * 0.85**4, abs=1e-12)


def test_full_trust_stays_and_no_loss_loses_nothing() -> None:
    assert Trust().recovered(np.array([1.0])).tolist() == [1.0]
    assert Trust(lost="0%").changed(np.array([0.7])).tolist() == [0.7]


@given(st.floats(0.0, 1.0), st.floats(0.0, 1.0), st.floats(0.0, 1.0))
def test_trust_stays_between_none_and_full(trust: float, lost: float, recovers: float) -> None:
    rule = Trust().model_copy(update={"lost": lost, "recovers": recovers})
    before = np.array([trust])
    assert 0.0 <= rule.changed(before)[0] <= trust
    assert trust <= rule.recovered(before)[0] <= 1.0
