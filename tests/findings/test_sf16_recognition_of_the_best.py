"""SF16.  Bradler, Dur, Neckermann and Non 2016: recognition of data-entry workers raises output.

Most when it is kept for the best, and those who were not recognised drive the rise.
Accepted: the others gain more than the recipients, all together 0 to 10 %.  The job took hours, so nobody leaves, and
nobody was told of the recognition before, so it is no goal to be committed to.
"""

from __future__ import annotations

from typing import Any

from simkit.arrays import Flags
from tests.findings.worlds import NOTHING, POTENTIAL, Estimate, Pay, change, estimate, firm, records, sales, years

LAB: dict[str, Any] = {
    "behaviour": {"leaving": "off", "commitment": "off"},
    "horizon": {"run_in": "12 months", "length": "12 months"},
}


def honour(part: str) -> Pay:
    """A card for the best in proportion to their book; it is worth one yuan, so that nobody works for it as for pay."""
    measures = [{"kpi": "sales", "weight": "100%", "target": POTENTIAL}]
    return {"kind": "recognition", "every": "year", "prizes": [{"places": part, "pays": 1}], "measures": measures}


def lifted(part: float) -> tuple[Estimate, Estimate, Estimate]:
    """Change of the second year's sales: of all, of the others less the recipients, and of the recipients."""
    plain, told = (firm(NOTHING, *pay, **LAB) for pay in ([], [honour(f"{part:.0%}")]))
    book = years(told)["today", 0].seats.book
    (_, before), (first, after) = records(plain), records(told)
    rank = (sales(first) / book).argsort(axis=1).argsort(axis=1) / book.shape[1]
    recipients: Flags = rank >= 1.0 - part
    of_all, theirs, others = (change(sales(after), sales(before), who) for who in (None, recipients, ~recipients))
    return estimate(of_all), estimate(others - theirs), estimate(theirs)


def test_sf16_those_who_were_not_recognised_drive_the_rise() -> None:
    of_all, others, theirs = lifted(0.2)
    assert others.is_positive, others
    assert theirs.is_positive, theirs
    assert of_all.is_positive, of_all
    assert of_all.within(0.0, 0.10), of_all


def test_sf16_recognition_for_most_does_less() -> None:
    most, best = lifted(0.8)[0], lifted(0.2)[0]
    assert most.mean + 3.0 * most.error < best.mean - 3.0 * best.error, most
