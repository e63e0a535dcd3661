"""A study file says what is wrong in it: where, what, and what to write instead."""

from __future__ import annotations

from pathlib import Path

import pytest

from simkit.changes import checked, written
from simkit.errors import SimkitError
from simkit.experiment.search.question import Search
from simkit.experiment.search.reading import asked
from simkit.showing import yaml_text
from tests.small import scenario_file

STUDY = """\
name: Small
scenario: small.yaml
scheme: bonus
vary:
  pay[0].curve.threshold: {from: 40%, to: 90%}
  pay[0].every: {one_of: [year, quarter]}
  pay[0].measures[0].weight: {from: 10%, to: 60%, step: 10%, taken_from: "pay[0].measures[1].weight"}
goals: {profit: higher, gini: lower}
within:
  cost_p90: {at_most: 105% of today}
  bad_sales: {at_most: 2%}
"""

SLIPS = {
    "a scheme that is not there": (
        "scheme: bonus",
        "scheme: bonos",
        "3:9: scheme: there is no scheme 'bonos'; did you mean \"bonus\"?",
    ),
    "a path that leads nowhere": (
        "curve.threshold",
        "curve.treshold",
        "5:3: vary.pay[0].curve.treshold: there is no 'treshold' in pay[0].curve; did you mean \"threshold\"?",
    ),
    "a bare number for a share": (
        "from: 40%,",
        "from: 40,",
        "5:34: vary.pay[0].curve.threshold.from: 40 is not a share; did you mean 40%? (or 4000%)",
    ),
    "beyond what may stand there": (
        "to: 90%}",
        "to: 120%}",
        "5:43: vary.pay[0].curve.threshold.to: 120% is above the target; write a threshold of at most 100%",
    ),
    "a range that goes nowhere": (
        "to: 90%}",
        "to: 30%}",
        "5:27: vary.pay[0].curve.threshold: from 40% to 30% goes nowhere; write the lower value as from",
    ),
    "a step of nothing": (
        "step: 10%",
        "step: 0%",
        (
            "7:57: vary.pay[0].measures[0].weight.step: steps of '0%' do not lead from 10% to 60% in 1000; "
            "write a step above 0, such as a tenth of the range"
        ),
    ),
    "a range of words": (
        "{one_of: [year, quarter]}",
        "{from: year, to: quarter}",
        (
            "6:17: vary.pay[0].every: this is not a number, so nothing lies between two of them; "
            "write {one_of: [month, quarter, half-year, year]}"
        ),
    ),
    "a word that may not stand there": (
        "[year, quarter]",
        "[year, decade]",
        ("6:33: vary.pay[0].every.one_of[1]: 'decade' is not known here; write one of month, quarter, half-year, year"),
    ),
    "half a range": (
        "{from: 40%, to: 90%}",
        "{from: 40%}",
        (
            "5:27: vary.pay[0].curve.threshold: it is not said what may stand here; "
            "write {from: 60%, to: 90%}, or {one_of: [...]}"
        ),
    ),
    "taken from what varies": (
        '"pay[0].measures[1].weight"',
        "pay.0.curve.threshold",
        (
            "7:74: vary.pay[0].measures[0].weight.taken_from: pay.0.curve.threshold varies itself; "
            "name one that does not"
        ),
    ),
    "taken from another unit": (
        '"pay[0].measures[1].weight"',
        '"pay[0].curve.accelerator"',
        (
            "7:74: vary.pay[0].measures[0].weight.taken_from: pay[0].curve.accelerator has not the unit of "
            "pay[0].measures[0].weight; name a path that has"
        ),
    ),
    "an outcome that is not there": (
        "gini: lower",
        "ginni: lower",
        "8:32: goals.ginni: there is no outcome 'ginni'; did you mean \"gini\"?",
    ),
    "the wrong way": ("gini: lower", "gini: higher", "8:31: goals.gini: of gini lower is better; write gini: lower"),
    "a limit without a level": (
        "{at_most: 2%}",
        "{}",
        ("11:14: within.bad_sales: a limit says what may not happen; write at_most: 105% of today, or at_least: today"),
    ),
    "a limit in another unit": (
        "105% of today",
        "2%",
        (
            "10:23: within.cost_p90.at_most: cost_p90 is counted in money a year, not in %; "
            "write a number, or 2% of today"
        ),
    ),
    "a bare number for a limit": (
        "at_most: 2%",
        "at_most: 2",
        "11:24: within.bad_sales.at_most: 2 is not a share; did you mean 2%?",
    ),
    "a share of what": (
        "105% of today",
        "105% of now",
        "10:23: within.cost_p90.at_most: '105% of now' is no level; write today, 105% of today, or an amount",
    ),
    "no such scenario": (
        "small.yaml",
        "smal.yaml",
        "2:11: scenario: there is no file 'smal.yaml'; did you mean \"small.yaml\"?",
    ),
    "a name that no file can have": (
        "small.yaml",
        "x" * 300,
        f"2:11: scenario: there is no file '{'x' * 39}...'; write a path from the folder of this file",
    ),
    "a key that is not there": ("goals:", "goal:", '8:1: goal: unknown key; did you mean "goals"?'),
}


@pytest.mark.parametrize("slip", SLIPS)
def test_a_slip_is_told_with_its_place(slip: str, tmp_path: Path) -> None:
    before, after, message = SLIPS[slip]
    scenario_file(tmp_path)
    assert before in STUDY
    file = tmp_path / "study.yaml"
    file.write_text(STUDY.replace(before, after), encoding="utf-8")
    with pytest.raises(SimkitError) as told:
        asked(file)
    assert f"{file}:{message}" in str(told.value).splitlines()


def test_what_is_read_can_be_written_and_read_again(tmp_path: Path) -> None:
    scenario_file(tmp_path)
    file = tmp_path / "study.yaml"
    file.write_text(STUDY, encoding="utf-8")
    search = asked(file).search
    assert checked(Search, written(search)) == search
    file.write_text(yaml_text(search), encoding="utf-8")
    assert asked(file).search == search
    assert search.with_("goals", ["profit", "gini"]) == search  # a list takes the catalogue's direction


def test_a_question_made_in_python_is_checked_too(tmp_path: Path) -> None:
    question = {"name": "x", "scheme": "bonus", "vary": {"pay.0.name": {"from": 1, "to": 2}}, "goals": "profit"}
    with pytest.raises(SimkitError, match="a search is about a scenario; name its file"):
        asked(checked(Search, question))
    question["scenario"] = str(scenario_file(tmp_path))
    with pytest.raises(SimkitError, match=r"^vary.pay.0.name: this is not a number"):
        asked(checked(Search, question))
