"""A selection through the engine: the right scheme wins, dropped ones do not run, and fresh skies judge the winner.

Seen to fail: dropped schemes simulated; today's scheme left out once it is dropped; fresh skies that are those of the
race; views not weighted; the scheme that was dropped last taken for the closest rival.
"""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import simkit
from simkit.cli import main
from simkit.errors import SimkitError
from simkit.experiment import run as run_room
from simkit.experiment.part import Part
from simkit.experiment.racing import FIRST
from simkit.experiment.run import Order
from simkit.experiment.selecting import FRESH
from simkit.scenario.scenario import Scenario
from tests.small import scenario_file


@pytest.fixture(scope="module")
def four(tmp_path_factory: pytest.TempPathFactory) -> Scenario:
    """Today's scheme, which costs most, and bonuses of which the last costs least, so their order is known."""
    scenario = simkit.load(scenario_file(tmp_path_factory.mktemp("scenario")))
    bonus = scenario.scheme("bonus")
    for name, factor in {"less": 0.9, "least": 0.8}.items():
        scenario = scenario.with_scheme(name, bonus.scaled(factor))
    return scenario


@pytest.fixture(scope="module")
def cheapest(four: Scenario) -> simkit.Choice:
    return simkit.select(four, "variable_cost")


def test_the_best_scheme_wins(four: Scenario, cheapest: simkit.Choice) -> None:
    assert list(four.schemes) == ["today", "bonus", "less", "least"]
    assert cheapest.race.decided
    assert cheapest.winner == "least"
    assert cheapest.confirmed == ("least", "less", "today")
    mean, low, high = cheapest.lead("less")
    assert low < mean < high < 0.0
    assert cheapest.good[0] > 0.99


def test_dropped_schemes_are_not_simulated(four: Scenario, monkeypatch: pytest.MonkeyPatch) -> None:
    """Except today's, and those that are confirmed; the count of skies is that of the skies that ran."""
    simulate, ran = run_room.simulate_rows, Counter[tuple[str, bool]]()

    def counted(order: Order, rows: list[int]) -> Part:
        for row in rows:
            ran.update((name, row >= FRESH) for name in order.scenario.schemes)
        return simulate(order, rows)

    monkeypatch.setattr(run_room, "simulate_rows", counted)
    choice = simkit.select(four, "variable_cost")
    race, fresh = choice.raced.shape[1], choice.fresh.shape[1]
    dropped = choice.race.left_after
    assert dropped[1] == dropped[2] == FIRST < dropped[0] <= race  # who is alike but for a factor is soon told apart
    assert ran["bonus", False] == ran["less", False] == FIRST
    assert ran["today", False] == ran["least", False] == race
    assert (ran["bonus", True], ran["least", True], ran["less", True], ran["today", True]) == (0, fresh, fresh, fresh)
    assert choice.skies == {name: ran[name, False] + ran[name, True] for name in four.schemes}
    assert choice.all_skies == race + fresh


def test_it_counts_what_a_comparison_counts(four: Scenario, cheapest: simkit.Choice) -> None:
    """The race has the rows of any comparison, and the fresh ones are others."""
    race = cheapest.raced.shape[1]
    compared = simkit.compare(four, replications=race).pooled("variable_cost")
    simulated = ~np.isnan(cheapest.raced)
    np.testing.assert_array_equal(cheapest.raced[simulated], compared[simulated])
    fresh = range(FRESH, FRESH + cheapest.fresh.shape[1])
    again = simkit.compare(four, replications=fresh).pooled("variable_cost")
    np.testing.assert_array_equal(cheapest.fresh, again[[3, 2, 0]])
    assert cheapest.margin == pytest.approx(0.01 * compared[0, :FIRST].mean())


def test_a_dropped_scheme_of_today_still_carries_the_run_in(four: Scenario) -> None:
    """Everybody has worked under it, so without it the others would have other numbers."""
    order = {"less": "now", "today": "commission", "least": "least"}
    turned = four.model_copy(update={"schemes": {new: four.schemes[old] for old, new in order.items()}})
    choice = simkit.select(turned, "variable_cost")
    race = choice.raced.shape[1]
    assert choice.race.left_after[0] == FIRST < race
    assert choice.skies["now"] == race + choice.fresh.shape[1]
    compared = simkit.compare(turned, replications=race).pooled("variable_cost")
    np.testing.assert_array_equal(choice.raced[2], compared[2])


