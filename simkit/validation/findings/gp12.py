"""Gill and Prowse 2012: contests between people who are not alike."""

from __future__ import annotations

from typing import Any

from simkit.validation.findings.effects import Effect, change
from simkit.validation.findings.finding import NO_LIMIT, Finding
from simkit.validation.findings.laboratory import Laboratory
from simkit.validation.findings.workplace import NORMAL, NOTHING

_GOAL = {"kpi": "sales", "weight": "100%", "target": {"kind": "fixed", "at": NORMAL}}
_PRIZE = {"places": 1, "pays": "100% of base pay"}
_CONTEST = {"kind": "contest", "every": "month", "among": "branch", "prizes": [_PRIZE], "measures": [_GOAL]}


def discouragement(lab: Laboratory) -> Effect:
    """What a contest between two adds to effort when people differ in talent, less what it adds when they are alike."""
    arms = {"nothing": NOTHING, "contest": {"name": "Contest", "pay": [_CONTEST]}}

    def rise(talent: Any) -> Effect:
        people = {"seats": 60, "branches": 30, "talent": {"spread": talent}}
        return change(lab.compare(arms, different={"people": people}), "effort")

    return rise("40%").less(rise(0))


FINDINGS = (
    Finding(
        id="GP12_discouragement",
        claim="In a contest of two who are not alike both try less; a large lead cut effort by a quarter.",
        source="Gill and Prowse 2012, American Economic Review 102(1):469-503; Lazear and Rosen 1981",
        grade="read",
        lever="people who are alike, or who differ in talent",
        measure="difference of what a contest adds to effort",
        accepted=(-NO_LIMIT, -0.01),
        why="sign",
        effect=discouragement,
    ),
)
