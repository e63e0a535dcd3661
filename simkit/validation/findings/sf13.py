"""Delfgaauw, Dur and Souverijn: a small prize for teams of shops."""

from __future__ import annotations

from simkit.validation.findings.effects import Effect, change
from simkit.validation.findings.finding import Finding
from simkit.validation.findings.laboratory import Laboratory
from simkit.validation.findings.workplace import NORMAL, NOTHING, QUOTA

_GOAL = {"kpi": "sales", "weight": "100%", "target": {"kind": "fixed", "at": NORMAL}}
_TEAM = {"kind": "team", "every": "month", "target_pay": "3% of base pay", "measures": [_GOAL], "curve": QUOTA}


def team_prize(lab: Laboratory) -> Effect:
    """What people sell more in teams of six that can win a small prize."""
    return change(lab.compare({"nothing": NOTHING, "team": {"name": "Team prize", "pay": [_TEAM]}}))


FINDINGS = (
    Finding(
        id="SF13_team_prize",
        claim="A small prize for the team changed nothing.",
        source="Delfgaauw, Dur and Souverijn 2020 (108 Dutch shops)",
        grade="read",
        lever="nothing, or a prize of 3% of a month's base pay for each if the team reaches its goal",
        measure="relative change of sales",
        accepted=(-0.02, 0.02),
        why="no effect was found; 2% either way; about 50 euro; a goal in place of a tournament between teams",
        effect=team_prize,
    ),
)
