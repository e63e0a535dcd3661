"""Every kind of component, put together at random as a file would write it; and schemes of them, with later versions.

`COMPONENTS` holds one strategy a kind.  A kind that joins the family without one is told by a test.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from hypothesis import strategies as st

from tests.properties.language import (  # fmt: skip
    AMONG,
    CURVES,
    GATE,
    KPIS,
    LIMIT,
    MODIFIER,
    amounts,
    percents,
    scorecards,
    some,
)

Drawn = st.SearchStrategy[dict[str, Any]]
KPI = st.sampled_from(KPIS)
MONEY = st.one_of(percents(0, 200).map(lambda share: f"{share} of base pay"), st.integers(0, 50_000))
GATES = st.lists(GATE, max_size=2)
RATE = st.one_of(percents(0, 100), st.integers(0, 500))
PRICE = st.one_of(RATE, RATE, percents(-20, 0), st.integers(-50, 0))
TERMS: tuple[dict[str, Any], ...] = (
    {},
    {"over": "1 year"},
    {"over": "3 years", "instalments": 6},
    {"over": "18 months", "instalments": 1},
    {"over": "6 months", "claw_back": "2 years", "instalments": 2},
    {"leavers_keep": "50%", "malus": False},
)
WRONG: tuple[dict[str, Any], ...] = ({"over": "18 months"}, {"over": "3 years", "instalments": 5})
"""No whole years, and instalments that do not fall on whole months."""
DEFERRAL = st.tuples(percents(1, 100), st.sampled_from((*TERMS * 6, *WRONG))).map(
    lambda drawn: {"share": drawn[0]} | drawn[1]
)
PERIODS = ("month", "quarter", "half-year", "year")
ANY_KIND: dict[str, Any] = {
    "every": st.sampled_from(PERIODS),
    "paid_after": st.sampled_from(["0 months", "2 months"]),
    "deferral": DEFERRAL,
    "round_to": st.sampled_from([0.01, 1, 0.05, 100]),
}
"""What every component may say, and most do not."""
COMPARED: dict[str, Any] = {"measures": scorecards(), "among": AMONG, "gates": GATES}


@st.composite
def _parts(draw: st.DrawFn) -> dict[str, str]:
    """Some KPIs with shares that sum to 100%."""
    kpis = draw(st.lists(KPI, min_size=1, max_size=3, unique=True))
    cuts = sorted(draw(st.sets(st.integers(1, 99), min_size=len(kpis) - 1, max_size=len(kpis) - 1)))
    return {kpi: f"{high - low}%" for kpi, (low, high) in zip(kpis, pairwise((0, *cuts, 100)), strict=True)}


@st.composite
def _contracts(draw: st.DrawFn) -> list[dict[str, Any]]:
    """A ladder: with each rate the deductible that makes people change where they are said to; or any numbers."""
    rates = sorted(draw(st.sets(st.integers(1, 100), min_size=2, max_size=4)))
    numbers = draw(st.lists(st.floats(1.0, 1e6), min_size=len(rates), max_size=len(rates)))
    if draw(st.integers(0, 7)) == 7:
        return [{"deductible": each, "rate": f"{rate}%"} for each, rate in zip(numbers, rates, strict=True)]
    deductibles = [0.0]
    for (low, high), point in zip(pairwise(rates), sorted(numbers)[1:], strict=True):
        deductibles.append(point - low / high * (point - deductibles[-1]))
    return [{"deductible": each, "rate": f"{rate}%"} for each, rate in zip(deductibles, rates, strict=True)]


@st.composite
def _points(draw: st.DrawFn) -> dict[str, Any]:
    """Points on the rate of a grid, up and down."""
    levels = sorted(draw(st.sets(st.integers(0, 200), min_size=2, max_size=4)))
    points = {level: draw(percents(-30, 30)) for level in levels}
    return {"kpi": draw(KPI), "points": points} | ({"of": draw(amounts())} if draw(st.booleans()) else {})


@st.composite
def _prizes(draw: st.DrawFn, *, named: bool = False) -> list[dict[str, Any]]:
    """Places, in numbers or as shares of the people, that are worth less and less."""
    count = draw(st.integers(1, 4))
    worth = sorted(draw(st.lists(st.integers(0, 20_000), min_size=count, max_size=count)), reverse=True)
    of_base = draw(st.booleans())
    places = [draw(st.one_of(st.integers(1, 3), percents(1, 40))) for _ in worth]
    names = [{"grade": f"grade {number}"} if named else {} for number in range(count)]
    return [
        name | {"places": place, "pays": f"{each / 100}% of base pay" if of_base else each}
        for name, place, each in zip(names, places, worth, strict=True)
    ]


@st.composite
def _courses(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Places on courses that are worth less and less, at any cost."""
    return [prize | {"costs": draw(MONEY)} for prize in draw(_prizes())]


