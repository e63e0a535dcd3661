"""Selection in the running firm: who stays when a piece rate takes the place of fixed pay.

Everybody is paid alike, 40 % of base pay beside it, and so is everybody outside.  Then a piece rate takes the place of
the fixed part: who has the ability theta earns price x theta x output(theta), and stays where that is no less.  The
hazard of leaving is made a step, so that the firm shows the threshold and not a slope around it.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np

from simkit.arrays import Array
from simkit.engine.plans import PlanCache
from simkit.validation import watching
from simkit.validation.exact.check import Check, ClosedForm
from simkit.validation.exact.plain_firm import BASE_PAY, NORMAL_MONTH, WORTH, bonus, commission, output, plain, worst

YEARS, SKIES, SEATS = 5, 80, 60
PRICE, FIXED, SPREAD = 0.0009, 0.4, 0.4
"""Commission; fixed part in base pay; spread of ability."""
_STEP = {"a_year": "0.0001%", "pay_counts": 1e9, "mood_counts": 0, "outside_follows": 0}


def threshold() -> float:
    """The ability with which piece rates pay what was fixed."""
    from scipy.optimize import brentq  # noqa: PLC0415 (SciPy is slow to import)

    def apart(ability: float) -> float:
        earned = PRICE * NORMAL_MONTH * ability
        return float(earned * output(earned / WORTH)) - FIXED * BASE_PAY

    return float(brentq(apart, 0.1, 3.0))


def watched() -> watching.Years:
    """The firm that keeps its fixed pay (`today`) and the one that goes over to a piece rate (`piece`), for years."""
    fixed = bonus(
        {"kind": "fixed", "at": 1}, {"kind": "steps", "steps": {"0%": "100%"}}, pays=f"{FIXED:.0%} of base pay"
    )
    firm = plain(
        on={"leaving": _STEP},
        who={"seats": SEATS, "talent": {"spread": f"{SPREAD:.0%}"}},
        view={"discount": 1.0},
        horizon={"run_in": "12 months", "length": f"{12 * YEARS} months"},
        schemes={
            "today": {"name": "Fixed", "pay": [fixed]},
            "piece": {"name": "Piece rate", "pay": [commission(PRICE)]},
        },
    )
    return watching.years(firm, PlanCache(), SKIES)


def _selection() -> Iterator[Check]:
    seen, least = watched(), threshold()
    first, last = seen["today", 0], seen["piece", YEARS]
    ability = first.seats.talent
    left = np.sum([seen["piece", year].record.counted["left"] for year in range(1, YEARS + 1)], axis=0)
    stays = left == 0.0
    yield Check("left, though above", 0.0, float((ability[~stays] >= least).sum()), 0.0)
    # the chance of leaving rises to its most within 0.2 % of pay, which is less than 0.2 % of ability
    yield Check("stayed, though below", 0.0, float((ability[stays] < 0.998 * least).sum()), 0.0)
    anybody = sum(float(seen["today", year].record.counted["left"].sum()) for year in range(YEARS + 1))
    yield Check("left under the same pay for all", 0.0, anybody, 0.0)
    yield from _who_stays(ability[stays], stays.size, least)
    before, after = first.record.results["sales"], last.record.results["sales"]
    theirs = (after * stays).sum(axis=1) / (before * stays).sum(axis=1)
    drive = PRICE * NORMAL_MONTH * ability / WORTH
    expected = (ability * output(drive) * stays).sum(axis=1) / (ability * stays).sum(axis=1)
    # a step at no results at all pulls next to nothing, but not nothing
    yield Check("rise of those who stay", 0.0, worst(theirs - expected, 0.0), 1e-6)
    firms = after.sum(axis=1) / before.sum(axis=1)
    yield Check("futures in which the firm gains no more than they", 0.0, float((firms <= theirs).sum()), 0.0)
    abler = last.seats.talent.mean(axis=1) > seen["today", YEARS].seats.talent.mean(axis=1)
    yield Check("futures in which ability does not rise", 0.0, float((~abler).sum()), 0.0)


def _who_stays(ability: Array, people: int, least: float) -> Iterator[Check]:
    """How many stay and how able they are, where the log of ability is normal and its mean is 1; 4 standard errors."""
    sd = math.sqrt(math.log1p(SPREAD**2))
    share, of_output = (_below((-math.log(least) - sign * sd**2 / 2.0) / sd) for sign in (1.0, -1.0))
    error = math.sqrt(share * (1.0 - share) / people)
    yield Check("share that stays", share, len(ability) / people, 4.0 * error)
    error = float(ability.std(ddof=1)) / math.sqrt(len(ability))
    yield Check("their mean ability", of_output / share, float(ability.mean()), 4.0 * error)


def _below(z: float) -> float:
    """Distribution function of the standard normal."""
    return 0.5 * math.erfc(-z / math.sqrt(2.0))


SELECTION = (
    ClosedForm(
        "selection",
        "Under a piece rate those with the ability from which it pays the outside offer on stay; mean ability rises.",
        "Lazear 2000",
        "a firm that runs for five years with a hazard of leaving that is a step; 4 standard errors for who was drawn",
        _selection,
    ),
)
