"""SF15.  Sandvik, Saouma, Seegert and Stanton 2020: sales agents in structured meetings, or paid together in pairs.

Meetings raised sales by 24 % in the weeks in which they were held, and some 18 % were left months later; differences
between agents fell.  Pay in pairs alone raised sales by 13 %, and nothing was left when it ended.
Accepted: meetings 10 to 30 % and lasting; incentives alone fade to nothing.  Skill moves by the quarter, so two
quarters stand for the four weeks.  Meetings go on here, as nothing can end them in the middle of a run: shown is that
their effect does not wear off, and not what would be left without them (skill above 1 fades by 3 % a quarter).
"""

from __future__ import annotations

from collections.abc import Generator
from typing import Any

from simkit.arrays import Array
from simkit.engine.world import World
from simkit.scenario.scenario import Scenario
from simkit.scheme.scheme import Scheme
from tests.findings.worlds import (
    ALIKE,
    NOTHING,
    POTENTIAL,
    Estimate,
    Pay,
    estimate,
    firm,
    months,
    people,
    records,
    sold,
)

HORIZON = {"run_in": "12 months", "length": "24 months"}
STAYS = {"leaving": "off"}
"""The agents of both arms are the same people."""


def agents(meetings: str) -> Scenario:
    behaviour = STAYS | {"sharing": {"meetings": meetings}}
    return firm(NOTHING, horizon=HORIZON, behaviour=behaviour, people=people(base_pay=ALIKE["base_pay"]))


def lift(after: Array, before: Array, first: int, last: int) -> Estimate:
    """Change of sales in the months from `first` to `last`, counted from 1."""
    some = slice(first - 1, last)
    return estimate(after[some].sum(axis=(0, 2)) / before[some].sum(axis=(0, 2)) - 1.0)


def test_sf15_meetings_raise_sales_and_go_on_doing_so() -> None:
    together, alone = (months(agents(meetings), sold)["today"] for meetings in ("100%", "0%"))
    soon = lift(together, alone, 7, 9)  # after two quarters of them
    assert soon.within(0.10, 0.30), soon
    for first in (10, 13, 16, 19):  # the quarters of the next year
        later = lift(together, alone, first, first + 2)
        assert later.within(0.10, 0.30), later
        assert later.mean > soon.mean - 3.0 * soon.error, later


def test_sf15_meetings_narrow_differences() -> None:
    together, alone = (records(agents(meetings))[0].ability for meetings in ("100%", "0%"))
    spread = [each.std(axis=1) / each.mean(axis=1) for each in (together, alone)]
    narrower = estimate(spread[0] - spread[1])
    assert narrower.is_negative, narrower


def test_sf15_pay_in_pairs_alone_leaves_nothing() -> None:
    pairs: Pay = {
        "kind": "team",
        "every": "quarter",
        "target_pay": "20% of base pay",
        "measures": [{"kpi": "sales", "weight": "100%", "target": POTENTIAL}],
    }
    before = firm(NOTHING, horizon=HORIZON, behaviour=STAYS, people=people(seats=60, branches=30))
    paid = Scheme.model_validate({"name": "In pairs", "pay": [NOTHING, pairs]})

    def for_two_quarters(world: World) -> Generator[Any, Any, None]:
        yield world.at(month=13)
        world.firm.replace_scheme("today", paid)
        yield world.every(months=6)
        world.firm.replace_scheme("today", before.scheme("today"))

    plain = months(before, sold)["today"]
    tried = months(before, sold, interventions=[for_two_quarters])["today"]
    during, after = lift(tried, plain, 13, 18), lift(tried, plain, 25, 36)
    assert during.is_positive, during
    assert abs(after.mean) < 0.1 * during.mean, after
