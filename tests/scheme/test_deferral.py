"""Deferral: what is paid when, what it is worth to the advisor, and what is wrong with a file."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from simkit.scheme.components.bonus import Bonus
from simkit.scheme.deferral import Deferral
from simkit.scheme.scheme import Scheme
from tests.engine.worlds import BONUS

TERMS = st.builds(
    lambda share, count, length, wait: (
        Deferral.model_validate({"share": f"{share}%", "over": f"{count * length} months", "instalments": count}),
        wait,
    ),
    share=st.integers(1, 100),
    count=st.integers(1, 8),
    length=st.integers(1, 12),
    wait=st.integers(0, 6),
)


@given(terms=TERMS, awards=st.lists(st.integers(0, 10**9), min_size=1, max_size=5))
def test_payments_are_the_award_to_the_cent(terms: tuple[Deferral, int], awards: list[int]) -> None:
    plan, wait = terms
    award = np.array([awards]) / 100.0
    payments = plan.payments(award, wait, 0.01)
    assert np.add.reduce([amount for _, amount in payments]) == pytest.approx(award, abs=1e-6, rel=1e-12)
    for delay, amount in payments[1:]:
        assert delay > wait
        assert 100.0 * amount == pytest.approx(np.rint(100.0 * amount), abs=1e-3)
    assert [delay for delay, _ in payments] == [delay for delay, _ in plan.parts(wait)]
    assert sum(part for _, part in plan.parts(wait)) == pytest.approx(1.0)


@given(terms=TERMS, discount=st.floats(0.9, 1.0))
def test_a_promise_is_worth_less_than_it_costs(terms: tuple[Deferral, int], discount: float) -> None:
    plan, wait = terms
    value = plan.present_value(discount, wait)
    assert discount ** (wait + plan.over) <= value + 1e-12
    assert value <= discount**wait + 1e-12
    assert plan.present_value(1.0, wait) == pytest.approx(1.0)


def test_by_default_a_third_vests_at_the_end_of_every_year() -> None:
    plan = Deferral.model_validate({"share": "30%"})
    assert plan.delays == (12, 24, 36)
    cliff = Deferral.model_validate({"share": "30%", "over": "3 years", "instalments": 1})
    assert cliff.delays == (36,)


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ({"share": "0%"}, "greater than 0"),
        ({"share": "120%"}, "less than or equal to 1"),
        ({"share": "40%", "over": "0 months"}, "0 months is no time; write 3 years, or remove the deferral"),
        ({"share": "40%", "over": "18 months"}, "one instalment a year does not fit 18 months; write whole years"),
        ({"share": "40%", "instalments": 5}, "5 instalments in 36 months do not fall on whole months"),
    ],
)
def test_what_does_not_fit_is_said(written: dict[str, object], said: str) -> None:
    with pytest.raises(ValidationError, match=said):
        Deferral.model_validate(written)


def test_a_statement_says_what_is_paid_later() -> None:
    pay = [BONUS | {"gates": [], "deferral": {"share": "40%", "over": "2 years"}}]
    slip = Scheme.model_validate({"name": "deferred", "pay": pay}).payslip(
        {"sales": 1_200_000, "income": 20_000, "satisfaction": 80},
        {"sales": 1_200_000, "income": 20_000},
        base_pay=9_000,
    )
    assert "40% deferred over 24 months, 2 instalments" in str(slip)
    assert slip.amount == 13_500.0


def test_a_component_with_deferral_is_worth_less_to_the_advisor() -> None:
    plain = Bonus.model_validate(BONUS)
    deferred = Bonus.model_validate(BONUS | {"deferral": {"share": "40%", "over": "2 years"}})
    assert plain.present_value(0.99) == pytest.approx(0.99)
    # of 0.6 + 0.2 + 0.2, after 1, 13 and 25 months
    assert deferred.present_value(0.99) == pytest.approx(0.6 * 0.99 + 0.2 * 0.99**13 + 0.2 * 0.99**25)
