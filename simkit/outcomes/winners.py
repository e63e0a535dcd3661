"""Who gains and who loses: the pay of the same people in the same future, under one scheme and under another.

People are put into groups that a designer asks about.  `share` of a group that is paid at least `MUCH` more or less is
what the groups are compared by; a share alone hides how much, so the change of the group's mean pay stands beside it.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from simkit.arrays import Array, Flags
from simkit.outcomes.rows import divided, ranks, total
from simkit.people.advisors import Seats

MUCH = 0.10
"""A change of pay by this part is a gain or a loss that people talk about; assumption."""
QUARTER = 0.25
MEASURES = ("gaining", "losing", "change")


def groups(seats: Seats, newcomers_below: float, pay_before: Array) -> dict[str, Flags]:
    """Group -> who belongs to it (replication, seat); `newcomers_below` in years, `pay_before` under today's scheme.

    A quarter is one of the people of the same future.  A group that only one branch tier could fill is left out.
    """
    tiers = {f"branch tier {name}": seats.tier == number for number, name in enumerate(seats.tiers)}
    found = {
        "everybody": np.ones(1, dtype=np.bool_),
        **(tiers if len(tiers) > 1 else {}),
        "newcomers": seats.tenure < newcomers_below,
        "experienced": seats.tenure >= newcomers_below,
        **_quarters("smallest book", "largest book", seats.book),
        **_quarters("least able", "most able", seats.talent),
        **_quarters("lowest paid today", "best paid today", pay_before),
    }
    return {name: np.ascontiguousarray(np.broadcast_to(flags, pay_before.shape)) for name, flags in found.items()}


def _quarters(lowest: str, highest: str, values: Array) -> dict[str, Flags]:
    """The lowest and the highest quarter of each row."""
    place, seats = ranks(values), values.shape[-1]
    last = QUARTER * seats
    return {f"{lowest} quarter": place <= last, f"{highest} quarter": seats + 1.0 - place <= last}


def winners(pay: Array, pay_before: Array, belongs: Mapping[str, Flags]) -> dict[str, dict[str, Array]]:
    """Group -> measure -> (replication,): the shares that gain and lose at least `MUCH`, and the change of mean pay.

    Both pays (replication, seat), of the same people.  NaN where nobody belongs to the group.

    >>> everybody = {"everybody": np.ones((1, 4), dtype=np.bool_)}
    >>> found = winners(np.array([[120.0, 105.0, 80.0, 100.0]]), np.full((1, 4), 100.0), everybody)["everybody"]
    >>> {measure: values.round(4).tolist() for measure, values in found.items()}
    {'gaining': [0.25], 'losing': [0.25], 'change': [0.0125]}
    """
    gain = pay >= (1.0 + MUCH) * pay_before
    lose = pay <= (1.0 - MUCH) * pay_before
    found = {}
    for name, members in belongs.items():
        count = np.where(total(members) == 0.0, np.nan, total(members))
        before = total(np.where(members, pay_before, 0.0))
        found[name] = {
            "gaining": total(gain & members) / count,
            "losing": total(lose & members) / count,
            "change": divided(total(np.where(members, pay, 0.0)) - before, before),
        }
    return found
