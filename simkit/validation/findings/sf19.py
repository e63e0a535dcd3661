"""Blanes i Vidal and Nossol 2011: warehouse workers who were told their rank worked more, and went on doing so.

Studies contradict each other, so that the sign is a switch without a default (SF18 has the other one).
"""

from __future__ import annotations

from simkit.validation.findings.branches import SALARY, commission
from simkit.validation.findings.finding import Finding
from simkit.validation.findings.sf18 import told

SOURCE = "Blanes i Vidal and Nossol 2011, Management Science 57(10)"


FINDINGS = (
    Finding(
        id="SF19_base_pay",
        claim="Feedback on ranks raised productivity, and went on doing so.",
        source=SOURCE,
        grade="read",
        lever="base pay alone: nothing, or private feedback on ranks that lifts",
        measure="relative change of sales in the year with less of it",
        accepted=(0.0, 0.10),
        why="up to 10% more, in two years; the sign is chosen, as SF18 has the other one; nobody leaves",
        effect=lambda lab: told(lab, "lifts", SALARY),
        set_by="fitted",
        beyond_chance=True,
    ),
    Finding(
        id="SF19_commission",
        claim="Feedback on ranks raised productivity, and went on doing so.",
        source=SOURCE,
        grade="read",
        lever="a commission: nothing, or private feedback on ranks that lifts",
        measure="relative change of sales in the year with less of it",
        accepted=(0.0, 0.10),
        why="as above; what is paid for sales goes on pulling, whatever the mood",
        effect=lambda lab: told(lab, "lifts", commission()),
        set_by="fitted",
        beyond_chance=True,
    ),
)
