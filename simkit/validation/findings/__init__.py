"""The family of published findings, in the order of the board; a new one is a file and a line."""

from __future__ import annotations

from simkit.validation.findings import (
    ar19,
    gp12,
    sf01,
    sf02,
    sf06,
    sf07,
    sf09,
    sf13,
    sf16,
    sf20,
    sf21,
    sf23,
    sf24,
    sf32,
    sf35,
    sf41,
    sf43,
    spanned,
)
from simkit.validation.findings.finding import Awaited, Finding
from simkit.validation.findings.to_come import TO_COME
from simkit.validation.findings.workplace import Effect, Laboratory

__all__ = ["AWAITED", "FINDINGS", "Awaited", "Effect", "Finding", "Laboratory"]

FINDINGS: tuple[Finding, ...] = (
    *sf01.FINDINGS,
    *sf02.FINDINGS,
    *sf06.FINDINGS,
    *sf07.FINDINGS,
    *sf09.FINDINGS,
    *sf13.FINDINGS,
    *sf16.FINDINGS,
    *sf20.FINDINGS,
    *sf21.FINDINGS,
    *sf23.FINDINGS,
    *sf24.FINDINGS,
    *sf32.FINDINGS,
    *sf35.FINDINGS,
    *sf41.FINDINGS,
    *sf43.FINDINGS,
    *spanned.FINDINGS,
    *ar19.FINDINGS,
    *gp12.FINDINGS,
)
AWAITED: tuple[Awaited, ...] = TO_COME
