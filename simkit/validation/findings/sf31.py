"""Kube, Marechal and Puppe 2013: students who catalogue books at an hourly pay that is not the one announced.

A job of hours: nobody leaves.  Output is that of the year after the year of the change, as people here look at their
pay once a year.
"""

from __future__ import annotations

from simkit.validation.findings.branches import SALARY, STAYS, base_pay_changes
from simkit.validation.findings.effects import Effect
from simkit.validation.findings.finding import Finding
from simkit.validation.findings.laboratory import Laboratory

SOURCE = "Kube, Marechal and Puppe 2013, Journal of the European Economic Association 11(4):853-870"
_THIRD = 1.0 / 3.0


def answer(lab: Laboratory, by: float) -> Effect:
    """Relative change of output when base pay changes by a share for all."""
    library = lab.firm(SALARY, behaviour=STAYS)
    before, after = lab.records(library)[-1], lab.records(library, interventions=[base_pay_changes(by)])[-1]
    return lab.change(after.results["sales"], before.results["sales"])


FINDINGS = (
    Finding(
        id="SF31_cut",
        claim="A wage cut by a third costs a fifth of output and more.",
        source=SOURCE,
        grade="read",
        lever="base pay as it was, or a third less for all",
        measure="relative change of output",
        accepted=(-0.30, -0.10),
        why="half to one and a half times the published fall",
        effect=lambda lab: answer(lab, -_THIRD),
        set_by="fitted",
        beyond_chance=True,
    ),
    Finding(
        id="SF31_raise",
        claim="A raise by a third brings nothing.",
        source=SOURCE,
        grade="read",
        lever="base pay as it was, or a third more for all",
        measure="relative change of output",
        accepted=(-0.05, 0.05),
        why="none; 5% either way",
        effect=lambda lab: answer(lab, _THIRD),
        set_by="fitted",
    ),
)
