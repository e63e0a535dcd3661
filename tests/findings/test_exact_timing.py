"""1.9 Timing games: between two pulls x* = (b1 - b0) / k of a month's deals moves, and sales stay the same."""

from __future__ import annotations

import numpy as np
import pytest

from simkit.arrays import Array
from tests.findings.exact import KAPPA, NORMAL_MONTH, plain
from tests.findings.worlds import commission, months, sold

PRICE, DISCOUNT = 0.001, 0.9
DRIVE = PRICE * NORMAL_MONTH / KAPPA
"""What a month's deals pay, in kappa, before anybody waits for it."""


def moved(cost: float, pipeline: str) -> Array:
    """Normal months of deals (month, seat) by which sales differ from those of a firm that moves none.

    A quarter's commission is paid a month after its end, so that what is sold in its last month waits two months and
    what is sold in the first month of the next quarter waits four.
    """
    found = []
    for timing in ({"cost": cost}, "off"):
        pay = commission(f"{100 * PRICE:g}%", every="quarter")
        scenario = plain(pay, on={"timing": timing}, view={"discount": DISCOUNT}, sales={"pipeline": pipeline})
        found.append(months(scenario, sold, skies=1)["today"][:, 0])
    difference: Array = (found[0] - found[1]) / NORMAL_MONTH
    return difference


@pytest.mark.parametrize("cost", [0.5, 1.0, 4.0])
def test_what_moves_is_the_difference_of_pulls_over_k(cost: float) -> None:
    found = moved(cost, "100%")
    expected = DRIVE * (DISCOUNT**2 - DISCOUNT**4) / cost
    assert 0.0 < expected < 1.0
    assert np.abs(found[2::3] / expected - 1.0).max() < 1e-9


def test_the_surge_is_the_dip_of_the_month_after_and_volume_is_conserved() -> None:
    found = moved(1.0, "100%")
    assert np.abs(found[3::3] + found[2:-1:3]).max() < 1e-9
    assert np.abs(found[1::3]).max() == 0.0
    assert np.abs(found[:-1].sum(axis=0)).max() < 1e-9  # the last month's are owed by a month that is not run


def test_no_more_moves_than_is_open() -> None:
    assert np.abs(moved(0.5, "10%")[2::3] - 0.1).max() < 1e-9
