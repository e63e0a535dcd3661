"""Wells Fargo 2011 to 2016: 5,300 people were dismissed for accounts that nobody had asked for.

About 1 % of them a year; goals had been out of reach, and missing them cost the job.  The threat is a curve here: what
is at risk grows with the square of the shortfall.
"""

from __future__ import annotations

import numpy as np

from simkit.engine.year import FirmYear
from simkit.validation.findings.branches import POTENTIAL, Pay, bonus, people, work
from simkit.validation.findings.effects import Effect, weakest
from simkit.validation.findings.finding import Finding
from simkit.validation.findings.laboratory import Laboratory

SOURCE = "US Consumer Financial Protection Bureau 2016, consent order 2016-CFPB-0015; staff and goals as recalled"
_THREAT: Pay = {
    "kind": "points",
    "points": {"40%": "0%", "55%": "43.75%", "70%": "75%", "85%": "93.75%", "100%": "100%"},
}
"""1 - (shortfall / 60 %)^2 of half of base pay."""
_GAPS = ("-40%", "-20%", "0%", "20%", "40%")
"""Goal over what normal effort brings; from 0 on most people miss it."""
_ATTAINABLE, _OUT_OF_REACH = _GAPS[1], _GAPS[-1]
_STEPS = "goals from 40% below to 40% above what normal effort brings, missing them costs half of base pay"


def under(lab: Laboratory, gap: str) -> FirmYear:
    """The last of two years with this goal, in five times as many futures as usual.

    Accounts can be opened for clients who did not ask (three quarters more at full pressure), and the work is even;
    both are assumptions.
    """
    goal = bonus({**POTENTIAL, "by": gap}, _THREAT, pays="50% of base pay", every="quarter")
    branches = people(talent={"spread": "15%"}, book={"spread": 0})
    return lab.records(lab.firm(goal, people=branches, work=work(noise="20%", pressed="75%")), 5 * lab.skies)[-1]


def pressed_more(lab: Laboratory, order: int) -> Effect:
    """From gap to gap, the least sure rise of misconduct (order 1), or rise of its rises (order 2)."""
    by_gap = [under(lab, gap).counted["pressure"].mean(axis=1) / 12.0 for gap in _GAPS]
    return weakest([lab.estimate(each) for each in np.diff(by_gap, n=order, axis=0)])


def dismissed(lab: Laboratory, gap: str) -> Effect:
    """Share of people who are dismissed in a year."""
    return lab.estimate(under(lab, gap).counted["dismissed"].mean(axis=1))


FINDINGS = (
    Finding(
        id="SF39_rising",
        claim="The further goals were out of reach, the more misconduct there was.",
        source=SOURCE,
        grade="read",
        lever=_STEPS,
        measure="pressure on clients from goal to further goal, of full pressure, in the least step",
        accepted=(0.0, 1.0),
        why="sign; what is lost with the square of the shortfall is an assumption",
        effect=lambda lab: pressed_more(lab, 1),
        beyond_chance=True,
    ),
    Finding(
        id="SF39_convex",
        claim="Misconduct rose faster and faster with the distance of the goal.",
        source=SOURCE,
        grade="read",
        lever=_STEPS,
        measure="rise of the rise of pressure from goal to further goal, of full pressure, where it is least",
        accepted=(0.0, 1.0),
        why="sign; our reading of the case",
        effect=lambda lab: pressed_more(lab, 2),
        beyond_chance=True,
    ),
    Finding(
        id="SF39_dismissed",
        claim="Goals out of reach and threats led to accounts that nobody had asked for; 1% were dismissed a year.",
        source=SOURCE,
        grade="recalled",
        lever="a goal 40% above what normal effort brings, missing it costs half of base pay",
        measure="share of people who are dismissed in a year",
        accepted=(0.005, 0.02),
        why="0.5% to 2%: 5,300 in five and a half years, of about 100,000 people as recalled",
        effect=lambda lab: dismissed(lab, _OUT_OF_REACH),
        beyond_chance=True,
        set_by="fitted",
    ),
    Finding(
        id="SF39_attainable",
        claim="It was the goals: where they could be reached few were dismissed.",
        source=SOURCE,
        grade="recalled",
        lever="a goal 20% below what normal effort brings, missing it costs half of base pay",
        measure="share of people who are dismissed in a year",
        accepted=(0.0, 0.005),
        why="fewer than in the case; our reading of it",
        effect=lambda lab: dismissed(lab, _ATTAINABLE),
    ),
)
