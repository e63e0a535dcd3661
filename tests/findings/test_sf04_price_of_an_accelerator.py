"""SF04.  Larkin 2014: accelerators with quarterly deadlines cost a vendor of software 6 to 8 % of revenue.

Sales people there set the price, and pull deals into the quarter in which they stand on the steep part of the curve.
Accepted: 3 to 12 % of revenue is lost under a convex accelerator with discretion over price, and nothing under linear
pay.  The deals (few and large, any of next month's can be signed now, at 40 % off) are assumptions of this firm, chosen
for the size of the loss; that it is the accelerator which causes it is not.
"""

from __future__ import annotations

from typing import Any

from tests.findings.worlds import POTENTIAL, Estimate, Pay, bonus, commission, estimate, firm, records, sales, work

MARGIN = 0.012
SOFTWARE: dict[str, Any] = {
    "work": work(noise="100%", pipeline="100%"),
    "behaviour": {"timing": {"concession": "40%"}},
}
ACCELERATOR = {"kind": "threshold", "threshold": "80%", "accelerator": 5}


def lost(pay: Pay) -> Estimate:
    """Revenue given away, as a share of what was sold in the last year."""
    record = records(firm(pay, **SOFTWARE))[-1]
    return estimate(record.counted["conceded"].sum(axis=-1) / (MARGIN * sales(record)).sum(axis=-1))


def test_sf04_an_accelerator_gives_revenue_away() -> None:
    steep = lost(bonus(POTENTIAL, ACCELERATOR, every="quarter", pays="50% of base pay"))
    assert steep.within(0.03, 0.12), steep
    assert steep.is_positive, steep


def test_sf04_linear_pay_gives_nothing_away() -> None:
    assert lost(commission("0.11%")).mean == 0.0


def test_sf04_linear_pay_of_a_quarter_gives_away_what_waiting_for_it_is_worth() -> None:
    """Paid by the quarter, a deal that is signed now is paid a quarter sooner: 2 % of a month's pay, and not more."""
    assert lost(commission("0.11%", every="quarter")).mean < 0.005
