"""Scores by place are felt as the colleagues of the scenario make them: as a tournament, whose closed form is known."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from scipy.stats import norm

from simkit.behaviour.planning import Plan
from simkit.behaviour.scoring import expected_score
from simkit.behaviour.steered import ScoreBonus, SplitBonus, Steering
from simkit.people.advisors import People
from simkit.scheme.others import Others
from simkit.scheme.relative_scorers import RankScorer
from simkit.validation.exact.colleagues import NOISE, PATIENT, SALES, people, steered
from tests.behaviour.test_field import KEEN, PRIZE

PAIR = 0.2820948
"""Pull on one prize between two."""
PRIZES_AMONG_10 = (0.15388, 0.25401, 0.31962, 0.35719, 0.36946, 0.35719, 0.31962, 0.25401, 0.15388)
"""Pull of the own progress on k equal prizes among ten, per prize and standard deviation (Lazear and Rosen 1981)."""
LADDER = {"20%": "150%", "60%": "100%", "100%": "60%"}


def ranked(places: dict[str, str], who: People, view: Any = PATIENT, **score: Any) -> Steering:
    """A bonus that pays `PRIZE` times the score of the place."""
    measure = SALES | {"score": {"kind": "rank", "places": places} | score}
    return steered({"kind": "bonus", "target_pay": PRIZE, "measures": [measure]}, who, view)


def slope(steering: Steering) -> float:
    """Expected score per unit of attainment, at the start of a usual period."""
    (planned,) = steering.steered
    assert isinstance(planned, ScoreBonus)
    return float(expected_score(planned.lines[0].scorer, np.array([1.0]), NOISE)[1][0])


@pytest.mark.parametrize(("places", "kappa"), list(enumerate(PRIZES_AMONG_10, 1)))
def test_places_pull_as_prizes_do(places: int, kappa: float) -> None:
    """A score of 100% for the best k of ten, else 0%: a tournament with k prizes; within 1%, as contests are."""
    found = slope(ranked({f"{10 * places}%": "100%", "100%": "0%"}, people(10)))
    assert found * NOISE == pytest.approx(kappa, rel=0.01)


def test_a_ladder_of_many_pulls_as_its_thresholds() -> None:
    """Among very many alike a place is a fixed level, a quantile z of their luck: slope = sum of jump x phi(z) / s."""
    found = slope(ranked(LADDER, people(4_000)))
    exact = sum(jump * norm.pdf(norm.ppf(part)) / NOISE for part, jump in ((0.2, 0.5), (0.6, 0.4)))
    assert found == pytest.approx(exact, rel=0.01)


def test_the_more_people_differ_the_less_a_place_pulls() -> None:
    alike, different = (slope(ranked(LADDER, people(50, talent=talent))) for talent in ("0%", "60%"))
    assert different < 0.8 * alike


def test_a_place_is_held_against_colleagues_who_answer_too() -> None:
    """Who works as all do stands in the middle, however much all work; and the field comes to rest."""
    who = people(50, talent="30%")
    calm, keen = ranked(LADDER, who), ranked(LADDER, who, KEEN.model_copy(update={"worth_of_effort": 0.0005}))
    scores = []
    for steering in (calm, keen):
        (planned,) = steering.steered
        assert isinstance(planned, ScoreBonus)
        scores.append(float(planned.lines[0].scorer(1.0)))
        assert steering.unsettled[0] < 0.003
    assert scores[1] < scores[0] - 0.05


def test_a_spread_that_is_written_counts_instead() -> None:
    """It is then the same for any people, and another spread is another pull."""

    def planned(talent: str, spread: str) -> Plan:
        (found,) = ranked(LADDER, people(50, talent=talent), believed_spread=spread).steered
        assert isinstance(found, SplitBonus)
        return found.lines[0].plan

    narrow, wide = planned("0%", "30%"), planned("0%", "60%")
    assert (narrow.pull == planned("60%", "30%").pull).all()
    assert narrow.at(narrow.pull, 0, 1.0, 1.0) > 1.2 * wide.at(wide.pull, 0, 1.0, 1.0)


def test_branches_are_small() -> None:
    """Among two in a branch the places of a ladder are two: the better stands at 75%, the other at 25%."""
    scorer = RankScorer.model_validate({"places": LADDER, "among": "branch"})
    curve = scorer.foreseen(Others(np.array([0.8])))
    assert [float(curve(attained)) for attained in (0.7, 0.9)] == [0.6, 1.0]
    steering = ranked(LADDER, people(20, branches=10), among="branch")
    assert slope(steering) == pytest.approx(0.4 * PAIR / NOISE, rel=0.01)
