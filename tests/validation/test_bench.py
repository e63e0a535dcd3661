"""The whole bench in its quick form, the board it makes, and the command that prints it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import simkit
from simkit.cli import main
from simkit.errors import SimkitError
from simkit.validation import bench, stored, storing
from simkit.validation.bench import names, validate
from simkit.validation.board import Board
from simkit.validation.exact import CLOSED_FORMS
from simkit.validation.findings import AWAITED, FINDINGS


@pytest.fixture(scope="module")
def told() -> list[tuple[str, float]]:
    return []


@pytest.fixture(scope="module")
def board(told: list[tuple[str, float]]) -> Board:
    return validate(quick=True, progress=lambda what, part: told.append((what, part)))


def test_all_exact_results_hold(board: Board) -> None:
    exact = board.document["exact"]
    assert (exact["passed"], exact["missed"]) == (24, 0)
    assert exact["not_yet"] == len(CLOSED_FORMS) - 24


def test_findings_are_missed_where_there_is_a_reason_and_nowhere_else(board: Board) -> None:
    """A reason that is no longer needed is taken away, and a finding is not missed in silence."""
    rows = {row["id"]: row for row in board.document["findings"]["rows"]}
    for finding in FINDINGS:
        assert rows[finding.id]["verdict"] == ("missed" if finding.reason else "passed"), rows[finding.id]
        assert rows[finding.id]["reason"] == finding.reason
    assert board.document["findings"]["not_yet"] == len(AWAITED)


def test_nothing_is_worse_than_the_stored_board(board: Board) -> None:
    assert board.worse == []
    assert set(board.verdicts) == set(stored.stored())


def test_the_document(board: Board) -> None:
    document = json.loads(board.json())
    for part in ("exact", "findings"):
        rows = document[part]["rows"]
        for verdict, count in (("passed", "passed"), ("missed", "missed"), ("not yet", "not_yet")):
            assert document[part][count] == sum(row["verdict"] == verdict for row in rows)
        assert all(row["id"] and row["claim"] and row["source"] for row in rows)
    assert document["effort_experiment"]["mae_all"] < 83.0
    assert document["effort_experiment"]["mae_own_pay"] < 48.0
    assert {row["verdict"] for row in document["coverage"]["p_best"]} == {"passed"}
    assert [row["sets"] for row in document["coverage"]["intervals"] if "mean" in row["case"]] == [2_000] * 3


def test_the_text(board: Board) -> None:
    text = str(board)
    assert max(map(len, text.splitlines())) <= 80
    assert all(row["id"] in text for row in board.document["exact"]["rows"])
    assert all(finding.id in text for finding in FINDINGS)
    assert text.count("MISSED") == sum(verdict == "missed" for verdict in board.verdicts.values())
    for finding in FINDINGS:
        assert finding.reason[:30] in text


def test_the_frames(board: Board) -> None:
    assert set(board.frames) == {
        "exact", "findings", "findings_by_view", "effort_experiment", "forecasters", "alternatives", "coverage",
        "p_best",
    }  # fmt: skip
    for frame in board.frames.values():
        assert list(frame.attrs["columns"]) == list(frame.columns)
        assert len(frame) > 5
    assert len(board.frames["findings"]) == len(FINDINGS) + len(AWAITED)
    assert board.frames["exact"]["verdict"].eq("passed").all()


def test_it_shows_itself(board: Board) -> None:
    assert repr(board).startswith("<Board: ")
    assert "EXACT RESULTS" in board._repr_html_()


def test_progress_tells_of_everything(board: Board, told: list[tuple[str, float]]) -> None:
    assert sum(part for _, part in told) == pytest.approx(1.0, abs=1e-6)
    whats = {what for what, _ in told}
    assert {form.id for form in CLOSED_FORMS} | {finding.id for finding in FINDINGS} <= whats


def test_it_is_public() -> None:
    assert simkit.validate is validate
    assert simkit.Board is Board


@pytest.mark.parametrize(
    ("only", "ids"),
    [
        ("half_hit", ["exact/half_hit"]),
        ("timing", ["exact/timing"]),
        ("SF32", ["findings/SF32_ratchet", "findings/SF32_commitment"]),
        ("SF21_tiny_pay", ["findings/SF21_tiny_pay"]),
        ("SF03", ["findings/SF03_effort", "findings/SF03_costly", "findings/SF03_more_costly"]),
        ("SF10", ["findings/SF10"]),
    ],
)
def test_one_thing_alone(only: str, ids: list[str]) -> None:
    assert list(validate(only, quick=True).verdicts) == ids


def test_a_study_has_all_its_findings() -> None:
    every = {finding.id for finding in FINDINGS} | {awaited.id for awaited in AWAITED}
    assert every <= set(names())
    assert {"SF01", "GP12", "exact", "coverage"} <= set(names())
    assert len(names()) == len(set(names()))


def test_an_unknown_name_is_answered() -> None:
    with pytest.raises(SimkitError, match='did you mean "half_hit"'):
        validate("half_hitt")


@pytest.fixture
def all_passed(monkeypatch: pytest.MonkeyPatch) -> None:
    """A stored board on which everything held."""
    monkeypatch.setattr(bench, "stored", lambda: dict.fromkeys(stored.stored(), "passed"))


def run(*arguments: str, capsys: pytest.CaptureFixture[str]) -> tuple[int, str, str]:
    code = main(["validate", "--quick", *arguments])
    shown = capsys.readouterr()
    return code, shown.out, shown.err


def test_the_command(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run("--only", "free_riding", capsys=capsys)
    assert (code, err) == (0, "")
    assert "free_riding           passed   5 of 5 numbers" in out
    assert "Nothing changed." in out


def test_the_command_prints_one_document(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert main(["validate", "--quick", "--json", "--only", "free_riding"]) == 0
    document: dict[str, Any] = json.loads(capfdbinary.readouterr().out)
    assert document["exact"]["passed"] == 1
    assert document["changes"] == {"worse": [], "better": [], "new": []}


def test_a_worse_verdict_ends_with_1(
    capsys: pytest.CaptureFixture[str], all_passed: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run("--only", "half_hit", capsys=capsys)[0] == 0
    monkeypatch.setattr("simkit.validation.exact.thresholds.reached", lambda *_: 0.6)
    code, out, err = run("--only", "half_hit", capsys=capsys)
    assert code == 1
    assert err == "worse than the stored board: exact/half_hit\n"
    assert "chance there: 0.6, not 0.5 +- 0.002" in " ".join(out.split())


def test_what_is_gone_is_worse() -> None:
    before = stored.stored()
    now = {name: verdict for name, verdict in before.items() if name != "exact/half_hit"}
    assert stored.changed(now, before, whole=True)["worse"] == ["exact/half_hit"]
    assert stored.changed(now, before, whole=False)["worse"] == []


def test_a_slip_of_the_user_ends_with_2(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run("--only", "SF99", capsys=capsys)
    assert (code, out) == (2, "")
    assert err.startswith("'SF99': there is no such part, closed form or finding; ")


def test_the_stored_board_is_written_as_it_is_read(tmp_path: Path) -> None:
    storing.rewrite(stored.stored(), tmp_path / "board.json")
    kept = (tmp_path / "board.json").read_text(encoding="utf-8")
    assert json.loads(kept) == stored.stored()
