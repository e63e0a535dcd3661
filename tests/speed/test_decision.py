"""The quick form of the time to decision: that it measures what it says; its figures are for people to read.

Seen to fail: with the schemes compared unpaired in the plain way; with the half-widths of other skies.
"""

from __future__ import annotations

import json

import pytest

from tests.speed.decision import PRIMARY, half_widths, measure, needed, prepared, quick, table, unpaired
from tests.speed.four import four_schemes


def test_the_job_is_the_one_of_the_target() -> None:
    scenario = four_schemes()
    assert (len(scenario.schemes), len(scenario.views), scenario.people.seats) == (4, 5, 240)
    assert scenario.horizon.length == 36
    assert len({scheme.model_dump_json() for scheme in scenario.schemes.values()}) == 4


@pytest.mark.parametrize(("half_width", "skies", "expected"), [(0.02, 10, 40), (0.01, 7, 7), (0.001, 50, 2)])
def test_half_widths_fall_with_the_root_of_the_skies(half_width: float, skies: int, expected: int) -> None:
    assert needed(half_width, skies) == expected


def test_pairing_and_controls_need_fewer_skies() -> None:
    job = prepared(quick(four_schemes()), 40)
    plain, adjusted = (half_widths(job, job.first, adjusted=each) for each in (False, True))
    alone = unpaired(job)
    for scheme in job.candidates:
        assert needed(plain["value"][scheme], 40) < alone["value"][scheme]
        assert adjusted["value"][scheme] < plain["value"][scheme]


def test_it_measures(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.speed.decision.MOST", 14)
    found = measure(quick(four_schemes()), 12, 1)
    json.dumps(found)
    for way in ("plain", "adjusted"):
        of = found["ways"][way]
        assert 2 <= of["skies"] <= 14
        assert set(of["half_widths"]) == set(of["skies_needed"]) == set(PRIMARY)
        assert of["one"]["needed"] > 0.0 < of["two"]["needed"]
        assert of["twin_ratio"] == pytest.approx(found["twin"]["seconds"] / of["one"]["needed"])
    twin = found["twin"]
    assert twin["seconds"] == pytest.approx(twin["seconds_a_replication"] * twin["replications"])
    assert 2 <= found["in_two_seconds"]["skies"] <= 12
    text = table(found)
    assert "plain paired differences: 14 skies" in text
    assert "extrapolated" in text
