"""Barankay 2012: furniture sellers who were no longer told their rank sold 11 % more.

Studies contradict each other, so that the sign is a switch without a default (SF19 has the other one).
"""

from __future__ import annotations

from simkit.validation.findings.branches import SALARY, STAYS, Pay, commission
from simkit.validation.findings.effects import Effect, weakest
from simkit.validation.findings.finding import Finding
from simkit.validation.findings.laboratory import Laboratory

SOURCE = "Barankay 2012 (1,754 furniture sellers, three years)"


def told(lab: Laboratory, sign: str, pay: Pay) -> Effect:
    """Change of sales after people first heard their rank, in the first or second year, whichever shows less of it.

    sign: `hurts` or `lifts`.
    """
    before = lab.records(lab.firm(pay, behaviour=STAYS))
    after = lab.records(lab.firm(pay, behaviour={**STAYS, "rank_feedback": {"told": sign}}))
    changes = [lab.change(after[year].results["sales"], before[year].results["sales"]) for year in (1, 2)]
    return weakest(changes, -1.0 if sign == "hurts" else 1.0)


FINDINGS = (
    Finding(
        id="SF18_base_pay",
        claim="Taking private feedback on ranks away raised sales by 11%: being told one's rank can hurt.",
        source=SOURCE,
        grade="read",
        lever="base pay alone: nothing, or private feedback on ranks that hurts",
        measure="relative change of sales in the year with less of it",
        accepted=(-0.15, 0.0),
        why="up to 15% less, in two years; the sign is chosen, as SF19 has the other one; nobody leaves",
        effect=lambda lab: told(lab, "hurts", SALARY),
        set_by="fitted",
        beyond_chance=True,
    ),
    Finding(
        id="SF18_commission",
        claim="Taking private feedback on ranks away raised sales by 11%: being told one's rank can hurt.",
        source=SOURCE,
        grade="read",
        lever="a commission: nothing, or private feedback on ranks that hurts",
        measure="relative change of sales in the year with less of it",
        accepted=(-0.15, 0.0),
        why="as above; what is paid for sales goes on pulling, whatever the mood",
        effect=lambda lab: told(lab, "hurts", commission()),
        set_by="fitted",
        beyond_chance=True,
    ),
)
