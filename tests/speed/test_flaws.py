"""A bent equation is seen: of every mechanism something is made slightly wrong in the twin, and the comparison fails.

Without a flaw the same comparison, of the same people under the same view, finds nothing (`test_twin`).

Seen to fail: with the flaw left out.
"""

from __future__ import annotations

import math
import pkgutil
from collections.abc import Callable
from typing import Any

import pytest

from simkit.arrays import Array
from simkit.engine.plans import Plans
from simkit.scenario.reading import load
from simkit.scenario.scenario import Scenario
from tests.speed.agenda import RECORDS
from tests.speed.agreement import compared
from tests.speed.states import When
from tests.speed.states_of_simkit import states_of_simkit
from tests.speed.test_twin import CACHE, ODD

SEED, BY = 5, 1e-6
Given = tuple[Scenario, Plans, dict[When, dict[str, Array]]]
Bend = Callable[[Any], Any]


@pytest.fixture(scope="module")
def given() -> Given:
    """The odd scenario under one view, its plans, and what simkit makes of them in one replication."""
    scenario = load(ODD)
    seen = scenario.model_copy(update={"views": scenario.views[:1]})
    plans = CACHE.all(seen)
    return seen, plans, states_of_simkit(seen, plans, SEED, [0])


def _larger(found: Any) -> Any:
    """A number, or all numbers of a list, larger by a millionth."""
    if isinstance(found, (list, tuple)):
        return type(found)(map(_larger, found))
    return found * (1.0 + BY)


def _times(factor: float) -> Bend:
    """What comes out is multiplied."""
    return lambda original: lambda *given, **named: factor * original(*given, **named)


def _given(place: int, factor: float) -> Bend:
    """One of the arguments is multiplied."""
    return lambda original: lambda *given: original(*given[:place], factor * given[place], *given[place + 1 :])


def _instead(value: Any) -> Bend:
    """Something else stands there."""
    return lambda _: value


def _says(value: Any) -> Bend:
    """The same comes out whatever goes in."""
    return _instead(lambda *_given, **_named: value)


def _then(name: str, add: float) -> Bend:
    """After a method of an object one of its numbers is what it was before, or comes out differently by `add`."""

    def bend(original: Any) -> Any:
        def called(self: Any, *given: Any, **named: Any) -> None:
            before = getattr(self, name)
            original(self, *given, **named)
            setattr(self, name, getattr(self, name) + add if add else before)

        return called

    return bend


class _BentMath:
    """A math module whose exponential is slightly wrong."""

    def __getattr__(self, name: str) -> Any:
        return getattr(math, name)

    def exp(self, x: float) -> float:
        return math.exp(x) * (1.0 + BY)


LARGER = (
    "producing:respond", "producing:attraction", "seeing:read", "counting:value",
    "plans:_kept", "conduct:pressed", "conduct:steered", "conduct:moved", "conduct:left_open", "conduct:felt",
    "timing:shifted", "timing:conceded", "worker:clients_after", "worker:held", "advisor:left_by",
    "mood:against_expected", "mood:goal", "mood:changed", "mood:recovered", "mood:honoured", "mood:tired",
    "mood:settled", "mood:joy", "branch:told_rank", "branch:peers",
    "advisor:practised", "branch:coached", "branch:from_coaching", "branch:from_colleagues",
    "books:read", "books:rated", "books:Ledger.record",
    "market:monthly_return", "employment:Employment.productivity",
)  # fmt: skip
"""What comes out of these is made larger by a millionth."""

BENT: dict[str, tuple[str, Bend]] = {
    "another idea of hopeless": ("seeing:HOPELESS", _instead(0.2)),
    "a market that falls after work": ("lives:EVENTS", _instead(RECORDS)),
    "luck": ("producing:math", _instead(_BentMath())),
    "a ban that is ignored": ("market:Market.happen", _says(None)),
    "a regime that never ends": ("market:Market._change_regime", _says(None)),
    "honest people": ("conduct:tempted", _says(False)),
    "found too often": ("conduct:chance_of_discovery", _times(1.5)),
    "predecessors who are never found": ("conduct:Conduct.investigate_before", _says(False)),
    "nobody is dismissed": (
        "conduct:Conduct.investigate",
        lambda original: lambda *given: (original(*given)[0], False),
    ),
    "too many complaints": ("conduct:chance_of_complaint", _times(1.5)),
    "too little malus": ("money:Payroll.cut", _given(1, 0.99)),
    "too little claw-back": ("money:Payroll.claw_back", _given(1, 0.99)),
    "leavers who lose nothing": ("money:Payroll.leave", _says(None)),
    "prizes for all": ("office:best", _instead(lambda _rule, standings: [(1.0, 0.0)] * len(standings))),
    "feedback every month": ("news:Known", lambda known: lambda results, levels, _lag: known(results, levels, 0)),
    "more who leave": ("office:chance_of_leaving", _times(1.2)),
    "better pay outside": ("office:outside_pay", _times(1.2)),
    "leavers whom no client follows": ("advisor:Advisor.leave", _then("clients", 0.0)),
    "successors who come early": ("employment:Employment.leave", _then("arrives", -1.0)),
    "somebody else who comes": (
        "shocks:newcomer",
        lambda original: lambda people, normals: original(people, {name: z + BY for name, z in normals.items()}),
    ),
    "awards for the months before": ("employment:Employment.stayed", _says(1.0)),
    "nobody is paid a base": ("employment:Employment.pass_month", _says(None)),
    "raters without a halo": ("books:standings", _instead(lambda values: [0.5] * len(values))),
}
"""What is bent in the twin, and how."""


@pytest.mark.parametrize("place", LARGER)
def test_what_is_larger_by_a_millionth_is_seen(given: Given, place: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert _faults(given, place, lambda original: lambda *args: _larger(original(*args)), monkeypatch)


@pytest.mark.parametrize("flaw", BENT)
def test_a_bent_rule_is_seen(given: Given, flaw: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert _faults(given, *BENT[flaw], monkeypatch)


def _faults(given: Given, place: str, bend: Bend, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the comparison says when something in the twin is bent."""
    original = pkgutil.resolve_name(f"tests.speed.{place}")
    monkeypatch.setattr(f"tests.speed.{place.replace(':', '.')}", bend(original))
    scenario, plans, of_simkit = given
    return compared(scenario, plans, SEED, of_simkit, [0], to_the_end=False).faults
