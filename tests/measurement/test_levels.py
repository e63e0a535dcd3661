"""Surveys, exams and raters against their closed forms."""

from __future__ import annotations

from dataclasses import replace
from statistics import NormalDist

import numpy as np
import pytest

from simkit.arrays import Array
from simkit.measurement.exam import Exam
from simkit.measurement.kpi_reader import LevelReader, Moment
from simkit.measurement.rater import Rater
from simkit.measurement.survey import Survey
from tests.measurement.months import BRANCH, SEATS, STARTS, moments, recorded, truths

MANY = 20_000


def within_branches(values: Array) -> Array:
    """(replication, seat): how far each is from the mean of the branch, worked out branch by branch."""
    apart = values.copy()
    for number in np.unique(BRANCH):
        own = number == BRANCH
        apart[:, own] -= values[:, own].mean(axis=1, keepdims=True)
    return apart


def first(reader: LevelReader, true: Array, moment: Moment) -> Array:
    """A first reading."""
    return reader.record(true, reader.memory((len(true), SEATS)), moment)


def plain_rater(**numbers: str) -> Rater:
    """A rater with these faults and no others, on an open scale."""
    without = dict.fromkeys(("leniency", "managers_differ", "centrality", "halo", "noise"), "0%")
    return Rater.model_validate({"lowest": -1e6, "highest": 1e6, **without, **numbers})


@pytest.mark.parametrize(("clients", "happy"), [(25, 0.8), (100, 0.8), (25, 0.5), (400, 0.9)])
def test_standard_error_of_a_survey_of_yes_and_no(clients: int, happy: float) -> None:
    """100 sqrt(p (1 - p) / n) points, by rule and in what is recorded (4 standard errors of a standard deviation)."""
    expected = 100.0 * np.sqrt(happy * (1.0 - happy) / clients)
    survey = Survey(clients=clients, spread=100.0 * np.sqrt(happy * (1.0 - happy)), lowest=-900, highest=900)
    (moment,) = moments(survey, 1, MANY, 1)
    marks = first(survey, np.full((MANY, SEATS), 100.0 * happy), moment)

    assert survey.standard_error == pytest.approx(expected)
    assert marks.std() == pytest.approx(expected, rel=4.0 / np.sqrt(2.0 * marks.size))


def test_twenty_five_calls_turn_many_ratings_over() -> None:
    """At a true 80 points and a goal of 75 with the default survey: Phi(-5 / 8) of the readings miss the goal."""
    survey = Survey()
    (moment,) = moments(survey, 2, MANY, 1)
    missed = (first(survey, np.full((MANY, SEATS), 80.0), moment) < 75.0).mean()
    chance = NormalDist().cdf(-5.0 / 8.0)
    assert survey.standard_error == 8.0
    assert missed == pytest.approx(chance, abs=4.0 * np.sqrt(chance * (1.0 - chance) / (MANY * SEATS)))


def test_pleading_adds_to_all_alike() -> None:
    asked, pressed = Survey(spread=5), Survey(spread=5, pleading=6)
    (true,), (moment,) = truths(3, 4, 1), moments(asked, 3, 4, 1)
    assert first(pressed, true, moment) - first(asked, true, moment) == pytest.approx(6.0)


@pytest.mark.parametrize(("every", "months"), [("month", 1), ("quarter", 3), ("half-year", 6), ("year", 12)])
def test_a_reading_stands_until_the_next_one(every: str, months: int) -> None:
    survey = Survey.model_validate({"every": every})
    seen = recorded(survey, truths(4, 3, 24), moments(survey, 4, 3, 24))
    for month in range(1, 24):
        same = (seen[month] == seen[month - 1]).all()
        assert same == (month % months != 0)


def test_who_is_measured_for_the_first_time_has_a_reading_at_once() -> None:
    survey = Survey(spread=0, pleading=1)
    when = [replace(moment, month=moment.month + 4) for moment in moments(survey, 5, 2, 3)]
    true = truths(5, 2, 3)
    assert recorded(survey, true, when) == pytest.approx(np.array([true[0], true[0], true[2]]) + 1.0)


def test_marks_are_whole_points_and_vary_by_their_error() -> None:
    """Rounding to whole points adds a variance of 1/12 to that of the error, for levels all over the scale."""
    exam = Exam(error=4, lowest=-900, highest=900)
    (true,), (moment,) = truths(6, MANY, 1), moments(exam, 6, MANY, 1)
    marks = first(exam, true, moment)
    assert (marks == np.rint(marks)).all()
    assert (marks - true).var() == pytest.approx(16.0 + 1.0 / 12.0, rel=4.0 * np.sqrt(2.0 / marks.size))


