"""SF25.  Locke and Latham 2002: a specific hard goal does more than "do your best".

It is worth 0.42 to 0.80 standard deviations of output, and stops working when it cannot be attained.
Accepted: 0.2 to 0.8 standard deviations of output across people, and a fall when the goal is out of reach.  The goal is
one's own last year's result (reached by about half), and then two and a half times that; reaching it pays next to
nothing, so that it works as a goal and not as pay.  People differ by a fifth, as the size of `Commitment.lift` assumes.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from simkit.arrays import Array
from tests.findings.worlds import CLIFF, NOTHING, Pay, bonus, estimate, firm, people, records, sales

TASK: dict[str, Any] = {
    "people": people(talent={"spread": "20%"}, book={"spread": 0}),
    "behaviour": {"leaving": "off"},
}


def last_year(pay: Pay) -> Array:
    return sales(records(firm(pay, **TASK))[-1])


def effect(growth: str) -> Array:
    """Rise of mean output that a goal brings, in standard deviations across people without one (sky,)."""
    goal = bonus({"kind": "growth", "by": growth}, CLIFF, pays="0.01% of base pay", every="quarter")
    with_goal, without = last_year(goal), last_year(NOTHING)
    lifted: Array = (with_goal.mean(axis=1) - without.mean(axis=1)) / without.std(axis=1, ddof=1)
    return lifted


def test_sf25_a_hard_goal_lifts() -> None:
    hard = estimate(effect("0%"))
    assert hard.is_positive, hard
    assert hard.within(0.2, 0.8), hard


def test_sf25_a_goal_out_of_reach_does_not() -> None:
    impossible = estimate(effect("150%"))
    assert impossible.is_negative, impossible


def test_sf25_the_further_out_of_reach_the_less() -> None:
    by_growth = [effect(growth) for growth in ("0%", "30%", "60%", "150%")]
    for nearer, further in pairwise(by_growth):
        less = estimate(further - nearer)
        assert less.is_negative, less
        assert less.mean < -0.05, less
