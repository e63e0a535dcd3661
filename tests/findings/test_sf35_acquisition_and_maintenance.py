"""SF35.  Kim, Sudhir, Uetake and Canales 2019: officers of a microfinance bank, paid for loans and for their upkeep.

Pay for acquisition alone brings loans that cost more than the sales are worth (adverse selection); pay for maintenance
moderates it.  Accepted: net value has one sign without and the other with the weight on maintenance.  Net value is the
margin of what was sold less what bad loans lose: three times their margin, a third of a loan that is not paid back at a
margin of 12 % (an assumption of this firm, as is that an officer could lend twice as much to whoever asks).
"""

from __future__ import annotations

from typing import Any

import numpy as np

from simkit.arrays import Array
from simkit.engine.year import FirmYear
from tests.findings.worlds import NOTHING, Pay, bonus, commission, estimate, firm, records, sales, work

MARGIN, NORMAL = 0.12, 400_000.0
LOSS = 3.0
"""What a bad loan loses, in margins of a loan."""
BANK: dict[str, Any] = {
    "work": work(normal_month=NORMAL, pressed="100%", worth={"bank": "12%"}),
    "horizon": {"run_in": "12 months", "length": "48 months"},
}
ACQUISITION = [commission("0.9%")]
"""40 % of base pay for a normal month."""
BOTH = [
    commission("0.45%"),
    bonus(
        {"kind": "fixed", "at": 80},
        {"kind": "threshold", "threshold": "90%", "accelerator": 10, "cap": "200%"},
        kpi="satisfaction",
        every="quarter",
        pays="20% of base pay",
    ),
]
"""The same stake, half of it on how clients fare."""


def compared(pay: list[Pay]) -> list[FirmYear]:
    return records(firm(*pay, **BANK))[1:]


def sold(years: list[FirmYear]) -> Array:
    """Margin of the loans of all years (sky,)."""
    total: Array = np.sum([MARGIN * sales(each) for each in years], axis=(0, 2))
    return total


def net(years: list[FirmYear]) -> Array:
    """What is left of it when bad loans have failed (sky,)."""
    bad: Array = np.sum([each.counted["bad_sales"] for each in years], axis=(0, 2))
    left: Array = sold(years) - LOSS * MARGIN * NORMAL * bad
    return left


def test_sf35_acquisition_pay_sells_more() -> None:
    more = estimate(sold(compared(ACQUISITION)) / sold(compared([NOTHING])) - 1.0)
    assert more.is_positive, more


def test_sf35_what_it_sells_costs_more_than_it_brings() -> None:
    less = estimate(net(compared(ACQUISITION)) / net(compared([NOTHING])) - 1.0)
    assert less.is_negative, less


def test_sf35_pay_for_maintenance_turns_the_sign() -> None:
    more = estimate(net(compared(BOTH)) / net(compared([NOTHING])) - 1.0)
    assert more.is_positive, more


def test_sf35_clients_are_lost_and_complain() -> None:
    alone, both = compared(ACQUISITION), compared(BOTH)
    clients = estimate(alone[-1].counted["clients"].mean(axis=1) - both[-1].counted["clients"].mean(axis=1))
    assert clients.is_negative, clients
    complaints = estimate(
        np.sum(
            [one.counted["complaints"] - other.counted["complaints"] for one, other in zip(alone, both, strict=True)],
            axis=(0, 2),
        )
    )
    assert complaints.is_positive, complaints
