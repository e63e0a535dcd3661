"""Schemes are dropped when it is sure, and rarely when it is not so."""

from __future__ import annotations

import numpy as np
import pytest

from simkit.experiment.search.dropping import DOUBT, beaten

GOALS = {"profit": "higher", "gini": "lower"}


def outcome(profit: float, gini: float, noise: float = 0.0, skies: int = 4, seed: int = 1) -> dict[str, np.ndarray]:
    chance = np.random.default_rng(seed).normal(size=(2, skies))
    return {"profit": profit + noise * chance[0], "gini": gini + noise * chance[1]}


def test_worse_on_every_goal_is_beaten() -> None:
    rivals = {3: outcome(10.0, 0.3), 7: outcome(12.0, 0.2)}
    assert beaten(outcome(11.0, 0.25), rivals, GOALS) == 7
    assert beaten(outcome(9.0, 0.25), {3: rivals[3]}, GOALS) is None  # less profit, but fairer
    assert beaten(outcome(10.0, 0.3), {3: rivals[3]}, GOALS) is None  # the same
    assert beaten(outcome(9.0, 0.4), {}, GOALS) is None


def test_quantiles_over_skies_drop_nobody() -> None:
    goals = {"cost_p90": "lower"}
    worse, better = ({"cost_p90": np.full(4, cost)} for cost in (2.0, 1.0))
    assert beaten(worse, {1: better}, goals) is None


@pytest.mark.parametrize("rivals", [1, 5])
def test_an_equal_is_seldom_taken_for_beaten(rivals: int) -> None:
    """One goal, differences of skies that are only luck: at most `DOUBT`, give or take three standard errors."""
    draws, chance = 4_000, np.random.default_rng(5)
    dropped = 0
    for luck in chance.normal(size=(draws, rivals, 4)):
        others = {number: {"profit": each} for number, each in enumerate(luck)}
        dropped += beaten({"profit": np.zeros(4)}, others, {"profit": "higher"}) is not None
    assert dropped / draws <= DOUBT + 3.0 * (DOUBT / draws) ** 0.5
    assert dropped > 0
