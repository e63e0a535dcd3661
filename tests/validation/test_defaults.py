"""The bench can fail: a default that is wrong by 30 % turns a finding red, or is named on the page."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from simkit.behaviour.views import STANDARD
from simkit.errors import SimkitError
from simkit.validation import defaults
from simkit.validation.defaults import DEFAULTS, DOWN, NOTICED, UNPINNED, UP, moved, turned
from simkit.validation.findings import FINDINGS, Finding, Laboratory

ROOT = Path(__file__).parents[2]
BY_ID = {finding.id: finding for finding in FINDINGS}
CASES = [(default, factor, row) for default, pairs in NOTICED.items() for factor, row in pairs]


def few(row: str) -> list[Finding]:
    return [BY_ID[row]]


@pytest.fixture(scope="module")
def same() -> Laboratory:
    return Laboratory(defaults.SKIES)


@pytest.mark.parametrize(("default", "factor", "row"), CASES)
def test_a_finding_notices_a_default_that_is_wrong_by_30_percent(
    default: str, factor: float, row: str, same: Laboratory
) -> None:
    assert turned(moved(default, 1.0, same), few(row)) == []
    assert turned(moved(default, factor, same), few(row)) == [row]


def test_every_default_is_pinned_or_named_on_the_page() -> None:
    """What TRUST.md says that nothing notices is exactly what is not pinned."""
    assert set(NOTICED) < set(DEFAULTS)
    page = " ".join((ROOT / "TRUST.md").read_text(encoding="utf-8").split())
    named = re.findall(r"Nothing notices at all in: ([^.]+)\.", page)
    assert len(named) == 1
    assert named[0].split(", ") == [re.sub("[._]", " ", default) for default in UNPINNED]


def test_defaults_are_moved_in_all_views() -> None:
    views = moved("worth_of_effort", 1.3).views
    assert [view.worth_of_effort for view in views] == pytest.approx([1.3 * view.worth_of_effort for view in STANDARD])
    assert max(view.response for view in moved("response", 1.3).views) == 1.0
    felt = max(view.loss_aversion for view in STANDARD)
    assert {view.loss_aversion for view in moved("loss_aversion", UP).views} == {1.0, felt * UP}


def test_a_default_of_a_mechanism_is_moved_as_a_file_would() -> None:
    assert moved("pressure.moral_cost", UP).behaviour == {"pressure": {"moral_cost": 1.3}}
    assert moved("discovery.dismissed", DOWN).behaviour == {"discovery": {"dismissed": "35%"}}
    assert moved("discovery.dismissed", 3.0).behaviour == {"discovery": {"dismissed": "100%"}}


def test_what_is_asked_again_is_not_run_again(same: Laboratory) -> None:
    """A finding about effort alone has the same answer whatever conscience costs."""
    few("SF24_zero")[0].effect(same)
    known = len(same.known)
    few("SF24_zero")[0].effect(moved("pressure.moral_cost", UP, same))
    assert len(same.known) == known


def test_the_command_says_what_is_no_longer_so(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(defaults, "turned", lambda *_: ["SF43_spanned"])
    assert defaults.main(["convexity"]) == 0
    assert defaults.main(["present_bias", "risk_aversion"]) == 1
    out = capsys.readouterr().out
    assert "AR19_today is said to notice present_bias x 0.7, and does not" in out
    assert "risk_aversion is said to be unpinned, and is not" in out
    with pytest.raises(SimkitError, match='did you mean "convexity"'):
        defaults.main(["convexty"])
