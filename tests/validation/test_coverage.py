"""Intervals hold the truth as often as they say, and P(best) comes true as often as it says; and the check can fail."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from simkit.engine.plans import PlanCache
from simkit.experiment import paired, rank
from simkit.experiment.run import run
from simkit.scenario.scenario import Scenario
from simkit.validation import coverage, known_answers
from simkit.validation.known_answers import Truth

SMALL = replace(coverage.QUICK, pool=2_000, sets=500, tails=60, problems=400)


def engine(scenario: Scenario, outcome: str, skies: int = 4_000) -> np.ndarray:
    runs = run(scenario, PlanCache().all(scenario), 9, range(skies), chunk=2_000)
    return np.asarray(runs.values[outcome][:, 0, 0])


def distance(scenario: Scenario, outcome: str, truth: Truth) -> float:
    """How many standard errors the engine's mean is off the truth, at most, over the schemes."""
    x = engine(scenario, outcome)
    errors = x.std(axis=-1, ddof=1) / np.sqrt(x.shape[-1])
    return float(np.max(np.abs(x.mean(axis=-1) - list(truth.mean.values())) / errors))


def test_the_answers_are_known() -> None:
    """The engine's means lie within four standard errors of the answers that were worked out."""
    response, value, cost = known_answers.response()
    cliff, paid = known_answers.cliff()
    costs, total = known_answers.costs()
    assert distance(response, "value", value) < 4.0
    assert distance(response, "variable_cost", cost) < 4.0
    assert distance(cliff, "variable_cost", paid) < 4.0
    assert distance(costs, "total_cost", total) < 4.0
    spread = engine(costs, "total_cost").std(axis=-1, ddof=1)
    assert spread == pytest.approx(list(total.sd.values()), rel=0.04)


def test_a_wrong_answer_would_be_seen() -> None:
    costs, total = known_answers.costs()
    wrong = Truth({scheme: 1.001 * mean for scheme, mean in total.mean.items()}, total.sd)
    assert distance(costs, "total_cost", wrong) > 4.0


def test_the_sets_use_every_sky_once_before_any_twice() -> None:
    sets = list(coverage._sets(100, 15, 10))
    assert len(sets) == 15
    assert sorted(np.concatenate(sets[:10]).tolist()) == list(range(100))
    assert not np.array_equal(sets[0], sets[10])


@pytest.fixture(scope="module")
def means() -> list[coverage.Covered]:
    return coverage.of_means(SMALL)


def test_intervals_of_means_cover(means: list[coverage.Covered]) -> None:
    assert len(means) == 3
    assert all(abs(row.covered - 0.95) < 0.03 for row in means)


def test_too_narrow_intervals_would_be_seen(means: list[coverage.Covered], monkeypatch: pytest.MonkeyPatch) -> None:
    def narrow(x: np.ndarray, y: np.ndarray) -> tuple[float, float, float]:
        middle, low, high = paired.paired_difference(x, y)
        return middle, middle - 0.8 * (middle - low), middle + 0.8 * (high - middle)

    monkeypatch.setattr(coverage, "paired_difference", narrow)
    found = coverage.of_means(SMALL)
    assert {row.verdict for row in found} == {"missed"}
    assert [row.truth for row in found] == [row.truth for row in means]


def test_quantiles_of_a_normal_cost_are_exact() -> None:
    """Mean 100, sd 10: 87.184, 100, 112.816, and the dearest twentieth costs 120.627 on average."""
    truth = Truth({"x": 100.0}, {"x": 10.0})
    found = {
        name: coverage._exact(name, truth, "x") for name in ("cost_p10", "cost_p50", "cost_p90", "reserve", "cvar95")
    }
    assert found == pytest.approx(
        {"cost_p10": 87.184, "cost_p50": 100.0, "cost_p90": 112.816, "reserve": 12.816, "cvar95": 120.627}, abs=1e-3
    )


def test_percentiles_of_the_draws_would_cover_too_rarely(monkeypatch: pytest.MonkeyPatch) -> None:
    """The dearest skies: what bootstrap intervals were before rests on ten of 200 skies and says so too rarely."""

    def percentiles(statistic: object, x: np.ndarray, index: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        assert callable(statistic)
        drawn = np.stack([statistic(row[index]) for row in x])
        low, high = np.quantile(drawn - drawn[0], (0.025, 0.975), axis=-1)
        return low, high

    size = replace(SMALL, tails=150)
    now = {row.case: row.covered for row in coverage.of_tails(size)}
    monkeypatch.setattr(coverage, "bootstrap_interval", percentiles)
    before = {row.case: row.covered for row in coverage.of_tails(size)}
    assert before["costs: cvar95 of more"] < now["costs: cvar95 of more"]
    assert min(now.values()) > 0.86


def test_chances_come_true() -> None:
    tenths = coverage.of_p_best(SMALL)
    assert [tenth.high for tenth in tenths] == [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0]
    assert sum(tenth.cases for tenth in tenths) == 3 * SMALL.problems
    assert {tenth.verdict for tenth in tenths} <= {"passed", "not yet"}
    assert sum(tenth.verdict == "passed" for tenth in tenths) >= 4


def test_boasting_would_be_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without shrinkage, a noise of a tenth of what it is claims far more than comes true."""

    def boasting(x: np.ndarray, *given: object) -> rank.Posterior:
        means = x.mean(axis=-1, keepdims=True)
        return rank.p_best(means + 0.1 * (x - means), *given)  # type: ignore[arg-type]

    monkeypatch.setattr(coverage, "p_best", boasting)
    assert any(tenth.verdict == "missed" for tenth in coverage.of_p_best(SMALL))


def test_the_sizes_are_those_that_are_asked_for() -> None:
    assert (coverage.FULL.sets, coverage.FULL.asked) == (10_000, 0.01)
    assert (coverage.QUICK.sets, coverage.QUICK.asked) == (2_000, 0.015)
    assert coverage.FULL.problems == coverage.QUICK.problems == 2_000