GRANT = st.tuples(st.sampled_from(["shares", "options"]), st.sampled_from((*TERMS * 6, *WRONG))).map(
    lambda drawn: {"paid_in": drawn[0]} | drawn[1]
)
COMPONENTS: dict[str, Drawn] = {
    "bonus": some(
        {
            "target_pay": MONEY,
            "measures": scorecards(),
            "curve": CURVES,
            "gates": GATES,
            "limits": st.lists(LIMIT, max_size=2),
            "modifiers": st.lists(MODIFIER, max_size=2),
        },
        ANY_KIND,
    ),
    "commission": some(
        {"prices": st.dictionaries(KPI, PRICE, min_size=1)}, ANY_KIND | {"referral_share": percents(0, 99)}
    ),
    "contest": some({"prizes": _prizes(), **COMPARED}, ANY_KIND),
    "equity": some(
        {"target_pay": MONEY, "deferral": GRANT, "gates": GATES, "modifiers": st.lists(MODIFIER, max_size=2)},
        {name: each for name, each in ANY_KIND.items() if name != "deferral"}
        | {"measures": scorecards(), "curve": CURVES, "limits": st.lists(LIMIT, max_size=2)},
    ),
    "floating_price": some({"size": MONEY, "weights": _parts(), "among": AMONG}, ANY_KIND),
    "grid": some(
        {
            "production": st.one_of(KPI, st.dictionaries(KPI, RATE, min_size=1)),
            "brackets": st.dictionaries(amounts(1e3), percents(0, 90), min_size=1, max_size=4),
            "basis": st.sampled_from(["marginal", "whole"]),
            "adjustments": st.one_of(*[st.lists(_points(), min_size=1, max_size=2)] * 3, st.just([])),
        },
        ANY_KIND
        | {
            "lookback": st.sampled_from(["period", "calendar year", "trailing 12 months"]),
            "hurdle": amounts(1e5),
            "cap": amounts(1e5),
        },
    ),
    "menu": some(
        {
            "production": st.one_of(KPI, st.dictionaries(KPI, RATE, min_size=1)),
            "contracts": _contracts(),
            "gates": GATES,
        },
        ANY_KIND | {"client_cost": percents(0, 99), "every": st.sampled_from(PERIODS[:3])},
    ),
    "pool": some({"size": MONEY, **COMPARED}, ANY_KIND),
    "promotion": some({"grades": _prizes(named=True), **COMPARED}, ANY_KIND | {"keep": percents(0, 120)}),
    "recognition": some({"prizes": _prizes(), **COMPARED}, ANY_KIND),
    "training": some({"prizes": _courses(), **COMPARED}, ANY_KIND),
    "team": some({"target_pay": MONEY, "curve": CURVES, **COMPARED}, ANY_KIND),
}  # fmt: skip


@st.composite
def components(draw: st.DrawFn) -> dict[str, Any]:
    """A component of any kind."""
    kind = draw(st.sampled_from(sorted(COMPONENTS)))
    return {"kind": kind} | draw(COMPONENTS[kind])


@st.composite
def schemes(draw: st.DrawFn) -> dict[str, Any]:
    """One or two components; one in four schemes pays others from a month on, which may be no month for it."""
    pay = draw(st.lists(components(), min_size=1, max_size=2))
    later: list[dict[str, Any]] = []
    if draw(st.integers(0, 3)) == 3:
        months = draw(st.sampled_from([(13,), (13, 25), (25,), (14,), (25, 13)]))
        later = [{"from": f"month {month}", "pay": [draw(components())]} for month in months]
    return {"name": "drawn", "pay": pay, "later": later}
