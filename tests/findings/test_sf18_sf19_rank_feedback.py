"""SF18 and SF19.  Being told one's rank, without money on it, has been found to hurt and to lift.

SF18, Barankay 2012: furniture sellers who were no longer told their rank sold 11 % more.  SF19, Blanes i Vidal and
Nossol 2011: warehouse workers who were told it worked more, and went on doing so.  So the sign is a switch without a
default; accepted: a change of sales between -15 and +10 %, with the sign that was chosen.
"""

from __future__ import annotations

from tests.findings.worlds import Estimate, change, commission, estimate, firm, records, sales


def told(sign: str) -> list[Estimate]:
    """Change of sales in the first and the second year after people first heard their rank."""
    behaviour = {"leaving": "off"}
    before = records(firm(commission(), behaviour=behaviour))
    after = records(firm(commission(), behaviour=behaviour | {"rank_feedback": {"told": sign}}))
    return [estimate(change(sales(after[year]), sales(before[year]))) for year in (1, 2)]


def test_sf18_being_told_the_rank_can_hurt() -> None:
    for year in told("hurts"):
        assert year.is_negative, year
        assert year.within(-0.15, 0.0), year


def test_sf19_being_told_the_rank_can_lift() -> None:
    for year in told("lifts"):
        assert year.is_positive, year
        assert year.within(0.0, 0.10), year
