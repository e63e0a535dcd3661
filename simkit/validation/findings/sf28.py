"""Breza, Kaur and Shamdasani 2018: in teams of three, whose colleagues are paid more for the same pay of one's own.

In Indian factories they produced 0.24 standard deviations less, and no less where differences in productivity could be
seen.
"""

from __future__ import annotations

import numpy as np

from simkit.validation.findings.branches import ALIKE, SALARY, STAYS, base_pay_changes, people
from simkit.validation.findings.effects import Effect
from simkit.validation.findings.finding import Finding
from simkit.validation.findings.laboratory import Laboratory

SOURCE = "Breza, Kaur and Shamdasani 2018, Quarterly Journal of Economics 133(2):611-663"
_TEAMS = 400
_MEASURE = "change of output of who is paid less, in standard deviations between people"


def of_who_is_paid_less(lab: Laboratory, visible: str) -> Effect:
    """Change of output when the two more able of three are paid a fifth more, in standard deviations across people.

    Teams in which both are more able by more than a half, so that the difference is justified to whom it can be seen,
    whatever luck the year brings; one firm of many teams, so that the interval is that of a mean over teams.
    """
    factory = people(seats=3 * _TEAMS, branches=_TEAMS, base_pay=ALIKE["base_pay"], book=ALIKE["book"])
    behaviour = {**STAYS, "peers": {"known": "100%", "visible": visible}}
    firm = lab.firm(SALARY, people=factory, behaviour=behaviour)
    seen = lab.years(firm, 1)
    talent = seen["today", 0].seats.talent[0].reshape(_TEAMS, 3)
    weakest = (talent == talent.min(axis=1, keepdims=True)).ravel()
    justified = np.sort(talent, axis=1)[:, 1] > 1.5 * talent.min(axis=1)
    rise = base_pay_changes(0.2, np.flatnonzero(~weakest).tolist())
    before = seen["today", 2].record.results["sales"][0]
    after = lab.records(firm, 1, [rise])[2].results["sales"][0]
    return lab.estimate((after - before)[weakest & np.repeat(justified, 3)] / before.std(ddof=1))


FINDINGS = (
    Finding(
        id="SF28_unequal",
        claim="Unequal pay without a visible reason lowers the output of who is paid less by .24 standard deviations.",
        source=SOURCE,
        grade="read",
        lever="equal pay in teams of three, or a fifth more for two of them; nobody sees what the others contribute",
        measure=_MEASURE,
        accepted=(-0.4, -0.1),
        why="-.24 in the paper, -.33 in an earlier draft; pay is known to all, nobody leaves",
        effect=lambda lab: of_who_is_paid_less(lab, "0%"),
        unit="standard deviations",
        beyond_chance=True,
    ),
    Finding(
        id="SF28_justified",
        claim="Unequal pay does no harm where differences in productivity can be seen.",
        source=SOURCE,
        grade="read",
        lever="equal pay in teams of three, or a fifth more for two who are seen to contribute half as much again",
        measure=_MEASURE,
        accepted=(-0.02, 0.02),
        why="none; .02 standard deviations for chance",
        effect=lambda lab: of_who_is_paid_less(lab, "100%"),
        unit="standard deviations",
    ),
)
