"""What belongs to one question and what does not: nothing is gone on from that would give other numbers."""

from __future__ import annotations

from collections.abc import Generator
from pathlib import Path
from typing import Any

import pytest

from simkit.changes import written
from simkit.engine.world import Intervention, World
from simkit.experiment import keeping
from simkit.experiment.keeping import changes, question_of, ranges
from simkit.results import made_by as made
from simkit.scenario.reading import load
from simkit.scenario.scenario import Scenario
from tests.engine.worlds import world

SHIPPED = sorted((Path(__file__).parents[2] / "scenarios").glob("*.yaml"))
DEPTH = 0.2


def said(scenario: Scenario, **changed: Any) -> dict[str, Any]:
    """What a manifest says of a question."""
    question = question_of(scenario, 1) | changed
    return {"question": question, "scenario": written(scenario)}


def falling(by: float) -> Intervention:
    """An intervention that uses a number from around it."""

    def crash(world: World) -> Generator[Any, Any, None]:
        yield world.at(month=14)
        world.market.shock(-by)

    return crash


def falling_by_default(world: World, by: float = 0.3) -> Generator[Any, Any, None]:
    """One that has the number as a default."""
    yield world.at(month=14)
    world.market.shock(-by)


def falling_as_the_module_says(world: World) -> Generator[Any, Any, None]:
    """One that has the number from its module."""
    yield world.at(month=14)
    world.market.shock(-DEPTH)


def falling_somehow(world: World) -> Generator[Any, Any, None]:
    """One that asks a function how far."""
    yield world.at(month=14)
    world.market.shock(-how_far())


def how_far() -> float:
    """As far as this."""
    return 0.1


def asked(*interventions: Intervention) -> str:
    return str(question_of(world(), 1, interventions)["interventions"])


def test_the_same_question_is_the_same() -> None:
    assert question_of(world(), 1) == question_of(world(), 1)
    assert asked(falling(0.2)) == asked(falling(0.2))
    assert asked(falling_somehow) == asked(falling_somehow)
    assert asked() == ""


def test_what_an_intervention_uses_belongs_to_the_question(monkeypatch: pytest.MonkeyPatch) -> None:
    assert asked(falling(0.2)) != asked(falling(0.3))
    before = [asked(falling_by_default), asked(falling_as_the_module_says), asked(falling_somehow)]
    monkeypatch.setattr(falling_by_default, "__defaults__", (0.4,))
    monkeypatch.setitem(globals(), "DEPTH", 0.4)
    monkeypatch.setitem(globals(), "how_far", lambda: 0.4)
    after = [asked(falling_by_default), asked(falling_as_the_module_says), asked(falling_somehow)]
    assert [one == other for one, other in zip(before, after, strict=True)] == [False, False, False]


def test_a_scheme_that_an_intervention_uses_is_the_same_by_its_content(monkeypatch: pytest.MonkeyPatch) -> None:
    scheme = world().scheme("bonus")

    def replace(world: World) -> Generator[Any, Any, None]:
        yield world.at(month=16)
        world.firm.replace_scheme("bonus", scheme)

    before = asked(replace)
    scheme = world().scheme("bonus")
    assert asked(replace) == before
    scheme = world().scheme("both")
    assert asked(replace) != before


def test_what_cannot_be_told_is_never_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(globals(), "DEPTH", (number for number in range(3)))
    assert asked(falling_as_the_module_says) != asked(falling_as_the_module_says)


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.name)
def test_a_scenario_comes_back_from_what_is_kept_of_it(path: Path) -> None:
    scenario = load(path)
    assert Scenario.model_validate(written(scenario)).fingerprint == scenario.fingerprint


def test_changes_are_told_by_their_paths() -> None:
    before, now = world(), world(practical_margin="2%").with_("people.seats", 8)
    assert changes(said(before), said(now)) == ["people.seats was 7 and is 8", "practical_margin was '1%' and is '2%'"]
    assert changes(said(before), said(before)) == []


def test_many_changes_are_counted() -> None:
    before = world()
    now = before.model_copy(update={"name": "a", "note": "b", "currency": "EUR", "practical_margin": 0.02})
    assert len(changes(said(before), said(now))) == 4
    assert changes(said(before), said(now))[-1] == "and 1 more changes of the scenario"


def test_another_order_of_schemes_is_a_change() -> None:
    before = world()
    now = before.model_copy(update={"schemes": dict(reversed(before.schemes.items()))})
    assert changes(said(before), said(now)) == ["schemes had another order"]


def test_other_things_are_told_too() -> None:
    one, other = said(world(), seed=1, code="1f", numpy="2.3.0"), said(world(), seed=2, code="2a", numpy="2.4.0")
    assert changes(one, other) == [
        "the seed was 1 and is 2",
        "numpy was 2.3.0 and is 2.4.0",
        "simkit's code has changed",
    ]
    assert changes(said(world(), interventions="1f"), said(world())) == [
        "the interventions have changed, or what they use"
    ]


def test_the_code_belongs_to_the_question(monkeypatch: pytest.MonkeyPatch) -> None:
    before = question_of(world(), 1)
    monkeypatch.setattr(keeping, "made_by", lambda: made.made_by() | {"code": "other"})
    assert question_of(world(), 1) != before


def test_ranges_keep_the_order() -> None:
    assert ranges([9, 1, 2, 3, 0]) == [[9, 9], [1, 3], [0, 0]]
