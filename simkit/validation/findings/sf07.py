"""Chung and Narayandas 2017: what a bonus must depend on, and how it is framed."""

from __future__ import annotations

from simkit.validation.findings.effects import Effect, change
from simkit.validation.findings.finding import Finding
from simkit.validation.findings.laboratory import Laboratory
from simkit.validation.findings.sf20 import loss_frame
from simkit.validation.findings.workplace import NOTHING, WHOLE_PERSON, bonus

SOURCE = "Chung and Narayandas 2017, Journal of Marketing Research 54(4):511-524"
GIFT = bonus(0.2, {"kind": "steps", "steps": {"0%": "100%"}})
"""Paid whatever was sold."""


def gift(lab: Laboratory) -> Effect:
    """What people sell more who are given money without a condition."""
    return change(lab.compare({"nothing": NOTHING, "gift": GIFT}, different=WHOLE_PERSON))


FINDINGS = (
    Finding(
        id="SF07_frame",
        claim="A penalty for a missed quota works about as well as a reward for a reached one.",
        source=SOURCE,
        grade="read",
        lever="the same quota bonus felt as a gain, or as a loss when it is missed",
        measure="relative change of sales from the one frame to the other",
        accepted=(-0.02, 0.02),
        why="no difference was found; 2%; a loss counts as in the view `high`; people answer by effort alone",
        effect=loss_frame,
    ),
    Finding(
        id="SF07_gift",
        claim="Money without a condition does nothing that lasts.",
        source=SOURCE,
        grade="read",
        lever="nothing, or the same money for everybody",
        measure="relative change of sales",
        accepted=(-0.01, 0.01),
        why="none after a while; 1% either way; people do all they do by default, as a gift is felt and not worked for",
        effect=gift,
    ),
)
