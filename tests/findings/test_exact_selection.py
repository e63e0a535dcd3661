"""1.12 Selection (Lazear 2000): under a piece rate those stay who earn by it what they would get elsewhere.

Everybody is paid alike, 40 % of base pay beside it, and so is everybody outside.  Then a piece rate takes the place of
the fixed part: who has the ability theta earns price x theta x output(theta), and stays where that is no less.  The
hazard of leaving is made a step, so that the firm shows the threshold and not a slope around it.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

import numpy as np
from scipy.optimize import brentq

from simkit.arrays import Array, Flags
from simkit.engine.simulate import Observed
from simkit.scenario.scenario import Scenario
from tests.findings.exact import BASE_PAY, KAPPA, NORMAL_MONTH, output, plain
from tests.findings.worlds import bonus, commission, estimate, sales, years

YEARS, SKIES = 5, 12
PRICE, FIXED = 0.0009, 0.4
STEP = {"leaving": {"a_year": "0.0001%", "pay_counts": 1e9, "mood_counts": 0, "outside_follows": 0}}


def threshold() -> float:
    """The ability with which piece rates pay what was fixed."""

    def apart(ability: float) -> float:
        earned = PRICE * NORMAL_MONTH * ability
        return float(earned * output(earned / KAPPA)) - FIXED * BASE_PAY

    return float(brentq(apart, 0.1, 3.0))


@cache
def seen() -> Mapping[tuple[str, int], Observed]:
    fixed = bonus({"kind": "fixed", "at": 1}, {"kind": "steps", "steps": {"0%": "100%"}}, pays="40% of base pay")
    who = {"seats": 60, "talent": {"spread": "40%"}}
    horizon = {"run_in": "12 months", "length": f"{12 * YEARS} months"}
    before = plain(fixed, on=STEP, who=who, view={"discount": 1.0}, horizon=horizon)
    piece = {"name": "Piece rate", "pay": [commission(f"{100 * PRICE:g}%")]}
    scenario = Scenario.model_validate(
        before.model_dump(mode="json", by_alias=True)
        | {"schemes": {"today": {"name": "Fixed", "pay": [fixed]}, "piece": piece}}
    )
    return years(scenario, skies=SKIES)


def stayed() -> Flags:
    """Whose seat nobody has left (sky, seat)."""
    left = sum(seen()["piece", year].record.counted["left"] for year in range(1, YEARS + 1))
    found: Flags = np.asarray(left) == 0.0
    return found


def talent(scheme: str, year: int) -> Array:
    return seen()[scheme, year].seats.talent


def test_those_leave_who_are_below_the_threshold_and_no_others() -> None:
    first, stays = talent("today", 0), stayed()
    assert first[~stays].max() < threshold() < first[stays].min()
    assert (first < threshold()).mean() > 0.2


def test_under_the_same_pay_for_all_nobody_leaves() -> None:
    assert all(seen()["today", year].record.counted["left"].sum() == 0.0 for year in range(YEARS + 1))


def test_the_people_of_the_firm_become_more_able() -> None:
    rise = estimate(talent("piece", YEARS).mean(axis=1) - talent("today", YEARS).mean(axis=1))
    assert rise.is_positive, rise


def test_the_firm_gains_more_than_its_people() -> None:
    """The rise of output a seat is that of people who stayed, and the selection of who sits there."""
    stays, before, after = stayed(), sales(seen()["today", 0].record), sales(seen()["piece", YEARS].record)
    pooled = after.sum(axis=1) / before.sum(axis=1) - 1.0
    within = (after * stays).sum(axis=1) / (before * stays).sum(axis=1) - 1.0
    first = talent("today", 0)
    earned = PRICE * NORMAL_MONTH * first / KAPPA
    expected = (first * output(earned) * stays).sum(axis=1) / (first * stays).sum(axis=1) - 1.0
    assert np.abs(within - expected).max() < 1e-6  # a step at no results at all pulls next to nothing, but not nothing
    assert estimate(within).is_positive
    assert estimate(pooled - within).is_positive, estimate(pooled - within)
