"""The ends of periods: deals move where pay changes, nothing is lost on the way, and what pays the same stays."""

from __future__ import annotations

from collections.abc import Generator
from typing import Any

import numpy as np
import pytest
import simpy

from simkit.arrays import Array
from simkit.behaviour.conduct.timing import Timing
from simkit.behaviour.drives import Drives
from simkit.engine.period_ends import PeriodEnds
from simkit.engine.plans import PlanCache
from simkit.engine.sky import Sky
from simkit.scenario.scenario import Scenario
from simkit.scheme.components import Component
from simkit.scheme.scheme import Scheme
from tests.engine.records import years
from tests.engine.worlds import BONUS, PRICES, WORLD, world

CACHE = PlanCache()
SALES = WORLD["work"]["kpis"]["sales"]
ALONE = {"practice": "off", "morale": "off", "leaving": "off", "discovery": "off", "clients": "off", "pressure": "off"}
QUARTERLY = Scheme.model_validate({"name": "Q", "pay": [BONUS, PRICES, PRICES | {"every": "quarter"}]}).pay


def small(**sales: Any) -> Scenario:
    """The small world, in which a fifth of a normal month's sales can move."""
    work = WORLD["work"] | {"kpis": WORLD["work"]["kpis"] | {"sales": SALES | {"pipeline": "20%"} | sales}}
    return world(work=work, behaviour=ALONE)


@pytest.fixture
def ends() -> PeriodEnds:
    """Nothing has been seen of any period yet."""
    return PeriodEnds(Sky(small(), 1, range(1)), Timing(cost=2, holding=2, concession="10%"))


def paying(ends: PeriodEnds, sales: float) -> Drives:
    """Drives of a component that pays for sales."""
    drives = Drives(("sales",), (1, 7))
    drives.add("sales", np.full((1, 7), sales), 1.0)
    return drives


def seen(ends: PeriodEnds, component: Component, month: int, sales: float) -> None:
    assert ends.watches(component, month)
    ends.look(0, component, month, paying(ends, sales))


def moved(ends: PeriodEnds, month: int, sold: float, reach: float = 1.0) -> Array:
    """Sales of a month in which everybody would have sold as much."""
    true = {"sales": np.full((1, 7), sold)}
    ends.move(month, np.full((1, 7), reach), true)
    sold_at_last: Array = true["sales"][0]
    return sold_at_last


def test_only_beginnings_and_ends_of_long_periods_are_watched(ends: PeriodEnds) -> None:
    bonus, monthly, quarterly = QUARTERLY
    assert [month for month in range(12) if ends.watches(bonus, month)] == [0, 2, 3, 5, 6, 8, 9, 11]
    assert [month for month in range(12) if ends.watches(quarterly, month)] == [0, 2, 3, 5, 6, 8, 9, 11]
    assert [month for month in range(12) if ends.watches(monthly, month)] == []


def test_without_a_pipeline_nothing_is_watched() -> None:
    plain = PeriodEnds(Sky(world(), 1, range(1)), Timing())
    assert not any(plain.watches(QUARTERLY[0], month) for month in range(12))


def test_deals_are_pulled_forward_where_the_pull_is_higher_than_it_began(ends: PeriodEnds) -> None:
    """Seasons are 120% and 80%: a drive of 0.6 in January is 0.5 of a normal month, one of 0.72 in March is 0.6.

    x = (0.6 - 0.5) / 2 = 0.05 of the 80% of 400,000 that April brings: 16,000 for a reach of 1.
    """
    seen(ends, QUARTERLY[0], 0, 0.6)
    seen(ends, QUARTERLY[0], 2, 0.72)
    assert moved(ends, 2, 480_000.0) == pytest.approx(np.full(7, 496_000.0))
    assert ends.moved[0] == pytest.approx(np.full(7, 160.0))  # a margin of 1%
    assert ends.conceded[0] == pytest.approx(np.full(7, 16.0))  # a tenth of it
    assert moved(ends, 3, 320_000.0) == pytest.approx(np.full(7, 304_000.0))
    assert moved(ends, 4, 480_000.0) == pytest.approx(np.full(7, 480_000.0))


