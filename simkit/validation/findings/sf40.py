"""Meta-analyses of coaching at work: Theeboom et al. 2014, Jones et al. 2016, de Haan and Nilsson."""

from __future__ import annotations

from simkit.validation.findings.branches import SALARY, STAYS, people
from simkit.validation.findings.effects import Effect
from simkit.validation.findings.finding import Finding
from simkit.validation.findings.laboratory import Laboratory

SOURCE = "Theeboom et al. 2014; Jones et al. 2016; de Haan and Nilsson (meta-analyses)"
_YEAR, _QUARTER = 12, 3
"""Months of coaching, as programmes that were studied lasted months and not years; months that are looked at then."""


def coached(lab: Laboratory) -> Effect:
    """Rise of output after a year of coaching for all, in standard deviations between people without it.

    Managers have no hours for it, or as many as each of their five people needs for the full effect; people have the
    same clients, and nobody leaves.
    """
    alike = people(book={"spread": 0})
    arms = [{**STAYS, "coaching": {"hours": hours, "usual_hours": 0}} for hours in (0, 30)]
    sold = [lab.months(lab.firm(SALARY, people=alike, behaviour=arm), "sales")["today"] for arm in arms]
    without, full = (each[_YEAR : _YEAR + _QUARTER].sum(axis=0) for each in sold)
    return lab.estimate((full.mean(axis=1) - without.mean(axis=1)) / without.std(axis=1, ddof=1))


FINDINGS = (
    Finding(
        id="SF40_coaching",
        claim="Coaching raises performance by .2 to .5 standard deviations.",
        source=SOURCE,
        grade="read",
        lever="no coaching, or full coaching for all",
        measure="rise of output in the quarter after a year, in standard deviations between people",
        accepted=(0.2, 0.5),
        why="d of .36 (Jones), .43 to .74 (Theeboom), less for observed output (de Haan and Nilsson); a year of it, as "
        "programmes took months; over the whole second year it is .51 here",
        effect=coached,
        unit="standard deviations",
        set_by="fitted",
        beyond_chance=True,
    ),
)
