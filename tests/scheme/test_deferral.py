"""Deferral: what is paid when, what it is worth to the advisor, and what is wrong with a file."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from simkit.market.share import SharePrice
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


def test_the_first_instalment_may_wait() -> None:
    assert Deferral.model_validate({"share": "30%", "over": "5 years", "first": "3 years"}).delays == (36, 48, 60)
    two = Deferral.model_validate({"share": "25%", "over": "5 years", "first": "3 years", "instalments": 2})
    assert two.parts(paid_after=1) == ((1, 0.75), (37, 0.125), (61, 0.125))
    monthly = Deferral.model_validate({"share": "30%", "over": "14 months", "first": "12 months", "instalments": 3})
    assert monthly.delays == (12, 13, 14)


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ({"share": "0%"}, "greater than 0"),
        ({"share": "120%"}, "less than or equal to 1"),
        ({"share": "40%", "over": "0 months"}, "0 months is no time; write 3 years, or remove the deferral"),
        ({"share": "40%", "over": "18 months"}, "one instalment a year does not fit 18 months; write whole years"),
        ({"share": "40%", "instalments": 5}, "5 instalments in 36 months do not fall on whole months"),
        ({"share": "40%", "first": "3 years"}, "36 months is not a time before the last instalment, after 36 months"),
        ({"share": "40%", "first": "6 months"}, "one instalment a year does not fit the 30 months from the first"),
        ({"share": "40%", "first": "1 year", "instalments": 1}, "1 instalment is the last one; write 2 or more"),
        ({"share": "40%", "first": "1 year", "instalments": 6}, "6 instalments from 12 to 36 months do not fall"),
        ({"share": "40%", "paid_in": "stock"}, "'cash', 'shares' or 'options'"),
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


MARKET = SharePrice.model_validate({"volatility": "20%", "drift": "10%", "interest": 0, "option_life": "48 months"})


def test_what_a_unit_of_a_grant_is_worth_by_hand() -> None:
    """All of it after a year at 99% a month, .8864: shares 1.1 of it, options their payoff over their cost, less 30%.

    An option costs 2 N(.2) - 1 = .15852; after a year at a forward of 1.1, d = ln 1.1 / .2 + .1 = .57655, it is
    expected to pay 1.1 N(.57655) - N(.37655) = 1.1 x .717879 - .646746 = .142920.
    """
    terms = {"share": "100%", "over": "1 year"}
    cash, shares, options = (Deferral.model_validate(terms | {"paid_in": how}) for how in ("cash", "shares", "options"))
    waits = 0.99**12
    assert cash.present_value(0.99, 0, MARKET, haircut=0.3) == pytest.approx(waits)
    assert shares.present_value(0.99, 0, MARKET) == pytest.approx(1.1 * waits)
    assert shares.present_value(0.99, 0, MARKET, haircut=0.3) == pytest.approx(0.7 * 1.1 * waits)
    paid = 0.142920 / 0.158519
    assert options.present_value(0.99, 0, MARKET) == pytest.approx(paid * waits, rel=1e-5)
    assert options.present_value(0.99, 0, MARKET, haircut=0.3) == pytest.approx(0.7 * paid * waits, rel=1e-5)
    with pytest.raises(ValueError, match="say how the share's price moves"):
        shares.present_value(0.99, 0)


def test_what_is_worth_on_the_day_of_the_grant_is_the_award() -> None:
    one = np.ones(())
    for how in ("shares", "options"):
        plan = Deferral.model_validate({"share": "100%", "paid_in": how})
        assert float(plan.worth(MARKET, one, 0)) == 1.0
        assert float(plan.worth(MARKET, 1.2 * one, 12)) > float(plan.worth(MARKET, one, 12))
    options = Deferral.model_validate({"share": "100%", "paid_in": "options"})
    # a price 20% up with no time left: .2 / .15852
    assert float(options.worth(MARKET, np.array(1.2), 48)) == pytest.approx(0.2 / 0.158519, rel=1e-5)
    assert options.vested(MARKET, np.array([0.5, 1.0, 1.2])) == pytest.approx([0.0, 0.0, 0.2 / 0.158519], rel=1e-5)


def test_a_statement_says_what_vests_when() -> None:
    pay = [BONUS | {"gates": [], "deferral": {"share": "25%", "over": "2 years", "paid_in": "options"}}]
    slip = Scheme.model_validate({"name": "options", "pay": pay}).payslip(
        {"sales": 1_200_000, "income": 20_000, "satisfaction": 80},
        {"sales": 1_200_000, "income": 20_000},
        base_pay=9_000,
    )
    assert "25% in options, vesting 1,687.50 after 12 months, 1,687.50 after 24 months" in str(slip)
    assert slip.amount == 13_500.0
    monthly = Deferral.model_validate({"share": "100%", "over": "1 year", "instalments": 12, "paid_in": "shares"})
    assert monthly.told(1200.0, 0.01) == (
        "100% in shares, vesting 100.00 after 1 month, 100.00 after 2 months, 100.00 after 3 months, "
        "100.00 after 4 months, and so on to 100.00 after 12 months"
    )


def test_a_component_with_deferral_is_worth_less_to_the_advisor() -> None:
    plain = Bonus.model_validate(BONUS)
    deferred = Bonus.model_validate(BONUS | {"deferral": {"share": "40%", "over": "2 years"}})
    assert plain.present_value(0.99) == pytest.approx(0.99)
    # of 0.6 + 0.2 + 0.2, after 1, 13 and 25 months
    assert deferred.present_value(0.99) == pytest.approx(0.6 * 0.99 + 0.2 * 0.99**13 + 0.2 * 0.99**25)


@pytest.mark.parametrize("share", ["99%", "100%"])
def test_no_cent_is_paid_that_was_not_awarded(share: str) -> None:
    """Three cents in five instalments of three fifths of a cent each: three of one cent, and nothing is owed back."""
    plan = Deferral.model_validate({"share": share, "over": "5 years"})
    amounts = [amount.round(12).tolist() for _, amount in plan.payments(np.array([0.03, 0.0, 500.0]), 0, 0.01)]
    assert [amount[0] for amount in amounts] == [0.0, 0.01, 0.01, 0.01, 0.0, 0.0]
    assert [amount[1] for amount in amounts] == [0.0] * 6
    assert sum(amount[2] for amount in amounts) == pytest.approx(500.0)
