"""Locke and Latham 2002: a specific hard goal does more than "do your best", while it can be attained.

The goal is one's own last year's result (reached by about half), and then up to two and a half times that; reaching it
pays next to nothing, so that it works as a goal and not as pay.
"""

from __future__ import annotations

from itertools import pairwise

from simkit.arrays import Array
from simkit.validation.findings.branches import CLIFF, SALARY, STAYS, Pay, bonus, people
from simkit.validation.findings.effects import Effect
from simkit.validation.findings.finding import Finding
from simkit.validation.findings.laboratory import Laboratory

SOURCE = "Locke and Latham 2002, American Psychologist 57(9):705-717 (over 100 tasks, 40,000 people)"
_HARD, _OUT_OF_REACH = "0%", "150%"
_MEASURE = "rise of output in standard deviations between people"


def last_year(lab: Laboratory, pay: Pay) -> Array:
    """Sales (sky, seat) of people who differ by a fifth and do not leave."""
    task = lab.firm(pay, people=people(talent={"spread": "20%"}, book={"spread": 0}), behaviour=STAYS)
    return lab.records(task)[-1].results["sales"]


def rise(lab: Laboratory, growth: str) -> Array:
    """Rise of mean output by a goal of this growth, in standard deviations across people without a goal (sky,)."""
    goal = bonus({"kind": "growth", "by": growth}, CLIFF, pays="0.01% of base pay", every="quarter")
    with_goal, without = last_year(lab, goal), last_year(lab, SALARY)
    lifted: Array = (with_goal.mean(axis=1) - without.mean(axis=1)) / without.std(axis=1, ddof=1)
    return lifted


def further(lab: Laboratory) -> Effect:
    """From goal to further goal, the smallest fall."""
    rises = [rise(lab, growth) for growth in (_HARD, "30%", "60%", _OUT_OF_REACH)]
    return max((lab.estimate(b - a) for a, b in pairwise(rises)), key=lambda effect: effect.found)


FINDINGS = (
    Finding(
        id="SF25_hard",
        claim="A specific, hard goal beats doing one's best by .42 to .80 standard deviations.",
        source=SOURCE,
        grade="read",
        lever="no goal, or one's own last year's result",
        measure=_MEASURE,
        accepted=(0.2, 0.8),
        why="wide, as most tasks were of a lab; people differ by a fifth, as the default assumes; nobody leaves",
        effect=lambda lab: lab.estimate(rise(lab, _HARD)),
        unit="standard deviations",
        set_by="fitted",
        beyond_chance=True,
    ),
    Finding(
        id="SF25_out_of_reach",
        claim="A goal that cannot be attained stops working.",
        source=SOURCE,
        grade="read",
        lever="no goal, or two and a half times one's own last year's result",
        measure=_MEASURE,
        accepted=(-0.8, 0.0),
        why="no rise",
        effect=lambda lab: lab.estimate(rise(lab, _OUT_OF_REACH)),
        unit="standard deviations",
        beyond_chance=True,
    ),
    Finding(
        id="SF25_further",
        claim="The further out of reach a goal is, the less it does.",
        source=SOURCE,
        grade="read",
        lever="goals of 100%, 130%, 160% and 250% of one's own last year's result",
        measure="smallest change from goal to further goal, in standard deviations between people",
        accepted=(-0.8, -0.05),
        why="ordering, by a twentieth of a standard deviation at least",
        effect=further,
        unit="standard deviations",
        beyond_chance=True,
    ),
)
