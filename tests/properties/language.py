"""The parts of the language, put together at random: scorers, targets, curves, gates, modifiers, limits, deferral.

What is drawn may contradict itself (a floor above its ceiling, a deduction of a moving target); then it must be told.
"""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

KPIS = ("sales", "clients", "service")
HUGE = 1e12


def percents(low: int, high: int) -> st.SearchStrategy[str]:
    return st.integers(low, high).map(lambda whole: f"{whole}%")


def amounts(most: float = 1e9) -> st.SearchStrategy[float]:
    return st.one_of(st.floats(1e-3, most), st.integers(1, 1_000).map(float))


def ladders(
    low: int, high: int, most: int = 4, *, least: int = 1, falling: bool = False
) -> st.SearchStrategy[dict[str, str]]:
    """Levels with values that rise (or fall) with them."""

    def paired(drawn: tuple[set[int], list[int]]) -> dict[str, str]:
        levels, values = sorted(drawn[0]), sorted(drawn[1], reverse=falling)
        return {f"{x}%": f"{y}%" for x, y in zip(levels, values, strict=False)}

    levels = st.sets(st.integers(low, high), min_size=least, max_size=most)
    return st.tuples(levels, st.lists(st.integers(0, 200), min_size=most, max_size=most)).map(paired)


def kinds(**options: st.SearchStrategy[dict[str, Any]]) -> st.SearchStrategy[dict[str, Any]]:
    """One of a family, with its kind."""
    return st.one_of(*(st.tuples(st.just(kind), fields).map(_of_a_kind) for kind, fields in options.items()))


def _of_a_kind(drawn: tuple[str, dict[str, Any]]) -> dict[str, Any]:
    kind, fields = drawn
    return {"kind": kind} | fields


def some(required: dict[str, Any], optional: dict[str, Any] | None = None) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries(required, optional=optional or {})


@st.composite
def rising_tables(draw: st.DrawFn) -> dict[str, dict[str, str]]:
    """Rows and columns with scores that rise in both directions."""
    rows, columns = (sorted(draw(st.sets(st.integers(0, 150), min_size=1, max_size=3))) for _ in range(2))
    more = draw(st.lists(st.integers(0, 60), min_size=len(rows), max_size=len(rows)))
    step = draw(st.integers(0, 60))
    return {
        f"{row}%": {f"{column}%": f"{sum(more[: i + 1]) + j * step}%" for j, column in enumerate(columns)}
        for i, row in enumerate(rows)
    }


GROWTH = percents(-50, 100)
AMONG = st.sampled_from(["all", "branch"])
TARGETS = kinds(
    none=some({}),
    fixed=some({"at": amounts()}),
    growth=some({"by": GROWTH}),
    potential=some({}, {"by": GROWTH}),
    weighted=some({"history": percents(0, 100)}, {"by": GROWTH}),
    regression=some({"keep": percents(0, 100)}, {"by": GROWTH}),
    differentiated=some(
        {"growth": ladders(0, 100, falling=True)}, {"measured": st.sampled_from(["standing", "level"])}
    ),
    ratchet=some({"share": percents(0, 100)}, {"moves": st.sampled_from(["up", "up and down"])}),
    negotiated=some({"by": GROWTH}, {"proposal": percents(0, 100), "room": percents(0, 90)}),
    peers=some(
        {},
        {
            "among": AMONG,
            "middle": st.sampled_from(["mean", "median"]),
            "period": st.sampled_from(["last year", "this period"]),
            "by": GROWTH,
        },
    ),
    top_down=some(
        {"total": amounts()}, {"split": st.sampled_from(["potential", "history"]), "over_assignment": percents(0, 30)}
    ),
    bottom_up=some({"total": amounts()}, {"room": percents(0, 90), "closed": percents(0, 100)}),
)
SCORERS = kinds(
    proportional=some({}),
    clipped=some({}, {"from": percents(0, 80), "to": percents(60, 300)}),
    step=some({"steps": ladders(0, 150)}),
    step_deduction=some(
        {"costs": percents(1, 20)},
        {
            "each": percents(1, 20),
            "from": percents(0, 90),
            "counts": st.sampled_from(["full steps", "begun steps", "in proportion"]),
        },
    ),
    per_unit=some(
        {"below": percents(-20, 20)},
        {"above": percents(-20, 20), "each": amounts(1e6), "from": percents(-100, 100), "to": percents(90, 300)},
    ),
    deduction=some(
        {"costs": percents(1, 50)}, {"each": amounts(1e6), "start": percents(50, 100), "from": percents(-50, 60)}
    ),
    rank=some(
        {"places": ladders(1, 99, 3, falling=True).map(lambda places: places | {"100%": "0%"})},
        {"among": AMONG, "believed_spread": percents(5, 90)},
    ),
    matrix=some(
        {
            "second": st.sampled_from(KPIS),
            "second_target": amounts(),
            "table": st.one_of(
                *[rising_tables()] * 4, st.dictionaries(percents(0, 150), ladders(0, 150, 3), min_size=1)
            ),
        }
    ),
)
CURVES = kinds(
    linear=some({}, {"cap": percents(50, 300)}),
    threshold=some(
        {}, {"threshold": percents(0, 100), "accelerator": st.integers(0, 5), "cap": st.none() | percents(100, 300)}
    ),
    steps=some({"steps": ladders(0, 200)}),
    points=some({"points": ladders(0, 200, least=2)}),
)
GATE = some({"kpi": st.sampled_from(KPIS), "at_least": amounts(), "else_pay": percents(0, 100)})
LIMIT = some({"kpi": st.sampled_from(KPIS), "at_least": amounts(), "else_at_most": percents(0, 200)})
MODIFIER = some(
    {"kpi": st.sampled_from(KPIS), "target": amounts(), "factors": ladders(0, 200, least=2)},
    {"between": st.sampled_from(["straight", "steps"])},
)


IN_UNITS = {"per_unit", "deduction"}
STEADY = kinds(none=some({}), fixed=some({"at": amounts()}))
MOVING = TARGETS.filter(lambda target: target["kind"] != "none")


@st.composite
def measures(draw: st.DrawFn, weight: str) -> dict[str, Any]:
    """A measure whose target fits its score, or (one in eight) any target."""
    score = draw(SCORERS)
    fitting = STEADY if score["kind"] in IN_UNITS else MOVING
    target = draw(TARGETS if draw(st.integers(0, 7)) == 7 else fitting)
    counted = "period" if score["kind"] == "matrix" else draw(st.sampled_from(["period", "year to date"]))
    return {"kpi": draw(st.sampled_from(KPIS)), "weight": weight, "target": target, "score": score, "count": counted}


WEIGHTS = st.sampled_from([("100%",), ("60%", "40%"), ("50%", "30%", "20%")])


@st.composite
def scorecards(draw: st.DrawFn) -> list[dict[str, Any]]:
    """One to three measures."""
    return [draw(measures(weight)) for weight in draw(WEIGHTS)]


def numbers(count: int) -> st.SearchStrategy[list[float]]:
    """Results of some people: usual ones, or huge, negative, nothing, and ties."""
    wild = st.one_of(st.floats(-HUGE, HUGE), st.sampled_from([0.0, 1.0, 100.0, -0.0, HUGE, -HUGE]))
    return st.one_of(*(st.lists(one, min_size=count, max_size=count) for one in (st.floats(0.0, 300.0), wild)))
