"""Chung, Steenburgh and Sudhir 2014: which part of a sales plan drives whom."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from simkit.validation.findings.effects import Effect, change_among
from simkit.validation.findings.finding import NO_LIMIT, Finding
from simkit.validation.findings.laboratory import Laboratory
from simkit.validation.findings.workplace import MANY, NOTHING, QUOTA, bonus

SOURCE = "Chung, Steenburgh and Sudhir 2014, Marketing Science 33(2):165-187"
_OVER: Mapping[str, Any] = {"kind": "threshold", "threshold": "99.9%", "accelerator": 1.5}
"""All of target pay at the quota, and more above it."""
YEARLY, QUARTERLY = bonus(0.2, _OVER, "year"), bonus(0.1, QUOTA, "quarter")
WHOLE = {"name": "Yearly and quarterly bonus", "pay": [*YEARLY["pay"], *QUARTERLY["pay"]]}
WITHOUT_OVER = {"name": "No pay above the quota", "pay": [*bonus(0.2, QUOTA, "year")["pay"], *QUARTERLY["pay"]]}
LEAST, MOST = 0, 2


def least_helped(lab: Laboratory) -> Effect:
    """The change in the third of the people whom the whole plan changes least."""
    comparison = lab.compare({"nothing": NOTHING, "whole": WHOLE}, different=MANY)
    return min((change_among(comparison, third) for third in range(3)), key=lambda effect: effect.found)


def _gap(lab: Laboratory, without: Mapping[str, Any], who: int, other: int) -> Effect:
    """What taking a part of the plan away changes in one third of the people, less what it changes in another."""
    comparison = lab.compare({"whole": WHOLE, "without": without}, different=MANY)
    return change_among(comparison, who).less(change_among(comparison, other))


FINDINGS = (
    Finding(
        id="SF06_all",
        claim="Bonuses raise productivity in all segments of the sales force.",
        source=SOURCE,
        grade="read",
        lever="no bonus, or yearly and quarterly quota bonuses with pay above the quota",
        measure="relative change in the third, by talent, that changes least",
        accepted=(0.0, NO_LIMIT),
        why="sign; everybody has the same quota",
        effect=least_helped,
    ),
    Finding(
        id="SF06_overachievement",
        claim="Pay for more than the quota sustains the best: without it they fall back most.",
        source=SOURCE,
        grade="read",
        lever="with or without pay above the yearly quota",
        measure="change among the most talented third, less that among the least",
        accepted=(-NO_LIMIT, 0.0),
        why="ordering; published sizes are recalled only",
        effect=lambda lab: _gap(lab, WITHOUT_OVER, MOST, LEAST),
    ),
    Finding(
        id="SF06_quarterly",
        claim="Quarterly bonuses pace the weak: without them these fall back more than the best.",
        source=SOURCE,
        grade="read",
        lever="with or without quarterly quota bonuses",
        measure="change among the least talented third, less that among the most",
        accepted=(-NO_LIMIT, 0.0),
        why="ordering; published sizes are recalled only",
        effect=lambda lab: _gap(lab, YEARLY, LEAST, MOST),
    ),
)
