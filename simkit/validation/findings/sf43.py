"""Fest, Kvaloy, Nieken and Schottner: piece rates for 2,680 people who correct texts online."""

from __future__ import annotations

from simkit.validation.findings.effects import Effect, change
from simkit.validation.findings.finding import Finding
from simkit.validation.findings.laboratory import Laboratory
from simkit.validation.findings.workplace import NOTHING, piece_rate

SOURCE = "Fest, Kvaloy, Nieken and Schottner (online experiment, 2,680 people; their data)"
LOW, HIGH = 0.2, 0.4
"""Pay for normal output as a share of fixed pay; assumption."""


def low(lab: Laboratory) -> Effect:
    """The rise of output under the low piece rate."""
    return change(lab.compare({"nothing": NOTHING, "low": piece_rate(LOW)}))


def high_over_low(lab: Laboratory) -> Effect:
    """What the high piece rate adds to the low one."""
    comparison = lab.compare({"nothing": NOTHING, "low": piece_rate(LOW), "high": piece_rate(HIGH)})
    return change(comparison, scheme="high").less(change(comparison, scheme="low"))


FINDINGS = (
    Finding(
        id="SF43_low_piece_rate",
        claim="A low piece rate raised output by 6% (2%).",
        source=SOURCE,
        grade="read",
        lever="fixed pay, or a piece rate that adds a fifth of it",
        measure="relative change of output",
        accepted=(0.02, 0.10),
        why="two standard errors; how large the piece rate is beside fixed pay is an assumption",
        effect=low,
        set_by="fitted",
    ),
    Finding(
        id="SF43_high_piece_rate",
        claim="A high piece rate added nothing to the low one: 0.1% (2.6%).",
        source=SOURCE,
        grade="read",
        lever="a piece rate, or one twice as high",
        measure="difference of their relative changes of output",
        accepted=(-0.05, 0.05),
        why="two standard errors of the difference",
        effect=high_over_low,
    ),
)
