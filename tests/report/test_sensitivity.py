import copy
import json
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from wcwidth import wcswidth

from simkit.cli import main
from simkit.report.sensitivity.answer import Sensitivity, sensitivity
from simkit.report.sensitivity.sentences import sentences
from simkit.report.sensitivity.terminal import report
from simkit.showing import yaml_text
from tests.experiment.sensitivity.known import scenario

B = "work.kpis.b.normal_month=800..1_400"
ASKED: dict[str, Any] = {
    "outcome": "variable_cost", "vary": [B, "views.calm.convexity"], "trajectories": 2, "scan": 3, "replications": 3,
}  # fmt: skip


@pytest.fixture(scope="module")
def found() -> Sensitivity:
    return sensitivity(scenario(), **ASKED, sobol=8)


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("scenario") / "known.yaml"
    path.write_text(yaml_text(scenario()), encoding="utf-8")
    return str(path)


def test_the_sentences_follow_from_the_numbers(found: Sensitivity) -> None:
    said = list(sentences(found.document))
    assert said[0] == (
        "As the scenario is written, other is best on variable cost, 360.0 CNY a year ahead of today (95% interval "
        "360.0 to 360.0)."
    )
    assert said[1] == (
        "other stays ahead of today on variable cost as long as work.kpis.b.normal_month is below 1,000 (1,000 to "
        "1,000; now 900)."
    )
    assert said[2] == "Moved alone through its range, the other assumption does not turn other from the first place."
    assert "hangs most on work.kpis.b.normal_month; 1 of 2 assumptions does not change it at all." in said[3]
    assert said[4] == (
        "By the worst case (view calm, as written) other is best; it also leaves the least to regret, and is best over "
        "all views pooled."
    )


def test_a_unit_that_only_describes_a_scale_does_not_stand_behind_a_lead(found: Sensitivity) -> None:
    document = copy.deepcopy(found.document)
    document["outcome"]["unit"] = "0 to 1"
    lead = next(iter(sentences(document)))
    assert "0 to 1" not in lead
    assert " ahead of today" in lead


def test_a_clear_lead_that_comes_within_chance_is_told(found: Sensitivity) -> None:
    document = copy.deepcopy(found.document)
    held = next(flip for flip in document["flips"] if not flip["turns"])
    held["smallest"] |= {"mean": 5.0, "low": -1.0, "high": 11.0, "said": "4"}
    told = "Where views.calm.convexity is 4 the lead of other over today is within chance: +5 CNY a year (-1 to 11)."
    assert told in list(sentences(document))
    held["now"] |= {"low": -1.0, "high": 11.0}  # no clear lead in the first place
    assert told not in list(sentences(document))


def test_an_interval_of_small_numbers_is_written_out(found: Sensitivity) -> None:
    document = copy.deepcopy(found.document)
    document["outcome"]["unit"] = "0 to 1"
    effects = next(iter(document["screening"].values()))
    effects[0]["mu_star"] = {"mean": 0.00178, "low": 0.00173, "high": 0.00183}
    assert "0.00178  0.00173 to 0.00183" in report(document)


def test_names_cannot_steer_a_terminal(found: Sensitivity) -> None:
    document = json.loads(
        json.dumps(found.document).replace("kpis.b.", "kpis.\\u001b[2Jb.").replace("calm", "c\\u0007m")
    )
    assert set(report(document)) - set(str(found)) <= set("?[2J")


def test_the_report_fits_80_columns_and_holds_every_part(found: Sensitivity) -> None:
    text = str(found)
    assert max(map(wcswidth, text.split("\n"))) <= 80
    assert [line.split(",")[0].split(" (")[0] for line in text.split("\n") if line[:5].isupper()] == [
        "WHAT IT COMES TO", "FLIP POINTS", "SCREENING", "PARTS OF THE VARIANCE", "WORST CASE of all views and markets",
        "RANGES of the assumptions",
    ]  # fmt: skip
    assert "flips at 1,000 (1,000 to 1,000), to today" in text
    assert "    1 changes nothing\n" in text
    assert f"  {'views.calm.convexity':38} 1 to 4, now 2\n" in text


def test_frames_say_what_stands_in_every_column(found: Sensitivity) -> None:
    frames = found.frames
    assert list(frames) == ["assumptions", "worst_cases", "screening", "sobol", "flips"]
    for frame in frames.values():
        assert list(frame.attrs["columns"]) == list(frame.columns)
    assert frames["flips"]["at"].round(6).tolist()[0] == pytest.approx(1_000.0)
    assert frames["flips"]["at"].isna().tolist() == [False, True]
    assert frames["worst_cases"].shape == (2 * 2 * 4, 4)  # schemes, views, markets


def test_the_same_seed_gives_the_same_bytes(
    found: Sensitivity, file: str, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    asked = ["sensitivity", file, "--outcome", "variable_cost", "--vary", B, "--vary", "views.calm.convexity"]
    asked += ["--trajectories", "2", "--scan", "3", "--replications", "3", "--sobol", "8"]
    assert main([*asked, "--json"]) == 0
    printed = capfdbinary.readouterr()
    assert b"evaluations; the first took" in printed.err
    assert json.loads(printed.out) == found.document
    assert main([*asked, "--out", str(tmp_path / "out")]) == 0
    assert (tmp_path / "out/sensitivity.json").read_bytes() == printed.out
    assert (tmp_path / "out/report.txt").read_text(encoding="utf-8") == str(found)
    flips = pd.read_parquet(tmp_path / "out/flips.parquet")
    pd.testing.assert_frame_equal(flips, found.frames["flips"], check_exact=True)


def test_another_seed_gives_other_numbers() -> None:
    asked = {**ASKED, "vary": [B, "work.kpis.a.normal_month"], "scan": 0}
    one, other = (sensitivity(scenario(noise="30%"), **asked, seed=seed).document for seed in (1, 5))
    assert one["screening"]["other"][0]["mu_star"] != other["screening"]["other"][0]["mu_star"]
    assert one["flips"] == []


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (["--vary", "people.talnt.spread"], "there is no 'talnt' in people; did you mean \"talent\"?"),
        (["--sobol", "12"], "are not a power of 2 from 8 on; write 16"),
        (["--views", "kalm"], 'did you mean "calm"?'),
        (["--scheme", "another"], "there is no scheme 'another'; did you mean \"other\"?"),
    ],
)
def test_what_is_wrong_is_said(file: str, asked: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["sensitivity", file, *asked]) == 2
    assert said in capsys.readouterr().err


def test_a_folder_of_somebody_else_is_refused_before_the_work(file: str, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    assert main(["sensitivity", file, "--out", str(tmp_path)]) == 2
