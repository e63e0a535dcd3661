"""Paying a scheme that changes from a month on: which of its versions pays is said, never guessed."""

from pathlib import Path

import pytest

from simkit.cli import main
from simkit.scheme.scheme import Scheme
from tests.payrun.people import EVERYTHING, drawn, table
from tests.payrun.test_command import rows_of


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder with a table, a scheme with two versions, and one without."""
    monkeypatch.chdir(tmp_path)
    first, then = ({"kind": "commission", "name": "Prices", "prices": {"new_clients": each}} for each in (100, 120))
    versions = {"name": "versions", "pay": [first], "later": [{"from": "month 13", "pay": [then]}]}
    for name, scheme in (("versions", versions), ("alone", EVERYTHING)):
        (tmp_path / f"{name}.yaml").write_text(f"{Scheme.model_validate(scheme)}\n", "utf-8")
    table(tmp_path, drawn(30))


@pytest.mark.parametrize(("month", "price"), [(1, 100), (12, 100), (13, 120), (40, 120)])
def test_a_month_is_paid_by_its_version(month: int, price: int) -> None:
    """100 a client, from month 13 on 120."""
    assert main(["pay", "versions.yaml", "results.csv", "--month", str(month), "--out", "pay.csv"]) == 0
    paid = {row["id"]: float(row["total"]) for row in rows_of(Path("pay.csv"))}
    assert paid == {row["id"]: price * row["new_clients"] for row in drawn(30)}


def test_without_a_month_nothing_is_paid(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["pay", "versions.yaml", "results.csv", "--out", "pay.csv"]) == 2
    told = "the scheme changes from month 13 on; add the month that is paid, such as --month 1 or --month 13"
    assert capsys.readouterr() == ("", f"versions.yaml: {told}\n")
    assert not Path("pay.csv").exists()


def test_a_month_of_a_scheme_without_versions_changes_nothing() -> None:
    for options in ([], ["--month", "7"]):
        assert main(["pay", "alone.yaml", "results.csv", *options, "--out", f"pay{len(options)}.csv"]) == 0
    assert Path("pay0.csv").read_bytes() == Path("pay2.csv").read_bytes()


@pytest.mark.parametrize("month", ["0", "-1", "x", "1.5", "10000", "month 13"])
def test_a_month_that_is_none(capsys: pytest.CaptureFixture[str], month: str) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["pay", "alone.yaml", "results.csv", f"--month={month}"])
    assert stopped.value.code == 2
    assert f"'{month}' is not a month; write one such as 25" in capsys.readouterr().err
