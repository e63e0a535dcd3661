"""Oyer 1998: sales are high at the end of the fiscal year, for which salespeople are paid."""

from __future__ import annotations

from simkit.validation.findings.branches import (
    BY_RECORD,
    CLIFF,
    SALARY,
    SLOPED,
    STEADY,
    Pay,
    bonus,
    commission,
)
from simkit.validation.findings.effects import Effect
from simkit.validation.findings.finding import Finding
from simkit.validation.findings.laboratory import Laboratory

SOURCE = "Oyer 1998, Quarterly Journal of Economics 113:149-185"
FIRST, LAST = 0, 3
_MEASURE = "sales of the {} quarter less those of the middle ones, over a mean quarter's, beyond those without such pay"
_YEARLY = "a yearly bonus on a quota from last year's sales, that starts at 80% and is steeper above the quota"


def lift(lab: Laboratory, pay: Pay, quarter: int) -> Effect:
    """What lifts a quarter above the middle ones, beyond what happens under base pay alone.

    Three years are compared, which three others precede.
    """
    horizon = {"run_in": "36 months", "length": "36 months"}
    lifts = []
    for arm in (pay, SALARY):
        skies = 3 * lab.skies
        sold = lab.months(lab.firm(arm, horizon=horizon, market=STEADY), "sales", skies)["today"][36:]
        by_quarter = sold.reshape(3, 4, 3, skies, -1).sum(axis=(0, 2, 4))
        shares = by_quarter / by_quarter.mean(axis=0)
        lifts.append(shares[quarter] - shares[1:3].mean(axis=0))
    return lab.estimate(lifts[0] - lifts[1])


def linear(lab: Laboratory) -> Effect:
    """The lift of the first or the last quarter under a commission, whichever is further from none."""
    return max((lift(lab, commission(), quarter) for quarter in (FIRST, LAST)), key=lambda effect: abs(effect.found))


FINDINGS = (
    Finding(
        id="SF02_year_end",
        claim="Sales are higher at the end of the fiscal year.",
        source=SOURCE,
        grade="read",
        lever=_YEARLY,
        measure=_MEASURE.format("last"),
        accepted=(0.01, 0.15),
        why="sign, and a size of 1% to 15%; the published sizes are recalled only; people do all they do by default",
        effect=lambda lab: lift(lab, bonus(BY_RECORD, SLOPED), LAST),
        set_by="fitted",
        beyond_chance=True,
    ),
    Finding(
        id="SF02_year_start",
        claim="Sales are lower at the start of the fiscal year.",
        source=SOURCE,
        grade="read",
        lever=_YEARLY,
        measure=_MEASURE.format("first"),
        accepted=(-0.15, -0.01),
        why="sign, and a size of 1% to 15%; the published sizes are recalled only; people do all they do by default",
        effect=lambda lab: lift(lab, bonus(BY_RECORD, SLOPED), FIRST),
        set_by="fitted",
        beyond_chance=True,
    ),
    Finding(
        id="SF02_cliff",
        claim="Sales are higher at the end of the fiscal year, also where a quota pays all or nothing.",
        source=SOURCE,
        grade="read",
        lever="a yearly bonus that is paid in full at a quota from last year's sales, and not below",
        measure=_MEASURE.format("last"),
        accepted=(0.01, 0.15),
        why="sign, and a size of 1% to 15%; the study has quotas of both kinds and does not tell them apart",
        effect=lambda lab: lift(lab, bonus(BY_RECORD, CLIFF), LAST),
        beyond_chance=True,
        reason="who has the bonus, or cannot have it any more, rests: more than the others pull forward",
    ),
    Finding(
        id="SF02_linear",
        claim="Linear pay has no such end or start of the year.",
        source=SOURCE,
        grade="read",
        lever="a commission",
        measure=_MEASURE.format("first or the last"),
        accepted=(-0.01, 0.01),
        why="none; less than the 1% from which on a quota is accepted",
        effect=linear,
    ),
)
