"""SF36.  Egan, Matvos and Seru 2019: records of misconduct of all US advisors, 2005 to 2015.

About 7 % have one; who has one is five times as likely to get another as an average colleague; about half lose the job.
Accepted: 4 to 10 % on record in the long run, 3 to 7 times as likely, 40 to 60 % dismissed.  Ten years of advisors who
earn more by commission than as base pay, as in that country; the price was chosen for the stock, and
`Conscience.spread` and `Discovery.warned` for the repeated cases.
"""

from __future__ import annotations

from functools import cache

import numpy as np

from simkit.engine.year import FirmYear
from tests.findings.worlds import commission, estimate, firm, records

SKIES = 120


@cache
def decade() -> list[FirmYear]:
    scenario = firm(commission("0.2%"), horizon={"run_in": "12 months", "length": "120 months"})
    return records(scenario, skies=SKIES)


def test_sf36_stock_on_record() -> None:
    """From the sixth year on it stands where it settles."""
    stock = estimate(np.mean([each.counted["on_record"].mean(axis=1) for each in decade()[5:]], axis=0))
    assert stock.within(0.04, 0.10), stock


def test_sf36_prior_offenders_are_found_again() -> None:
    """Who is on record when a year begins, against who is not: cases found in that year, a person counted once."""
    cases, people = np.zeros((2, SKIES)), np.zeros((2, SKIES))
    for before, year in zip(decade()[1:-1], decade()[2:], strict=True):
        on_record = before.counted["on_record"] > 0.0
        found = np.minimum(year.counted["found"], 1.0)
        for row, some in enumerate((~on_record, on_record)):
            cases[row] += (found * some).sum(axis=1)
            people[row] += some.sum(axis=1)
    clean, again = cases.sum(axis=1) / people.sum(axis=1)
    error = again / clean / np.sqrt(cases[1].sum())  # of a count of rare cases, as a share of it
    assert 3.0 <= again / clean <= 7.0, again / clean
    assert again / clean > 1.0 + 3.0 * error


def test_sf36_half_of_those_found_lose_the_job() -> None:
    found, dismissed = (sum(each.counted[name].sum() for each in decade()) for name in ("found", "dismissed"))
    assert 0.4 <= dismissed / found <= 0.6, dismissed / found
