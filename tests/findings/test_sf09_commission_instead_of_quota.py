"""SF09.  Kishore, Rao, Narasimhan and John 2013: a pharmaceutical firm paid commissions in place of quota bonuses.

At equal cost productivity rose, most among the least able; timing games became fewer, and what is not paid for was
neglected more.  Accepted: these signs.  The quota is the same for everybody, as territories and people are not: who is
far below it has given up, who is far above it coasts.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

import numpy as np

import simkit
from simkit.arrays import Array
from simkit.engine.simulate import Observed
from simkit.scenario.scenario import Scenario
from tests.findings.worlds import (
    FIRM,
    NORMAL_MONTH,
    STEADY,
    Estimate,
    bonus,
    change,
    commission,
    estimate,
    months,
    people,
    sales,
    sold,
    work,
    years,
)

SKIES = 60
QUOTA = bonus(
    {"kind": "fixed", "at": 0.9 * 3 * NORMAL_MONTH},
    {"kind": "threshold", "threshold": "80%", "accelerator": 0.3},
    every="quarter",
)


@dataclass(frozen=True)
class Switch:
    """The third year of the firm under its quota and under a commission of the same expected cost."""

    scenario: Scenario
    seen: Mapping[tuple[str, int], Observed]
    cost: Array

    def gain(self, lowest: float, highest: float) -> Array:
        """Change of sales (sky,) of those whose ability, talent times book, has a rank between two shares."""
        seats = self.seen["today", 0].seats
        ability = seats.talent * seats.book
        rank = ability.argsort(axis=1).argsort(axis=1) / ability.shape[1]
        return change(self.of("commission"), self.of("today"), (rank >= lowest) & (rank < highest))

    def of(self, scheme: str) -> Array:
        """Sales of the third year (sky, seat)."""
        return sales(self.seen[scheme, 2].record)


@cache
def switch() -> Switch:
    schemes = {"today": {"name": "Quota", "pay": [QUOTA]}, "commission": {"name": "Commission", "pay": [commission()]}}
    asked = FIRM | {
        "people": people(book={"spread": "60%"}),
        "work": work(noise="30%"),
        "market": STEADY,
        "schemes": schemes,
        "stake": "same expected cost as today",
    }
    answer = simkit.compare(Scenario.model_validate(asked), replications=SKIES)
    return Switch(answer.scenario, years(answer.scenario, skies=SKIES), answer.pooled("variable_cost"))


def difference(by_scheme: Mapping[str, Array]) -> Estimate:
    return estimate(by_scheme["commission"] - by_scheme["today"])


def test_sf09_costs_are_equal() -> None:
    quota, paid = switch().cost
    assert abs(paid.mean() / quota.mean() - 1.0) < 0.02, (quota.mean(), paid.mean())


def test_sf09_a_commission_sells_more() -> None:
    more = estimate(switch().gain(0.0, 1.0))
    assert more.is_positive, more


def test_sf09_the_least_able_gain_most() -> None:
    lowest = estimate(switch().gain(0.0, 0.2) - switch().gain(0.2, 1.0))
    assert lowest.is_positive, lowest


def test_sf09_what_is_not_paid_is_neglected_more() -> None:
    found = switch()
    service = {name: found.seen[name, 2].record.results["satisfaction"].mean(axis=1) for name in found.scenario.schemes}
    assert difference(service).is_negative, difference(service)


def test_sf09_there_are_fewer_timing_games() -> None:
    """No deal is moved for a commission, and the last month of a quarter sells less of it than under the quota."""
    found = switch()
    assert np.all(found.seen["commission", 2].record.counted["moved"] == 0.0)
    assert found.seen["today", 2].record.counted["moved"].sum() > 0.0
    by_month = {name: each[-24:] for name, each in months(found.scenario, sold, skies=SKIES).items()}
    last = {name: each[2::3].sum(axis=(0, 2)) / each.sum(axis=(0, 2)) for name, each in by_month.items()}
    assert difference(last).is_negative, difference(last)
