"""The quick form of the time to decision: that it measures what it says; its figures are for people to read.

Seen to fail: with the schemes compared unpaired in the plain way.
"""

from __future__ import annotations

import json

import pytest

from simkit.outcome_names import PRIMARY
from tests.speed.decision import SHARE, half_widths, measure, prepared, quick, skies_needed, table, unpaired
from tests.speed.four import four_schemes


def test_the_job_is_the_one_of_the_target() -> None:
    scenario = four_schemes()
    assert (len(scenario.schemes), len(scenario.views), scenario.people.seats) == (4, 5, 240)
    assert scenario.horizon.length == 36
    assert len({scheme.model_dump_json() for scheme in scenario.schemes.values()}) == 4


def test_pairing_and_controls_need_fewer_skies() -> None:
    job = prepared(quick(four_schemes()), 40)
    plain, adjusted = (skies_needed(job, "value", adjusted=each) for each in (False, True))
    reached = half_widths(job, job.first, adjusted=False)["value"]
    for scheme, alone in unpaired(job)["value"].items():
        assert adjusted[scheme] < plain[scheme] < alone
        assert reached[scheme] * (40 / plain[scheme]) ** 0.5 == pytest.approx(SHARE, rel=0.05)


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
