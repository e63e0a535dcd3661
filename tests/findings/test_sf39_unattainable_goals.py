"""SF39.  Wells Fargo 2011 to 2016: 5,300 people were dismissed for accounts that nobody had asked for.

About 1 % of them a year; goals had been out of reach, and missing them cost the job.
Accepted: misconduct rises convexly in the gap between the goal and what can be done, and 0.5 to 2 % are dismissed a
year under unattainable goals with pressure.  The threat is a curve here: what is at risk grows with the square of the
shortfall.  Accounts can be opened for clients who did not ask (three quarters more at full pressure), and the work is
even; all three are assumptions of this firm.
"""

from __future__ import annotations

import numpy as np

from simkit.engine.year import FirmYear
from tests.findings.worlds import POTENTIAL, bonus, estimate, firm, people, records, work

SKIES = 60
THREAT = {
    "kind": "points",
    "points": {"40%": "0%", "55%": "43.75%", "70%": "75%", "85%": "93.75%", "100%": "100%"},
}
"""1 - (shortfall / 60 %)^2 of half of base pay."""
GAPS = ("-40%", "-20%", "0%", "20%", "40%")
"""Goal over what normal effort brings; from 0 on most people miss it."""


def under(gap: str) -> FirmYear:
    """The last of two years with this goal."""
    goal = bonus(POTENTIAL | {"by": gap}, THREAT, pays="50% of base pay", every="quarter")
    branches = people(talent={"spread": "15%"}, book={"spread": 0})
    return records(firm(goal, people=branches, work=work(noise="20%", pressed="75%")), skies=SKIES)[-1]


def test_sf39_misconduct_rises_convexly_in_the_gap() -> None:
    by_gap = [under(gap).counted["pressure"].mean(axis=1) / 12.0 for gap in GAPS]
    steps = np.diff(by_gap, axis=0)
    for step in steps:
        assert estimate(step).is_positive, estimate(step)
    for bend in np.diff(steps, axis=0):
        assert estimate(bend).is_positive, estimate(bend)


def test_sf39_goals_out_of_reach_end_in_dismissals() -> None:
    out_of_reach, attainable = (estimate(under(gap).counted["dismissed"].mean(axis=1)) for gap in ("40%", "-20%"))
    assert out_of_reach.within(0.005, 0.02), out_of_reach
    assert out_of_reach.is_positive, out_of_reach
    assert attainable.mean < 0.005, attainable
