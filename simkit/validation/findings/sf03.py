"""Steenburgh 2008: bonuses of a durable-goods firm mainly raise effort, and move deals in time much less."""

from __future__ import annotations

import numpy as np

from simkit.arrays import Array
from simkit.validation.findings.branches import BY_RECORD, MARGIN, SALARY, SLOPED, bonus
from simkit.validation.findings.finding import Finding
from simkit.validation.findings.laboratory import Laboratory

SOURCE = "Steenburgh 2008, Quantitative Marketing and Economics 6:235-256"
_LEVER = "base pay, or a quarterly quota bonus, where moving deals costs {}"
_EASY, _COSTLY = 1.0, 4.0


def effort_share(lab: Laboratory, cost: float) -> Array:
    """What a quarterly bonus adds to sales in two years, over that and what it moves across ends of quarters (sky,).

    What is moved is conserved, so all that is added in two years is work.
    """
    behaviour = {"timing": {"cost": cost}}
    paid, plain = (
        lab.records(lab.firm(pay, behaviour=behaviour))[1:]
        for pay in (bonus(BY_RECORD, SLOPED, every="quarter"), SALARY)
    )
    sold = [MARGIN * np.sum([year.results["sales"] for year in years], axis=(0, 2)) for years in (paid, plain)]
    added = sold[0] - sold[1]
    moved = np.sum([year.counted["moved"] for year in paid], axis=(0, 2))
    share: Array = added / (added + moved)
    return share


FINDINGS = (
    Finding(
        id="SF03_effort",
        claim="Bonuses mainly raise effort, and move deals less.",
        source=SOURCE,
        grade="read",
        lever=_LEVER.format("what it costs by default"),
        measure="share of effort in what a bonus adds and moves, less one half",
        accepted=(0.0, 0.5),
        why="more than half; people do all they do by default",
        effect=lambda lab: lab.estimate(effort_share(lab, _EASY) - 0.5),
        beyond_chance=True,
    ),
    Finding(
        id="SF03_costly",
        claim="Where moving deals is costly, effort is the most of what a bonus does.",
        source=SOURCE,
        grade="read",
        lever=_LEVER.format("four times as much as by default"),
        measure="share of effort in what a bonus adds and moves, less one half",
        accepted=(0.0, 0.5),
        why="more than half; that it costs four times as much is an assumption",
        effect=lambda lab: lab.estimate(effort_share(lab, _COSTLY) - 0.5),
        beyond_chance=True,
    ),
    Finding(
        id="SF03_more_costly",
        claim="The more costly it is to move deals, the larger is the share of effort.",
        source=SOURCE,
        grade="read",
        lever="moving deals at the usual cost, or at four times that",
        measure="share of effort in what a bonus adds and moves, less that at the usual cost",
        accepted=(0.0, 1.0),
        why="ordering",
        effect=lambda lab: lab.estimate(effort_share(lab, _COSTLY) - effort_share(lab, _EASY)),
        beyond_chance=True,
    ),
)
