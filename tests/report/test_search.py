"""What a search found, as somebody meets it: printed, as a folder, and as schemes that can be used at once."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest

import simkit
from simkit.cli import main
from simkit.experiment.search.reading import asked
from simkit.report.search.answer import Found
from simkit.results.files import json_bytes
from tests.experiment.search.worlds import one_task, study

STUDIES = sorted((Path(__file__).parents[2] / "scenarios" / "studies").glob("*.yaml"))
COMMISSION = "[{kind: commission, every: month, paid_after: 0 months, prices: {sales: 10%}}]"
TEXT = """\
vary: {pay.0.prices.sales: {one_of: [10%, 20%, 30%, 40%, 50%]}}
goals: [profit, effort]
within: {variable_cost: {at_most: 700% of today}, cost_p90: {at_most: 12万}}
skies: 8
confirm: 8
batch: 3
"""


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("study")
    return study(folder, one_task(folder, COMMISSION, worth_of_effort=0.2, noise="10%"), TEXT)


@pytest.fixture(scope="module")
def found(file: str) -> Found:
    return simkit.search(file)


def test_the_text_is_what_the_command_prints(file: str, found: Found, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["search", file]) == 0
    printed = capsys.readouterr().out
    assert printed == str(found)
    assert max(map(len, printed.splitlines())) <= 80
    assert repr(found) == "<Found 'A study': 5 schemes tried, 2 on the front>"
    counted = "Of 5 schemes 5 were tried. Kept to all limits: 4; broke one or more: 0; dropped after"
    assert counted in " ".join(printed.split())
    assert "FRONT, confirmed in 8 fresh skies; differences from today with 95% interval" in printed


def test_numbers_in_the_text_are_those_of_the_document(found: Found) -> None:
    """A price of 30 % earns (0.7 x 1.75 - 0.9 x 1.25) of normal more than one of 10 %."""
    (best,) = [each for each in found.front if "30%" in each.values.values()]  # noqa: PD011 (no frame)
    document = found.summary["confirmed"]["schemes"][best.name]
    gain = document["goals"]["profit"]["confirmed"]
    assert gain["low"] < 4 * 12 * 1_000.0 * (0.7 * 1.75 - 0.9 * 1.25) < gain["high"]
    assert document["goals"]["profit"]["less_than_searched"] == pytest.approx(best.changes["profit"] - gain["mean"])
    assert f"profit +{gain['mean']:,.0f}"[:10] in str(found)
    cost = next(each for each in document["limits"] if each["limit"].startswith("variable"))
    assert cost["verdict"] == "kept"
    assert cost["beyond"]["mean"] == pytest.approx(4 * 12 * 1_000.0 * (0.3 * 1.75 - 7 * 0.1 * 1.25), rel=0.02)


def test_the_folder_holds_schemes_ready_to_use(
    file: str, found: Found, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    assert main(["search", file, "--out", str(out)]) == 0
    names = {path.name for path in out.iterdir()}
    schemes = {f"{each.name}.yaml" for each in found.front}
    assert names == {"search.json", "candidates.csv", "candidates.parquet", "manifest.json", *schemes}
    assert (out / "search.json").read_bytes() == json_bytes(found.summary)
    for each in found.front:
        scheme = simkit.load_scheme(out / f"{each.name}.yaml")
        assert scheme == found.scheme(each.number)
        (price,) = each.values.values()  # noqa: PD011 (no frame)
        assert scheme.pay[0].prices == {"sales": float(price.removesuffix("%")) / 100.0}
        assert scheme.sources == {"pay.0.prices.sales": "assumption: found by the search 'A study' with seed 1"}
    assert main(["search", file, "--out", str(out)]) == 0  # its own results are replaced
    capsys.readouterr()
    scenario = str(Path(file).parent / "one_task.yaml")
    today = tmp_path / "today.yaml"
    today.write_text(str(found.question.scenario.scheme("today")), encoding="utf-8")
    assert main(["diff", str(today), str(out / found.front[0].name) + ".yaml", "--scenario", scenario]) == 0
    assert "price of sales 10% -> 30%" in capsys.readouterr().out


def test_every_candidate_is_a_row(found: Found, tmp_path: Path) -> None:
    found.write(tmp_path / "out")
    table = pd.read_parquet(tmp_path / "out" / "candidates.parquet")
    assert list(table["number"]) == [1, 2, 3, 4, 5]
    assert list(table["skies"]) == [len(each.seen.runs.replications) for each in found.tried if each.seen]
    assert set(table.attrs["columns"]) == set(table.columns)
    assert table["change of profit"].tolist() == [each.changes["profit"] for each in found.tried]


def test_a_scheme_that_was_not_tried_is_refused(found: Found) -> None:
    with pytest.raises(simkit.SimkitError, match="there is no candidate 6; give a number from 1 to 5"):
        found.scheme(6)


def test_a_folder_of_others_is_refused_before_the_search(
    file: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    assert main(["search", file, "--out", str(tmp_path)]) == 2
    assert "this folder holds mine.txt, which simkit did not write" in capsys.readouterr().err


def test_trials_may_be_fewer_than_the_file_says(file: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["search", file, "--trials", "2", "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert len(document["candidates"]) == document["search"]["trials"] == 2


@pytest.mark.parametrize("path", STUDIES, ids=[path.stem for path in STUDIES])
def test_shipped_studies_fit_their_scenarios(path: Path) -> None:
    question = asked(path)
    assert question.space.as_written.keys() == set(range(len(question.space.axes)))
    assert question.space.candidate(tuple(question.space.as_written.values())).pay == question.space.scheme.pay
