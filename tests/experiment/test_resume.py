"""A run that stops goes on where it was, with the same bytes in the end; another question is refused."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pyarrow.parquet as pq
import pytest

import simkit
from simkit.cli import main
from simkit.errors import SimkitError
from simkit.experiment import compare as experiment
from simkit.experiment import run as run_room
from simkit.experiment import tasks
from simkit.experiment.part import Part
from simkit.results.blocks import write_blocks
from simkit.results.chunks import questions
from simkit.results.made_by import made_by
from tests.experiment import interventions, kills
from tests.small import scenario_file

SKIES = 8
GO_ON = "the same with --resume goes on from them (in Python resume=True)"


class Stop(KeyboardInterrupt):
    """Somebody presses Ctrl-C."""


@pytest.fixture(autouse=True)
def small_tasks(monkeypatch: pytest.MonkeyPatch) -> None:
    """A task a chunk, also in this small world."""
    monkeypatch.setattr(tasks, "SECOND", 1e-9)
    monkeypatch.setattr("signal.signal", lambda *_: None)  # pytest needs Ctrl-C itself


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> str:
    return str(scenario_file(tmp_path_factory.mktemp("scenario")))


@pytest.fixture(scope="module")
def expected(small: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a run that nobody disturbed."""
    out = tmp_path_factory.mktemp("undisturbed") / "out"
    assert main(["compare", small, "--replications", str(SKIES), "--out", str(out)]) == 0
    return out


def results(out: Path) -> dict[str, bytes]:
    """Every file of results."""
    return {path.name: path.read_bytes() for path in out.iterdir() if path.is_file()}


def files(out: Path) -> list[str]:
    """The files of finished skies."""
    return sorted(path.name for path in out.glob("chunks/*/skies-*.parquet"))


def stopped(monkeypatch: pytest.MonkeyPatch, after: int, why: BaseException) -> Callable[[], None]:
    """From now on a run stops when it simulates the task after so many; the call given back ends that."""
    simulate, done = run_room.simulate_rows, list[int]()

    def some(order: run_room.Order, rows: list[int]) -> Part:
        if len(done) == after:
            raise why
        done.append(len(rows))
        return simulate(order, rows)

    monkeypatch.setattr(run_room, "simulate_rows", some)
    return lambda: monkeypatch.setattr(run_room, "simulate_rows", simulate)


def damage(path: Path) -> None:
    """Turn over a bit of a number; the header can still be read."""
    content = bytearray(path.read_bytes())
    last = pq.read_metadata(path).row_group(0).column(pq.read_schema(path).get_field_index("value"))
    content[last.data_page_offset + last.total_compressed_size - 3] ^= 1
    path.write_bytes(content)


