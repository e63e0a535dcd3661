"""Bouwens and Kroos 2011; Matejka, Mahlendorf and Schaffer 2024: targets that follow results."""

from __future__ import annotations

from simkit.changes import written
from simkit.validation.findings.effects import Effect, change
from simkit.validation.findings.finding import NO_LIMIT, Finding
from simkit.validation.findings.laboratory import Laboratory
from simkit.validation.findings.workplace import bonus

_LINEAR = {"kind": "linear"}
ARMS = {
    "fixed": bonus(0.5, _LINEAR, "year"),
    "ratchet": bonus(0.5, _LINEAR, "year", target={"kind": "ratchet", "share": "50%"}),
}


def ratchet(lab: Laboratory) -> Effect:
    """What people sell less in the first year of a target that half of a better result will raise."""
    return change(lab.compare(ARMS))


def committed(lab: Laboratory) -> Effect:
    """The same where nobody expects the target to follow, as where the firm is believed not to use it."""
    views = [{**written(view), "ratchet_foresight": 0} for view in lab.views]
    return change(lab.compare(ARMS, different={"views": views}))


FINDINGS = (
    Finding(
        id="SF32_ratchet",
        claim="Managers hold back when a good result will raise the next target.",
        source="Bouwens and Kroos 2011, Journal of Accounting and Economics 51:171-185",
        grade="read",
        lever="a fixed target, or one that half of a better result raises",
        measure="relative change of sales in the first year",
        accepted=(-NO_LIMIT, -0.001),
        why="sign; the study saw it within a year, the model has it between years",
        effect=ratchet,
    ),
    Finding(
        id="SF32_commitment",
        claim="Where firms are trusted not to use results against people, targets rise and nobody holds back.",
        source="Matejka, Mahlendorf and Schaffer 2024, Management Science 70:128-142",
        grade="read",
        lever="a fixed target, or one that half of a better result raises, which nobody expects",
        measure="relative change of sales in the first year",
        accepted=(-0.001, 0.001),
        why="none; a thousandth for chance",
        effect=committed,
    ),
)
