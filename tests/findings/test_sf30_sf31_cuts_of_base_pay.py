"""SF30 and SF31.  Cuts and rises of base pay, where nothing else is paid.

SF31, Kube, Marechal and Puppe 2013: students catalogued books at an hourly pay that was a third lower than announced,
and did a fifth less and more; a rise of the same size did nothing.  Accepted: -10 to -30 %, and 0 within 5 %.
SF30, Cohn, Fehr, Herrmann and Schneider 2014: in teams of two, a cut for one hurts more than twice as much as the same
cut for both, and leaves the other where he was.  Accepted: a ratio of 1.5 to 4, and 3 % at most for the other.
Both are jobs of hours: nobody leaves.  Output is that of the year after the year of the cut, as people here look at
their pay once a year.
"""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from simkit.arrays import Array
from tests.findings.worlds import ALIKE, NOTHING, base_pay_changes, change, estimate, firm, people, records, sales

LIBRARY = firm(NOTHING, behaviour={"leaving": "off"})
CUT_ONE = range(0, 60, 2)
"""The first of each team of two."""
TEAMS = firm(
    NOTHING,
    behaviour={"leaving": "off", "peers": {"known": "100%", "visible": "0%"}},
    people=people(branches=30, base_pay=ALIKE["base_pay"]),
)
"""Two who know each other's pay, are paid alike, and do the same work side by side."""


def output_in_the_year_after(by: float, seats: Sequence[int] | None, *, of: slice) -> Array:
    """Relative change (sky,) of the output of some seats of the teams."""
    before, after = records(TEAMS)[-1], records(TEAMS, interventions=[base_pay_changes(by, seats)])[-1]
    return change(sales(after)[:, of], sales(before)[:, of])


@pytest.mark.parametrize(("by", "least", "most"), [(-1 / 3, -0.30, -0.10), (1 / 3, -0.05, 0.05)])
def test_sf31_a_cut_hurts_and_a_rise_does_nothing(by: float, least: float, most: float) -> None:
    before, after = records(LIBRARY)[-1], records(LIBRARY, interventions=[base_pay_changes(by)])[-1]
    answer = estimate(change(sales(after), sales(before)))
    assert answer.within(least, most), answer
    assert by > 0.0 or answer.is_negative, answer


def test_sf30_a_cut_for_one_hurts_more_than_a_cut_for_both() -> None:
    first = slice(0, 60, 2)
    joint = output_in_the_year_after(-0.25, None, of=first)
    alone = output_in_the_year_after(-0.25, CUT_ONE, of=first)
    assert estimate(joint).is_negative
    assert estimate(alone - joint).is_negative
    ratio = estimate(alone / joint)
    assert ratio.within(1.5, 4.0), ratio


def test_sf30_the_partner_who_is_not_cut_stays_where_he_was() -> None:
    partner = estimate(output_in_the_year_after(-0.25, CUT_ONE, of=slice(1, 60, 2)))
    assert abs(partner.mean) < 0.03, partner
