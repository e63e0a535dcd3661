"""Good and bad times of a market against the closed form of a chain of two."""

from __future__ import annotations

import numpy as np
import pytest

from simkit.arrays import Array
from simkit.market.regimes import Regime, next_regime

TWO = {"calm": Regime.model_validate({"lasts": "8 months"}), "poor": Regime.model_validate({"lasts": "4 months"})}
CHAINS = 40_000


def chains(regimes: dict[str, Regime], months: int) -> list[Array]:
    """The regimes of every month, in many independent markets."""
    chance, now = np.random.default_rng(1), np.zeros((CHAINS, 1))
    seen = []
    for _ in range(months):
        now = next_regime(regimes, now, chance.random((CHAINS, 1)))
        seen.append(now)
    return seen


def test_a_chain_of_two_goes_to_its_long_run_shares_as_the_closed_form_says() -> None:
    """P(poor after t months) = 1/3 (1 - (1 - 1/8 - 1/4)^t); in the long run 4 / (8 + 4)."""
    seen = chains(TWO, 60)
    for months in (1, 2, 5, 12, 60):
        expected = (1.0 - (1.0 - 1 / 8 - 1 / 4) ** months) / 3.0
        error = 4.0 * np.sqrt(expected * (1.0 - expected) / CHAINS)
        assert float(seen[months - 1].mean()) == pytest.approx(expected, abs=error)


def test_a_regime_lasts_as_long_as_it_says() -> None:
    """The chance to go on is 1 - 1/8 and 1 - 1/4 in every month."""
    before, after = (month.ravel() for month in chains(TWO, 31)[-2:])
    for number, lasts in ((0, 8), (1, 4)):
        own = before == number
        stays = 1.0 - 1.0 / lasts
        error = 4.0 * np.sqrt(stays * (1.0 - stays) / own.sum())
        assert float((after[own] == number).mean()) == pytest.approx(stays, abs=error)


def test_of_three_the_other_two_come_alike() -> None:
    """All last as long, so each has a third in the long run."""
    three = {name: Regime.model_validate({"lasts": "6 months"}) for name in ("good", "flat", "poor")}
    last = chains(three, 60)[-1]
    error = 4.0 * np.sqrt(2 / 9 / CHAINS)
    for number in range(3):
        assert float((last == number).mean()) == pytest.approx(1 / 3, abs=error)


def test_one_regime_never_ends() -> None:
    now = np.zeros((3, 1))
    assert next_regime({"calm": Regime()}, now, np.zeros((3, 1))) is now
