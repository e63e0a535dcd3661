"""What events and interventions do to the market and to base pay, and what they leave alone."""

from __future__ import annotations

from collections.abc import Generator
from typing import Any

import numpy as np
import pytest
import simpy

from simkit.engine.plans import PlanCache
from simkit.engine.simulate import Chunk
from simkit.engine.world import Intervention
from simkit.errors import SimkitError
from simkit.scenario.scenario import Scenario
from tests.engine.records import differing, years
from tests.engine.worlds import PRICES, whole, world

CACHE = PlanCache()
CALM = [{"name": "calm", "weight": "100%", "response": 0}]


def small(**changes: Any) -> Scenario:
    """One scheme under a view in which nobody answers pay."""
    return world(**{"schemes": {"today": {"name": "P", "pay": [PRICES]}}, "views": CALM} | changes)


def ban(month: int, kpi: str = "sales", lasts: str = "3 months") -> dict[str, Any]:
    return {"kind": "product_ban", "month": month, "kpi": kpi, "lasts": lasts}


def sold(scenario: Scenario, kpi: str = "sales", *interventions: Intervention) -> list[float]:
    """Sales of everybody, month by month."""
    chunk = Chunk(scenario, CACHE.all(scenario), 1, range(2), lambda _: None, interventions)
    found = []
    for month in range(scenario.horizon.months):
        chunk.env.run(until=month + 0.99)
        found.append(float(sum(firm.true[kpi].sum() for firm in chunk.firms.values())))
    return found


def test_a_ban_stops_sales_while_it_lasts_and_nothing_else() -> None:
    """Months 5, 6 and 7 sell nothing; every other month and every other KPI is the same to the last byte."""
    banned = small(events=[ban(5)])
    plain, without = sold(small()), sold(banned)
    assert without == [0.0 if month in {4, 5, 6} else each for month, each in enumerate(plain)]
    assert sold(banned, "new_clients") == sold(small(), "new_clients")
    assert sold(banned, "satisfaction") == sold(small(), "satisfaction")


def test_a_ban_touches_what_is_paid_for_the_product_and_nothing_beside() -> None:
    seen, plain = (years(each, CACHE) for each in (small(events=[ban(5)]), small()))
    other = differing(seen["today", "calm", 0], plain["today", "calm", 0])
    assert other == {"results.sales", "results.income", "recorded.sales", "recorded.income", "variable_pay",
                     "pay_at.0.8", "pay_at.1.2"}  # fmt: skip
    assert differing(seen["today", "calm", 1], plain["today", "calm", 1]) == set()


def test_bans_that_overlap_end_with_the_last_one() -> None:
    """Months 5 to 7 and 6 to 9: nothing is sold from 5 to 9."""
    found = sold(small(events=[ban(5), ban(6, lasts="4 months")]))
    assert [month + 1 for month, each in enumerate(found) if each == 0.0] == [5, 6, 7, 8, 9]


def test_in_python_a_product_is_banned_and_allowed() -> None:
    def stop(world: Any) -> Generator[simpy.Event, Any, None]:
        yield world.at(month=3)
        world.market.allow("sales")  # it is allowed already
        world.market.ban("sales")
        yield world.every(months=2)
        world.market.allow("sales")

    found = sold(small(), "sales", stop)
    assert [month + 1 for month, each in enumerate(found) if each == 0.0] == [3, 4]


def test_where_all_happens_a_banned_product_is_not_sold_either() -> None:
    """No deal is moved into the ban, and no client is steered to what may not be sold."""
    calm = sold(whole(), "funds")
    banned = sold(whole(events=[ban(12, "funds", "3 months"), ban(20, "funds", "2 months")]), "funds")
    assert [month + 1 for month, each in enumerate(banned) if each == 0.0] == [12, 13, 14, 20, 21]
    assert min(calm) > 0.0


@pytest.mark.parametrize(
    ("act", "said"),
    [
        (lambda world: world.market.ban("salez"), "there is no flow KPI 'salez'; did you mean \"sales\"?"),
        (lambda world: world.market.allow("satisfaction"), "there is no flow KPI 'satisfaction'; write one of sales"),
        (lambda world: world.market.shock(-1.0), "would leave no demand; give a share above -1"),
        (lambda world: world.firm.change_base_pay("today", -1.0), "would leave no base pay; give a share above -1"),
        (
            lambda world: world.firm.change_base_pay("today", 0.1, [0, 7]),
            "there is no seat 7; give numbers from 0 to 6",
        ),
        (lambda world: world.firm.change_base_pay("today", 0.1, [-1]), "there is no seat -1; give numbers from 0 to 6"),
        (lambda world: world.firm.change_base_pay("todai", 0.1), "there is no scheme 'todai'; did you mean \"today\"?"),
    ],
)
def test_what_cannot_be_is_told(act: Any, said: str) -> None:
    def slip(world: Any) -> Generator[simpy.Event, Any, None]:
        yield world.at(month=2)
        act(world)

    with pytest.raises(SimkitError, match=said.replace("?", r"\?")):
        sold(small(), "sales", slip)


def test_base_pay_changes_for_one_scheme_alone() -> None:
    """Half as much again from month 14 on; the other firm keeps its base pay, and no result answers."""

    def raise_it(world: Any) -> Generator[simpy.Event, Any, None]:
        yield world.at(month=14)
        world.firm.change_base_pay("other", 0.5)

    scheme = {"name": "P", "pay": [PRICES]}
    scenario = small(schemes={"today": scheme, "other": scheme})
    seen = years(scenario, CACHE, interventions=[raise_it])
    raised, plain = seen["other", "calm", 1], seen["today", "calm", 1]
    assert raised["base_pay"] == pytest.approx(plain["base_pay"] * (1.0 + 1.5 * 11.0) / 12.0)
    assert differing(raised, plain) == {"base_pay", "people.base_pay"}


def test_base_pay_of_a_firm_that_is_not_there_yet() -> None:
    def early(world: Any) -> Generator[simpy.Event, Any, None]:
        yield world.at(month=2)
        world.firm.change_base_pay("other", 0.5)

    scheme = {"name": "P", "pay": [PRICES]}
    with pytest.raises(SimkitError, match="other begins in month 13; change its base pay in a later month"):
        years(small(schemes={"today": scheme, "other": scheme}), CACHE, interventions=[early])


def test_who_earns_more_answers_the_same_money_less() -> None:
    """The pull of a price is in parts of the own base pay: three times the base pay, a third of the pull."""

    def triple(world: Any) -> Generator[simpy.Event, Any, None]:
        yield world.at(month=2)
        world.firm.change_base_pay("today", 2.0, [3])

    keen = small(views=[{"name": "keen", "weight": "100%"}])
    chunk = Chunk(keen, CACHE.all(keen), 1, range(2), lambda _: None, [triple])
    chunk.env.run(until=0.99)
    firm = chunk.firms["today", "keen"]
    before = firm.effort.copy()
    pull = firm.bench.drives.get("sales")
    assert pull is not None
    first = np.array(pull)
    chunk.env.run(until=1.99)
    second = firm.bench.drives.get("sales")
    assert second is not None
    others = [0, 1, 2, 4, 5, 6]
    season = 80.0 / 120.0
    assert second[:, others] == pytest.approx(first[:, others] * season)
    assert second[:, 3] == pytest.approx(first[:, 3] * season / 3.0)
    assert (firm.effort[:, 3] < before[:, 3]).all()
