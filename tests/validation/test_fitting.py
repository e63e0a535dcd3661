"""The table of fits is that of the running code, names every default, and agrees with the board."""

from __future__ import annotations

import pytest

from simkit.behaviour.views import STANDARD, View
from simkit.showing import WIDTH
from simkit.validation.defaults import OF_BEHAVIOUR, OF_VIEWS
from simkit.validation.effort_experiment import marks, predicted
from simkit.validation.findings import FINDINGS, spanned
from simkit.validation.fitting import FITS, Fit, effort, fit, rows_used
from simkit.validation.fitting.__main__ import main
from simkit.validation.fitting.assumed import ASSUMED, SET_BY_HAND


@pytest.mark.parametrize("each", FITS, ids=lambda each: each.default)
def test_the_code_has_the_fitted_value_or_says_why_not(each: Fit) -> None:
    assert each.stale == ""
    assert each.between[0] < each.solution < each.between[1]


@pytest.mark.parametrize("each", FITS, ids=lambda each: each.default)
@pytest.mark.parametrize("factor", [0.7, 1.3])
def test_another_value_in_the_code_would_be_seen(each: Fit, factor: float, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fit, "in_code", lambda _: factor * each.value)
    assert each.agrees is False
    assert bool(each.stale) is not bool(each.apart)


def test_a_reason_that_is_not_needed_is_taken_away() -> None:
    same = Fit("expectation.loss", ("x",), "twice the value is 1.2", lambda value: 2.0 * value, 1.2, (0.0, 1.0), 0.1)
    assert same.solution == pytest.approx(0.6)
    assert same.distance == pytest.approx(0.0)
    assert (same.value, same.agrees, same.stale) == (0.6, True, "")
    excused = Fit(same.default, same.to, "", same.measure, 1.2, (0.0, 1.0), 0.1, apart="it is not")
    assert excused.stale.endswith("`apart` is to be taken away")


def test_fitted_on_the_board_are_the_rows_that_were_used() -> None:
    """Everything else is predicted."""
    fitted = {finding.id for finding in FINDINGS if finding.set_by == "fitted"}
    assert fitted == rows_used() - {mark.id for mark in marks(predicted())}
    assert rows_used() - fitted == {"loss_frame"}


def test_every_number_of_a_standard_view_is_fitted_or_an_assumption() -> None:
    """As far as a view has one of its own, and is not the plain `View`; what all views share stands by its own name."""
    known = {each.default for each in FITS} | set(ASSUMED)
    fields = View.model_fields
    own = {
        f"{view.name}.{field}"
        for view in STANDARD
        for field in OF_VIEWS
        if getattr(view, field) != View(name="plain", weight="100%").model_dump()[field]
    }
    assert own <= known, own - known
    shared = {field for field in OF_VIEWS if f"central.{field}" not in known and not any(field in name for name in own)}
    assert shared <= known, shared - known
    assert set(fields) >= set(OF_VIEWS)


def test_every_default_of_a_mechanism_is_fitted_set_by_hand_or_an_assumption() -> None:
    known = " ".join((*(each.default for each in FITS), *(each.default for each in SET_BY_HAND), *ASSUMED))
    for default in OF_BEHAVIOUR:
        mechanism, _, field = default.partition(".")
        assert default in known or f", .{field}" in known, default
        assert mechanism in known


def test_the_views_span_the_evidence_zero_included() -> None:
    """From about nothing to the published means; where they do not reach one, the board says that it is missed."""
    lab = effort.laboratory("central")
    zero = next(finding for finding in FINDINGS if finding.id == "SF24_zero").effect(lab)
    assert 0.0 <= min(zero.by_view.values()) < 0.005
    assert max(zero.by_view.values()) > 0.09
    for finding in spanned.FINDINGS:
        by_view = finding.effect(lab).by_view
        assert min(by_view.values()) < 0.06 * finding.accepted[0]
        assert (max(by_view.values()) >= finding.accepted[0]) is not bool(finding.reason), finding.id


def test_a_view_that_meets_all_three_means_has_another_elasticity_and_worth() -> None:
    convexity, worth = effort.together()
    met = effort.reached("high", convexity=convexity, worth_of_effort=worth)
    assert all(each == pytest.approx(1.0, abs=0.04) for each in met.values())
    assert convexity > 2.0 * fit.in_code("high.convexity")
    assert worth < 0.6 * fit.in_code("high.worth_of_effort")


def test_the_command(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    assert main(["--check"]) == 0
    assert capsys.readouterr() == ("", "")
    assert main([]) == 0
    shown = capsys.readouterr().out
    assert max(map(len, shown.splitlines())) <= WIDTH
    by_hand = [each.default for each in SET_BY_HAND]
    assert all(name in shown for name in (*(each.default for each in FITS), *by_hand, *ASSUMED))
    assert all(finding.id in shown for finding in FINDINGS)
    monkeypatch.setattr(fit, "in_code", lambda _: 7.0)
    assert main(["--check"]) == 1
    assert "high.convexity is 7, and fitted to" in capsys.readouterr().err
