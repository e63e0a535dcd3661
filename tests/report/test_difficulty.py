import json
from pathlib import Path
from xml.etree import ElementTree as ET

import pandas as pd
import pytest
from wcwidth import wcswidth

from simkit.cli import main
from simkit.report.sensitivity.difficulty import DifficultyAnswer, difficulty
from simkit.showing import yaml_text
from tests.experiment.sensitivity.test_difficulty import known

ASKED = {"outcome": "variable_cost", "easy": 0.8, "hard": 1.2, "steps": 5, "replications": 2}


@pytest.fixture(scope="module")
def found() -> DifficultyAnswer:
    return difficulty(known(), "bonus", **ASKED)  # type: ignore[arg-type]


def test_the_text_says_where_it_is_best_and_fits_80_columns(found: DifficultyAnswer) -> None:
    text = str(found)
    assert max(map(wcswidth, text.split("\n"))) <= 80
    best = (
        "bonus: variable cost is lowest with targets at 110% of those as written; 110% to 120% are not clearly worse."
    )
    assert best in " ".join(text.split())
    cost = "Variable pay is then 0 CNY a year, -3,240 against today (-3,240 to -3,240)."  # 3.6 x 900
    assert cost in " ".join(text.split())
    assert text.split("\n")[-4:] == [
        f"  100%{'100%':>36}", f"  110%{'0%':>36}", f"  120%{'0%':>36}", "",
    ]  # fmt: skip


def test_the_table_holds_what_the_document_does(found: DifficultyAnswer) -> None:
    table = found.table
    assert list(table.attrs["columns"]) == list(table.columns)
    reached = table.query("outcome == 'reached'")
    assert reached["mean"].tolist() == [1.0, 1.0, 1.0, 0.0, 0.0]
    cost = table.query("outcome == 'variable_cost'")
    assert cost["mean"].tolist() == [each["mean"] for each in found.document["outcomes"]["variable_cost"]["levels"]]
    assert cost["factor"].tolist() == [0.8, 0.9, 1.0, 1.1, 1.2]


def test_the_chart_says_on_its_axes_what_it_shows(found: DifficultyAnswer) -> None:
    drawn = ET.fromstring(found.chart)  # noqa: S314 (our own)
    words = [element.text for element in drawn.iter() if element.tag.endswith("}text")]
    assert "targets, % of those as written" in words
    assert "variable cost is lowest at 110% of the targets (110% to 120%)" in words
    assert {"target reached", "hopeless", "coasting", "share, %"} <= set(words)


def test_the_same_seed_gives_the_same_bytes(
    found: DifficultyAnswer, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    file = tmp_path / "known.yaml"
    file.write_text(yaml_text(known()), encoding="utf-8")
    asked = ["difficulty", str(file), "--scheme", "bonus", "--outcome", "variable_cost", "--from", "80%", "--to", "1.2"]
    asked += ["--steps", "5", "--replications", "2"]
    assert main([*asked, "--json"]) == 0
    printed = capfdbinary.readouterr().out
    assert json.loads(printed) == found.document
    assert main([*asked, "--out", str(tmp_path / "out")]) == 0
    assert (tmp_path / "out/difficulty.json").read_bytes() == printed
    assert (tmp_path / "out/difficulty.svg").read_text(encoding="utf-8") == found.chart
    pd.testing.assert_frame_equal(pd.read_parquet(tmp_path / "out/difficulty_table.parquet"), found.table)
    assert main([*asked[:3], "today"]) == 2
    assert b"Commission has no targets that could be harder" in capfdbinary.readouterr().err
    with pytest.raises(SystemExit):
        main([*asked, "--to", "hard"])
    assert b"'hard' is not a factor; write one such as 0.9 or 90%" in capfdbinary.readouterr().err
