"""Schweitzer, Ordonez and Douma 2004: people with unmet goals overstate what they did, most when just short."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from simkit.validation.findings.branches import CLIFF, POTENTIAL, Pay, bonus
from simkit.validation.findings.effects import Effect, weakest, with_error
from simkit.validation.findings.finding import Finding
from simkit.validation.findings.laboratory import Laboratory

SOURCE = "Schweitzer, Ordonez and Douma 2004, Academy of Management Journal 47(3):422-432"
_EDGES, _TWICE = (0.0, 0.85, 0.97, 1.0, 9.0), (0.0, 0.85, 0.97, 1.0, 2.0)
"""Attainments between which years are counted: far below the goal, near it, just short of it, above it."""
_JUST = 2
_LINEAR: Pay = {"kind": "linear"}
_CLIFF = "pay in full at the goal and nothing below"


def overstating(lab: Laboratory, curve: Pay, edges: tuple[float, ...] = _EDGES) -> list[Effect]:
    """Between each two edges, the share of years in which somebody overstated, with the error of a count of people."""
    firm, skies = lab.firm(bonus(POTENTIAL, curve)), 5 * lab.skies
    stood = np.concatenate([each.ravel() for each in lab.attained(firm, skies)])
    lied = np.concatenate([each.counted["misreports"].ravel() for each in lab.records(firm, skies)])
    between = [lied[(stood >= low) & (stood < high)] for low, high in pairwise(edges)]
    return [_share(some.mean(), len(some), lab.view) for some in between]


def peak(lab: Laboratory) -> Effect:
    """The share just short of the goal, less that elsewhere, where the difference is least."""
    found = overstating(lab, CLIFF)
    just = found.pop(_JUST)
    return weakest([_apart(just, elsewhere, lab.view) for elsewhere in found])


def _share(share: float, people: int, view: str) -> Effect:
    return with_error(float(share), float(np.sqrt(share * (1.0 - share) / people)), view)


def _apart(one: Effect, other: Effect, view: str) -> Effect:
    """Difference of two independent shares."""
    half = 0.5 * np.hypot(one.high - one.low, other.high - other.low)
    apart = one.found - other.found
    return Effect(apart, apart - half, apart + half, {view: apart})


FINDINGS = (
    Finding(
        id="SF26_just_short",
        claim="Most of those who are just short of a goal overstate what they did.",
        source=SOURCE,
        grade="read",
        lever=_CLIFF,
        measure="share of who overstates, among those within 3% below the goal",
        accepted=(0.5, 1.0),
        why="more than half is our reading of the study's direction; 3% is as much as can be overstated here",
        effect=lambda lab: overstating(lab, CLIFF)[_JUST],
    ),
    Finding(
        id="SF26_peak",
        claim="Who just misses a goal overstates most.",
        source=SOURCE,
        grade="read",
        lever=_CLIFF,
        measure="share of who overstates within 3% below the goal, less the highest share elsewhere",
        accepted=(0.0, 1.0),
        why="ordering: above that far below, near and above the goal",
        effect=peak,
        beyond_chance=True,
    ),
    Finding(
        id="SF26_no_goal",
        claim="Without a goal hardly anybody overstates.",
        source=SOURCE,
        grade="read",
        lever="pay in proportion to the same results",
        measure="highest share of who overstates, among those below twice the goal",
        accepted=(0.0, 0.0),
        why="none; of those beyond twice the goal some do, as 3% of a very large award is worth a lie",
        effect=lambda lab: max(overstating(lab, _LINEAR, _TWICE), key=lambda effect: effect.found),
    ),
)
