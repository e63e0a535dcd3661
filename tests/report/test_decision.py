"""The sentences follow the numbers: exchange two schemes in the numbers, and they exchange in the sentences."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from simkit.outcomes.catalogue import CATALOGUE
from simkit.report.decision import claims, sentences
from simkit.report.summary import summary
from simkit.report.verdicts import places
from tests.small import made_comparison

MEANS = {
    "gini": (0.30, 0.10, 0.20),  # b is best, as lower is better
    "effort": (1.0, 1.1, 1.2),  # c is best
    "satisfaction": (80.0, 80.01, 79.99),  # a tie
    "variable_cost": (100.0, 110.0, 90.0),
    "total_cost": (300.0, 310.0, 290.0),
}

RANKED = sum(outcome.better != "neither" and outcome.over != "skies" for outcome in CATALOGUE)


def told(folder: Path, means: Mapping[str, tuple[float, ...]], **more: Any) -> str:
    return " ".join(sentences(summary(made_comparison(folder, means, **more))))


def test_who_is_best_on_what(tmp_path: Path) -> None:
    text = told(tmp_path, MEANS)
    assert f"trade-off: of {RANKED} outcomes, b is clearly best on 1 and c on 3." in text
    assert "Fairness: b is clearly best on gini; " in text
    assert "Cost: c is clearly best on total cost and variable cost; " in text
    assert "Motivation: c is clearly best on effort; " in text
    assert re.search(r"Business: no clear difference between the best two on [^.;]*satisfaction", text)
    assert "Variable pay of b is higher than that of a: +" in text
    assert "Variable pay of c is lower than that of a: -" in text


def test_exchanging_two_schemes_exchanges_them_in_the_sentences(tmp_path: Path) -> None:
    flipped = {name: (a, c, b) for name, (a, b, c) in MEANS.items()}
    text = told(tmp_path, flipped)
    assert "Fairness: c is clearly best on gini; " in text
    assert "Cost: b is clearly best on total cost and variable cost; " in text
    assert "Motivation: b is clearly best on effort; " in text
    assert "Variable pay of b is lower than that of a: -" in text
    assert "Variable pay of c is higher than that of a: +" in text


def test_one_winner(tmp_path: Path) -> None:
    assert f"Wherever one scheme is clearly best, it is b: on 1 of {RANKED} outcomes." in told(
        tmp_path, {"gini": (0.3, 0.1)}
    )
    assert f"Wherever one scheme is clearly best, it is a: on 1 of {RANKED} outcomes." in told(
        tmp_path, {"gini": (0.1, 0.3)}
    )


def test_alike_schemes(tmp_path: Path) -> None:
    text = told(tmp_path, {"gini": (0.3, 0.3001)})
    assert f"No scheme is clearly best on any of {RANKED} outcomes." in text
    assert not re.search("[ab] is clearly best", text)
    assert "Variable pay of b equals that of a within 1%" in text


def test_noise_leaves_it_open(tmp_path: Path) -> None:
    document = summary(made_comparison(tmp_path, {"gini": (0.30, 0.28)}, noise=1.0))
    (claim,) = (claim for claim in claims(document) if claim.outcome == "gini")
    assert claim.sure in ("open", "likely")
    assert claim.chance == document["outcomes"]["gini"]["p_best"][claim.scheme]


def test_a_view_that_flips_is_named(tmp_path: Path) -> None:
    comparison = made_comparison(tmp_path, {"gini": (0.30, 0.10)})
    gini = comparison.runs.values["gini"]
    gini[:, 0] = gini[::-1, 0].copy()  # under the view calm it is the other way round
    gini[1, 1] -= 0.4
    text = " ".join(sentences(summary(comparison)))
    assert "Fairness: b is clearly best on gini; " in text
    assert "Under the view calm another scheme is best on gini (a)." in text
    assert "No view changes a clear or likely winner." in told(tmp_path, {"gini": (0.30, 0.10)})


def test_costs_as_written_and_scaled(tmp_path: Path) -> None:
    comparison = made_comparison(tmp_path, {"gini": (0.3, 0.1)}, stake=0.9123)
    document = summary(comparison)
    assert "The schemes are compared as written" in " ".join(sentences(document))
    document["stake"]["rule"] = "same expected cost as today"
    text = " ".join(sentences(document))
    assert "To cost what a is expected to cost, variable pay was multiplied: b by 0.912." in text


def test_an_unclear_cost_is_called_unclear(tmp_path: Path) -> None:
    text = told(tmp_path, {"variable_cost": (100.0, 101.0)}, noise=0.3)
    assert "Whether b costs the same as a within 1% is not clear yet: +" in text


@pytest.mark.parametrize("skies", [1, 3])
def test_few_skies_say_nothing_of_who_is_best(tmp_path: Path, skies: int) -> None:
    text = told(tmp_path, {"gini": (0.3, 0.1)}, skies=skies)
    assert "cannot tell which scheme is best; run at least 4" in text
    assert " best on" not in text
    assert "o clear difference" not in text
    assert "Under the view" not in text


def test_one_scheme(tmp_path: Path) -> None:
    assert "There is one scheme only" in told(tmp_path, {"gini": (0.3,)})


def test_an_outcome_that_one_scheme_lacks(tmp_path: Path) -> None:
    nan = float("nan")
    document = summary(made_comparison(tmp_path, {"hopeless": (nan, 0.2), "coasting": (0.5, nan)}))
    assert not {"hopeless", "coasting"} & {claim.outcome for claim in claims(document)}
    assert document["outcomes"]["hopeless"]["ranking"]["calm"] == ["b"]
    assert "a has no number for hopeless, so it is not compared there." in " ".join(sentences(document))
    assert "b has no number for coasting, so it is not compared there." in " ".join(sentences(document))


def test_who_is_far_worse_in_a_tie_is_named(tmp_path: Path) -> None:
    text = told(tmp_path, {"wrong_ratings": (0.1, 0.4, 0.1), "morale": (0.9, 0.95, 0.951)})
    conduct = next(line for line in re.findall(r"Conduct: [^.]*\.", text))
    assert "no clear difference between the best two on " in conduct
    assert conduct.count("wrong ratings") == 2
    assert "of these, b is worse than a on wrong ratings" in conduct
    assert "of these, b is better than a on morale; of these, c is better than a on morale" in text


def test_what_never_happens_is_the_same_for_all(tmp_path: Path) -> None:
    comparison = made_comparison(tmp_path, {"gini": (0.3, 0.1)})
    comparison.runs.values["misreports"][:] = 0.0
    document = summary(comparison)
    assert "the same under all schemes on misreports." in " ".join(sentences(document))
    assert places(document["outcomes"]["misreports"], "calm") == [["a", "b"]]
    comparison.runs.values["misreports"][1, 0] = 1e-9  # once, under one view
    assert "the same under all schemes" not in " ".join(sentences(summary(comparison)))


def test_what_no_scheme_has_is_said_once(tmp_path: Path) -> None:
    comparison = made_comparison(tmp_path, {"coasting": (0.5, float("nan"))})
    comparison.runs.values["hopeless"][:] = float("nan")
    text = " ".join(sentences(summary(comparison)))
    assert "No scheme has a number for hopeless." in text
    assert "b has no number for coasting, so it is not compared there." in text
    assert text.count("hopeless") == 1
