"""Where clients' money is steered when one of two products pays more."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from simkit.arrays import Array
from simkit.behaviour.conduct.product_push import ProductPush
from simkit.behaviour.drives import Drives
from simkit.engine.pushing import Pushing
from simkit.engine.sky import Sky
from tests.engine.worlds import WHOLE, whole

SEATS = 8
WORTH = {"sales": 0.4, "funds": 0.6, "new_clients": 0.0, "complaints": 0.0}
ONES = np.ones((1, SEATS))


def pushing(rule: ProductPush | None = None, **funds: Any) -> Pushing:
    kpis = WHOLE["work"]["kpis"] | {"funds": WHOLE["work"]["kpis"]["funds"] | funds}
    sky = Sky(whole(work=WHOLE["work"] | {"kpis": kpis}), 1, range(1))
    return Pushing(sky, rule or ProductPush(), WORTH)


def paying(**drives: float) -> Drives:
    found = Drives(("sales", "funds", "income"), (1, SEATS))
    for kpi, drive in drives.items():
        found.add(kpi, drive * ONES, 1.0)
    return found


def steer(push: Pushing, ease: float = 1.0, **drives: float) -> Array:
    """Sales and funds of a month after steering, of one seat."""
    push.choose(paying(**drives), ease * ONES)
    true = {"sales": 400_000.0 * ONES, "funds": 270_000.0 * ONES}
    push.move(true)
    return np.array([true["sales"][0, 0], true["funds"][0, 0]])


def test_money_goes_where_more_is_paid_and_none_is_lost() -> None:
    """A fifth of 300,000 can move: 60,000 (1 / 400,000 - 0.2 / 300,000) / 0.5 = 0.22 of a fifth of 270,000."""
    push = pushing()
    after = steer(push, sales=1.0, funds=0.2)
    assert after == pytest.approx([400_000 + 11_880, 270_000 - 11_880])
    assert push.share == pytest.approx(0.22 * ONES)
    assert push.bad == pytest.approx(0.22 * 0.2 * 0.4 * ONES)  # a fifth of the smaller product's worth


def test_it_goes_the_other_way_when_the_other_one_pays_more() -> None:
    """60,000 (0.2 / 400,000 - 1 / 300,000) / 0.5 = -0.34 of 60,000 of the 400,000 that are sold."""
    push = pushing()
    assert steer(push, sales=0.2, funds=1.0) == pytest.approx([400_000 - 20_400, 270_000 + 20_400])
    assert push.share == pytest.approx(0.34 * ONES)


def test_pay_that_is_told_pulls_half() -> None:
    """60,000 (0.2 / 400,000 - 0.5 / 300,000) / 0.5 = -0.14."""
    assert steer(pushing(pay_disclosed=True), sales=0.2, funds=1.0) == pytest.approx([391_600, 278_400])


def test_who_has_twice_the_conscience_steers_half() -> None:
    assert steer(pushing(), 0.5, sales=1.0, funds=0.2) == pytest.approx([405_940, 264_060])


def test_what_pays_nothing_is_left_for_what_pays() -> None:
    """60,000 / 400,000 / 0.5 = 0.3."""
    assert steer(pushing(), sales=1.0) == pytest.approx([416_200, 253_800])


def test_steering_ends_with_what_pays() -> None:
    push = pushing()
    steer(push, sales=1.0)
    assert steer(push, income=1.0).tolist() == [400_000, 270_000]
    assert float(push.share.max() + push.bad.max()) == 0.0


@pytest.mark.parametrize("banned", ["sales", "funds"])
def test_nobody_is_steered_to_or_from_what_may_not_be_sold(banned: str) -> None:
    push = pushing()
    push._banned[banned] += 1
    assert steer(push, sales=1.0, funds=0.2).tolist() == [400_000, 270_000]
