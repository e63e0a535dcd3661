"""The quick form of the time to decision: that it measures what it says; its figures are for people to read.

Seen to fail: with the schemes compared unpaired in the plain way; with the time of one worker under both names.
"""

from __future__ import annotations

import json
from statistics import median

import pytest

from simkit.experiment.backends.serial import Serial
from simkit.outcome_names import PRIMARY
from tests.speed.decision import briefed, measure, prepared, quick, table
from tests.speed.four import four_schemes


def test_the_job_is_the_one_of_the_target() -> None:
    scenario = four_schemes()
    assert (len(scenario.schemes), len(scenario.views), scenario.people.seats) == (4, 5, 240)
    assert scenario.horizon.length == 36
    assert scenario.primary == PRIMARY
    assert len({scheme.model_dump_json() for scheme in scenario.schemes.values()}) == 4


def test_a_brief_is_measured_whole() -> None:
    times, found = briefed(prepared(quick(four_schemes())), 1, Serial(), 120)
    assert set(found.differences) == set(PRIMARY)
    assert 0.0 < times.busiest < times.here < 1.5 * times.clock  # what a worker does here is done in this process


def test_it_measures(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.speed.decision.MOST", 14)
    found = measure(quick(four_schemes()), [2], 1, 12, 120)
    json.dumps(found)
    (brief,), plain, twin = found["briefs"], found["plain"], found["twin"]
    assert (brief["seed"], brief["under_main_view"], brief["reached"]) == (2, 120, False)
    assert set(brief["half_widths"]) == set(PRIMARY)
    assert 0.01 < max(brief["half_widths"].values()) < 1.0
    assert 16 < brief["under_all_views"] < 120
    assert all(skies < plain["seed_a_run"] for skies in plain["skies_needed"]["value"].values())
    assert plain["skies"] == 14
    assert brief["two"] != brief["one"]
    assert found["after_a_change_seconds"] > 0.0
    assert twin["seconds"] == pytest.approx(twin["seconds_a_replication"] * plain["seed_a_run"])
    assert found["twin_ratio"] == pytest.approx(twin["seconds"] / median([brief["one"]["needed"]]))
    text = table(found)
    assert "plain paired differences: 14 skies" in text
    assert "extrapolated" in text
