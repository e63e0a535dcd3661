"""Grants of shares and options: what is granted, said, expected and paid, by hand; and that people work under them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from pydantic import ValidationError

from simkit.engine.payroll import Payroll
from simkit.experiment.compare import compare
from simkit.market.share import Quote, SharePrice
from simkit.report.answer import Answer
from simkit.scenario.reading import load, load_scheme
from simkit.scenario.scenario import Scenario
from simkit.scheme.beliefs import Beliefs
from simkit.scheme.components.bonus import Bonus
from simkit.scheme.components.equity import Equity
from simkit.scheme.period_end import PeriodEnd
from simkit.scheme.scheme import Scheme
from tests.engine.worlds import BONUS, world
from tests.small import scenario_file

W5 = Path(__file__).parents[2] / "scenarios" / "schemes" / "w5_adviser_options.yaml"
SHARE = SharePrice.model_validate({"volatility": "30%", "drift": "5%", "interest": "2%", "option_life": "6 years"})
COST = 0.330021
"""Of an option: s = .3 sqrt(6) = .734847, d = ln(1.02^6) / s + s / 2 = .529111; .701636 - .418499 / 1.126162."""


def granted(**changes: Any) -> Equity:
    return Equity.model_validate({"target_pay": "20% of base pay", "deferral": {"paid_in": "shares"}} | changes)


def one(number: float) -> Any:
    return np.full((1, 1), number)


def test_the_options_of_five_years_by_hand() -> None:
    """10,800 buy options on 10,800 / .330021 of shares; 50% up they pay half of that, 1% down nothing."""
    (component,) = load_scheme(W5).pay
    assert isinstance(component, Equity)
    award = component.award(PeriodEnd({"production": one(5e5)}, one(9_000.0), [one(5e5)]))
    assert award.tolist() == [[10_800.0]]
    for after, paid in ((1.5, 10_800.0 / COST * 0.5), (0.99, 0.0)):
        payroll = Payroll((1, 1), SHARE)
        payroll.award(award, 11 + component.paid_after, component.deferral, 0.01, Quote(11, one(0.8)))
        for month in range(11, 72):
            payroll.pay(month, Quote(month, one(0.8 * (after if month == 71 else 1.1))))
        assert payroll.paid[0, 0] == pytest.approx(paid, rel=1e-5)
        assert payroll.revaluation[0, 0] == pytest.approx(paid - 10_800.0, rel=1e-5)


def test_what_the_options_are_worth_to_an_advisor_by_hand() -> None:
    """Expected after five years at 5% a year, s = .670820, forward 1.276282, d = .699071: 1.276282 N(d) - N(.028250).

    That is .455829 of the price, 1.381212 of the cost; 30% less for risk, and 99% a month for 60 months.
    """
    (component,) = load_scheme(W5).pay
    expected = 1.276282 * 0.757746 - 0.511269
    assert component.present_value(1.0, SHARE) == pytest.approx(expected / COST, rel=1e-5)
    assert component.present_value(0.99, SHARE, 0.3) == pytest.approx(0.7 * 0.99**60 * expected / COST, rel=1e-5)
    assert component.present_value(0.99, SHARE, 0.3) < 0.55  # about half of what it costs the bank


def test_a_fixed_grant_by_hand() -> None:
    """20% of 9,000 x 12, a third after each of three years; half of it where a gate is closed."""
    scheme = Scheme.model_validate({"name": "fixed", "pay": [granted(gates=[
        {"kpi": "satisfaction", "at_least": 75, "else_pay": "50%"}])]})  # fmt: skip
    slip = scheme.payslip({"satisfaction": 80}, {}, base_pay=9_000)
    assert [(line.label, line.amount) for line in slip.leaves()] == [
        ("fixed", 21_600.0),
        ("gate: satisfaction", 0.0),
        ("rounding", 0.0),
    ]
    assert "20% of base pay" in str(slip)
    assert "100% in shares, vesting 7,200.00 after 12 months, 7,200.00 after 24 months, 7,200.00 after 36" in str(slip)
    assert scheme.payslip({"satisfaction": 70}, {}, base_pay=9_000).amount == 10_800.0
    assert scheme.pictures() == ""
    assert scheme.scaled(0.5).payslip({"satisfaction": 80}, {}, base_pay=9_000).amount == 10_800.0


def test_a_fixed_grant_is_perceived_as_it_is_paid_wherever_one_stands() -> None:
    fixed = granted()
    end = PeriodEnd({}, np.array([[9_000.0, 9_000.0]]))
    curve = fixed.perceived(Beliefs(), 9_000.0)
    assert fixed.award(end).tolist() == [[21_600.0, 21_600.0]]
    assert curve(fixed.attained(end)) == pytest.approx(fixed.award(end), abs=0.005)
    assert [float(curve(x)) for x in (-1.0, 0.0, 2.0)] == pytest.approx([21_600.0] * 3)
    assert float(fixed.perceived(Beliefs(discount=0.5, loss_chance=0.1), 9_000.0)(0.0)) == pytest.approx(9_720.0)


def test_a_grant_is_a_bonus_that_is_deferred_as_a_whole() -> None:
    terms = {"paid_in": "options", "over": "4 years", "malus": False}
    grant = Equity.model_validate(BONUS | {"kind": "equity", "deferral": terms})
    bonus = Bonus.model_validate(BONUS | {"deferral": terms | {"share": "100%"}})
    sold = {"sales": one(1.1e6), "income": one(2e4), "satisfaction": one(81.0)}
    end = PeriodEnd(sold, one(9_000.0), [one(1e6), one(2e4), one(80.0)])
    assert grant.award(end) == bonus.award(end)
    assert grant.present_value(0.99, SHARE, 0.3) == bonus.present_value(0.99, SHARE, 0.3)
    assert grant.deferral.told(100.0, 0.01) == bonus.deferral.told(100.0, 0.01)  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"deferral": {"paid_in": "cash"}}, "'shares' or 'options'"),
        ({"deferral": {}}, "paid_in\n  Field required"),
        ({"deferral": {"paid_in": "shares", "share": "40%"}}, "a grant vests as a whole; leave share out"),
        ({"curve": {"kind": "linear", "cap": "150%"}}, "nothing is scored; write measures, or leave this out"),
        ({"limits": [{"kpi": "a", "at_least": 1, "else_at_most": "50%"}]}, "nothing is scored"),
        ({"measures": [{"kpi": "a", "weight": "90%", "target": {"kind": "potential"}}]}, "the weights sum to 90%"),
    ],
)
def test_what_is_no_grant_is_told(changes: dict[str, Any], said: str) -> None:
    with pytest.raises(ValidationError, match=said):
        granted(**changes)


def small(*pay: dict[str, Any]) -> Scenario:
    """Seven people under a bonus in cash, and under the grants."""
    work = world().model_dump(mode="json", by_alias=True)["work"]
    work["kpis"]["production"] = {"unit": "CNY", "normal_month": 50_000, "from": {"sell": "60%", "serve": "40%"},
                                  "noise": "40%"}  # fmt: skip
    schemes = {"today": {"name": "Today", "pay": [BONUS]}, "new": {"name": "New", "pay": list(pay)}}
    return world(work=work, schemes=schemes, market={"share": {"volatility": "30%"}})


def test_people_work_under_the_published_options() -> None:
    """Two skies with behaviour on: numbers come out, and the scheme moves effort."""
    pay = [component.model_dump(mode="json", by_alias=True) for component in load_scheme(W5).pay]
    runs = compare(small(*pay), replications=2).runs
    assert np.isfinite(runs.values["total_cost"]).all()
    assert (runs.values["effort"][1] > 1.0).all()
    assert (runs.values["deferred_liability"][1] > 0.0).all()
    assert np.isfinite(runs.values["hopeless"][1]).all()


FIXED = {"kind": "equity", "target_pay": "10% of base pay", "deferral": {"paid_in": "shares"}}


def test_a_scenario_file_may_grant_options(tmp_path: Path) -> None:
    """The starter with its yearly bonus granted in options: they are felt, and what is owed is the year's grant."""
    path = scenario_file(tmp_path, changes={
        "  swing: 5%": "  share: {volatility: 30%}\n  swing: 5%",
        "- kind: bonus\n": "- kind: equity\n        deferral: {paid_in: options}\n",
        "views: ": "behaviour: effort only\nviews: ",
    })  # fmt: skip
    answer = compare(load(path), replications=2)
    grant, owed = answer.by_sky("variable_cost")[1], answer.by_sky("deferred_liability")[1]
    assert float(grant.min()) > 0.0
    assert owed == pytest.approx(grant, rel=1e-9)  # granted on the last day of the only year
    assert float(answer.by_sky("effort")[1].min()) > 1.0


def test_a_page_shows_no_curve_of_a_fixed_grant(tmp_path: Path) -> None:
    answer = Answer.of(compare(small(FIXED), replications=2))
    answer.page(tmp_path / "page.html")
    text = (tmp_path / "page.html").read_text(encoding="utf-8")
    assert text.count("score, % (100 = every target met)") == 1  # of the bonus
    assert "sold at list prices" not in text
    assert "0% of the periods end where the curve pays nothing, 100% where it pays the most there is." in text


def test_people_work_as_they_would_anyway_under_a_fixed_grant() -> None:
    runs = compare(small(FIXED), replications=2).runs
    assert runs.values["effort"][1] == pytest.approx(1.0, abs=1e-12)
    base = runs.values["total_cost"][1] - runs.values["variable_cost"][1]
    assert runs.values["variable_cost"][1] == pytest.approx(0.1 * base, rel=1e-6)
    assert np.isnan(runs.values["hopeless"][1]).all()
