"""Conduct: what pressing clients costs people in their own eyes.

Two numbers speak to it, and they pull apart.  Of US advisors 7 % have a record; the firm that stands for them has fewer
at the moral cost of today, and would have 7 % at less than half of it.  Of a bank with goals out of reach about 1 %
were dismissed a year; the firm that stands for it has more, and would have 1 % at twice the moral cost.  So the fit
misses both by the same factor.  Stakes, beliefs and penalties of both firms are assumptions, on which it hangs too.
"""

from __future__ import annotations

import math
from functools import cache

from simkit.validation.findings import Laboratory, sf36, sf39
from simkit.validation.fitting.fit import Fit

SKIES = 12
ON_RECORD, DISMISSED = 0.07, 0.01
"""Share of US advisors on record, and share of the bank's staff dismissed a year; the latter as recalled."""


@cache
def against_published(moral_cost: float) -> tuple[float, float]:
    """Share on record and share dismissed, each over what was published."""
    lab = Laboratory(SKIES, behaviour={"pressure": {"moral_cost": moral_cost}})
    return sf36.stock(lab).found / ON_RECORD, sf39.dismissed(lab, "40%").found / DISMISSED


FITS = (
    Fit(
        default="pressure.moral_cost",
        to=("SF36_stock", "SF39_dismissed"),
        criterion="as far below 7% on record as above 1% dismissed a year under goals out of reach, in halves",
        measure=lambda value: math.sqrt(math.prod(against_published(value))),
        published=1.0,
        between=(0.4, 3.0),
        step=0.5,
    ),
)
