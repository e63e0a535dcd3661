"""SF03.  Steenburgh 2008: bonuses of a durable-goods firm mainly raise effort, and move deals in time much less.

Accepted: where shifting is costly, effort is more than half of what a bonus does.
"""

from __future__ import annotations

import numpy as np

from tests.findings.worlds import BY_RECORD, NOTHING, QUOTA, Estimate, bonus, estimate, firm, records, sales

MARGIN = 0.012


def effort_share(cost: float) -> Estimate:
    """Sales that a quarterly bonus adds in two years, over those and the sales that it moves across ends of quarters.

    What is moved is conserved, so all that is added in two years is work.
    """
    behaviour = {"timing": {"cost": cost}}
    paid = records(firm(bonus(BY_RECORD, QUOTA, every="quarter"), behaviour=behaviour))[1:]
    plain = records(firm(NOTHING, behaviour=behaviour))[1:]
    added = sum((MARGIN * (sales(on) - sales(off)) for on, off in zip(paid, plain, strict=True)), start=np.zeros(1))
    moved = sum((each.counted["moved"] for each in paid), start=np.zeros(1))
    return estimate(added.sum(axis=-1) / (added + moved).sum(axis=-1))


def test_sf03_a_bonus_raises_effort_more_than_it_moves_deals() -> None:
    easy, costly = effort_share(1.0), effort_share(4.0)
    assert costly.mean - 0.5 > 3.0 * costly.error, costly
    assert costly.mean > easy.mean > 0.5, easy
