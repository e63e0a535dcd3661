"""The command line as somebody at a console meets it."""

import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from wcwidth import wcswidth

from simkit.cli import main
from simkit.commands.console import skies_bar
from tests.small import scenario_file


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> str:
    return str(scenario_file(tmp_path_factory.mktemp("scenario")))


@pytest.fixture(scope="module")
def full(small: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a comparison of five skies."""
    out = tmp_path_factory.mktemp("results") / "out"
    assert main(["compare", small, "--replications", "5", "--out", str(out)]) == 0
    return out


def results(folder: Path) -> dict[str, bytes]:
    """Every file of results; the finished skies in `chunks` are told apart by how they were cut."""
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """A new Python with simkit as its command, without a console."""
    given = {**os.environ, **environment}
    return subprocess.run([sys.executable, "-m", "simkit", *arguments], capture_output=True, check=False, env=given)


def test_json_is_the_file_and_nothing_else(small: str, full: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    expected = (full / "summary.json").read_bytes()
    for chunk in ("32", "2", "1"):
        assert main(["compare", small, "--replications", "5", "--chunk", chunk, "--json"]) == 0
        assert capfdbinary.readouterr().out == expected


def test_a_new_process_gives_the_same_bytes(small: str, full: Path) -> None:
    done = run("compare", small, "--replications", "5", "--json", PYTHONHASHSEED="7")
    assert done.stdout == (full / "summary.json").read_bytes()
    assert done.stderr.decode().startswith("No files were written; add --out DIR")
    assert done.returncode == 0


def test_another_seed_gives_other_numbers(small: str, full: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert main(["compare", small, "--replications", "5", "--seed", "2", "--json"]) == 0
    assert capfdbinary.readouterr().out != (full / "summary.json").read_bytes()


def test_one_sky_alone_is_its_row(small: str, full: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["compare", small, "--only", "3", "--out", str(tmp_path / "out")]) == 0
    assert "sky 3 alone" in capsys.readouterr().out
    alone = pd.read_parquet(tmp_path / "out" / "outcomes_by_sky.parquet")
    rows = pd.read_parquet(full / "outcomes_by_sky.parquet").query("sky == 3").reset_index(drop=True)
    pd.testing.assert_frame_equal(alone, rows, check_exact=True)


def test_one_sky_alone_has_the_same_stake(tmp_path: Path) -> None:
    fast = {"swing: 5%": "swing: 1%", "every: year": "every: quarter"}
    file = str(scenario_file(tmp_path, stake=True, changes=fast))
    assert main(["compare", file, "--replications", "3", "--out", str(tmp_path / "full")]) == 0
    assert main(["compare", file, "--only", "2", "--chunk", "1", "--out", str(tmp_path / "one")]) == 0
    full, one = (pd.read_parquet(tmp_path / name / "outcomes_by_sky.parquet") for name in ("full", "one"))
    pd.testing.assert_frame_equal(one, full.query("sky == 2").reset_index(drop=True), check_exact=True)
    factors = [json.loads((tmp_path / name / "summary.json").read_bytes())["schemes"] for name in ("full", "one")]
    assert factors[0]["bonus"]["stake_factor"] == factors[1]["bonus"]["stake_factor"] != 1.0


def test_the_folder(full: Path) -> None:
    names = set(results(full))
    assert {path.name for path in full.iterdir()} - names == {"chunks"}
    assert {"summary.json", "manifest.json"} <= names
    tables = {path.stem for path in full.glob("*.parquet")}
    assert tables == {path.stem for path in full.glob("*.csv")}
    assert tables >= {"outcomes_by_sky", "levels", "differences", "ranking", "bridge"}
    for name in tables:
        assert (full / f"{name}.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    manifest = json.loads((full / "manifest.json").read_bytes())
    assert set(manifest["files"]) == names - {"manifest.json"}
    assert (manifest["seed"], manifest["replications"]) == (1, 5)


def test_no_file_depends_on_chunks(small: str, full: Path, tmp_path: Path) -> None:
    assert main(["compare", small, "--replications", "5", "--chunk", "2", "--out", str(tmp_path / "out")]) == 0
    assert results(tmp_path / "out") == results(full)


def test_the_table(small: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["compare", small, "--replications", "4"]) == 0
    shown = capsys.readouterr()
    assert "DECISION" in shown.out
    assert "4 skies, 2 views each, seed 1" in " ".join(shown.out.split())
    assert max(map(wcswidth, shown.out.splitlines())) <= 80
    assert "%|" not in shown.err


@pytest.mark.parametrize("encoding", ["ascii", "cp936", "cp1252", "utf-8"])
def test_any_console(tmp_path: Path, encoding: str) -> None:
    names = {"name: My first comparison": "name: 理财经理的三种方案 Ω €", "  bonus:": "  奖金方案:"}
    file = str(scenario_file(tmp_path, changes=names))
    done = run("compare", file, "--replications", "1", PYTHONIOENCODING=encoding)
    assert done.returncode == 0, done.stderr
    shown = done.stdout.decode(encoding)
    assert ("奖金方案" in shown) == (encoding in ("cp936", "utf-8"))
    assert ("????" in shown) == (encoding in ("ascii", "cp1252"))
    for command in ("show", "agenda"):
        assert run(command, file, PYTHONIOENCODING=encoding).returncode == 0


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (["--replications", "0"], "argument --replications: 0 is too small; write 1 or more, such as 200"),
        (["--replications", "many"], "argument --replications: 'many' is not a whole number; write one such as 200"),
        (["--replications", "1.5"], "argument --replications: '1.5' is not a whole number; write one such as 200"),
        (["--replications", "9" * 9], "argument --replications: 999999999 is too large; write 1000000 or less"),
        (["--chunk", "-1"], "argument --chunk: -1 is too small; write 1 or more, such as 64"),
        (["--seed", "-1"], "argument --seed: -1 is too small; write 0 or more, such as 1"),
        (["--only", "-1"], "argument --only: -1 is too small; write 0 or more, such as 0"),
        (["--only", "5", "--replications", "3"], "--only 5 is not one of 3 skies, which are counted from 0; write"),
    ],
)
def test_a_wrong_number_is_answered(
    small: str, capsys: pytest.CaptureFixture[str], given: list[str], said: str
) -> None:
    try:
        code: Any = main(["compare", small, *given])
    except SystemExit as stop:  # argparse ends by itself
        code = stop.code
    assert code == 2
    shown = capsys.readouterr()
    assert said in shown.err
    assert shown.out == ""


def test_a_scenario_that_is_wrong(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = scenario_file(tmp_path, changes={"seats: 8": "seets: 8"})
    for command in ("compare", "agenda", "show"):
        assert main([command, str(file)]) == 2
        shown = capsys.readouterr()
        assert f"{file}:14:3: " in shown.err
        assert shown.out == ""


def test_a_folder_that_cannot_be_used_is_told_before_the_run(
    small: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(*given: object, **more: object) -> None:
        pytest.fail("it ran")

    monkeypatch.setattr("simkit.experiment.compare.compare", never)
    (tmp_path / "mine").write_text("a year of work")
    assert main(["compare", small, "--out", str(tmp_path)]) == 2
    assert "holds mine, which simkit did not write" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("stop", "code", "said"),
    [
        (KeyboardInterrupt(), 130, "stopped; a folder of results is written whole or not at all"),
        (MemoryError(), 2, "there is not enough memory; write a smaller --chunk, such as --chunk 8"),
        (OSError(5, "Input/output error", "x.yaml"), 2, "x.yaml: Input/output error"),
    ],
)
def test_what_stops_it_is_said_in_a_sentence(
    small: str,
    full: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    stop: BaseException,
    code: int,
    said: str,
) -> None:
    def fail(*given: object, **more: object) -> None:
        raise stop

    before = results(full)
    monkeypatch.setattr("signal.signal", lambda *_: None)  # pytest needs Ctrl-C itself
    monkeypatch.setattr("simkit.results.store.write_csv", fail)
    if isinstance(stop, OSError):
        monkeypatch.setattr("simkit.scenario.reading.load", fail)
    assert main(["compare", small, "--replications", "1", "--out", str(full)]) == code
    shown = capsys.readouterr()
    *kept, last = shown.err.splitlines()
    assert last == said
    assert len(kept) == (0 if isinstance(stop, OSError) else 1)  # the sky itself was finished
    assert shown.out == ""
    assert results(full) == before
    assert [path.name for path in full.parent.iterdir()] == [full.name]


def test_a_reader_that_leaves_is_no_error(small: str) -> None:
    command = [sys.executable, "-m", "simkit", "agenda", small]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait() == 141


def test_new_writes_a_scenario_that_runs_and_never_overwrites(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "mine.yaml"
    assert main(["new", str(file)]) == 0
    written = file.read_bytes()
    assert b"\r" not in written
    assert main(["agenda", str(file)]) == 0
    capsys.readouterr()
    assert main(["new", str(file)]) == 2
    assert capsys.readouterr().err == f"{file}: this exists already and is left as it is; name a new file\n"
    assert file.read_bytes() == written
    assert main(["new", str(tmp_path / "no" / "mine.yaml")]) == 2
    assert "there is no such folder; make it first" in capsys.readouterr().err


@pytest.mark.parametrize("kind", ["scenario", "scheme"])
def test_schema_is_the_file_for_editors(kind: str) -> None:
    done = run("schema", kind, PYTHONIOENCODING="cp936")
    assert json.loads(done.stdout)["title"] == f"simkit {kind} file"
    assert done.stdout == run("schema", kind).stdout


def test_agenda_and_show(small: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["agenda", small]) == 0
    assert "schemes start beside today" in capsys.readouterr().out
    assert main(["show", small]) == 0
    assert "assumption" in capsys.readouterr().out


def test_version_and_help(capsys: pytest.CaptureFixture[str]) -> None:
    import simkit

    for given, said in ((["--version"], f"simkit {simkit.__version__}\n"), (["--help"], "the main job")):
        with pytest.raises(SystemExit) as stop:
            main(given)
        assert stop.value.code == 0
        assert said in capsys.readouterr().out


def test_help_loads_nothing_heavy() -> None:
    code = "import sys; from simkit.commands.parser import parser; parser(); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not {"numpy", "pandas", "pydantic", "pyarrow", "scipy", "simpy"} & set(done.stdout.split())


def test_progress_is_shown_to_a_console_only(monkeypatch: pytest.MonkeyPatch) -> None:
    class Console(io.StringIO):
        def isatty(self) -> bool:
            return True

    for stream, seen in ((Console(), True), (io.StringIO(), False)):
        monkeypatch.setattr(sys, "stderr", stream)
        with skies_bar(4) as progress:
            progress(2)
        assert ("sky" in stream.getvalue()) is seen