def test_deals_are_held_back_where_the_next_period_pays_more(ends: PeriodEnds) -> None:
    """By (0.1 - 1.4) / (2 x 2) = -0.325, of which the pipeline lets 0.2 go: 64,000; nothing is conceded for it."""
    seen(ends, QUARTERLY[0], 0, 1.68)
    seen(ends, QUARTERLY[0], 2, 0.12)
    assert moved(ends, 2, 480_000.0) == pytest.approx(np.full(7, 416_000.0))
    assert moved(ends, 3, 320_000.0) == pytest.approx(np.full(7, 384_000.0))
    assert float(ends.conceded.max()) == 0.0
    assert ends.moved[0] == pytest.approx(np.full(7, 640.0))


def test_what_is_not_there_cannot_be_held_back(ends: PeriodEnds) -> None:
    seen(ends, QUARTERLY[0], 0, 0.84)
    seen(ends, QUARTERLY[0], 2, 0.12)
    assert moved(ends, 2, 5_000.0).tolist() == [0.0] * 7
    assert moved(ends, 3, 0.0) == pytest.approx(np.full(7, 5_000.0))


def test_what_was_taken_from_a_month_is_owed_until_it_is_there(ends: PeriodEnds) -> None:
    """16,000 were taken from April, which brings 10,000, and May, which brings a loss, and June."""
    seen(ends, QUARTERLY[0], 0, 0.6)
    seen(ends, QUARTERLY[0], 2, 0.72)
    moved(ends, 2, 480_000.0)
    assert moved(ends, 3, 10_000.0).tolist() == [0.0] * 7
    assert moved(ends, 4, -1_000.0).tolist() == [-1_000.0] * 7
    assert moved(ends, 5, 10_000.0) == pytest.approx(np.full(7, 4_000.0))
    assert float(np.abs(ends.borrowed["sales"]).max()) == 0.0


def test_an_empty_seat_moves_nothing(ends: PeriodEnds) -> None:
    seen(ends, QUARTERLY[0], 0, 0.6)
    seen(ends, QUARTERLY[0], 2, 0.72)
    assert moved(ends, 2, 0.0, reach=0.0).tolist() == [0.0] * 7


def test_a_banned_product_moves_nowhere_and_what_it_owes_waits(ends: PeriodEnds) -> None:
    """March pulls 16,000 from April, in which nothing may be sold; the end of June pulls nothing forward either."""
    seen(ends, QUARTERLY[0], 0, 0.6)
    seen(ends, QUARTERLY[0], 2, 0.72)
    moved(ends, 2, 480_000.0)
    ends._sky.banned["sales"] += 1
    seen(ends, QUARTERLY[0], 3, 0.1)
    assert moved(ends, 3, 0.0).tolist() == [0.0] * 7
    seen(ends, QUARTERLY[0], 5, 0.9)
    assert moved(ends, 5, 0.0).tolist() == [0.0] * 7
    ends._sky.banned["sales"] -= 1
    assert moved(ends, 6, 480_000.0) == pytest.approx(np.full(7, 464_000.0))


def test_a_fork_owes_the_same_deals(ends: PeriodEnds) -> None:
    seen(ends, QUARTERLY[0], 0, 0.6)
    seen(ends, QUARTERLY[0], 2, 0.72)
    moved(ends, 2, 480_000.0)
    other = ends.fork()
    assert moved(other, 3, 320_000.0) == pytest.approx(np.full(7, 304_000.0))
    assert ends.borrowed["sales"][0] == pytest.approx(np.full(7, 16_000.0))


def test_a_component_that_goes_on_under_another_number_keeps_what_it_paid(ends: PeriodEnds) -> None:
    seen(ends, QUARTERLY[0], 0, 0.6)
    ends.look(1, QUARTERLY[2], 0, paying(ends, 9.0))
    ends.go_on({1: 0})
    ends.look(1, QUARTERLY[0], 2, paying(ends, 0.72))
    assert moved(ends, 2, 480_000.0) == pytest.approx(np.full(7, 496_000.0))


