"""The plain firm is the same firm in SimPy, in Mesa and in salabim: every state of everybody, in every month.

Seen to fail: with people leaving before moods have settled in Mesa; with salabim's managers settling moods before they
review.
"""

from __future__ import annotations

import numpy as np
import pytest

from simkit.scenario.reading import load
from tests.speed.staff import Found
from tests.speed.states_of_twin import states_of_twins
from tests.speed.test_twin import CACHE, ODD


def _peer(name: str) -> Found:
    """How a peer founds a firm; skips where the peer is not installed."""
    pytest.importorskip(name, reason=f"{name} is not installed; the extra `peers` brings it")
    if name == "mesa":
        from tests.speed.mesa_firm import MesaFirm

        return MesaFirm
    from tests.speed.salabim_firm import SalabimFirm

    return SalabimFirm


@pytest.mark.parametrize("name", ["mesa", "salabim"])
def test_every_state_is_that_of_the_plain_process(name: str) -> None:
    scenario = load(ODD)
    seen = scenario.model_copy(update={"views": scenario.views[:1]})
    plans, count = CACHE.all(seen), 0
    both = zip(states_of_twins(seen, plans, 5, [0]), states_of_twins(seen, plans, 5, [0], _peer(name)), strict=True)
    for (when, plain), (same, states) in both:
        assert (when, plain.keys()) == (same, states.keys())
        for state, numbers in plain.items():
            np.testing.assert_array_equal(states[state], numbers, err_msg=f"{when}, {state}")
            count += numbers.size
    assert count > 100_000
