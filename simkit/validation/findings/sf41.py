"""Annan and Raymond: five contracts of the same cost for agents of a mobile money service in Ghana."""

from __future__ import annotations

from typing import Any

from simkit.validation.findings.finding import Finding
from simkit.validation.findings.workplace import (
    NORMAL,
    QUOTA,
    Effect,
    Laboratory,
    bonus,
    change,
    piece_rate,
)

SOURCE = "Annan and Raymond, trial AEARCTR-0013865 (tables of the authors, unpublished)"
_GOAL = {"kpi": "sales", "weight": "100%", "target": {"kind": "fixed", "at": NORMAL}}
_PRIZE = {"places": 1, "pays": "100% of base pay"}
_CONTEST = {"kind": "contest", "every": "month", "among": "branch", "prizes": [_PRIZE], "measures": [_GOAL]}
ARMS: dict[str, Any] = {
    "linear": piece_rate(0.3),
    "threshold": bonus(0.3, QUOTA, "month"),
    "flat": bonus(0.3, {"kind": "steps", "steps": {"0%": "100%"}}, "month"),
    "tournament": {"name": "Tournament", "pay": [_CONTEST]},
}


def against_linear(lab: Laboratory, arm: str) -> Effect:
    """What is sold under a contract, against the linear one of the same expected cost."""
    few = {"people": {"seats": 30, "branches": 5}}
    return change(lab.compare(ARMS, "same expected cost as today", few), scheme=arm)


FINDINGS = (
    Finding(
        id="SF41_threshold",
        claim="A threshold bonus brought less than linear pay of the same cost: revenue fell by 22% (7%).",
        source=SOURCE,
        grade="read",
        lever="linear pay, or a threshold bonus, at the same expected cost",
        measure="relative change of sales",
        accepted=(-0.5, 0.0),
        why="sign; the threshold is normal sales, for all alike",
        effect=lambda lab: against_linear(lab, "threshold"),
        reason="for the same money a goal within reach pulls more than linear pay here; agents who leave, or misjudge "
        "the goal, are missing",
    ),
    Finding(
        id="SF41_flat",
        claim="A flat payment brought less than linear pay of the same cost: revenue fell by 37% (10%).",
        source=SOURCE,
        grade="read",
        lever="linear pay, or the same for everybody, at the same expected cost",
        measure="relative change of sales",
        accepted=(-0.6, -0.001),
        why="sign",
        effect=lambda lab: against_linear(lab, "flat"),
    ),
    Finding(
        id="SF41_tournament",
        claim="A tournament brought more (22%, 8%) or as much (a second table) as linear pay of the same cost.",
        source=SOURCE,
        grade="read",
        lever="linear pay, or one prize for the best of six, at the same expected cost",
        measure="relative change of sales",
        accepted=(-0.1, 0.4),
        why="the two tables of the authors, each with two standard errors",
        effect=lambda lab: against_linear(lab, "tournament"),
    ),
)
