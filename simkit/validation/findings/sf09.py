"""Kishore, Rao, Narasimhan and John 2013: a quota bonus is replaced by a commission of the same cost."""

from __future__ import annotations

from simkit.experiment.compare import Comparison
from simkit.validation.findings.finding import NO_LIMIT, Finding
from simkit.validation.findings.workplace import (
    MANY,
    QUOTA,
    TWO_TASKS,
    Effect,
    Laboratory,
    bonus,
    change,
    change_among,
    piece_rate,
)

SOURCE = "Kishore, Rao, Narasimhan and John 2013, Journal of Marketing Research 50(3):317-333"
ARMS = {"quota": bonus(0.3, QUOTA), "commission": piece_rate(0.3)}
_CLIFFS = (
    "for the same money a quota within reach pulls more than a commission here, at quotas from 100% to 160% of normal "
    "sales; that people misjudge quotas, and move deals, is missing"
)


def _switch(lab: Laboratory) -> Comparison:
    return lab.compare(ARMS, "same expected cost as today", {**MANY, "work": TWO_TASKS})


def least_against_most(lab: Laboratory) -> Effect:
    """The change among the least talented third, less that among the most talented."""
    comparison = _switch(lab)
    return change_among(comparison, 0).less(change_among(comparison, 2))


FINDINGS = (
    Finding(
        id="SF09_sales",
        claim="Sales rose when the bonus gave way to a commission of the same cost.",
        source=SOURCE,
        grade="read",
        lever="a quarterly quota bonus, or a commission, at the same expected cost",
        measure="relative change of sales",
        accepted=(0.0, 0.5),
        why="sign; the published size (about 24%) is recalled only; the quota is normal sales, for all alike",
        effect=lambda lab: change(_switch(lab)),
        reason=_CLIFFS,
    ),
    Finding(
        id="SF09_least_able",
        claim="They rose most among the least able.",
        source=SOURCE,
        grade="read",
        lever="a quarterly quota bonus, or a commission, at the same expected cost",
        measure="change among the least talented third, less that among the most",
        accepted=(0.0, NO_LIMIT),
        why="ordering",
        effect=least_against_most,
        reason=f"{_CLIFFS} (with a quota of 130% this ordering holds, but not the rise of all sales)",
    ),
    Finding(
        id="SF09_neglect",
        claim="Tasks without pay were neglected more under the commission.",
        source=SOURCE,
        grade="read",
        lever="a quarterly quota bonus, or a commission, at the same expected cost",
        measure="relative change of unpaid service",
        accepted=(-NO_LIMIT, 0.0),
        why="sign; a third of the time goes to service",
        effect=lambda lab: change(_switch(lab), "net_new_assets"),
        reason="service gives way to what is paid, and here the quota pulls more: see SF09_sales",
    ),
)
