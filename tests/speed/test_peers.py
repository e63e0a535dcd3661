"""The plain firm is the same firm in SimPy, in Mesa and in salabim: every state of everybody, in every month.

Seen to fail: with people leaving before moods have settled in Mesa; with salabim's managers settling moods before they
review; with one plain firm fewer; with a planning that is left out of the time to a decision.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest

from simkit.arrays import Array
from simkit.scenario.reading import load
from simkit.scenario.scenario import Scenario
from tests.speed.peer_memory import SIMKIT
from tests.speed.peers import PEERS, ROWS, Job, Tried, _compare, measure, quick, shipped
from tests.speed.peers_table import table
from tests.speed.staff import Found
from tests.speed.states import When
from tests.speed.states_of_twin import states_of_twins
from tests.speed.test_twin import CACHE, ODD

States = list[tuple[When, dict[str, Array]]]


def _peer(name: str) -> Found:
    """How a peer founds a firm; skips where the peer is not installed."""
    pytest.importorskip(name, reason=f"{name} is not installed; the extra `peers` brings it")
    if name == "mesa":
        from tests.speed.mesa_firm import MesaFirm

        return MesaFirm
    from tests.speed.salabim_firm import SalabimFirm

    return SalabimFirm


@pytest.fixture(scope="module")
def odd() -> Scenario:
    """The scenario that uses what the shipped one leaves out, under one view."""
    scenario = load(ODD)
    return scenario.model_copy(update={"views": scenario.views[:1]})


@pytest.fixture(scope="module")
def in_simpy(odd: Scenario) -> States:
    """Every state, as the plain process has it."""
    return list(states_of_twins(odd, CACHE.all(odd), 5, [0]))


@pytest.mark.parametrize("name", ["mesa", "salabim"])
def test_every_state_is_that_of_the_plain_process(name: str, odd: Scenario, in_simpy: States) -> None:
    count = 0
    found = states_of_twins(odd, CACHE.all(odd), 5, [0], _peer(name))
    for (when, plain), (same, states) in zip(in_simpy, found, strict=True):
        assert (when, plain.keys()) == (same, states.keys())
        for state, numbers in plain.items():
            np.testing.assert_array_equal(states[state], numbers, err_msg=f"{when}, {state}")
            count += numbers.size
    assert count > 100_000


@pytest.fixture(scope="module")
def document() -> dict[str, Any]:
    """What the quick job finds."""
    for name in ("mesa", "salabim"):
        _peer(name)
    return measure(quick()).document


def test_all_rows_simulate_the_same(document: dict[str, Any]) -> None:
    job = document["job"]
    assert document["firms_compared"] == len(PEERS) * len(job["schemes"]) * len(job["views"])
    assert document["largest_difference"] < 1e-9


def test_every_row_is_whole(document: dict[str, Any]) -> None:
    assert set(document["rows"]) == set(ROWS)
    for row in document["rows"].values():
        assert all(math.isfinite(number) and number > 0.0 for number in row.values())
        assert row["peak_mb"] >= row["before_mb"]
    assert table(document).count(" MB\n") == len(ROWS)


def test_the_same_skies_need_fewer_replications(document: dict[str, Any]) -> None:
    """And a decision's computed time is what the table says it is."""
    simkit = document["rows"][SIMKIT]
    for name in PEERS:
        row = document["rows"][name]
        assert row["replications"] > simkit["replications"] >= 2
        assert row["decision_s"] == document["planning_s"] + row["replications"] * row["replication_s"]


def test_a_profit_that_is_off_is_seen() -> None:
    tried, job = Tried(), quick()
    _compare(job, {("growth", "central", "Mesa"): [100.001]}, np.full((2, 2, 1), 100.0), tried)
    assert tried.firms == 1
    assert tried.apart == pytest.approx(1e-5)


def test_the_shipped_job_is_that_of_four_schemes_and_five_views() -> None:
    job = Job(shipped())
    assert (len(job.scenario.schemes), len(job.scenario.views)) == (4, 5)
    assert job.advisor_months == 4 * 5 * 240 * 48
