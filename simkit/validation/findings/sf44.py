"""Gift exchange: DellaVigna and Pope 2018, table 4, over 11 papers with 3,211 people."""

from __future__ import annotations

from simkit.validation.findings.branches import SALARY, STAYS, base_pay_changes
from simkit.validation.findings.effects import Effect
from simkit.validation.findings.finding import Finding
from simkit.validation.findings.laboratory import Laboratory


def gift(lab: Laboratory) -> Effect:
    """Rise of output in the year after a raise by a fifth that nobody had expected, in standard deviations.

    A job of hours: nobody leaves.
    """
    staff = lab.firm(SALARY, behaviour=STAYS)
    before, after = (
        lab.records(staff, interventions=given)[-1].results["sales"] for given in ([], [base_pay_changes(0.2)])
    )
    return lab.estimate((after.mean(axis=1) - before.mean(axis=1)) / before.std(axis=1, ddof=1))


FINDINGS = (
    Finding(
        id="SF44_gift",
        claim="A gift raises effort a little: by .17 (.04) standard deviations over 11 papers.",
        source="DellaVigna and Pope 2018, table 4 (11 papers, 3,211 people); .11 (.06) in their own experiment",
        grade="read",
        lever="base pay as it was, or a fifth more that nobody had expected and that hangs on nothing",
        measure="rise of output in the next year, in standard deviations between people",
        accepted=(0.0, 0.3),
        why="0 to .3; a raise stands for a gift; its default was set for another study (SF31)",
        effect=gift,
        unit="standard deviations",
        beyond_chance=True,
    ),
)
