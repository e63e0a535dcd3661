"""Annan and Raymond: five contracts of the same cost for agents of a mobile money service in Ghana."""

from __future__ import annotations

from typing import Any

from simkit.validation.findings.effects import Effect, change
from simkit.validation.findings.finding import NO_LIMIT, Finding
from simkit.validation.findings.laboratory import Laboratory
from simkit.validation.findings.workplace import NORMAL, QUOTA, WHOLE_PERSON, bonus, piece_rate

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
_AGENTS = {"people": {"seats": 30, "branches": 5}, **WHOLE_PERSON}
"""They do all they do by default, as the study counts both what they bring and who gives up."""


def against_linear(lab: Laboratory, arm: str) -> Effect:
    """What is sold under a contract, against the linear one of the same expected cost."""
    return change(lab.compare(ARMS, "same expected cost as today", _AGENTS), scheme=arm)


def leaving(lab: Laboratory, arm: str) -> Effect:
    """How much more often agents leave under a contract than under the linear one of the same expected cost."""
    return change(lab.compare(ARMS, "same expected cost as today", _AGENTS), "turnover", arm)


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
        reason="for the same money a goal within reach, alike for people with books alike, pulls more than linear pay "
        "here, also where agents can leave; that they misjudge the goal is missing",
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
    Finding(
        id="SF41_leaving",
        claim="Under the threshold bonus more agents gave up than under linear pay: 2.1 (.3) points of 2.6% a week.",
        source=SOURCE,
        grade="read",
        lever="linear pay, or a threshold bonus, at the same expected cost",
        measure="relative change of the share of people who leave in the first year",
        accepted=(0.0, NO_LIMIT),
        why="sign; agents dropped out by the week, and people of a bank do not",
        effect=lambda lab: leaving(lab, "threshold"),
        beyond_chance=True,
        reason="people leave here for pay, which is the same, and for their mood, which a goal that half of them reach "
        "does not sink",
    ),
)
