import json
from pathlib import Path

import numpy as np
import pytest

import simkit
from simkit.report.answer import Answer
from simkit.report.summary import summary_bytes
from tests.small import made_comparison, scenario_file


@pytest.fixture(scope="module")
def answer(tmp_path_factory: pytest.TempPathFactory) -> Answer:
    return simkit.compare(simkit.load(scenario_file(tmp_path_factory.mktemp("scenario"))), replications=6, seed=3)


def test_it_says_what_was_asked(answer: Answer) -> None:
    document = answer.summary
    assert document["scenario"]["fingerprint"] == answer.asked.fingerprint
    assert (document["seed"], document["replications"], document["skies"]) == (3, 6, [[0, 5]])
    assert list(document["schemes"]) == ["today", "bonus"]
    assert document["stake"]["rule"] == "as written"
    assert sum(view["weight"] for view in document["views"].values()) == 1.0


def test_every_number_is_the_comparisons(answer: Answer) -> None:
    document = answer.summary
    assert list(document["outcomes"]) == [outcome.name for outcome in answer.outcomes]
    for outcome in answer.outcomes:
        said = document["outcomes"][outcome.name]
        assert (said["better"], said["sentence"], said["source"]) == (outcome.better, outcome.sentence, outcome.source)
        for scheme in answer.schemes:
            for year in answer.years:
                level = answer.level(outcome, scheme, year).mean
                assert said["levels"][scheme][year]["mean"] == (None if np.isnan(level) else level)
        if answer.ranked(outcome):
            assert sum(said["p_best"].values()) + said["no_clear_difference"] == pytest.approx(1.0)
            assert said["flipped_by"] == list(answer.flips(outcome))


def test_the_views_say_what_they_imply(answer: Answer) -> None:
    views = answer.summary["views"]
    change = [view["output_change_for_10_percent_more_variable_pay"] for view in views.values()]
    stake = answer.summary["stake"]["variable_over_base"]
    assert change == [view.output_change(stake, 0.1, 0.5) for view in answer.scenario.views]
    assert 0.0 < change[0] < change[1]


def test_json_is_strict_and_loses_no_digit(answer: Answer) -> None:
    document = answer.summary
    assert json.loads(summary_bytes(document), parse_constant=pytest.fail) == document


def test_what_a_scheme_lacks_is_null(tmp_path: Path) -> None:
    document = made_comparison(tmp_path, {"hopeless": (float("nan"), 0.2)}).summary
    assert document["outcomes"]["hopeless"]["levels"]["a"]["all years"] == {"mean": None, "low": None, "high": None}


def test_frames_hold_what_the_summary_holds(answer: Answer) -> None:
    document, frames = answer.summary, answer.frames
    for what in ("levels", "differences"):
        for row in frames[what].to_dict("records"):
            said = document["outcomes"][row["outcome"]][what][row["scheme"]][row["year"]]
            assert row["mean"] == said["mean"] or (np.isnan(row["mean"]) and said["mean"] is None)
    assert set(frames["ranking"]["place"]) == {1, 2}
    assert len(frames["bridge"]) == 4 * len(answer.schemes)


def test_every_future_has_its_row(answer: Answer) -> None:
    frame = answer.frames["outcomes_by_sky"]
    assert len(frame) == 2 * 2 * 1 * 6
    assert not frame.duplicated(["scheme", "view", "year", "sky"]).any()
    row = frame.query("scheme == 'bonus' and view == 'keen' and year == 2 and sky == 4").iloc[0]
    assert row["value"] == answer.runs.values["value"][1, 1, 0, 4]
    assert row["gini"] == answer.runs.values["gini"][1, 1, 0, 4]


def test_every_column_says_what_it_holds_and_its_unit(answer: Answer) -> None:
    for name, frame in answer.frames.items():
        assert list(frame.attrs["columns"]) == list(frame.columns), name
        assert all(frame.attrs["columns"].values()), name
        numbers = {column for column in frame if frame[column].dtype.kind in "biuf"}
        assert all(isinstance(cell, str) for column in set(frame) - numbers for cell in frame[column]), name
    assert "CNY a year" in answer.frames["outcomes_by_sky"].attrs["columns"]["total_cost"]


def test_without_interventions_there_is_no_fingerprint_of_them(tmp_path: Path) -> None:
    assert made_comparison(tmp_path, {"gini": (0.3, 0.2)}).summary["interventions"] is None
