"""Bradler, Dur, Neckermann and Non 2016: thanks to the best three of a group."""

from __future__ import annotations

from simkit.experiment.compare import Comparison
from simkit.validation.findings.finding import NO_LIMIT, Finding
from simkit.validation.findings.workplace import (
    MANY,
    NORMAL,
    NOTHING,
    Effect,
    Laboratory,
    change,
    change_among,
)

SOURCE = "Bradler, Dur, Neckermann and Non 2016, Management Science 62(11):3085-3099"
_GOAL = {"kpi": "sales", "weight": "100%", "target": {"kind": "fixed", "at": 3.0 * NORMAL}}
_FELT = {"places": 3, "pays": "50% of base pay"}
_THANKS = {"kind": "recognition", "every": "quarter", "among": "branch", "prizes": [_FELT], "measures": [_GOAL]}


def _thanked(lab: Laboratory) -> Comparison:
    """Groups of six; half a month's base pay for being among the best three is an assumption."""
    return lab.compare({"nothing": NOTHING, "thanks": {"name": "Thanks", "pay": [_THANKS]}}, different=MANY)


def others_against_best(lab: Laboratory) -> Effect:
    """The change among the least talented third, who are seldom thanked, less that among the most talented."""
    comparison = _thanked(lab)
    return change_among(comparison, 0).less(change_among(comparison, 2))


FINDINGS = (
    Finding(
        id="SF16_total",
        claim="Thanks to the best raised output substantially.",
        source=SOURCE,
        grade="recalled",
        lever="nothing, or recognition of the best three of six each quarter",
        measure="relative change of sales",
        accepted=(0.0, 0.10),
        why="0 to 10% (5% and 7% are recalled); that it is felt as half a month's base pay is an assumption",
        effect=lambda lab: change(_thanked(lab)),
    ),
    Finding(
        id="SF16_others",
        claim="Those who were not thanked rose more than those who were.",
        source=SOURCE,
        grade="read",
        lever="nothing, or recognition of the best three of six each quarter",
        measure="change among the least talented third, less that among the most",
        accepted=(0.0, NO_LIMIT),
        why="ordering",
        effect=others_against_best,
        reason="people work for the honour that they may win; a wish to do as others do is missing",
    ),
)