@pytest.mark.parametrize("centrality", [0.0, 0.3, 0.75, 1.0])
def test_centrality_shrinks_the_variance_in_a_branch(centrality: float) -> None:
    """By (1 - centrality)^2, in every branch; the branch mean stays."""
    rater = plain_rater(centrality=f"{100 * centrality}%", leniency="0.001%")
    (true,), (moment,) = truths(7, 50, 1), moments(rater, 7, 50, 1)
    rated = first(rater, true, moment)
    factor = (1.0 - centrality) ** 2
    for number in np.unique(BRANCH):
        own = number == BRANCH
        assert rated[:, own].var(axis=1) == pytest.approx(factor * true[:, own].var(axis=1), abs=1e-9)
        assert rated[:, own].mean(axis=1) == pytest.approx(1.00001 * true[:, own].mean(axis=1))


def test_leniency_is_a_share_of_the_branch_mean() -> None:
    rater = plain_rater(leniency="5%")
    (true,), (moment,) = truths(8, 5, 1), moments(rater, 8, 5, 1)
    raised = first(rater, true, moment) - true
    assert raised == pytest.approx(0.05 * (true - within_branches(true)))


def test_a_lenient_manager_is_lenient_with_all_and_for_good() -> None:
    rater = plain_rater(managers_differ="5%")
    true, when = [np.full((MANY, SEATS), 60.0)] * 4, moments(rater, 9, MANY, 4)
    seen = recorded(rater, true, when)
    of_managers = seen[:, :, STARTS]

    assert np.abs(within_branches(seen[0])).max() < 1e-9
    assert (seen == seen[0]).all()
    assert of_managers[0].std() == pytest.approx(3.0, rel=4.0 / np.sqrt(2.0 * of_managers[0].size))
    assert abs(np.corrcoef(of_managers[0].T)[0, 1]) < 4.0 / np.sqrt(MANY)


def test_noise_is_new_for_everybody_each_time() -> None:
    rater = plain_rater(noise="5%")
    true, when = [np.full((MANY, SEATS), 60.0)] * 4, moments(rater, 10, MANY, 4)
    seen = recorded(rater, true, when)
    assert seen[0].std() == pytest.approx(3.0, rel=4.0 / np.sqrt(2.0 * seen[0].size))
    assert abs(np.corrcoef(seen[0].ravel(), seen[3].ravel())[0, 1]) < 4.0 / np.sqrt(seen[0].size)
    assert abs(np.corrcoef(seen[0][:, 0], seen[0][:, 1])[0, 1]) < 4.0 / np.sqrt(MANY)


def test_a_full_halo_rates_the_impression_alone() -> None:
    """Same order as the impression, same spread and mean as the true levels of the branch."""
    rater = plain_rater(halo="100%")
    (true,), (moment,) = truths(11, 40, 1), moments(rater, 11, 40, 1)
    rated = first(rater, true, moment)
    assert moment.impression is not None
    for number in np.unique(BRANCH):
        own = number == BRANCH
        assert (rated[:, own].argsort(axis=1) == moment.impression[:, own].argsort(axis=1)).all()
        assert rated[:, own].std(axis=1) == pytest.approx(true[:, own].std(axis=1))
        assert rated[:, own].mean(axis=1) == pytest.approx(true[:, own].mean(axis=1))


def test_a_halo_is_weighed_and_is_none_without_an_impression() -> None:
    half, full = plain_rater(halo="50%"), plain_rater(halo="100%")
    (true,), (moment,) = truths(12, 5, 1), moments(half, 12, 5, 1)
    assert first(half, true, moment) == pytest.approx(0.5 * true + 0.5 * first(full, true, moment))
    assert first(half, true, replace(moment, impression=None)) == pytest.approx(true)


def test_a_manager_without_colleagues_to_compare_rates_the_truth() -> None:
    rater = plain_rater(halo="80%", centrality="80%")
    alone = Moment(0, np.arange(3), {}, None, np.array([[3.0, 1.0, 2.0]]))
    true = np.array([[50.0, 60.0, 70.0]])
    assert rater.record(true, rater.memory((1, 3)), alone) == pytest.approx(true)


def test_managers_who_differ_need_their_normals() -> None:
    rater = plain_rater(managers_differ="5%")
    (true,), (moment,) = truths(13, 2, 1), moments(rater, 13, 2, 1)
    with pytest.raises(ValueError, match="managers differ"):
        first(rater, true, replace(moment, managers=None))


@pytest.mark.parametrize("kind", [Survey, Exam, Rater])
def test_a_scale_has_two_ends(kind: type[LevelReader]) -> None:
    with pytest.raises(ValueError, match="0 is not above the lowest reading, 0; write a higher one"):
        kind.model_validate({"highest": 0})


def test_an_exact_reading_ends_with_the_scale_too() -> None:
    """A quarterly exam without error, of 60 to 90 points."""
    exam = Exam.model_validate({"error": 0, "whole_points": False, "lowest": 60, "highest": 90})
    true = np.tile([50.0, 75.5, 95.0], (1, 4))[:, :SEATS]
    (moment,) = moments(exam, 1, 1, 1)
    assert exam.is_exact
    assert first(exam, true, moment)[0, :3].tolist() == [60.0, 75.5, 90.0]
    assert true[0, :3].tolist() == [50.0, 75.5, 95.0]
