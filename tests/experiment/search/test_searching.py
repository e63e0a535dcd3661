"""A search gives the same bytes wherever it runs, drops what is surely worse, and says what stands in the way."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from simkit.changes import checked
from simkit.cli import main
from simkit.errors import SimkitError
from simkit.experiment import tasks
from simkit.experiment.search.question import Search
from simkit.experiment.search.reading import asked
from simkit.experiment.search.searching import Searched, search
from simkit.experiment.search.trying import Trying
from simkit.report.search.document import document as document_of
from simkit.report.search.terminal import report as text_of
from simkit.results.files import json_bytes
from tests.experiment.search.worlds import one_task, study
from tests.small import scenario_file

STUDY = """\
name: Small
scenario: small.yaml
scheme: bonus
vary:
  pay[0].target_pay: {from: 10% of base pay, to: 60% of base pay, step: 10%}
  pay[0].curve.threshold: {from: 40%, to: 90%, step: 10%}
  pay[0].measures[0].weight: {from: 20%, to: 80%, step: 20%, taken_from: "pay[0].measures[1].weight"}
goals: [profit]
within:
  cost_p90: {at_most: 110% of today}
  variable_cost: {at_most: 130% of today}
trials: 12
skies: 8
confirm: 6
batch: 4
finalists: 2
"""
COMMISSION = "[{kind: commission, every: month, paid_after: 0 months, prices: {sales: 10%}}]"
PRICE = "pay.0.prices.sales"  # without brackets, which would need quotes on one line


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("study")
    scenario_file(folder)
    (folder / "study.yaml").write_text(STUDY, encoding="utf-8")
    return folder / "study.yaml"


@pytest.fixture(scope="module")
def found(file: Path) -> Searched:
    return search(asked(file), seed=1)


def one_price(folder: Path, text: str) -> Searched:
    scenario = one_task(folder, COMMISSION, worth_of_effort=0.2, noise="10%")
    return search(asked(study(folder, scenario, f"skies: 8\nconfirm: 4\nfinalists: 2\n{text}")))


def test_workers_do_not_change_a_byte(
    file: Path, found: Searched, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    monkeypatch.setattr(tasks, "SECOND", 1e-9)  # a task for each worker, so that both have something to do
    arguments = ["search", str(file), "--seed", "1", "--backend", "processes", "--workers", "2", "--json"]
    assert main(arguments) == 0
    assert capfdbinary.readouterr().out == json_bytes(document_of(found))


def test_all_kinds_of_ends_stand_in_that_search(found: Searched) -> None:
    """So that the test above compares them too."""
    counts = document_of(found)["counts"]
    assert min(counts[kind] for kind in ("not_simulated", "dropped", "broke_a_limit", "kept_to_all")) > 0
    assert counts["tried"] == 12 == sum(list(counts.values())[2:])
    assert len({each.choice for each in found.tried}) == 12
    assert found.tried[0].scheme is not None
    assert found.tried[0].values["pay[0].target_pay"] == "30% of base pay"  # the scheme as it is written comes first
    assert found.run + found.saved == 8 * sum(each.seen is not None for each in found.tried)


def test_another_seed_is_another_search(file: Path, found: Searched) -> None:
    other = search(asked(file, trials=4), seed=2)
    assert [each.choice for each in other.tried] != [each.choice for each in found.tried][:4]


def test_a_scheme_does_not_depend_on_its_batch(file: Path, found: Searched) -> None:
    alone = Trying(asked(file), 1, None)
    for each in [each for each in found.tried if each.complete][:3]:
        (again,) = alone.batch([each.choice], each.number, [])
        assert again.changes == each.changes
        assert again.beyond == each.beyond


def test_the_best_are_tried_again_in_skies_of_their_own(found: Searched) -> None:
    assert found.confirmed is not None
    fresh = set(found.confirmed.runs.replications)
    assert all(fresh.isdisjoint(each.seen.runs.replications) for each in found.tried if each.seen)
    assert found.confirmed.schemes == ("today", "bonus", *(each.name for each in found.finalists))
    assert {each.number for each in found.front} <= {each.number for each in found.finalists}


def test_what_is_dropped_is_worse_in_all_skies(file: Path, found: Searched) -> None:
    """Racing saves work, and loses nothing here: without it, the same schemes are the best."""
    dropped = [each for each in found.tried if each.dropped]
    whole = Trying(asked(file), 1, None)
    whole._looks = (range(8), range(0))
    for each in dropped:
        (again,) = whole.batch([each.choice], each.number, [])
        assert not again.dropped
        worst = min(kept.changes["profit"] for kept in found.finalists)
        assert not again.keeps or again.changes["profit"] < worst


def test_a_small_space_is_tried_whole(tmp_path: Path) -> None:
    found = one_price(tmp_path, f"vary: {{{PRICE}: {{one_of: [10%, 20%, 30%, 40%, 50%]}}}}\ngoals: profit\nbatch: 2\n")
    assert sorted(each.values[PRICE] for each in found.tried) == ["10%", "20%", "30%", "40%", "50%"]
    assert [each.values[PRICE] for each in found.front] == ["30%"]
    assert found.at_ends == {}


def test_dropped_by_a_limit_and_by_a_rival(tmp_path: Path) -> None:
    vary = f"vary: {{{PRICE}: {{from: 5%, to: 95%, step: 5%}}}}\ngoals: profit\nbatch: 3\n"
    found = one_price(tmp_path, f"{vary}within: {{value: {{at_least: today}}}}\ntrials: 19\n")
    reasons = {each.dropped.split(" candidate")[0] for each in found.tried}
    assert reasons == {"", "breaks value at least today", "beaten by"}
    assert all(len(each.seen.runs.replications) == (4 if each.dropped else 8) for each in found.tried if each.seen)
    assert [each.values[PRICE] for each in found.front] == ["30%"]


def test_when_nothing_keeps_to_the_limits_it_says_which_and_by_how_much(tmp_path: Path) -> None:
    """A price of 10 % costs 4 people x 12 months x 0.1 x 1,250; half of that is asked for, and 5 % costs 0.4 of it."""
    vary = f"vary: {{{PRICE}: {{one_of: [10%, 8%]}}}}\ngoals: profit\n"
    found = one_price(
        tmp_path, f"{vary}within: {{variable_cost: {{at_most: 50% of today}}, effort: {{at_least: today}}}}\n"
    )
    assert found.confirmed is None
    assert found.front == ()
    document = document_of(found)
    (cost, effort) = document["limits"]
    assert (cost["broken"], cost["simulated"], effort["broken"]) == (2, 2, 1)
    assert cost["least_beyond"] == pytest.approx(4 * 12 * (0.08 * 1_200 - 0.05 * 1_250), rel=0.02)  # 10 % noise
    assert document["candidates"][document["nearest"] - 1]["values"][PRICE] == "8%"
    text = text_of(document)
    assert "No scheme kept to variable cost at most 50% of today: the nearest to it is" in text
    assert "Nearest to all limits: pay.0.prices.sales 8%." in text


def test_the_end_of_a_range_is_told(tmp_path: Path) -> None:
    found = one_price(tmp_path, f"vary: {{{PRICE}: {{from: 5%, to: 25%, step: 5%}}}}\ngoals: profit\n")
    assert found.at_ends == {PRICE: "25%"}  # 30 % would be better
    text = " ".join(text_of(document_of(found)).split())
    assert f"All of these have {PRICE} 25%, an end of its range: what lies beyond was not tried." in text


def test_a_goal_without_a_number_is_told(tmp_path: Path) -> None:
    with pytest.raises(SimkitError, match=r"today's scheme has no number for hopeless"):
        one_price(tmp_path, f"vary: {{{PRICE}: {{from: 5%, to: 95%}}}}\ngoals: hopeless\ntrials: 2\n")
    with pytest.raises(
        SimkitError,
        match=r"'satisfaction' does not come about .* another outcome in goals and within",
    ):
        one_price(tmp_path, f"vary: {{{PRICE}: {{from: 5%, to: 95%}}}}\ngoals: satisfaction\ntrials: 2\n")


def test_several_goals_keep_what_nothing_beats(tmp_path: Path) -> None:
    """More effort costs more beyond 30 %, so with both goals the front runs from there on."""
    text = f"vary: {{{PRICE}: {{one_of: [10%, 20%, 30%, 40%, 50%, 60%]}}}}\ngoals: [profit, effort]\n"
    scenario = one_task(tmp_path, COMMISSION, worth_of_effort=0.2, noise="10%")
    found = search(asked(study(tmp_path, scenario, f"skies: 8\nconfirm: 4\nfinalists: 6\n{text}")))
    assert sorted(each.values[PRICE] for each in found.front) == ["30%", "40%", "50%", "60%"]
    profits = [found.front[place].changes["profit"] for place in range(4)]
    assert len(set(np.round(profits, 6))) == 4


def test_the_question_is_checked_before_anything_runs(tmp_path: Path) -> None:
    question: dict[str, Any] = {"name": "x", "scheme": "today", "goals": "profit"}
    question["vary"] = {PRICE: {"from": "5%", "to": "95%"}}
    question["scenario"] = str(one_task(tmp_path, COMMISSION, worth_of_effort=0.2))
    done = search(asked(checked(Search, question | {"trials": 2, "skies": 4, "confirm": 4})))
    assert json.loads(json_bytes(document_of(done)))["counts"]["tried"] == 2
