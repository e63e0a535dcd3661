"""`simkit pay` as somebody at a console meets it."""

import csv
import io
import re
from pathlib import Path

import pytest
from wcwidth import wcswidth

from simkit.cli import main
from simkit.payrun import writing
from simkit.results.tables import FORMULA
from simkit.scheme.scheme import Scheme
from tests.payrun.people import EVERYTHING, SHARED, drawn, table

NAMES = ("Zhang Wei", "欧阳娜娜", "=cmd|' /C calc'!A0", "Evil\x1b[31mName")


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with two schemes and a table, from which the command is given."""
    monkeypatch.chdir(tmp_path)
    for name, scheme in (("alone", EVERYTHING), ("shared", SHARED)):
        (tmp_path / f"{name}.yaml").write_text(f"{Scheme.model_validate(scheme)}\n", "utf-8")
    rows = drawn(30)
    for i, name in enumerate(NAMES):
        rows[i]["name"] = name
    named = [{"name": "", **row} for row in rows]
    table(tmp_path, named)
    bad = [{**row, "calls": "x", "name": "Li Secret"} if i == 5 else row for i, row in enumerate(named)]
    bad[8] = {**bad[8], "calls": "Li Secret"}
    bad[9] = {**bad[9], "id": "E00007"}
    table(tmp_path, bad, "bad.csv")
    return tmp_path


def rows_of(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV file that was written."""
    raw = path.read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    assert raw.count(b"\r\n") == raw.count(b"\n")
    return list(csv.DictReader(io.StringIO(raw.decode("utf-8-sig"), newline="")))


def test_the_overview_and_the_file_say_the_same(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["pay", "alone.yaml", "results.csv", "--out", "pay.csv"]) == 0
    shown = capsys.readouterr()
    rows = rows_of(here / "pay.csv")
    assert list(rows[0]) == ["id", "name", "branch", "period", "Bonus", "Price list", "total", "of that paid later"]
    assert len(rows) == 30
    total = sum(round(100 * float(row["total"])) for row in rows)
    assert f"{total / 100:,.2f}" in shown.out
    assert "30 in all" in shown.out
    assert "... and 10 more; --out FILE.csv writes all" in shown.out
    assert max(map(wcswidth, shown.out.splitlines())) <= 80
    for row in rows:
        assert round(100 * float(row["total"])) == sum(
            round(100 * float(row[name])) for name in ("Bonus", "Price list")
        )


