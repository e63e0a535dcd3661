"""One contract for every pay component: award, statement, perceived curve, scaling, round trip."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest
from pydantic import TypeAdapter

from simkit.arrays import Array
from simkit.scheme.beliefs import Beliefs
from simkit.scheme.components import Component
from simkit.scheme.components.bonus import Bonus
from simkit.scheme.period_end import PeriodEnd
from tests.engine.worlds import BONUS, PRICES, SCORECARD

ADAPTER: TypeAdapter[Any] = TypeAdapter(Component)
STEPPED = {"kind": "step", "steps": {"80%": "60%", "100%": "100%"}}
CLIFF: dict[str, Any] = {
    "kind": "bonus",
    "every": "month",
    "target_pay": 2_000,
    "measures": [{"kpi": "sales", "weight": "100%", "target": {"kind": "potential"}, "score": STEPPED}],
    "curve": {"kind": "steps", "steps": {"50%": "30%", "100%": "100%"}},
}
SCORED: dict[str, Any] = {
    "kind": "bonus",
    "every": "quarter",
    "target_pay": "40% of base pay",
    "measures": [
        {
            "kpi": "sales",
            "weight": "40%",
            "target": {"kind": "fixed", "at": 1_200_000},
            "score": {"kind": "per_unit", "each": 100_000, "above": "2%", "below": "-8%", "from": "0%", "to": "130%"},
        },
        {
            "kpi": "income",
            "weight": "25%",
            "target": {"kind": "weighted", "history": "50%"},
            "score": {"kind": "step_deduction", "each": "5%", "costs": "10%"},
        },
        {
            "kpi": "new_clients",
            "weight": "20%",
            "target": {"kind": "peers", "period": "this period", "among": "all"},
            "score": {"kind": "rank", "places": {"25%": "150%", "75%": "100%", "100%": "50%"}},
        },
        {
            "kpi": "income",
            "weight": "15%",
            "target": {"kind": "potential"},
            "score": {
                "kind": "matrix",
                "second": "sales",
                "second_target": 1_000_000,
                "table": {"80%": {"50%": "50%", "100%": "80%"}, "100%": {"50%": "80%", "100%": "120%"}},
            },
        },
    ],
    "curve": {"kind": "linear", "cap": "120%"},
    "limits": [{"kpi": "satisfaction", "at_least": 75, "else_at_most": "60%"}],
    "modifiers": [{"kpi": "satisfaction", "target": 90, "factors": {"80%": "70%", "100%": "100%"}}],
}
MENU: dict[str, Any] = {
    "kind": "menu",
    "production": {"sales": "0.4%", "new_clients": 150},
    "contracts": [
        {"deductible": 1_000, "rate": "30%"},
        {"deductible": 3_000, "rate": "50%"},
        {"deductible": 6_000, "rate": "70%"},
    ],
    "gates": [{"kpi": "satisfaction", "at_least": 75, "else_pay": "80%"}],
}
SAMPLES = {
    "bonus with gate": BONUS,
    "clipped scorecard": SCORECARD,
    "cliff in money": CLIFF,
    "price list": PRICES,
    "menu of contracts": MENU,
    "every way to score": SCORED,
}
SEATS = 200


def results(seed: int) -> dict[str, Array]:
    """Results of a period, from hopeless to excellent."""
    draw = np.random.default_rng(seed)
    return {
        "sales": draw.uniform(0.0, 3e6, (1, SEATS)),
        "income": draw.uniform(0.0, 4e4, (1, SEATS)),
        "new_clients": draw.uniform(0.0, 20.0, (1, SEATS)),
        "satisfaction": draw.uniform(60.0, 100.0, (1, SEATS)),
    }


def targets(component: Any) -> Sequence[Array]:
    """Targets of a period, in the middle of the results."""
    middle = {"sales": 1.2e6, "income": 2e4, "new_clients": 8.0, "satisfaction": 80.0}
    measures = component.measures if isinstance(component, Bonus) else ()
    return [np.full((1, SEATS), middle[measure.kpi]) for measure in measures]


BASE = np.full((1, SEATS), 9_000.0)


def ended(component: Any, done: dict[str, Array]) -> PeriodEnd:
    """The end of a period with these results."""
    return PeriodEnd(done, BASE, targets(component))


@pytest.mark.parametrize("sample", SAMPLES)
class TestComponent:
    """What every component promises."""

    @pytest.fixture
    def component(self, sample: str) -> Any:
        return ADAPTER.validate_python(SAMPLES[sample])

    def test_reads_only_what_it_says(self, component: Any) -> None:
        only = {kpi: result for kpi, result in results(1).items() if kpi in component.counted}
        assert component.award(ended(component, only)).shape == (1, SEATS)

    def test_pay_is_never_negative_and_has_whole_cents(self, component: Any) -> None:
        paid = component.award(ended(component, results(1)))
        assert float(paid.min()) >= 0.0
        assert paid * 100.0 == pytest.approx(np.rint(paid * 100.0), abs=1e-6)

    def test_leaves_of_the_statement_sum_to_the_pay(self, component: Any) -> None:
        paid = component.award(ended(component, results(2)))
        for seat in range(SEATS):
            slip = component.statement(ended(component, results(2)), (0, seat))
            assert slip.amount == pytest.approx(float(paid[0, seat]), abs=1e-9)
            *lines, rounding = slip.leaves()
            assert rounding.label == "rounding"
            assert rounding.value == pytest.approx(0.0, abs=0.005 * (len(lines) + 1) + 1e-9)
            assert sum(round(100 * leaf.value) for leaf in slip.leaves()) == round(100 * slip.amount)

    def test_twice_the_stake_is_twice_the_pay(self, component: Any) -> None:
        once, twice = (c.award(ended(component, results(3))) for c in (component, component.scaled(2.0)))
        assert twice == pytest.approx(2.0 * once, abs=0.011)

    def test_awards_at_other_levels_of_business_are_awards_of_scaled_results(self, component: Any) -> None:
        at_once = component.awards_at((1.0, 0.8, 1.2), ended(component, results(6)), {"satisfaction"})
        for scale, paid in zip((1.0, 0.8, 1.2), at_once, strict=True):
            scaled = {kpi: r if kpi == "satisfaction" else scale * r for kpi, r in results(6).items()}
            assert paid == pytest.approx(component.award(ended(component, scaled)), abs=1e-9)

    def test_what_is_perceived_is_what_is_paid(self, component: Any) -> None:
        """The perceived curve at an advisor's own progress is the award before gates and discount."""
        open_gates = results(4) | {"satisfaction": np.full((1, SEATS), 100.0)}
        paid = component.award(ended(component, open_gates))
        curve = component.perceived(Beliefs(), 9_000.0)
        own = progress(component, open_gates)
        assert component.attained(ended(component, open_gates)) == pytest.approx(own)
        assert curve(own) == pytest.approx(paid, abs=0.0051)

    def test_beliefs_lower_what_is_perceived(self, component: Any) -> None:
        full, doubtful = (component.perceived(b, 9_000.0) for b in (Beliefs(), Beliefs(discount=0.9, loss_chance=0.5)))
        assert float(doubtful(1.0)) == pytest.approx(0.45 * float(full(1.0)))

    def test_higher_results_never_pay_less(self, component: Any) -> None:
        low = results(5)
        high = {kpi: result * 1.07 for kpi, result in low.items()}
        paid = [component.award(ended(component, r)) for r in (low, high)]
        assert float((paid[1] - paid[0]).min()) >= 0.0
        assert float((paid[1] - paid[0]).max()) > 1.0

    def test_survives_the_way_to_a_file_and_back(self, component: Any) -> None:
        assert ADAPTER.validate_python(component.model_dump(mode="json", by_alias=True)) == component


def progress(component: Any, period: dict[str, Array]) -> Array:
    """Own progress: the score of a bonus, money at list prices of a price list."""
    made = np.zeros((1, SEATS))
    if not isinstance(component, Bonus):
        for kpi, price in component.prices.items():
            made += price * period[kpi]
        return made
    for measure, target in zip(component.measures, targets(component), strict=True):
        made += measure.weight * measure.scores(ended(component, period), target)
    return made
