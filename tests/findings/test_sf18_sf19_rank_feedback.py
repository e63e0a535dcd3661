"""SF18 and SF19.  Being told one's rank, without money on it, has been found to hurt and to lift.

SF18, Barankay 2012: furniture sellers who were no longer told their rank sold 11 % more.  SF19, Blanes i Vidal and
Nossol 2011: warehouse workers who were told it worked more, and went on doing so.  So the sign is a switch without a
default; accepted: a change of sales between -15 and +10 %, with the sign that was chosen.
"""

from __future__ import annotations

import pytest

from tests.findings.worlds import NOTHING, Estimate, Pay, change, commission, estimate, firm, records, sales

BASE_PAY_OR_COMMISSION = pytest.mark.parametrize("pay", [NOTHING, commission()], ids=["base pay", "commission"])
"""What is paid for sales goes on pulling, whatever the mood: where it is, the effect is a seventh of that elsewhere."""


def told(sign: str, pay: Pay) -> list[Estimate]:
    """Change of sales in the first and the second year after people first heard their rank."""
    behaviour = {"leaving": "off"}
    before = records(firm(pay, behaviour=behaviour))
    after = records(firm(pay, behaviour=behaviour | {"rank_feedback": {"told": sign}}))
    return [estimate(change(sales(after[year]), sales(before[year]))) for year in (1, 2)]


@BASE_PAY_OR_COMMISSION
def test_sf18_being_told_the_rank_can_hurt(pay: Pay) -> None:
    for year in told("hurts", pay):
        assert year.is_negative, year
        assert year.within(-0.15, 0.0), year


@BASE_PAY_OR_COMMISSION
def test_sf19_being_told_the_rank_can_lift(pay: Pay) -> None:
    for year in told("lifts", pay):
        assert year.is_positive, year
        assert year.within(0.0, 0.10), year
