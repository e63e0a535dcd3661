"""What a scheme costs beside pay: in total cost, in the stake and in profit, and in nobody's pay.

No component is asked for it by name: recognition is given a price here.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from simkit.arrays import Array
from simkit.engine.plans import PlanCache
from simkit.experiment.backends.serial import Serial
from simkit.experiment.compare import Comparison, compare
from simkit.experiment.stake import _SEATS, TOLERANCE, _expected_costs, _pilot, equalise
from simkit.report.answer import Answer
from simkit.report.summary import summary
from simkit.scheme.components.bonus import Bonus
from simkit.scheme.components.recognition import Recognition
from simkit.scheme.period_end import PeriodEnd
from tests.engine.worlds import BONUS, world

TRIP = 20_000.0
CLUB: dict[str, Any] = {
    "kind": "recognition",
    "every": "quarter",
    "measures": [{"kpi": "sales", "weight": "100%", "target": {"kind": "potential"}}],
    "prizes": [{"places": 2, "pays": 1_000}],
}
SCHEMES = {
    "today": {"name": "Bonus", "pay": [BONUS]},
    "club": {"name": "Bonus and club", "pay": [BONUS, CLUB]},
}
COSTS = ("total_cost", "profit", "cost_per_value", "cost_at_80", "cost_at_120")


def compared(**changes: Any) -> Comparison:
    return compare(world(schemes=SCHEMES, **changes), replications=4)


@pytest.fixture
def with_price(monkeypatch: pytest.MonkeyPatch) -> None:
    """A trip for each of the two best of a quarter."""

    def cost(self: Recognition, end: PeriodEnd) -> Array:
        return np.where(self.worth(end) > 0.0, TRIP, 0.0)

    monkeypatch.setattr(Recognition, "costs_beside_pay", True)
    monkeypatch.setattr(Recognition, "cost", cost)


@pytest.fixture(scope="module")
def free() -> Comparison:
    return compared()


def test_pay_is_all_that_most_components_cost(free: Comparison) -> None:
    assert "cost_beside_pay" not in free.runs.values
    component = free.scenario.schemes["today"].pay[0]
    end = PeriodEnd(
        {"sales": np.ones((1, 1)), "income": np.ones((1, 1)), "satisfaction": np.full((1, 1), 80.0)},
        np.full((1, 1), 9_000.0),
        [np.ones((1, 1))] * 3,
    )
    assert not component.costs_beside_pay
    assert component.cost(end) == component.award(end) != 0.0


@pytest.mark.usefixtures("with_price")
def test_what_is_spent_is_in_the_cost_and_in_nobody_s_pay(free: Comparison) -> None:
    """Two trips a quarter: 8 x 20,000 a year, in every sky."""
    priced = compared()
    values, before = priced.runs.values, free.runs.values
    spent = values["cost_beside_pay"]
    assert (spent[0] == 0.0).all()
    assert (spent[1] == 8 * TRIP).all()
    for name in set(before) - set(COSTS):
        assert values[name].tobytes() == before[name].tobytes(), name
    for name in ("total_cost", "cost_at_80", "cost_at_120"):
        assert values[name] - before[name] == pytest.approx(spent)
    assert before["profit"] - values["profit"] == pytest.approx(spent)
    assert priced.runs.people["pay"].tobytes() == free.runs.people["pay"].tobytes()


def test_what_is_paid_is_not_counted_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    """A bonus that costs a tenth more than it pays, such as what an employer adds for insurance."""
    monkeypatch.setattr(Bonus, "costs_beside_pay", True)
    monkeypatch.setattr(Bonus, "cost", lambda self, end: 1.1 * self.award(end))
    values = compared().runs.values
    assert values["cost_beside_pay"] == pytest.approx(0.1 * values["variable_cost"])


def test_what_a_later_version_brings_has_its_outcome() -> None:
    later = {"from": "month 19", "pay": [BONUS | {"deferral": {"share": "40%", "over": "2 years"}}]}
    owed = compare(world(schemes={"today": SCHEMES["today"] | {"later": [later]}}), replications=2).runs.values
    assert (owed["deferred_liability"] > 0.0).all()


@pytest.mark.usefixtures("with_price")
def test_the_report_says_what_is_spent() -> None:
    priced = compared()
    document = summary(priced)
    assert document["outcomes"]["cost_beside_pay"]["levels"]["club"]["all years"]["mean"] == 8 * TRIP
    assert "cost beside pay" in str(Answer.of(priced))


@pytest.mark.usefixtures("with_price")
def test_base_pay_is_what_neither_varies_nor_is_spent_beside_it() -> None:
    turned = {"club": SCHEMES["club"], "today": SCHEMES["today"]}
    priced = compare(world(schemes=turned), replications=2)
    assert (priced.runs.values["cost_beside_pay"][0] > 0.0).all()
    plain = compare(world(schemes={"today": SCHEMES["today"]}), replications=2)
    base = plain.pooled("total_cost")[0].mean() - plain.pooled("variable_cost")[0].mean()
    variable = priced.pooled("variable_cost")[0].mean()
    assert summary(priced)["stake"]["variable_over_base"] == pytest.approx(variable / base, rel=1e-12)


@pytest.mark.usefixtures("with_price")
def test_a_stake_of_the_same_cost_counts_it() -> None:
    """The club takes its price out of the bonus: in the pilot's skies both schemes cost the same in all."""
    people = {"seats": 200, "branches": 20, "base_pay": {"median": 9_000}}
    asked = world(schemes=SCHEMES, people=people, stake="same expected cost as today")
    stake = equalise(asked, 3, PlanCache())
    costs = _expected_costs(stake.scenario, _pilot(asked, _SEATS[-1]), 3, PlanCache(), Serial())
    assert costs["club"] == pytest.approx(costs["today"], rel=1.01 * TOLERANCE)
    assert costs["today"] > 20 * 8 * TRIP
    assert stake.factors["club"] < 0.99
