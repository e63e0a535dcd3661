"""Product push: the closed form, conservation of what clients buy, its bounds and its directions."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simkit.arrays import Array
from simkit.behaviour.conduct.product_push import ProductPush
from tests.behaviour.conduct.arrays import CONSCIENCES, PULLS, SEATS, percent, seats

NORMALS = st.floats(1e-3, 1e9)
SHARES = seats(-1.0, 1.0)
SOLD = seats(0.0, 1e9)


def steered(
    push: ProductPush, drives: tuple[float, float], normals: tuple[float, float], *disclosed: bool, ease: float = 1.0
) -> float:
    """What one person steers."""
    told = disclosed or (False, False)
    drive_a, drive_b = (np.array([drive]) for drive in drives)
    x = push.steered(drive_a, drive_b, *normals, np.array([ease]), told[0], told[1], np.empty(1), np.empty(1))
    return float(x[0])


@pytest.mark.parametrize("normals", [(100.0, 100.0), (400.0, 100.0), (100.0, 150.0)])
def test_the_push_maximises_what_the_advisor_weighs(normals: tuple[float, float]) -> None:
    """No other share is worth more: what the moved money earns less moral cost x^2 / 2."""
    push, drives, conscience = ProductPush(movable="40%", moral_cost=0.8), (0.9, 0.3), 1.25
    movable = 0.4 * min(normals)

    def worth(x: float) -> float:
        return movable * x * (drives[0] / normals[0] - drives[1] / normals[1]) - 0.8 * conscience * x * x / 2.0

    best = steered(push, drives, normals, ease=1.0 / conscience)
    assert 0.0 < abs(best) < 1.0
    assert worth(best) > worth(best + 0.01)
    assert worth(best) > worth(best - 0.01)


def test_equal_pay_for_the_same_money_moves_nothing() -> None:
    """What counts is the pull of a unit of money, not the drive: 0.6 on 300 is as good as 0.2 on 100."""
    assert steered(ProductPush(), (0.6, 0.2), (300.0, 100.0)) == pytest.approx(0.0, abs=1e-15)
    assert steered(ProductPush(), (0.6, 0.3), (300.0, 100.0)) < 0.0


def test_disclosure_sends_money_to_the_other_product() -> None:
    drives, normals, push = (0.5, 0.2), (100.0, 100.0), ProductPush(candour="80%")
    open_a, open_both = steered(push, drives, normals, True, False), steered(push, drives, normals, True, True)
    untold = steered(push, drives, normals)
    assert untold == pytest.approx(0.2 * 0.3 / 0.5)
    assert open_a == pytest.approx(0.2 * (0.1 - 0.2) / 0.5)
    assert open_both == pytest.approx(0.2 * untold)
    assert steered(push, drives, normals, False, True) > untold
    assert steered(push.with_("candour", 0), drives, normals, True, False) == pytest.approx(untold)


@given(PULLS, PULLS, NORMALS, NORMALS, CONSCIENCES, st.booleans(), st.booleans(), st.integers(0, 100))
def test_the_share_stays_within_all_of_it(
    drive_a: Array,
    drive_b: Array,
    normal_a: float,
    normal_b: float,
    conscience: Array,
    told_a: bool,
    told_b: bool,
    movable: int,
) -> None:
    push = ProductPush(movable=percent(movable))
    out, spare = np.full((1, SEATS), np.nan), np.full((1, SEATS), np.nan)
    x = push.steered(drive_a, drive_b, normal_a, normal_b, 1.0 / conscience, told_a, told_b, out, spare)
    assert np.all((x >= -1.0) & (x <= 1.0))
    back = push.steered(
        drive_b, drive_a, normal_b, normal_a, 1.0 / conscience, told_b, told_a, np.empty_like(x), np.empty_like(x)
    )
    assert np.allclose(back, -x, rtol=0, atol=1e-12)  # naming the products the other way round changes nothing


@given(PULLS, PULLS, CONSCIENCES)
def test_a_wider_gap_or_less_conscience_moves_more(drive_a: Array, drive_b: Array, conscience: Array) -> None:
    push = ProductPush()

    def steer(a: Array, moral: Array) -> Array:
        return push.steered(a, drive_b, 3.0, 2.0, 1.0 / moral, False, False, *np.empty((2, 1, SEATS)))

    x = steer(drive_a, conscience)
    assert np.all(steer(drive_a + 0.1, conscience) >= x)
    assert np.all(np.abs(steer(drive_a, 2.0 * conscience)) <= np.abs(x))


@given(SHARES, SOLD, SOLD, NORMALS, NORMALS, st.integers(0, 100))
def test_the_push_sells_nothing_new(
    x: Array, sold_a: Array, sold_b: Array, normal_a: float, normal_b: float, movable: int
) -> None:
    """The sum of both stays, neither falls below zero, and no more moves than is movable."""
    push = ProductPush(movable=percent(movable))
    moved = push.moved(x, sold_a, sold_b, normal_a, normal_b, *np.full((2, 1, SEATS), np.nan))
    after_a, after_b = sold_a + moved, sold_b - moved
    slack = 1e-9 * (sold_a + sold_b)
    assert np.all(np.abs(after_a + after_b - sold_a - sold_b) <= slack)
    assert np.all(after_a >= -slack)
    assert np.all(after_b >= -slack)
    assert np.all(moved <= movable / 100.0 * sold_b * (x > 0) + slack)
    assert np.all(moved >= -movable / 100.0 * sold_a * (x < 0) - slack)


def test_both_directions_by_hand() -> None:
    """M = 20 % of 100 = 20: 20 of the 100 of b are movable, and 20 of the 300 of a."""
    x, sold_a, sold_b = np.array([1.0, 0.5, 0.0, -1.0]), np.full(4, 330.0), np.full(4, 90.0)
    moved = ProductPush().moved(x, sold_a, sold_b, 300.0, 100.0, *np.empty((2, 4)))
    assert moved.tolist() == pytest.approx([18.0, 9.0, 0.0, -22.0])


def test_the_first_drive_may_be_written() -> None:
    drive_a, drive_b, ease = np.array([0.5, 0.1]), np.array([0.2, 0.4]), np.ones(2)
    apart = ProductPush().steered(drive_a, drive_b, 1.0, 2.0, ease, False, True, *np.empty((2, 2)))
    within = ProductPush().steered(drive_a, drive_b, 1.0, 2.0, ease, False, True, drive_a, np.empty(2))
    assert within is drive_a
    assert np.array_equal(within, apart)
