"""One contract for every pay component: award, statement, perceived curve, scaling, round trip."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from pydantic import TypeAdapter

from simkit.arrays import Array, Index
from simkit.scheme.beliefs import Beliefs
from simkit.scheme.components import Component
from simkit.scheme.components.bonus import ScoredPay
from simkit.scheme.components.grid import ProductionGrid
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
LIMITED: dict[str, Any] = CLIFF | {"limits": [{"kpi": "satisfaction", "at_least": 75, "else_at_most": "30%"}]}
TABLE: dict[str, Any] = {
    "kind": "bonus",
    "target_pay": 2_000,
    "measures": [SCORED["measures"][3] | {"weight": "100%"}],
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
GRID: dict[str, Any] = {
    "kind": "grid",
    "production": "income",
    "brackets": {0: "22%", 13_250: "50%"},
    "basis": "marginal",
}
LOOKING_BACK: dict[str, Any] = GRID | {
    "production": {"income": "100%", "new_clients": 300},
    "brackets": {1_000: "20%", 60_000: "30%", 70_000: "45%"},
    "basis": "whole",
}
SERVICE = {"kpi": "satisfaction", "points": {0: "-2%", 70: 0, 85: "1.5%"}}
SAMPLES = {
    "bonus with gate": BONUS,
    "clipped scorecard": SCORECARD,
    "cliff in money": CLIFF,
    "price list": PRICES,
    "price list with a referral split": PRICES | {"referral_share": "20%"},
    "menu of contracts": MENU,
    "grid": GRID,
    "grid with a hurdle and a cap": GRID | {"hurdle": 1_000, "cap": 9_000},
    "grid on the year": LOOKING_BACK | {"basis": "marginal", "lookback": "calendar year"},
    "grid on twelve months": LOOKING_BACK | {"lookback": "trailing 12 months", "every": "quarter"},
    "grid with points": GRID | {"adjustments": [SERVICE]},
    "bonus with a limit": LIMITED,
    "table of two results": TABLE,
    "every way to score": SCORED,
}
GRANT = {"paid_in": "options", "over": "5 years", "first": "3 years", "instalments": 2}
SAMPLES |= {
    "grant of shares": BONUS | {"kind": "equity", "deferral": {"paid_in": "shares"}},
    "grant of options in money": CLIFF | {"kind": "equity", "deferral": GRANT},
    "grant with every way to score": SCORED | {"kind": "equity", "deferral": GRANT},
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
    measures = component.measures if isinstance(component, ScoredPay) else ()
    return [np.full((1, SEATS), middle[measure.kpi]) for measure in measures]


BASE = np.full((1, SEATS), 9_000.0)
EARLIER = {"sales": 8e6, "income": 4.5e4, "new_clients": 25.0}
"""What everybody had brought before the period, where it is looked back on."""


def ended(component: Any, done: dict[str, Array]) -> PeriodEnd:
    """The end of a period with these results."""
    before = {kpi: np.full((1, SEATS), earlier) for kpi, earlier in EARLIER.items()}
    trailing = {kpi: before[kpi] + result for kpi, result in done.items() if kpi in before}
    return PeriodEnd(done, BASE, targets(component), before, trailing, branch=np.arange(SEATS) % 4)


def certain(component: Any) -> Beliefs:
    """What an advisor believes who knows it all: what was produced before, and the points for satisfaction of 100."""
    before, points = 0.0, 0.0
    if component.reads_trailing or (component.reads_before and isinstance(component, ProductionGrid)):
        before = component.produced({kpi: np.full(1, earlier) for kpi, earlier in EARLIER.items()}).item()
    if isinstance(component, ProductionGrid):
        points = float(np.sum(component.points({"satisfaction": np.full(1, 100.0)})))
    return Beliefs(produced=before, points=points)


def picked(end: PeriodEnd, order: Index) -> PeriodEnd:
    """The same people in another order."""
    counted = (
        {kpi: values[:, order] for kpi, values in each.items()} for each in (end.results, end.before, end.trailing)
    )
    results, before, trailing = counted
    goals = [target[:, order] for target in end.targets]
    return PeriodEnd(results, end.base_pay[:, order], goals, before, trailing, branch=end.branches[order])


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

    def test_it_costs_what_it_pays_or_says_that_it_costs_more(self, component: Any) -> None:
        end = ended(component, results(11))
        award, cost = component.award(end), component.cost(end)
        assert float((cost - award).min()) >= 0.0
        assert bool((cost > award).any()) == component.costs_beside_pay

    def test_twice_the_stake_is_twice_the_pay(self, component: Any) -> None:
        once, twice = (c.award(ended(component, results(3))) for c in (component, component.scaled(2.0)))
        assert twice == pytest.approx(2.0 * once, abs=0.011)

    def test_awards_at_other_levels_of_business_are_awards_of_scaled_results(self, component: Any) -> None:
        at_once = component.awards_at((1.0, 0.8, 1.2), ended(component, results(6)), {"satisfaction"})
        for scale, paid in zip((1.0, 0.8, 1.2), at_once, strict=True):
            scaled = ended(component, results(6)).scaled(scale, {"satisfaction"})
            assert paid == pytest.approx(component.award(scaled), abs=1e-9)

    def test_what_is_perceived_is_what_is_paid(self, component: Any) -> None:
        """The perceived curve at the own progress, here and at five others, is the award before gates and discount."""
        curve = component.perceived(certain(component), 9_000.0)
        for factor in (1.0, 0.0, 0.3, 0.8, 1.25, 2.0):
            open_gates = {kpi: factor * result for kpi, result in results(4).items()}
            open_gates["satisfaction"] = np.full((1, SEATS), 100.0)
            paid = component.award(ended(component, open_gates))
            own = progress(component, open_gates)
            assert component.attained(ended(component, open_gates)) == pytest.approx(own)
            assert curve(own) == pytest.approx(paid, abs=0.0051)

    def test_another_currency_is_the_same_pay(self, component: Any) -> None:
        """Eight of its units make one: what is paid in amounts is eight times as much, and so is base pay."""
        end = ended(component, results(8))
        there = component.scaled(8.0) if component.in_money else component
        there = there.model_copy(update={"round_to": 8.0 * component.round_to})
        assert there.award(replace(end, base_pay=8.0 * BASE)) == pytest.approx(8.0 * component.award(end), abs=1e-6)

    def test_people_in_another_order_get_the_same(self, component: Any) -> None:
        end, order = ended(component, results(9)), np.random.default_rng(9).permutation(SEATS)
        paid = component.award(picked(end, order))
        assert paid.tobytes() == np.ascontiguousarray(component.award(end)[:, order]).tobytes()

    def test_without_a_number_pay_is_not_known(self, component: Any) -> None:
        """A missing result is neither pay nor 0; nobody else is paid less or more for it but where people compare."""
        known = component.award(ended(component, results(10)))
        for kpi in component.counted:
            done = results(10)
            done[kpi][0, 3] = np.nan
            end = ended(component, done)
            paid = component.award(end)
            assert np.isnan(paid[0, 3])
            assert np.isfinite(np.delete(paid, 3)).all()
            if component.compared == "nobody":
                assert (np.delete(paid, 3) == np.delete(known, 3)).all()
            assert kpi in component.missing(end, (0, 3))
            assert np.isnan(component.statement(end, (0, 3)).amount)

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
    if not isinstance(component, ScoredPay):
        for kpi, price in component.prices.items():
            made += price * period[kpi]
        return made
    for measure, target in zip(component.measures, targets(component), strict=True):
        made += measure.weight * measure.scores(ended(component, period), target)
    return made
