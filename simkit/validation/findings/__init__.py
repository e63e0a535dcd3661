"""The family of published findings, in the order of the board; a new one is a file and a line."""

from __future__ import annotations

from simkit.validation.findings import (
    gp12,
    sf01,
    sf02,
    sf03,
    sf04,
    sf06,
    sf07,
    sf09,
    sf13,
    sf15,
    sf16,
    sf18,
    sf19,
    sf20,
    sf21,
    sf23,
    sf24,
    sf25,
    sf26,
    sf28,
    sf29,
    sf30,
    sf31,
    sf32,
    sf34,
    sf35,
    sf36,
    sf37,
    sf39,
    sf40,
    sf41,
    sf43,
    sf44,
)
from simkit.validation.findings.effects import Effect
from simkit.validation.findings.finding import Awaited, Finding
from simkit.validation.findings.laboratory import Laboratory
from simkit.validation.findings.to_come import TO_COME

__all__ = ["AWAITED", "FINDINGS", "Awaited", "Effect", "Finding", "Laboratory"]

FINDINGS: tuple[Finding, ...] = (
    *sf01.FINDINGS,
    *sf02.FINDINGS,
    *sf03.FINDINGS,
    *sf04.FINDINGS,
    *sf06.FINDINGS,
    *sf07.FINDINGS,
    *sf09.FINDINGS,
    *sf13.FINDINGS,
    *sf15.FINDINGS,
    *sf16.FINDINGS,
    *sf18.FINDINGS,
    *sf19.FINDINGS,
    *sf20.FINDINGS,
    *sf21.FINDINGS,
    *sf23.FINDINGS,
    *sf24.FINDINGS,
    *sf25.FINDINGS,
    *sf26.FINDINGS,
    *sf28.FINDINGS,
    *sf29.FINDINGS,
    *sf30.FINDINGS,
    *sf31.FINDINGS,
    *sf32.FINDINGS,
    *sf34.FINDINGS,
    *sf35.FINDINGS,
    *sf36.FINDINGS,
    *sf37.FINDINGS,
    *sf39.FINDINGS,
    *sf40.FINDINGS,
    *sf41.FINDINGS,
    *sf43.FINDINGS,
    *sf44.FINDINGS,
    *gp12.FINDINGS,
)
AWAITED: tuple[Awaited, ...] = TO_COME
