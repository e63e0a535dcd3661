"""Cohn, Fehr, Herrmann and Schneider 2014: in teams of two, base pay is cut for one or for both.

A job of hours: nobody leaves.  Output is that of the year after the year of the cut, as people here look at their pay
once a year.
"""

from __future__ import annotations

from collections.abc import Sequence

from simkit.arrays import Array
from simkit.validation.findings.branches import ALIKE, SALARY, STAYS, base_pay_changes, people
from simkit.validation.findings.effects import Effect, moved
from simkit.validation.findings.finding import Finding
from simkit.validation.findings.laboratory import Laboratory

SOURCE = "Cohn, Fehr, Herrmann and Schneider 2014, Journal of the European Economic Association 12(4):877-898"
FIRST, SECOND = slice(0, 60, 2), slice(1, 60, 2)
"""Seats of the first and of the second of each team."""
_CUT = -0.25


def output(lab: Laboratory, cut: Sequence[int] | None, of: slice) -> Array:
    """Relative change (sky,) of the output of some, when base pay of seats (all, if none are named) falls by a quarter.

    Two who know each other's pay, are paid alike, and do the same work side by side.
    """
    teams = lab.firm(
        SALARY,
        behaviour={**STAYS, "peers": {"known": "100%", "visible": "0%"}},
        people=people(branches=30, base_pay=ALIKE["base_pay"]),
    )
    before, after = lab.records(teams)[-1], lab.records(teams, interventions=[base_pay_changes(_CUT, cut)])[-1]
    return moved(after.results["sales"][:, of], before.results["sales"][:, of])


def alone_over_joint(lab: Laboratory) -> Effect:
    """How many times as much a cut for one lowers the output of that one as a cut for both does."""
    return lab.estimate(output(lab, range(0, 60, 2), FIRST) / output(lab, None, FIRST))


FINDINGS = (
    Finding(
        id="SF30_both",
        claim="A cut of base pay for both lowers output.",
        source=SOURCE,
        grade="read",
        lever="base pay as it was, or a quarter less for both of a team",
        measure="relative change of output",
        accepted=(-0.3, 0.0),
        why="sign; 15% are recalled",
        effect=lambda lab: lab.estimate(output(lab, None, FIRST)),
        set_by="fitted",
        beyond_chance=True,
    ),
    Finding(
        id="SF30_alone",
        claim="A cut for one hurts more than twice as much as a cut for both.",
        source=SOURCE,
        grade="read",
        lever="a quarter less base pay for both of a team, or for one of them",
        measure="fall of output of who is cut alone, over that when both are cut",
        accepted=(2.0, 4.0),
        why="more than twice; at most 4 is ours",
        effect=alone_over_joint,
        unit="times",
        set_by="fitted",
    ),
    Finding(
        id="SF30_partner",
        claim="The partner who is not cut goes on as before.",
        source=SOURCE,
        grade="read",
        lever="base pay as it was, or a quarter less for the other one of a team",
        measure="relative change of output of who is not cut",
        accepted=(-0.03, 0.03),
        why="none; 3% either way",
        effect=lambda lab: lab.estimate(output(lab, range(0, 60, 2), SECOND)),
        set_by="fitted",
    ),
)
