from pathlib import Path

import pytest
from wcwidth import wcswidth

from simkit.report.summary import summary
from simkit.report.terminal import report
from simkit.report.words import showable
from tests.small import SOLVED, made_comparison

MEANS = {
    "gini": (0.30, 0.10, 0.20),
    "value": (7.5e8, 8.2e8, 9.2e10),
    "variable_cost": (1.2e7, 1.21e7, 1.3e7),
    "theil_between_tier": (-0.00043, 0.00005, 0.00225),
    "hopeless": (0.5, 0.2, float("nan")),
}
NAMES = {"a": "今天的计分卡方案", "b": "带服务门槛的增长奖金（季度）", "c": "c" * 60}


def shown(folder: Path, skies: int = 12) -> str:
    comparison = made_comparison(folder, MEANS, names=list(NAMES.values()), skies=skies)
    views = tuple(view.model_copy(update={"name": f"看法{view.name}" * 4}) for view in comparison.scenario.views)
    scenario = comparison.scenario.model_copy(update={"views": views, "name": "三种方案" * 30})
    stake = type(comparison.stake)(scenario, dict.fromkeys(scenario.schemes, 0.9))
    return str(type(comparison)(comparison.runs, stake, scenario, SOLVED.all(scenario)))


@pytest.mark.parametrize("skies", [1, 3, 12])
def test_80_columns_at_most(tmp_path: Path, skies: int) -> None:
    lines = shown(tmp_path, skies).splitlines()
    assert max(map(wcswidth, lines)) <= 80
    assert not any(line != line.rstrip() for line in lines)


def test_a_poor_console_gets_80_columns_too(tmp_path: Path) -> None:
    lines = showable(shown(tmp_path), "ascii").splitlines()
    assert all(line.isascii() for line in lines)
    assert max(map(len, lines)) <= 84  # "x 10k" is longer than 万


def test_the_decision_comes_first(tmp_path: Path) -> None:
    text = report(summary(made_comparison(tmp_path, MEANS)))
    titles = ["DECISION", "FAIRNESS", "COST", "MOTIVATION", "BUSINESS", "RANKING BY VIEW", "BRIDGE", "VIEWS"]
    places = [text.index(f"\n{title}") for title in titles]
    assert places == sorted(places)
    assert "seed 1" in text
    assert "12 skies" in text


def test_levels_differences_and_money(tmp_path: Path) -> None:
    lines = report(summary(made_comparison(tmp_path, {"variable_cost": (1.2e7, 1.5e7)}))).splitlines()
    first = next(n for n, line in enumerate(lines) if line.startswith("variable cost, million CNY a year; lower is"))
    assert lines[first].endswith("no clear difference <1%")
    assert [cell[:4] for cell in lines[first + 1].split()[:2]] == ["a", "12.0"]
    assert [cell[:4] for cell in lines[first + 2].split()[:3]] == ["b", "15.0", "+2.9"]
    assert lines[first + 2].split()[-2:] == ["<1%", "<1%"]


def test_an_outcome_a_scheme_lacks_is_a_dash(tmp_path: Path) -> None:
    lines = report(summary(made_comparison(tmp_path, {"hopeless": (0.5, 0.2, float("nan"))}))).splitlines()
    first = next(n for n, line in enumerate(lines) if line.startswith("hopeless"))
    assert lines[first + 3].split() == ["c", "-", "-", "-"]


def test_every_outcome_has_its_table(tmp_path: Path) -> None:
    document = summary(made_comparison(tmp_path, MEANS))
    text = report(document)
    for name in document["outcomes"]:
        assert f"\n{name.replace('_', ' ')}" in text
