"""Card, Mas, Moretti and Saez 2012: staff of a university learn what their colleagues are paid."""

from __future__ import annotations

import numpy as np

from simkit.arrays import Array
from simkit.validation.findings.branches import SALARY, people
from simkit.validation.findings.effects import Effect
from simkit.validation.findings.finding import Finding
from simkit.validation.findings.laboratory import Laboratory

SOURCE = "Card, Mas, Moretti and Saez 2012, American Economic Review 102(6):2981-3003"
_YEARS = (1, 2, 3)
_LEVER = "colleagues' pay is secret, or known"


def disclosure(lab: Laboratory, name: str, upper: bool) -> Effect:
    """Change by disclosure of what is counted under this name, in one half of the branches by base pay.

    The mean of three years.  Salaries alone, and nobody sees what colleagues contribute.
    """
    staff = {"people": people(seats=120), "horizon": {"run_in": "12 months", "length": "36 months"}}
    secret, known = (
        lab.years(lab.firm(SALARY, behaviour={"peers": {"known": known, "visible": "0%"}}, **staff))
        for known in ("0%", "100%")
    )
    base = secret["today", 0].seats.base_pay.reshape(-1, 12, 10)
    half = ((base.argsort(axis=2).argsort(axis=2) >= 5) == upper).reshape(-1, 120)

    def counted(year: int) -> Array:
        after, before = (seen["today", year].record.counted[name] for seen in (known, secret))
        return after - before

    by_seat = np.mean([counted(year) for year in _YEARS], axis=0)
    return lab.estimate((by_seat * half).sum(axis=1) / half.sum(axis=1))


FINDINGS = (
    Finding(
        id="SF29_lower",
        claim="Who learns to be paid below the median is less content.",
        source=SOURCE,
        grade="read",
        lever=_LEVER,
        measure="change of morale, 1 in a normal month, in the lower half by base pay",
        accepted=(-0.5, -0.03),
        why="sign, of a size that can be felt: 3% of output at least; nobody sees what colleagues contribute",
        effect=lambda lab: disclosure(lab, "morale", upper=False),
        beyond_chance=True,
    ),
    Finding(
        id="SF29_upper",
        claim="Who learns to be paid above the median is not more content.",
        source=SOURCE,
        grade="read",
        lever=_LEVER,
        measure="change of morale, 1 in a normal month, in the upper half by base pay",
        accepted=(-0.01, 0.01),
        why="none; 1% either way",
        effect=lambda lab: disclosure(lab, "morale", upper=True),
        set_by="fitted",
    ),
    Finding(
        id="SF29_lower_leaves",
        claim="Who learns to be paid below the median looks for another job.",
        source=SOURCE,
        grade="read",
        lever=_LEVER,
        measure="change of the share of the lower half that leaves in a year",
        accepted=(0.0, 0.5),
        why="sign; search is read from who leaves",
        effect=lambda lab: disclosure(lab, "left", upper=False),
        beyond_chance=True,
    ),
    Finding(
        id="SF29_upper_leaves",
        claim="Who learns to be paid above the median stays as before.",
        source=SOURCE,
        grade="read",
        lever=_LEVER,
        measure="change of the share of the upper half that leaves in a year",
        accepted=(-0.01, 0.01),
        why="none; 1% either way",
        effect=lambda lab: disclosure(lab, "left", upper=True),
    ),
)
