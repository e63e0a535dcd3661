"""What happens to all firms alike: who comes to a seat, and good and bad times of the market."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from simkit.behaviour.behaviour import EFFORT_ONLY
from simkit.engine.sky import Sky
from tests.engine.worlds import WHOLE, whole, world

REGIMES = {"calm": {"lasts": "8 months"}, "poor": {"demand": "-20%", "lasts": "5 months", "returns": "-10%"}}


def test_the_next_to_come_is_drawn_like_everybody() -> None:
    """Base pay 9,000 and a conscience of 1 in the middle, talent 1 on average; spreads as the scenario says."""
    people = WHOLE["people"] | {"seats": 400, "branches": 4, "base_pay": {"median": 9_000, "spread": "20%"}}
    sky = Sky(whole(people=people), 1, range(50))
    for number in (1, 2):
        come = sky.newcomer(number)
        count = come["talent"].size
        assert np.median(come["base_pay"]) == pytest.approx(9_000, rel=0.005)
        assert np.median(come["conscience"]) == pytest.approx(1.0, rel=0.02)
        assert come["talent"].mean() == pytest.approx(1.0, abs=4 * 0.4 / np.sqrt(count))
        assert come["talent"].std() == pytest.approx(0.4, rel=0.05)
    one, two = sky.newcomer(1)["talent"].ravel(), sky.newcomer(2)["talent"].ravel()
    for other in (two, sky.seats.talent.ravel(), sky.newcomer(1)["base_pay"].ravel()):
        assert abs(np.corrcoef(one, other)[0, 1]) < 4.0 / np.sqrt(one.size)


def test_who_comes_belongs_to_the_seat_in_whatever_company() -> None:
    """The same in any chunk, whatever people do, and asked for in any order."""
    many, alone = Sky(whole(), 1, range(3)), Sky(whole(behaviour=EFFORT_ONLY), 1, [2])
    third = alone.newcomer(3)
    for number in (1, 2, 3):
        for name, values in many.newcomer(number).items():
            assert values[2].tobytes() == alone.newcomer(number)[name][0].tobytes()
    assert alone.newcomer(3) is third
    assert Sky(whole(), 2, range(3)).newcomer(1)["talent"].tobytes() != many.newcomer(1)["talent"].tobytes()


def months(scenario: Any, count: int = 24, rows: int = 3) -> list[dict[str, Any]]:
    sky = Sky(scenario, 1, range(rows))
    seen = []
    for month in range(count):
        sky.advance(month)
        sky.open(month)
        opportunity = {kpi: values.copy() for kpi, values in sky.opportunity.items()}
        seen.append({"regime": sky.regime.copy(), "returns": sky.returns.copy(), **opportunity})
    return seen


def test_a_regime_multiplies_demand_while_it_lasts() -> None:
    """A fifth less of what follows the market in full, and 0.8 to the half of what follows it by half."""
    kpis = WHOLE["work"]["kpis"]
    kpis = kpis | {"new_clients": kpis["new_clients"] | {"follows_market": "50%"}}
    work = WHOLE["work"] | {"kpis": kpis}
    plain, moved = (months(whole(work=work, market={"regimes": regimes})) for regimes in ({}, REGIMES))
    poor = np.array([month["regime"] for month in moved]) == 1.0
    assert 0 < poor.sum() < poor.size
    for before, after in zip(plain, moved, strict=True):
        level = np.where(after["regime"] == 1.0, 0.8, 1.0)
        assert after["sales"] == pytest.approx(before["sales"] * level, rel=1e-12)
        assert after["new_clients"] == pytest.approx(before["new_clients"] * np.sqrt(level), rel=1e-12)


def test_the_first_regime_is_the_one_it_starts_in() -> None:
    assert float(months(whole(market={"regimes": REGIMES}), 1)[0]["regime"].max()) == 0.0


def test_returns_are_those_of_the_regime() -> None:
    """On average a month brings (1 + a year's return)^(1/12), of 5% in calm times and of -10% in poor ones."""
    market = {"regimes": REGIMES, "returns_swing": "15%"}
    seen = months(world(market=market), 24, rows=2_000)
    regime = np.concatenate([month["regime"].ravel() for month in seen])
    returns = np.concatenate([month["returns"].ravel() for month in seen])
    for number, yearly in ((0, 0.05), (1, -0.10)):
        own = returns[regime == number]
        error = 4.0 * 0.15 / np.sqrt(12.0) / np.sqrt(own.size)
        assert own.mean() == pytest.approx((1.0 + yearly) ** (1.0 / 12.0) - 1.0, abs=error)


def test_without_regimes_no_number_moves() -> None:
    """One regime of a normal market is the same as none, to the last byte."""
    plain, alone = months(world()), months(world(market={"season": ["120%", "80%"] * 6, "regimes": {"calm": {}}}))
    for before, after in zip(plain, alone, strict=True):
        for name, values in before.items():
            assert values.tobytes() == after[name].tobytes()