@pytest.fixture
def half(small: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Path:
    """A run that was stopped after four of eight skies."""
    go_on = stopped(monkeypatch, 2, Stop())
    assert main(["compare", small, "--replications", "8", "--chunk", "2", "--out", str(tmp_path / "out")]) == 130
    go_on()
    kept, said = capsys.readouterr().err.splitlines()
    assert kept == f"4 of 8 skies are finished and kept in {tmp_path / 'out'}; {GO_ON}"
    assert said == "stopped; a folder of results is written whole or not at all"
    assert files(tmp_path / "out") == ["skies-000000-000001.parquet", "skies-000002-000003.parquet"]
    return tmp_path / "out"


def test_what_was_stopped_goes_on_with_the_same_bytes(small: str, half: Path, expected: Path) -> None:
    assert main(["compare", small, "--replications", "8", "--chunk", "3", "--out", str(half), "--resume"]) == 0
    assert results(half) == results(expected)
    assert files(half) == [
        "skies-000000-000001.parquet", "skies-000002-000003.parquet",
        "skies-000004-000005.parquet", "skies-000006-000007.parquet",
    ]  # fmt: skip
    assert [path.name for path in half.parent.iterdir()] == ["out"]


def test_only_what_is_missing_is_simulated(small: str, half: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []
    simulate = run_room.simulate_rows

    def counted(order: run_room.Order, rows: list[int]) -> Part:
        asked.extend(rows)
        return simulate(order, rows)

    monkeypatch.setattr(run_room, "simulate_rows", counted)
    told: list[int] = []
    simkit.compare(simkit.load(small), replications=8, out=half, resume=True, progress=told.append)
    assert asked == [4, 5, 6, 7]
    assert told[0] == 4
    assert sum(told) == 8


def test_a_finished_run_can_be_made_longer(small: str, expected: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert main(["compare", small, "--only", "5", "--out", str(out)]) == 0
    assert main(["compare", small, "--replications", "3", "--out", str(out), "--resume"]) == 0
    assert main(["compare", small, "--replications", "8", "--out", str(out), "--resume"]) == 0
    assert results(out) == results(expected)
    assert len(files(out)) == 3  # sky 5; 0 to 2; the others


def test_a_smaller_question_has_its_own_answer(small: str, expected: Path, tmp_path: Path) -> None:
    out, alone = Path(shutil.copytree(expected, tmp_path / "out")), tmp_path / "alone"
    assert main(["compare", small, "--only", "5", "--out", str(out), "--resume"]) == 0
    assert main(["compare", small, "--only", "5", "--out", str(alone)]) == 0
    assert results(out) == results(alone)


def test_the_stake_is_found_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    scenario = simkit.load(scenario_file(tmp_path, stake=True, changes=kills.FAST))
    first = simkit.compare(scenario, replications=2, out=tmp_path / "out")

    def never(*_: object) -> None:
        pytest.fail("it looked for the factors again")

    monkeypatch.setattr(experiment, "equalise", never)
    more = simkit.compare(scenario, replications=3, out=tmp_path / "out", resume=True)
    assert more.stake.factors == first.stake.factors
    assert more.stake.factors["bonus"] != 1.0
    assert more.scenario.fingerprint == first.scenario.fingerprint


def test_damaged_files_are_simulated_again(small: str, half: Path, expected: Path) -> None:
    one, two = sorted((half / "chunks").glob("*/skies-*.parquet"))
    damage(one)
    (two.parent / f".{two.name}.0a1b2c3d.part").write_bytes(b"half")
    assert main(["compare", small, "--replications", "8", "--out", str(half), "--resume"]) == 0
    assert results(half) == results(expected)
    assert not list(half.rglob("*.part"))
    found = [sky for chunks in questions(half) for skies, _ in chunks.parts() for sky in skies]
    assert sorted(found) == list(range(8))
    assert len(files(half)) == 2  # nothing of the damaged one is left


@pytest.mark.parametrize(
    ("change", "given", "said"),
    [
        ({"swing: 5%": "swing: 6%"}, [], "market.swing was '5%' and is '6%'"),
        ({}, ["--seed", "2"], "the seed was 1 and is 2"),
    ],
)
def test_another_question_does_not_go_on(
    half: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    change: dict[str, str],
    given: list[str],
    said: str,
) -> None:
    before = files(half)
    changed = str(scenario_file(tmp_path, changes=change))
    assert main(["compare", changed, "--replications", "8", "--out", str(half), "--resume", *given]) == 2
    assert capsys.readouterr().err == (
        f"{half}/chunks: the 4 finished skies there answer another question: {said}. "
        "Go back to that, or name another folder\n"
    )
    assert files(half) == before


def test_a_finished_answer_to_another_question_is_not_gone_on_from(
    small: str, expected: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = Path(shutil.copytree(expected, tmp_path / "out"))
    assert main(["compare", small, "--seed", "2", "--out", str(out), "--resume"]) == 2
    assert "the seed was 1 and is 2" in capsys.readouterr().err
    assert results(out) == results(expected)


def test_what_is_kept_is_not_overwritten_unasked(
    small: str, half: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = {path: path.read_bytes() for path in half.rglob("*") if path.is_file()}
    assert main(["compare", small, "--replications", "8", "--out", str(half)]) == 2
    assert f"{half}/chunks: 4 skies of this run are finished and kept there; add --resume" in capsys.readouterr().err
    assert main(["compare", small, "--seed", "2", "--out", str(half)]) == 2
    assert f"{half}: 4 finished skies of another run are kept here; name another" in capsys.readouterr().err
    with pytest.raises(SimkitError, match="4 finished skies of another run are kept here"):
        simkit.compare(simkit.load(small), replications=1).write(half)
    assert {path: path.read_bytes() for path in half.rglob("*") if path.is_file()} == before


def test_a_finished_answer_is_made_anew_unless_it_is_to_go_on(
    small: str, expected: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who runs the same twice wants to see the same twice, and not a copy."""
    out = Path(shutil.copytree(expected, tmp_path / "out"))
    stopped(monkeypatch, 0, Stop())
    assert main(["compare", small, "--replications", str(SKIES), "--out", str(out)]) == 130
    assert results(out) == results(expected)
    assert main(["compare", small, "--replications", str(SKIES), "--out", str(out), "--resume"]) == 0


def test_a_run_over_an_older_answer_leaves_it_until_it_is_done(
    small: str, expected: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = Path(shutil.copytree(expected, tmp_path / "out"))
    go_on = stopped(monkeypatch, 1, OSError(28, "No space left on device"))
    again = ["compare", small, "--replications", "4", "--chunk", "2", "--seed", "2", "--out", str(out)]
    assert main(again) == 2
    assert results(out) == results(expected)
    assert simkit.reopen(out).runs.seed == 2  # the one that goes on
    go_on()
    assert main([*again, "--resume"]) == 0
    assert json.loads((out / "summary.json").read_bytes())["seed"] == 2
    assert len(list((out / "chunks").iterdir())) == 1


def test_a_full_disk_keeps_what_is_finished(
    small: str,
    expected: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """At the third file of skies, and then when the results are written."""
    out, writing = tmp_path / "out", "simkit.results.chunks.write_blocks"
    written: list[Path] = []

    def full(path: Path, *given: object) -> None:
        if len(written) == 2:
            path.write_bytes(b"half")
            raise OSError(28, "No space left on device")
        written.append(path)
        write_blocks(path, *given)  # type: ignore[arg-type]

    monkeypatch.setattr(writing, full)
    command = ["compare", small, "--replications", "8", "--chunk", "2", "--out", str(out), "--resume"]
    assert main(command) == 2
    kept, said = capsys.readouterr().err.splitlines()
    assert kept.startswith("4 of 8 skies are finished and kept")
    assert "cannot be written here (No space left on device)" in said

    monkeypatch.setattr(writing, write_blocks)

    def no_room(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("simkit.results.store.write_csv", no_room)
        assert main(command) == 2
    assert capsys.readouterr().err.startswith("8 of 8 skies are finished and kept")
    monkeypatch.setattr(run_room, "simulate_rows", no_room)  # all is there
    assert main(command) == 0
    assert results(out) == results(expected)


def test_a_part_of_an_answer_can_be_read_and_says_so(
    half: Path, small: str, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert main(["reopen", str(half), "--page", str(tmp_path / "part.html")]) == 0
    shown = capsys.readouterr().out
    assert "4 of 8 skies, 2 views each, seed 1" in " ".join(shown.split())
    said = "4 of the 8 skies that were asked for are simulated, and the others may change it."
    assert f"- This is a part of the answer: {said}" in " ".join(shown.split())
    assert said in " ".join((tmp_path / "part.html").read_text("utf-8").split())

    part, whole = simkit.reopen(half), simkit.compare(simkit.load(small), replications=4)
    assert part.missing == 4
    assert part.summary["missing"] == 4
    assert {**part.summary, "missing": 0} == {**whole.summary, "missing": 0}
    for name, frame in part.frames.items():
        assert frame.equals(whole.frames[name]), name


def test_a_whole_answer_can_be_read_again(expected: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert main(["reopen", str(expected), "--json"]) == 0
    assert capfdbinary.readouterr().out == (expected / "summary.json").read_bytes()
    assert simkit.reopen(expected).missing == 0


def test_what_cannot_be_read_is_told(
    half: Path, small: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    simkit.compare(simkit.load(small), replications=1).write(tmp_path / "plain")
    for name in ("plain", "nowhere"):
        assert main(["reopen", str(tmp_path / name)]) == 2
        assert "no finished skies are kept here; name the folder that was given" in capsys.readouterr().err
    monkeypatch.setattr("simkit.report.reopen.made_by", lambda: made_by() | {"code": "other"})
    assert main(["reopen", str(half)]) == 2
    assert "were simulated by another simkit (simkit's code has changed)" in capsys.readouterr().err


def test_interventions_belong_to_the_question(small: str, tmp_path: Path) -> None:
    scenario, out = simkit.load(small), tmp_path / "out"
    with_crash = simkit.compare(scenario, replications=2, out=out, interventions=[interventions.crash])
    assert simkit.reopen(out).summary == with_crash.summary
    with pytest.raises(SimkitError, match="the interventions have changed, or what they use"):
        simkit.compare(scenario, replications=4, out=out, resume=True)


def test_two_at_once_are_refused(small: str, tmp_path: Path) -> None:
    scenario, out = simkit.load(small), tmp_path / "out"

    def meanwhile(_: int) -> None:
        with pytest.raises(SimkitError, match="another simkit is writing here"):
            simkit.compare(scenario, replications=1, out=out)

    simkit.compare(scenario, replications=1, out=out, progress=meanwhile)


def test_resume_needs_a_folder(small: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["compare", small, "--resume"]) == 2
    assert "there is nothing to go on from without a folder" in capsys.readouterr().err


@pytest.mark.skipif(os.name != "posix", reason="groups of processes are those of POSIX")
def test_killed_three_times(tmp_path: Path) -> None:
    """The quick form of `python -m tests.experiment.kills`."""
    assert len(list(kills.kills(tmp_path, 3, seed=2, skies=60))) == 3