def test_nothing_runs_in_a_spreadsheet_or_steers_a_terminal(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for statements in ("s.txt", "s.csv"):
        assert main(["pay", "alone.yaml", "results.csv", "--out", "pay.csv", "--statements", statements]) == 0
    for file in ("pay.csv", "s.csv"):
        for row in csv.reader(io.StringIO((here / file).read_text("utf-8-sig"), newline="")):
            texts = [cell for cell in row if not re.fullmatch(r"-?[0-9.]+", cell)]
            assert not [cell for cell in texts if cell.startswith(FORMULA)]
    assert "'=cmd" in (here / "pay.csv").read_text("utf-8-sig")
    assert "\x1b" not in (here / "s.txt").read_text("utf-8-sig")
    assert main(["pay", "alone.yaml", "results.csv", "--who", "E00003"]) == 0
    shown = capsys.readouterr()
    assert "\x1b" not in shown.out + shown.err
    assert "Evil\\x1b[31mName" in shown.out


def test_one_person_with_all_reasons(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["pay", "alone.yaml", "results.csv", "--out", "pay.csv"]) == 0
    paid = {row["id"]: row["total"] for row in rows_of(here / "pay.csv")}
    capsys.readouterr()
    assert main(["pay", "alone.yaml", "results.csv", "--who", "E00001"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].split("  ")[:2] == ["E00001", "欧阳娜娜"]
    assert lines[1].split()[:3] == ["variable", "pay", f"{float(paid['E00001']):,.2f}"]
    assert any(line.startswith("    gate: satisfaction") for line in lines)
    assert any("40% deferred over 36 months" in line for line in lines)


@pytest.mark.parametrize("scheme", ["alone", "shared"])
def test_the_lines_of_all_statements_sum_to_the_pay(here: Path, scheme: str) -> None:
    assert main(["pay", f"{scheme}.yaml", "results.csv", "--out", "pay.csv", "--statements", "s.csv"]) == 0
    found: dict[str, int] = {}
    for row in rows_of(here / "s.csv"):
        found[row["id"]] = found.get(row["id"], 0) + round(100 * float(row["amount"]))
        assert row["line"].startswith("variable pay > ")
    assert found == {row["id"]: round(100 * float(row["total"])) for row in rows_of(here / "pay.csv")}


def test_problems_are_told_and_all_others_paid(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["pay", "alone.yaml", "bad.csv", "--out", "pay.csv"]) == 2
    shown = capsys.readouterr()
    assert "26 in all" in shown.out
    assert shown.err.splitlines()[-5:] == [
        "bad.csv: row 7, column H \"calls\": 'x' is not a number; write one such as 120000",
        'bad.csv: row 9, column B "id": E00007 also stands in row 11; keep one row a person and period',
        "bad.csv: row 10, column H \"calls\": 'Li Secret' is not a number; write one such as 120000",
        'bad.csv: row 11, column B "id": E00007 also stands in row 9; keep one row a person and period',
        "4 rows of bad.csv were left out; all others count.",
    ]
    kept = {row["id"]: row["total"] for row in rows_of(here / "pay.csv")}
    assert main(["pay", "alone.yaml", "results.csv", "--out", "all.csv"]) == 0
    everybody = {row["id"]: row["total"] for row in rows_of(here / "all.csv")}
    assert kept == {who: total for who, total in everybody.items() if who in kept}


def everything_said(here: Path, capsys: pytest.CaptureFixture[str]) -> str:
    """What stands in the files that were written, and what was printed."""
    shown = capsys.readouterr()
    texts = [(here / file).read_text("utf-8-sig") for file in ("pay.csv", "s.txt", "s.csv") if (here / file).exists()]
    return "\n".join([shown.out, shown.err, *texts])


def test_pseudonyms_let_no_name_and_no_id_out(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    options = ["alone.yaml", "bad.csv", "--pseudonyms", "--out", "pay.csv"]
    for statements in ("s.txt", "s.csv"):
        assert main(["pay", *options, "--statements", statements]) == 2
    said = everything_said(here, capsys)
    for secret in ("Zhang Wei", "欧阳娜娜", "Secret", "calc", "E0000", "E0002"):
        assert secret not in said
    first = rows_of(here / "pay.csv")
    assert next(iter(first[0])) == "pseudonym"
    assert "Warning: a new key for the pseudonyms was written to pay.csv.key" in said
    assert (here / "pay.csv.key").stat().st_mode & 0o077 == 0
    assert main(["pay", *options]) == 2
    assert rows_of(here / "pay.csv") == first


@pytest.mark.parametrize("asked", ["E00001", "Zhang Wei", "a pseudonym"])
def test_pseudonyms_of_one_person(here: Path, capsys: pytest.CaptureFixture[str], asked: str) -> None:
    (here / "key").write_text("a key that is long enough", "utf-8")
    options = ["pay", "alone.yaml", "results.csv", "--pseudonyms", "--key", "key"]
    assert main([*options, "--out", "pay.csv"]) == 0
    capsys.readouterr()
    who = rows_of(here / "pay.csv")[1]["pseudonym"] if asked == "a pseudonym" else asked
    code = main([*options, "--who", who])
    shown = capsys.readouterr()
    assert code == (2 if asked == "Zhang Wei" else 0)
    assert (who.startswith("P-") and who in shown.out) or who not in shown.out + shown.err


def test_the_key_may_be_in_the_environment(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (here / "key").write_text("a key that is long enough\n", "utf-8")
    monkeypatch.setenv("PAY_KEY", "a key that is long enough")
    found = []
    for key in ("key", "env:PAY_KEY"):
        assert main(["pay", "alone.yaml", "results.csv", "--pseudonyms", "--key", key, "--out", "pay.csv"]) == 0
        found.append([row["pseudonym"] for row in rows_of(here / "pay.csv")])
    assert found[0] == found[1]
    assert not (here / "pay.csv.key").exists()


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (
            ["--out", "results.csv"],
            "results.csv: this file is used for something else in the same command; name another",
        ),
        (
            ["--out", "a.csv", "--statements", "./a.csv"],
            "./a.csv: this file is used for something else in the same command; name another",
        ),
        (["--who", "nobody"], "results.csv: no row that could be paid has the id 'nobody'; "),
        (
            ["--who", "E00001", "--out", "a.csv"],
            "--who prints one person's statement; leave --out and --statements out",
        ),
        (["--key", "k"], "--key is the key of pseudonyms; add --pseudonyms, or leave it out"),
        (["--pseudonyms", "--key", "none"], "none: this key cannot be read; name a file, or env:NAME for a variable"),
        (
            ["--pseudonyms", "--key", "env:NO_SUCH"],
            "the environment variable 'NO_SUCH': the key has 0 letters; write 16",
        ),
        (["--every", "year"], "--every year: the scheme pays by quarter; write --every quarter"),
        (
            ["--encoding", "klingon"],
            "--encoding 'klingon' is not known; write one such as utf-8, gbk, utf-16 or cp1252",
        ),
    ],
)
def test_what_does_not_go_together(
    here: Path, capsys: pytest.CaptureFixture[str], options: list[str], message: str
) -> None:
    before = (here / "results.csv").read_bytes()
    assert main(["pay", "alone.yaml", "results.csv", *options]) == 2
    assert message in capsys.readouterr().err
    assert (here / "results.csv").read_bytes() == before


def test_a_scheme_that_pays_by_two_periods(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    mixed = {"name": "mixed", "pay": [EVERYTHING["pay"][0], {**EVERYTHING["pay"][1], "every": "month"}]}
    (here / "mixed.yaml").write_text(f"{Scheme.model_validate(mixed)}\n", "utf-8")
    assert main(["pay", "mixed.yaml", "results.csv"]) == 0
    assert "The scheme pays by quarter and by month" in capsys.readouterr().err
    assert main(["pay", "mixed.yaml", "results.csv", "--every", "month"]) == 0
    assert "Bonus" not in capsys.readouterr().out


def test_nothing_is_left_half_written(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (here / "pay.csv").write_text("as before", "utf-8")
    before = {path.name for path in here.iterdir()}

    def full_disk(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(writing.Layout, "columns", full_disk)
    assert main(["pay", "alone.yaml", "results.csv", "--out", "pay.csv", "--statements", "s.txt"]) == 2
    assert (here / "pay.csv").read_text("utf-8") == "as before"
    assert {path.name for path in here.iterdir()} == before


def test_nobody_to_pay(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    head = (here / "results.csv").read_text("utf-8").splitlines()[0]
    (here / "empty.csv").write_text(head + "\n", "utf-8")
    for scheme in ("alone", "shared"):
        assert main(["pay", f"{scheme}.yaml", "empty.csv", "--out", "pay.csv"]) == 0
        assert capsys.readouterr().out == "Nobody was paid.\n"
        assert rows_of(here / "pay.csv") == []