def test_it_may_run_elsewhere_and_in_other_chunks(four: Scenario, cheapest: simkit.Choice) -> None:
    assert simkit.select(four, "variable_cost", chunk=7, backend="processes", workers=2).json() == cheapest.json()


def test_a_race_that_is_not_decided_promises_nothing(four: Scenario) -> None:
    choice = simkit.select(four, "variable_cost", margin=1.0, most=60)
    assert not choice.race.decided
    assert choice.raced.shape[1] == 60
    assert (choice.winner, choice.confirmed[1]) == ("least", "less")
    text = " ".join(str(choice).split())
    assert (
        "Nothing is promised: after the 60 skies that were allowed today, bonus, less and least are still too close."
        in text
    )
    assert "is selected" not in text


def test_it_says_what_it_found(cheapest: simkit.Choice) -> None:
    text, summary = " ".join(str(cheapest).split()), cheapest.summary
    assert "least is selected. Promise: if one scheme is better than every other by that much or more, it is" in text
    assert "with a probability of at least 95%." in text
    assert (
        f"In {cheapest.fresh.shape[1]} fresh skies, which had no part in the choice, the difference of least is -"
        in text
    )
    assert f"dropped after {cheapest.race.left_after[1]} skies, behind" in text
    assert f"Simulated: {sum(cheapest.skies.values()):,} skies of a scheme" in text
    assert summary["race"]["schemes"]["least"]["dropped_after"] is None
    assert summary["race"]["schemes"]["less"]["dropped_by"] == "least"
    assert summary["confirmation"]["skies"] == [FRESH, FRESH + cheapest.fresh.shape[1] - 1]
    assert json.loads(cheapest.json()) == summary


def test_higher_may_be_better(four: Scenario) -> None:
    """All bonuses have the same value but for what people do for a larger one; lower pay moves less."""
    choice = simkit.select(four, "effort", margin=1e-4, most=100)
    means = np.nanmean(choice.raced[:, :FIRST], axis=1)
    assert choice.winner == list(four.schemes)[int(means.argmax())]


@pytest.mark.parametrize(("given", "message"), [
    ({"outcome": "valeu"}, r"there is no outcome 'valeu'; did you mean \"value\"\?"),
    ({"outcome": "reserve"}, "'reserve' is one number for all skies together, .*; write total_cost or variable_cost"),
    ({"outcome": "gap_tier"}, "'gap_tier' is neither better high nor low, so no scheme can be best on it"),
    ({"outcome": "value", "promise": 95.0}, "a promise of 95 cannot be made; give one between 50% and 100%"),
    ({"outcome": "value", "margin": 0.0}, "a margin of 0 tells nothing apart"),
    ({"outcome": "value", "most": 10}, "most is 10; give a number of skies from 30 to 999999, such as 2000"),
    ({"outcome": "cost_beside_pay"}, "'cost_beside_pay' does not come about in this scenario"),
])  # fmt: skip
def test_what_cannot_be_selected_is_told(four: Scenario, given: dict[str, Any], message: str) -> None:
    with pytest.raises(SimkitError, match=message):
        simkit.select(four, **given)


def test_one_scheme_cannot_be_selected(four: Scenario) -> None:
    alone = four.model_copy(update={"schemes": {four.today: four.schemes[four.today]}})
    with pytest.raises(SimkitError, match="there is one scheme only, so none can be selected"):
        simkit.select(alone, "value")


def test_nothing_of_today_gives_no_margin(four: Scenario) -> None:
    worthless = four.with_("work.kpis.fund_sales.worth", {}).with_("work.kpis.net_new_assets.worth", {})
    with pytest.raises(SimkitError, match="value is 0 under today, and so is the margin, a share of it; give a margin"):
        simkit.select(worthless, "value")


def test_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = str(scenario_file(tmp_path))
    assert main(["select", file, "--outcome", "value", "--promise", "90%", "--most", "100", "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert (document["document"], document["promise"], document["most"]) == ("simkit selection 1", 0.9, 100)
    assert main(["select", file, "--outcome", "value", "--promise", "90%", "--most", "100"]) == 0
    assert "with a probability of at least 90%" in " ".join(capsys.readouterr().out.split())
    assert main(["select", file, "--outcome", "valeu"]) == 2
    assert 'did you mean "value"?' in capsys.readouterr().err
