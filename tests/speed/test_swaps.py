"""Schemes are swapped without rebuilding people, market or draws, and plans are solved once: counted, not timed.

Seen to fail: with newcomers drawn for every firm; with plans known by the name of a scheme; with no plans kept.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from simkit.engine import plans as planning
from simkit.engine.plans import PlanCache, Plans
from simkit.engine.simulate import Chunk
from simkit.experiment.compare import compare
from simkit.market.demand import Market
from simkit.people.advisors import People
from simkit.randomness import Stream
from simkit.scenario.reading import load
from simkit.scenario.scenario import Scenario
from tests.small import scenario_file


@pytest.fixture
def small(tmp_path: Path) -> Scenario:
    """Two schemes and two views as written, a run-in of a year and a year compared."""
    return load(scenario_file(tmp_path))


def counting(monkeypatch: pytest.MonkeyPatch, owner: Any, name: str) -> list[Any]:
    """What is handed to a function from now on, call after call."""
    calls: list[Any] = []
    known: Callable[..., Any] = getattr(owner, name)

    def counted(*given: Any, **named: Any) -> Any:
        calls.append(given)
        return known(*given, **named)

    monkeypatch.setattr(owner, name, counted)
    return calls


def test_plans_of_a_scheme_that_did_not_change_are_not_solved_again(
    small: Scenario, monkeypatch: pytest.MonkeyPatch
) -> None:
    solved, known = counting(monkeypatch, planning, "steer"), PlanCache()
    compare(small, replications=2, plans=known)
    assert len(solved) == len(small.schemes) * len(small.views) == 4
    compare(small, replications=3, seed=2, plans=known)
    assert len(solved) == 4
    changed = small.with_scheme("bonus", small.scheme("bonus").with_("pay.0.curve.cap", "250%"))
    compare(changed, replications=2, plans=known)
    assert len(solved) == 6  # one scheme under two views
    more = changed.with_scheme("as before", small.scheme("bonus"))
    compare(more, replications=2, plans=known)
    assert len(solved) == 6  # the scheme of the first comparison, under another name
    compare(small.with_("people.seats", 16), replications=2, plans=known)
    assert len(solved) > 6  # other people


def test_draws_do_not_grow_with_the_schemes(small: Scenario, monkeypatch: pytest.MonkeyPatch) -> None:
    one = small.model_copy(update={"schemes": {small.today: small.scheme(small.today)}})
    four = small
    for number in (3, 4):
        four = four.with_scheme(f"scheme {number}", small.scheme("bonus").scaled(number))
    plans = PlanCache().all(four)
    counts = []
    for scenario in (one, four):
        with monkeypatch.context() as patch:
            counts.append(_draws(scenario, plans, patch))
    alone, many = counts
    assert sum(alone["numbers"].values()) > 12 * 2 * 8 * len(small.work.flows)  # months, skies, seats
    for what, count in many.items():
        assert _of_all(count) == _of_all(alone[what])
    hired = {name: number for name, number in many["streams"].items() if str(name).startswith("hire.")}
    assert set(hired.values()) <= {1}  # whoever comes to a seat is drawn once for all firms


def _of_all(count: Counter[str]) -> dict[str, int]:
    """Without the people who come later, who are drawn when the first firm needs them."""
    return {name: number for name, number in count.items() if not name.startswith("hire.")}


def _draws(scenario: Scenario, plans: Plans, monkeypatch: pytest.MonkeyPatch) -> dict[str, Counter[str]]:
    """What a chunk draws and builds: streams opened and numbers drawn by decision, people and steps of the market."""
    found: dict[str, Counter[str]] = {"streams": Counter(), "numbers": Counter(), "built": Counter()}
    opened, block = Stream.__init__, Stream.block

    def counted_open(self: Stream, seed: int, decision: str, *given: Any, **named: Any) -> None:
        opened(self, seed, decision, *given, **named)
        found["streams"][decision] += 1
        self.__dict__["decision"] = decision

    def counted_block(self: Stream, *given: Any, **named: Any) -> Any:
        drawn = block(self, *given, **named)
        found["numbers"][self.__dict__["decision"]] += drawn.size
        return drawn

    monkeypatch.setattr(Stream, "__init__", counted_open)
    monkeypatch.setattr(Stream, "block", counted_block)
    people, steps = (counting(monkeypatch, *each) for each in ((People, "draw"), (Market, "step")))
    Chunk(scenario, plans, 3, range(2), lambda _: None).env.run()
    found["built"].update(people=len(people), steps=len(steps))
    assert found["built"] == {"people": 1, "steps": scenario.horizon.months}
    return found
