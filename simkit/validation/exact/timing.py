"""Games with dates in the running firm: what moves between two periods, and that nothing is gained by it."""

from __future__ import annotations

from collections.abc import Iterator

from simkit.arrays import Array
from simkit.validation.exact.check import Check, ClosedForm, relative
from simkit.validation.exact.plain_firm import NORMAL_MONTH, WORTH, commission, months, plain, worst

PRICE, DISCOUNT = 0.001, 0.9
DRIVE = PRICE * NORMAL_MONTH / WORTH
"""What a month's deals pay, in the worth of a month's effort, before anybody waits for it."""


def moved(cost: float, pipeline: str) -> Array:
    """Normal months of deals (month, seat) by which sales differ from those of a firm that moves none.

    A quarter's commission is paid a month after its end, so that what is sold in its last month waits two months and
    what is sold in the first month of the next quarter waits four.
    """
    pay = commission(PRICE, every="quarter")
    games, none = (
        months(plain(pay, on={"timing": timing}, view={"discount": DISCOUNT}, sales={"pipeline": pipeline}), "sales")
        for timing in ({"cost": cost}, "off")
    )
    return (games - none) / NORMAL_MONTH


def _timing() -> Iterator[Check]:
    for cost in (0.5, 1.0, 4.0):
        expected = DRIVE * (DISCOUNT**2 - DISCOUNT**4) / cost
        yield relative(f"k={cost:g}", expected, worst(moved(cost, "100%")[2::3], expected), 1e-9)
    surge = moved(1.0, "100%")
    dip = surge[3::3] + surge[2:-1:3]
    yield Check("surge and dip together", 0.0, worst(dip, 0.0), 1e-9)
    yield Check("middle months", 0.0, worst(surge[1::3], 0.0), 0.0)
    total = surge[:-1].sum(axis=0)  # the last month's are owed by a month that is not run
    yield Check("all months together", 0.0, worst(total, 0.0), 1e-9)
    yield Check("no more than is open", 0.1, worst(moved(0.5, "10%")[2::3], 0.1), 1e-9)


TIMING = (
    ClosedForm(
        "timing",
        "Between two months with slopes b0 < b1 deals worth (b1 - b0) / k are moved, and total sales stay the same.",
        "Oyer 1998; Larkin 2014",
        "a running firm under a quarterly commission that is discounted, against one that moves none, month by month",
        _timing,
    ),
)
