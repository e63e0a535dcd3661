"""SF26.  Schweitzer, Ordonez and Douma 2004: people with unmet goals overstate what they did, most when just short.

Accepted: the share of people who overstate peaks at a small shortfall.  The lever is the goal: all at 100 % and nothing
below, against pay in proportion to the same results.
"""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from tests.findings.worlds import CLIFF, POTENTIAL, Pay, attained, bonus, firm, records

SKIES = 60


def by_shortfall(curve: Pay, edges: list[float]) -> list[tuple[float, int]]:
    """Of the years that ended between two attainments: the share of people who overstated, and how many there were."""
    scenario = firm(bonus(POTENTIAL, curve))
    stood = np.concatenate([each.ravel() for each in attained(scenario, skies=SKIES)])
    lied = np.concatenate([each.counted["misreports"].ravel() for each in records(scenario, skies=SKIES)])
    between = [(stood >= low) & (stood < high) for low, high in pairwise(edges)]
    return [(float(lied[some].mean()), int(some.sum())) for some in between]


def test_sf26_overstatement_peaks_just_below_the_goal() -> None:
    """Within 3 % below the goal, more than in any other place; standard error of a share p of n people."""
    far, near, just, above = by_shortfall(CLIFF, [0.0, 0.85, 0.97, 1.0, 9.0])
    share, people = just
    error = np.sqrt(share * (1.0 - share) / people)
    assert share > 0.5
    for elsewhere, _ in (far, near, above):
        assert share - elsewhere > 3.0 * error


def test_sf26_without_a_goal_hardly_anybody_lies() -> None:
    shares = by_shortfall({"kind": "linear"}, [0.0, 0.85, 0.97, 1.0, 2.0])
    assert all(share == 0.0 for share, _ in shares)
