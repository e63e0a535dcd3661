"""What every kind of component promises, in one place.

- Its award is a finite number, with reasons that sum to it to a cent.
- Who is certain of everything (others as they turned out, gates open, no discount, no loss) perceives what is paid,
  to a cent, at the own progress and at five others.
- In another currency it is the same pay; in another order of people everybody gets the same.

A kind that joins the family is asked for a sample.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from simkit.arrays import Array, Index
from simkit.scheme.beliefs import Beliefs
from simkit.scheme.components import Component
from simkit.scheme.others import Others
from simkit.scheme.period_end import PeriodEnd
from tests.families import test_components, test_relative
from tests.families.test_components import ADAPTER, certain
from tests.properties.test_language import kinds_of

SAMPLES: dict[str, dict[str, Any]] = {
    **test_components.SAMPLES,
    **test_relative.SAMPLES,
    "floating prices": test_relative.FLOATING,
    "floating prices in money": test_relative.FLOATING | {"size": 3_000, "among": "branch"},
}
SEATS = 24
BRANCH: Index = np.arange(SEATS) * 3 // SEATS
BASE = np.full((1, SEATS), 9_000.0)
SPANS = {"sales": 3e6, "income": 4e4, "new_clients": 20.0, "cards": 20.0}
GOALS = {"sales": 1.2e6, "income": 2e4, "new_clients": 8.0, "cards": 8.0, "satisfaction": 80.0}


def results(seed: int) -> dict[str, Array]:
    """Results of a period, from hopeless to excellent; the gates are open."""
    draw = np.random.default_rng(seed)
    return {kpi: draw.uniform(0.0, most, (1, SEATS)) for kpi, most in SPANS.items()} | {
        "satisfaction": np.full((1, SEATS), 100.0)
    }


def ended(component: Any, done: dict[str, Array]) -> PeriodEnd:
    """The end of a period with these results, and what the component asks of the time before."""
    before = {kpi: np.full((1, SEATS), earlier) for kpi, earlier in test_components.EARLIER.items()}
    trailing = {kpi: earlier + done[kpi] for kpi, earlier in before.items()}
    goals = [np.full((1, SEATS), GOALS[measure.kpi]) for measure in component.measures]
    return PeriodEnd(done, BASE, goals, before, trailing, branch=BRANCH)


def sure(component: Any, end: PeriodEnd, seat: int) -> Beliefs:
    """What one person believes who knows it all, the colleagues as they turned out among it."""
    if component.compared == "nobody":
        return certain(component)
    group = np.equal(BRANCH, BRANCH[seat]) if component.compared == "branch" else np.full(SEATS, True)
    theirs = group & (np.arange(SEATS) != seat)
    return replace(certain(component), others=Others(np.sort(component.attained(end)[0][theirs])))


@pytest.mark.parametrize("sample", SAMPLES)
class TestContract:
    @pytest.fixture
    def component(self, sample: str) -> Any:
        return ADAPTER.validate_python(SAMPLES[sample])

    def test_the_award_is_finite_and_its_reasons_sum_to_it(self, component: Any) -> None:
        end = ended(component, results(1))
        paid = component.award(end)
        assert paid.shape == (1, SEATS)
        assert np.isfinite(paid).all()
        assert component.felt(end).max() > 0.0
        for seat in range(SEATS):
            slip = component.statement(end, (0, seat))
            *lines, rounding = slip.leaves()
            assert lines
            assert slip.amount == pytest.approx(float(paid[0, seat]), abs=1e-9)
            assert abs(rounding.value) <= 0.005 * (len(lines) + 1) + 1e-9

    def test_what_is_perceived_is_what_it_is_worth(self, component: Any) -> None:
        end = ended(component, results(2))
        for seat in (0, 11, 23):
            curve = component.perceived(sure(component, end, seat), 9_000.0)
            for factor in (1.0, 0.0, 0.3, 0.8, 1.25, 2.0):
                done = {kpi: values.copy() for kpi, values in results(2).items()}
                for kpi in SPANS:
                    done[kpi][0, seat] *= factor
                moved = ended(component, done)
                own = component.attained(moved)[0, seat]
                assert float(curve(own)) == pytest.approx(component.felt(moved)[0, seat], abs=0.0101)  # chord and cent

    def test_another_currency_is_the_same_pay(self, component: Any) -> None:
        """Eight of its units make one: what is paid in amounts is eight times as much, and so is base pay."""
        end = ended(component, results(3))
        there = component.scaled(8.0) if in_amounts(component) else component
        there = there.model_copy(update={"round_to": 8.0 * component.round_to})
        assert there.award(replace(end, base_pay=8.0 * BASE)) == pytest.approx(8.0 * component.award(end), abs=1e-6)

    def test_people_in_another_order_get_the_same(self, component: Any) -> None:
        end, order = ended(component, results(4)), np.random.default_rng(4).permutation(SEATS)
        paid, expected = component.felt(test_components.picked(end, order)), component.felt(end)[:, order]
        # a sum over people in another order may differ in its last bit, and so round to the next cent
        assert paid == pytest.approx(expected, abs=0.0 if component.compared == "nobody" else 0.0101)


def in_amounts(component: Any) -> bool:
    """Whether what it pays is written in amounts of money and not as shares of base pay."""
    size = getattr(component, "size", None)
    return bool(component.in_money) if size is None else size.amount > 0.0


def test_every_kind_has_a_sample() -> None:
    assert {sample["kind"] for sample in SAMPLES.values()} == kinds_of(Component)
