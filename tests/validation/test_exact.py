"""Every closed form holds in the running code; and each would be missed if that code were wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import pytest

from simkit.behaviour import effort, planning, ratchet
from simkit.behaviour.conduct.pressure import Pressure
from simkit.behaviour.conduct.timing import Timing
from simkit.behaviour.leaving.leaving import Leaving
from simkit.outcomes import fairness
from simkit.scheme import others
from simkit.validation.exact import CLOSED_FORMS, Check, ClosedForm

SHOWN = {form.id: form.checks for form in CLOSED_FORMS if form.checks is not None}


def misses(checks: Iterable[Check]) -> list[Check]:
    return [check for check in checks if check.verdict == "missed"]


@pytest.mark.parametrize("form", SHOWN)
def test_it_holds(form: str) -> None:
    assert misses(SHOWN[form]()) == []


def test_the_family_is_in_order() -> None:
    ids = [form.id for form in CLOSED_FORMS]
    assert len(set(ids)) == len(ids)
    for form in CLOSED_FORMS:
        assert form.claim.endswith(".")
        assert form.source
        assert (form.checks is None) == bool(form.awaits)
        assert (form.checks is None) != bool(form.how)


@pytest.mark.parametrize("form", SHOWN)
def test_it_has_numbers_of_its_own(form: str) -> None:
    """No check is empty, no case stands twice, and none is so wide that it could not fail."""
    checks = list(SHOWN[form]())
    cases = [check.case for check in checks]
    assert checks
    assert len(set(cases)) == len(cases)
    for check in checks:
        assert check.tolerance <= max(0.05 * abs(check.expected), 0.0315), check


def steeper(x: Any) -> Any:
    return 1.05 * x


BREAKS: dict[str, tuple[object, str, Callable[[Any], Any]]] = {
    "optimal_slope": (effort.EffortRule, "net_cost", lambda was: lambda *a: steeper(was(*a))),
    "linear_effort": (planning._Choice, "best", lambda was: lambda *a: steeper(was(*a))),
    "multitask": (effort.EffortRule, "net_cost", lambda was: lambda *a: steeper(was(*a))),
    "crowding_out": (effort.EffortRule, "respond", lambda was: lambda self, v: was(self, [v[0], v[0]])),
    "tournament": (others, "_expected_place", lambda was: lambda by, n, above: was(by, n, above**1.1)),
    "tournament_prizes": (others, "_expected_place", lambda was: lambda by, n, above: was(by, n, above**1.1)),
    "shared_pool": (others.Others, "share_of", lambda was: lambda *a: was(*a).times(1.05)),
    "quota_one_period": (planning._Choice, "best", lambda was: lambda *a: steeper(was(*a))),
    "quota_two_periods": (planning._Choice, "best", lambda was: lambda *a: steeper(was(*a))),
    "martingale": (planning._Choice, "value", lambda was: lambda *a: steeper(was(*a))),
    "ratchet": (ratchet, "net_slope", lambda was: lambda *a, **k: steeper(was(*a, **k))),
    "free_riding": (others.Others, "with_own", lambda was: lambda *a: was(*a).times(1.05)),
    "ratchet_in_a_firm": (ratchet, "net_slope", lambda was: lambda *a, **k: steeper(was(*a, **k))),
    "free_riding_in_a_firm": (others.Others, "with_own", lambda was: lambda *a: was(*a).times(1.05)),
    "timing": (Timing, "shifted", lambda was: lambda *a: steeper(was(*a))),
    "deterrence": (Pressure, "chosen", lambda was: lambda self, tempted, *a: was(self, steeper(tempted), *a)),
    "selection": (Leaving, "hazard", lambda was: lambda self, pay, *a: was(self, steeper(pay), *a)),
    "cost_curve": (effort.EffortRule, "respond", lambda was: lambda self, v: was(self, [1.05 * v[0]])),
    "cost_curve_bonus": (planning._Choice, "best", lambda was: lambda *a: steeper(was(*a))),
}
"""Closed form -> what is broken, and how."""


@pytest.mark.parametrize("form", BREAKS)
def test_broken_code_is_seen(form: str, monkeypatch: pytest.MonkeyPatch) -> None:
    where, name, spoiled = BREAKS[form]
    monkeypatch.setattr(where, name, spoiled(getattr(where, name)))
    assert misses(SHOWN[form]())


@pytest.mark.parametrize(
    ("module", "form", "name"),
    [
        ("simkit.validation.exact.inequality", "inequality", "gini"),
        ("simkit.validation.exact.inequality", "inequality", "theil"),
        ("simkit.validation.exact.inequality", "inequality_laws", "theil_within"),
        ("simkit.validation.exact.four_fifths", "four_fifths", "four_fifths"),
    ],
)
def test_a_broken_outcome_is_seen(module: str, form: str, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    measure = getattr(fairness, name)
    monkeypatch.setattr(f"{module}.{name}", lambda *a: 1.05 * measure(*a))
    assert misses(SHOWN[form]())


def test_a_market_that_moves_rank_pay_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    """If prizes grew with the score, a fall of all results would be felt."""
    from simkit.scheme.components.contest import Ranked

    was = Ranked.worth
    monkeypatch.setattr(Ranked, "worth", lambda self, end: was(self, end) * self.attained(end))
    assert [check.case for check in misses(SHOWN["common_shock"]())] == ["contest"]


def test_a_half_hit_that_is_none_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("simkit.validation.exact.thresholds.reached", lambda *_: 0.6)
    assert [check.case for check in misses(SHOWN["half_hit"]())] == ["chance there"]


def test_nan_is_missed() -> None:
    assert Check("x", 1.0, float("nan"), 1.0).verdict == "missed"


def test_what_is_to_come_says_what_it_awaits() -> None:
    awaited: list[ClosedForm] = [form for form in CLOSED_FORMS if form.checks is None]
    assert {form.id for form in awaited} == {"curvilinear_plan"}
