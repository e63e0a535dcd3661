"""SF37.  Anagol, Cole and Sarkar: Indian life insurance agents recommend the product that pays them most.

Also to clients whom the other one would suit; where the commission on one product must be disclosed, they turn to
another.
Accepted: the share of clients who are steered rises with the gap in pay, and disclosure of one product's pay shifts
sales to the undisclosed one.
"""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from simkit.arrays import Array
from tests.findings.worlds import SALES, SERVICE, STEADY, estimate, firm, records

POLICY = SALES | {"normal_month": 1_000_000, "pressed": 0, "pipeline": 0}


def share_of_whole_life(
    term: str = "0.4%", whole: str = "0.4%", *, term_disclosed: bool = False, whole_disclosed: bool = False
) -> Array:
    """Part of premiums that goes into whole life insurance (sky,), where term insurance serves the same need."""
    policies = {
        "term": POLICY | {"pay_disclosed": term_disclosed},
        "whole": POLICY | {"pay_disclosed": whole_disclosed},
    }
    work = {
        "activities": {"sell": "60%", "serve": "40%"},
        "kpis": policies | {"satisfaction": SERVICE},
        "substitutes": [["whole", "term"]],
    }
    pay = {"kind": "commission", "prices": {"term": term, "whole": whole}}
    results = records(firm(pay, work=work, market=STEADY))[-1].results
    sold = {name: results[name].sum(axis=1) for name in policies}
    share: Array = sold["whole"] / (sold["whole"] + sold["term"])
    return share


def test_sf37_more_are_steered_the_wider_the_gap() -> None:
    shares = [share_of_whole_life("0.2%", whole) for whole in ("0.2%", "0.3%", "0.4%", "0.6%", "1%")]
    for narrower, wider in pairwise(shares):
        more = estimate(wider - narrower)
        assert more.is_positive, more


def test_sf37_equal_pay_steers_nobody() -> None:
    assert np.abs(share_of_whole_life() - share_of_whole_life("0.2%", "0.2%")).max() < 0.01


@pytest.mark.parametrize("whole", ["0.4%", "0.8%"])
def test_sf37_disclosure_of_one_shifts_to_the_other(whole: str) -> None:
    told_of_term = estimate(share_of_whole_life(whole=whole, term_disclosed=True) - share_of_whole_life(whole=whole))
    told_of_whole = estimate(share_of_whole_life(whole=whole, whole_disclosed=True) - share_of_whole_life(whole=whole))
    assert told_of_term.is_positive, told_of_term
    assert told_of_whole.is_negative, told_of_whole
