"""The clients of a seat: they answer service and harm, and part of them goes with who leaves."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from simkit.behaviour.clients import Clients
from simkit.engine.clientele import Clientele
from simkit.engine.sky import Sky
from tests.engine.worlds import WHOLE, whole, world

SEATS = 8
EVEN = np.ones((2, SEATS))
RULE = Clients.model_validate({"churn": "24%", "by_satisfaction": 3, "referrals": 2, "by_harm": "12%", "rebuilds": 0})


def clientele(rule: Clients = RULE, scenario: Any = None) -> Clientele:
    return Clientele(Sky(scenario or whole(), 1, range(2)), rule)


def everywhere(number: float) -> Any:
    return pytest.approx(number * EVEN, rel=1e-12)


def test_a_tenth_more_satisfaction_and_full_harm() -> None:
    """2% of the clients a month x 5 x 10% = 1% more; of that the harm of bad sales alone takes 1%."""
    people = clientele()
    people.live({"satisfaction": 88.0 * EVEN}, None)
    assert people.clients == everywhere(1.01)
    people.live({"satisfaction": 80.0 * EVEN}, EVEN)
    assert people.clients == everywhere(1.01 * 0.99)


def test_what_is_missing_is_made_up() -> None:
    people = clientele(RULE.with_("rebuilds", "10%"))
    people.clients.fill(0.8)
    people.live({"satisfaction": 80.0 * EVEN}, None)
    assert people.clients == everywhere(0.82)


def test_part_of_the_book_goes_with_who_leaves() -> None:
    people = clientele()
    people.lose(np.array([5]), 0.15)
    assert people.clients[0].tolist() == [1, 1, 1, 1, 1, 0.85, 1, 1]
    assert people.clients[1].tolist() == [1] * SEATS


def test_some_clients_always_stay() -> None:
    people = clientele()
    people.lose(np.arange(EVEN.size), 1.0)
    assert people.clients == everywhere(0.1)


def test_only_a_level_of_clients_counts() -> None:
    """Where no level is how clients feel they come and go as usual, whatever satisfaction does."""
    people = clientele(scenario=world(people=WHOLE["people"]))
    people.live({"satisfaction": 10.0 * EVEN}, None)
    assert people.clients == everywhere(1.0)


def test_a_fork_goes_its_own_way() -> None:
    people = clientele()
    people.live({"satisfaction": 88.0 * EVEN}, None)
    other = people.fork()
    other.lose(np.arange(EVEN.size), 0.5)
    assert people.clients == everywhere(1.01)
    assert other.clients == everywhere(0.505)
