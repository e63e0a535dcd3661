"""Laws of pay that hold for any scheme, checked on many."""

from __future__ import annotations

from typing import Any

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from simkit.arrays import Array
from simkit.engine.plans import PlanCache
from simkit.engine.seen import Observed, Seen
from simkit.engine.simulate import simulate
from simkit.scenario.scenario import Scenario
from simkit.scheme.components.bonus import Bonus
from simkit.scheme.period_end import PeriodEnd
from tests.engine.worlds import BONUS, SCORECARD, world

FIXED_EFFORT = [{"name": "fixed effort", "weight": "100%", "response": "0%"}]
PERCENT = st.integers(0, 300)


def percent(value: int) -> str:
    return f"{value}%"


@st.composite
def higher_curves(draw: st.DrawFn) -> tuple[dict[str, Any], dict[str, Any]]:
    """Two payout curves, the second nowhere below the first."""
    if draw(st.booleans()):
        threshold, cap = draw(st.integers(0, 100)), draw(st.integers(100, 250))
        accelerator = draw(st.floats(0.2, 3.0))
        first = {"kind": "threshold", "threshold": percent(threshold), "accelerator": accelerator, "cap": percent(cap)}
        more: dict[str, Any] = draw(
            st.sampled_from([{"threshold": percent(threshold // 2)}, {"accelerator": accelerator * 1.5}, {"cap": None}])
        )
        return first, first | more
    xs = sorted(draw(st.sets(st.integers(0, 200), min_size=2, max_size=5)))
    low = sorted(draw(st.lists(PERCENT, min_size=len(xs), max_size=len(xs))))
    extra = sorted(draw(st.lists(st.integers(0, 100), min_size=len(xs), max_size=len(xs))))
    kind, key = draw(st.sampled_from([("points", "points"), ("steps", "steps")]))
    first = {"kind": kind, key: {percent(x): percent(y) for x, y in zip(xs, low, strict=True)}}
    second = {"kind": kind, key: {percent(x): percent(y + e) for x, y, e in zip(xs, low, extra, strict=True)}}
    return first, second


def pay_of(scenario: Scenario) -> dict[str, Array]:
    """Variable pay of every scheme in the compared years, in every replication and seat."""
    paid: dict[str, list[Array]] = {}

    def watch(seen: Seen) -> None:
        if isinstance(seen, Observed) and seen.phase == "run":
            paid.setdefault(seen.scheme, []).append(seen.record.variable_pay)

    simulate(scenario, PlanCache().all(scenario), 4, range(3), watch)
    return {scheme: np.concatenate(years) for scheme, years in paid.items()}


@settings(max_examples=8, deadline=None)
@given(curves=higher_curves(), yearly=st.booleans())
def test_a_higher_curve_leaves_nobody_worse_off(curves: tuple[dict[str, Any], dict[str, Any]], yearly: bool) -> None:
    """Effort held fixed, no relative components: in no replication does any advisor earn less.

    Without common random numbers seat by seat this fails: some advisors would seem to lose from a gift.
    """
    plain = SCORECARD if yearly else BONUS
    schemes = {n: {"name": n, "pay": [plain | {"curve": c}]} for n, c in zip(("low", "high"), curves, strict=True)}
    paid = pay_of(world(schemes=schemes, views=FIXED_EFFORT))

    assert float((paid["high"] - paid["low"]).min()) >= 0.0


def test_a_lower_cap_leaves_some_worse_off() -> None:
    """The law above can fail: with a lower curve somebody earns less."""
    curves = ({"kind": "linear", "cap": None}, {"kind": "linear", "cap": "90%"})
    schemes = {n: {"name": n, "pay": [BONUS | {"curve": c}]} for n, c in zip(("high", "low"), curves, strict=True)}
    paid = pay_of(world(schemes=schemes, views=FIXED_EFFORT))

    assert float((paid["low"] - paid["high"]).min()) < -1.0


@settings(max_examples=60, deadline=None)
@given(
    curves=higher_curves(),
    place=st.integers(0, 2),
    factor=st.floats(1.0, 5.0),
    seed=st.integers(0, 10_000),
)
def test_raising_one_target_never_raises_pay(
    curves: tuple[dict[str, Any], dict[str, Any]], place: int, factor: float, seed: int
) -> None:
    """At fixed results, a higher target of one measure pays everybody the same or less."""
    bonus = Bonus.model_validate(BONUS | {"curve": curves[1]})
    draw = np.random.default_rng(seed)
    spans = {"sales": (0, 3e6), "income": (0, 4e4), "satisfaction": (60, 100)}
    results = {kpi: draw.uniform(*span, (1, 50)) for kpi, span in spans.items()}
    targets = [np.full((1, 50), 1.2e6), np.full((1, 50), 2e4), np.full((1, 50), 80.0)]
    raised = [target * (factor if at == place else 1.0) for at, target in enumerate(targets)]
    base = np.full((1, 50), 9_000.0)

    paid = bonus.award(PeriodEnd(results, base, targets))
    assert float((bonus.award(PeriodEnd(results, base, raised)) - paid).max()) <= 0.0
