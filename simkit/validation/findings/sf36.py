"""Egan, Matvos and Seru 2019: records of misconduct of all US advisors, 2005 to 2015.

Ten years of advisors who earn more by commission than as base pay, as in that country.
"""

from __future__ import annotations

import numpy as np

from simkit.engine.year import FirmYear
from simkit.validation.findings.branches import commission
from simkit.validation.findings.effects import Effect, with_error
from simkit.validation.findings.finding import Finding
from simkit.validation.findings.laboratory import Laboratory

SOURCE = "Egan, Matvos and Seru 2019, Journal of Political Economy 127(1):233-295"
_LEVER = "a commission of nine tenths of base pay"
_SETTLED = 5
"""From this year on as many come onto record as leave it."""


def decade(lab: Laboratory) -> list[FirmYear]:
    """Eleven years in ten times as many futures as usual, for cases are rare."""
    return lab.records(
        lab.firm(commission("0.2%"), horizon={"run_in": "12 months", "length": "120 months"}), 10 * lab.skies
    )


def stock(lab: Laboratory) -> Effect:
    """Share of people on record, when it has settled."""
    return lab.estimate(np.mean([each.counted["on_record"].mean(axis=1) for each in decade(lab)[_SETTLED:]], axis=0))


def repeated(lab: Laboratory) -> Effect:
    """How many times as likely who is on record when a year begins is found in it, as who is not.

    A person counts once a year; the error is that of a count of rare cases.
    """
    cases, people = np.zeros(2), np.zeros(2)
    for before, year in zip(decade(lab)[1:-1], decade(lab)[2:], strict=True):
        on_record, found = before.counted["on_record"] > 0.0, np.minimum(year.counted["found"], 1.0)
        for row, some in enumerate((~on_record, on_record)):
            cases[row] += (found * some).sum()
            people[row] += some.sum()
    clean, again = cases / people
    return with_error(float(again / clean), float(again / clean / np.sqrt(cases[1])), lab.view)


def dismissed(lab: Laboratory) -> Effect:
    """Part of those found who lose the job."""
    found, gone = (sum(float(each.counted[name].sum()) for each in decade(lab)) for name in ("found", "dismissed"))
    part = gone / found
    return with_error(part, float(np.sqrt(part * (1.0 - part) / found)), lab.view)


FINDINGS = (
    Finding(
        id="SF36_stock",
        claim="One adviser in 13 has a record of misconduct.",
        source=SOURCE,
        grade="read",
        lever=_LEVER,
        measure="share of people on record, from the sixth year on",
        accepted=(0.04, 0.10),
        why="4% to 10%, about 7% were found; the price of the commission was chosen for it",
        effect=stock,
        set_by="fitted",
    ),
    Finding(
        id="SF36_repeated",
        claim="Who has a record is five times as likely to get another as an average colleague.",
        source=SOURCE,
        grade="read",
        lever=_LEVER,
        measure="chance of being found in a year on record, over that without one",
        accepted=(3.0, 7.0),
        why="3 to 7 times",
        effect=repeated,
        unit="times",
        set_by="fitted",
    ),
    Finding(
        id="SF36_dismissed",
        claim="About half of those with new misconduct lose the job.",
        source=SOURCE,
        grade="read",
        lever=_LEVER,
        measure="part of those found who are dismissed",
        accepted=(0.4, 0.6),
        why="40% to 60%",
        effect=dismissed,
        set_by="fitted",
    ),
)
