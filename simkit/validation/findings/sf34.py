"""Tzioumis and Gee 2013; Behr et al. 2020: loan officers with a quota close more on the last days of a month.

Partly by approving what is marginal, and those loans fail more often.  A tick is a month here, so the last month of a
quarter under a quarterly quota stands for the last days of a month.
"""

from __future__ import annotations

from simkit.arrays import Array
from simkit.validation.findings.branches import BY_RECORD, CLIFF, SLOPED, STEADY, Pay, bonus, commission
from simkit.validation.findings.effects import Effect, weakest
from simkit.validation.findings.finding import Finding
from simkit.validation.findings.laboratory import Laboratory

SOURCE = "Tzioumis and Gee 2013, Journal of Financial Economics 107:436-453; Behr et al. 2020, JFQA"
_LEVER = "a commission, or a quarterly bonus on a quota from last year's sales, {}"
_MEASURE = "part of sales in the last months of quarters, less that under a commission"


def compared(lab: Laboratory, pay: Pay, what: str) -> Array:
    """What happens in each month (month, sky, seat) of the two years that are compared; a few more futures."""
    return lab.months(lab.firm(pay, market=STEADY), what, 3 * lab.skies // 2)["today"][12:]


def surge(lab: Laboratory, curve: Pay) -> Effect:
    """Part of sales in the last months of quarters under a quota with this curve, less that under a commission."""
    shares = []
    for pay in (bonus(BY_RECORD, curve, every="quarter"), commission()):
        sold = compared(lab, pay, "sales")
        shares.append(sold[2::3].sum(axis=(0, 2)) / sold.sum(axis=(0, 2)))
    return lab.estimate(shares[0] - shares[1])


def pressed(lab: Laboratory) -> Effect:
    """Pressure on clients in the last months of quarters, less that in the first or second, whichever is nearer."""
    found = compared(lab, bonus(BY_RECORD, SLOPED, every="quarter"), "pressure")
    first, second, last = (found[month::3].mean(axis=(0, 2)) for month in range(3))
    return weakest([lab.estimate(last - early) for early in (first, second)])


def evenly_pressed(lab: Laboratory) -> Effect:
    """Most pressure of a month of quarters under a commission, over the least, less 1."""
    found = compared(lab, commission("0.18%"), "pressure")
    by_month = [found[month::3].mean(axis=(0, 2)) for month in range(3)]
    order = sorted(by_month, key=lambda each: float(each.mean()))
    return lab.estimate(order[-1] / order[0] - 1.0)


FINDINGS = (
    Finding(
        id="SF34_surge",
        claim="Before a period ends more is sold.",
        source=SOURCE,
        grade="read",
        lever=_LEVER.format("in proportion from 80% on and steeper above it"),
        measure=_MEASURE,
        accepted=(0.0, 0.2),
        why="sign; the last month of a quarter stands for the last days of a month",
        effect=lambda lab: surge(lab, SLOPED),
        set_by="fitted",
        beyond_chance=True,
    ),
    Finding(
        id="SF34_cliff",
        claim="Before a period ends more is sold, also under a quota of all or nothing.",
        source=SOURCE,
        grade="read",
        lever=_LEVER.format("in full or not at all"),
        measure=_MEASURE,
        accepted=(0.0, 0.2),
        why="sign; the last month of a quarter stands for the last days of a month",
        effect=lambda lab: surge(lab, CLIFF),
        set_by="fitted",
        beyond_chance=True,
    ),
    Finding(
        id="SF34_pressure",
        claim="What is sold before a period ends is of less quality.",
        source=SOURCE,
        grade="read",
        lever="a quarterly bonus on a quota from last year's sales",
        measure="pressure on clients in last months of quarters, less that in the others, of full pressure",
        accepted=(0.0, 1.0),
        why="sign; what is sold under pressure is what goes bad here",
        effect=pressed,
        beyond_chance=True,
    ),
    Finding(
        id="SF34_linear",
        claim="Linear pay presses alike at all times.",
        source=SOURCE,
        grade="read",
        lever="a commission of four fifths of base pay",
        measure="most pressure on clients of a month of quarters, over the least, less 1",
        accepted=(0.0, 0.02),
        why="none; 2% for chance",
        effect=evenly_pressed,
    ),
)