@pytest.fixture
def always(monkeypatch: pytest.MonkeyPatch) -> None:
    """As many deals as can be are pulled forward at the end of every quarter, whatever is paid for it."""
    plain = PeriodEnds.move

    def move(self: PeriodEnds, month: int, reach: Array, true: dict[str, Array]) -> None:
        self._ahead = {"sales": np.full_like(reach, 1e9)} if month % 3 == 2 else {}
        plain(self, month, reach, true)

    monkeypatch.setattr(PeriodEnds, "move", move)


CALM = [{"name": "calm", "weight": "100%", "response": 0}]


def gained(scenario: Scenario, name: str) -> tuple[Array, Array]:
    """What timing adds to a result of the two years, and of the first; nobody answers pay, so all else stays."""
    plain, moving = (years(each, CACHE) for each in (scenario.with_("behaviour.timing", "off"), scenario))
    assert float(moving["today", "calm", 1]["counted.moved"].min()) > 0.0
    first, second = (moving["today", "calm", y][name] - plain["today", "calm", y][name] for y in (0, 1))
    return first + second, first


def test_volume_is_conserved_over_the_years(always: None) -> None:
    """All pull forward what they can at every end: what December took from January is all that a year gains.

    In two years it is the same, as the first December is made good: a fifth of a January of 480,000, times the reach.
    """
    scenario = small().with_("schemes", {"today": {"name": "B", "pay": [BONUS]}}).with_("views", CALM)
    seats = Sky(scenario, 1, range(3)).seats
    owed = 0.2 * 480_000.0 * seats.book * seats.talent
    for found in gained(scenario, "results.sales"):
        assert found == pytest.approx(owed, rel=1e-9)
    for found in gained(scenario, "recorded.sales"):
        assert found == pytest.approx(owed, rel=1e-9)


def test_volume_is_conserved_in_books_that_are_late(always: None) -> None:
    """Of what the last December took three tenths are not booked yet, and some is booked to colleagues."""
    books = {"sales": {"kind": "records", "late": "30%", "miscredited": "10%"}}
    scenario = small().with_("schemes", {"today": {"name": "B", "pay": [BONUS]}}).with_("views", CALM)
    seats = Sky(scenario, 1, range(3)).seats
    owed = (0.2 * 480_000.0 * seats.book * seats.talent).sum(axis=-1)
    found, _ = gained(scenario.with_("measurement", books), "recorded.sales")
    assert found.sum(axis=-1) == pytest.approx(0.7 * owed, rel=1e-9)


def flat(**changes: Any) -> Scenario:
    """Quarterly pay that is straight in sales, felt without discount."""
    view = {"name": "patient", "weight": "100%", "discount": 1}
    straight = PRICES | {"every": "quarter"}
    return small(**changes).with_("schemes", {"today": {"name": "S", "pay": [straight]}}).with_("views", [view])


def test_nothing_moves_where_pay_is_linear() -> None:
    linear, bent = flat(), flat().with_("schemes.today.pay", [BONUS])
    seen = {name: years(each, CACHE) for name, each in (("linear", linear), ("bent", bent))}
    for year in (0, 1):
        assert float(seen["linear"]["today", "patient", year]["counted.moved"].max()) < 1e-9
        assert float(seen["bent"]["today", "patient", year]["counted.moved"].min()) > 0.0


def test_a_yearly_component_that_stays_when_another_comes_does_not_empty_the_pipeline() -> None:
    """Prices join in July; at the end of the year the straight yearly pay still pays what it paid in January."""
    straight = {"kind": "commission", "every": "year", "prices": {"sales": "0.5%"}}
    scenario = flat().with_("schemes.today.pay", [straight])
    coming = Scheme.model_validate({"name": "N", "pay": [PRICES | {"prices": {"new_clients": 10}}, straight]})

    def join(world: Any) -> Generator[simpy.Event, Any, None]:
        yield world.at(month=19)
        world.firm.replace_scheme("today", coming)

    seen = years(scenario, CACHE, interventions=[join])
    assert float(seen["today", "patient", 1]["counted.moved"].max()) < 1e-9
