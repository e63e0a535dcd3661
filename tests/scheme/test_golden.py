"""Published schemes pay what their publication says."""

from pathlib import Path

import numpy as np
import pytest

from simkit.scenario.reading import load_scheme
from simkit.scheme.period_end import PeriodEnd

SCHEMES = Path(__file__).parents[2] / "scenarios" / "schemes"

# The sample month of the published price list: 1 万 is 10,000 yuan.
SAMPLE_MONTH = {
    "new_clients": 5,
    "client_asset_growth": 100_0000,
    "on_balance_wmp_growth": 300_0000,
    "off_balance_wmp_income": 1_000,
    "money_funds": 100_0000,
    "bond_funds": 10_0000,
    "other_funds": 5_0000,
    "insurance_premium": 1_0000,
    "fund_savings_plans": 5,
    "vip_cards": 10,
    "platinum_cards": 2,
    "wealth_cards": 2,
    "custody_accounts": 2,
    "gold_sales": 5_0000,
    "credit_cards": 0,
}


def test_the_price_list_pays_its_sample_month() -> None:
    scheme = load_scheme(SCHEMES / "cn_price_list_full.yaml")
    assert set(scheme.counted) == set(SAMPLE_MONTH)
    end = PeriodEnd({kpi: np.full((1, 1), float(r)) for kpi, r in SAMPLE_MONTH.items()}, np.zeros((1, 1)))
    statement = scheme.statement([end])
    assert statement.amount == pytest.approx(4_150)
    lines = {reason.label: reason.amount for reason in statement.leaves()}
    assert sum(lines[card] for card in ("vip_cards", "platinum_cards", "wealth_cards")) == pytest.approx(1_800)
    assert round(100 * 1_800 / statement.amount) == 43  # cards, published as 43 % of the month
    assert lines["client_asset_growth"] == pytest.approx(400)
    assert scheme.pay[0].award(end) == pytest.approx(4_150)


def test_a_referral_split_takes_its_share_of_every_line() -> None:
    """The rule of the published list is cut off; 20% of the sample month of 4,150 would be 830."""
    scheme = load_scheme(SCHEMES / "cn_price_list_full.yaml").with_("pay.0.referral_share", "20%")
    end = PeriodEnd({kpi: np.full((1, 1), float(r)) for kpi, r in SAMPLE_MONTH.items()}, np.zeros((1, 1)))
    lines = {reason.label: reason for reason in scheme.statement([end]).leaves()}
    assert lines["referral split"].amount == pytest.approx(-830)
    assert lines["referral split"].note == "20% of 4,150.00 to who referred the clients"
    assert scheme.statement([end]).amount == pytest.approx(3_320)
    assert scheme.pay[0].award(end) == pytest.approx(3_320)


def test_the_scorecard_has_the_published_weights_and_all_of_a_hundred() -> None:
    (bonus,) = load_scheme(SCHEMES / "cn_vip_scorecard.yaml").pay
    assert bonus.kind == "bonus"
    weights = [measure.weight for measure in bonus.measures]
    assert sum(weights[:8]) == pytest.approx(0.36)
    assert sum(weights) == pytest.approx(1)
    parts = [measure.target.at for measure in bonus.measures[2:8] if measure.target.kind == "fixed"]
    total = bonus.measures[1].target
    assert total.kind == "fixed"
    assert total.at == 315_0000 < sum(parts) == 353_0000
