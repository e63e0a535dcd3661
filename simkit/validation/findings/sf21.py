"""Gneezy and Rustichini 2000 against DellaVigna and Pope 2018: whether very low pay does harm."""

from __future__ import annotations

from simkit.validation.findings.effects import change
from simkit.validation.findings.finding import Finding
from simkit.validation.findings.workplace import NOTHING, piece_rate

FINDINGS = (
    Finding(
        id="SF21_tiny_pay",
        claim="Very low pay does no harm (DellaVigna and Pope); two small experiments had found that it does.",
        source="DellaVigna and Pope 2018; against Gneezy and Rustichini 2000 (70 people)",
        grade="read",
        lever="nothing, or a piece rate that adds half a per cent of base pay",
        measure="relative change of sales",
        accepted=(0.0, 0.02),
        why="no fall, and little rise; a drop at tiny pay is no default of this model",
        effect=lambda lab: change(lab.compare({"nothing": NOTHING, "tiny": piece_rate(0.005)})),
    ),
)
