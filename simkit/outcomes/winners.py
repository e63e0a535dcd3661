"""Who gains and who loses: the pay of the same people in the same future, under one scheme and under another.

People are split by what they were when the schemes changed, so that no group moves with what a scheme does to it: the
last year before the change under today's scheme says who was paid how much, and how able everybody was.  Those who are
picked by the very pay that is compared would seem to lose where they only had luck.

A person is compared over the whole years that she works through under both schemes; of a year in which she leaves, or
her successor comes, only half would be her pay.  `compared` says for how many of a group there is such a year.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from simkit.arrays import Array, Flags, Index
from simkit.outcomes.rows import divided, ranks
from simkit.people.advisors import Seats

Places = npt.NDArray[np.integer]
"""Places in a list; kept for everybody, so in a byte each where that is enough."""
MUCH = 0.10
"""A change of pay by this part is a gain or a loss that people talk about; assumption."""
SAME = 1e-9
"""Pay that differs by less than this part is the same pay: what is left of rounding is no gain."""
MEASURES = ("change", "paid_more", "paid_less", "much_more", "much_less", "compared")
EVERYBODY, BRANCH = "everybody", "branch"
MOST, LEAST, SPREAD = (f"{BRANCH}: {which}" for which in ("gains most", "gains least", "most less least"))
"""The branch whose mean pay rises most in a future, the one where it rises least, and how far apart they are."""
NAMED_BRANCHES = 30
"""With more branches than these only the ends of their order are told, not each by its number."""
THIRDS = ("lowest third", "middle third", "highest third")
FIFTHS = ("lowest fifth", "second fifth", "middle fifth", "fourth fifth", "highest fifth")


@dataclass(frozen=True)
class Split:
    """People split into groups by one thing.

    by: the thing; names: of its groups; number: place of everybody's group among the names, (replication, seat), or
    (seat,) where it is the same in all futures.
    """

    by: str
    names: tuple[str, ...]
    number: Places

    def key(self, name: str) -> str:
        """How a group is called: by what, and which."""
        return self.by if self.by == EVERYBODY else f"{self.by}: {name}"


def by_of(group: str) -> str:
    """What a group is one of: `skill` of `skill: lowest third`.

    >>> by_of("skill: lowest third"), by_of("everybody")
    ('skill', 'everybody')
    """
    return group.partition(": ")[0]


def splits(seats: Seats, newcomers_below: float, pay: Array, skill: Array) -> tuple[Split, ...]:
    """What people are split by, each as it was when the schemes changed.

    pay (replication, seat): of the last year before, under today's scheme; skill (replication, seat): talent times what
    was learnt by then; potential is the book.  newcomers_below: years in the job at the start.  Thirds and fifths are
    of the people of one future.
    """
    everybody = Split(EVERYBODY, (EVERYBODY,), np.zeros(pay.shape[-1], dtype=np.intp))
    tiers = Split("branch tier", seats.tiers, seats.tier)
    count = int(seats.branch.max()) + 1
    branches = Split(BRANCH, tuple(str(number + 1) for number in range(count)), seats.branch)
    experienced = (seats.tenure >= newcomers_below).astype(np.int8)
    return (
        everybody,
        *([tiers] if len(tiers.names) > 1 else []),
        Split("tenure", ("newcomers", "experienced"), experienced),
        Split("potential", THIRDS, _parts(seats.book, len(THIRDS))),
        Split("skill", THIRDS, _parts(skill, len(THIRDS))),
        Split("pay before", FIFTHS, _parts(pay, len(FIFTHS))),
        *([branches] if count > 1 else []),
    )


def _parts(values: Array, count: int) -> Places:
    """The part of each value in its row, from 0 for the lowest; parts are as equal as they can be.

    >>> _parts(np.array([[30.0, 10.0, 20.0, 40.0, 60.0, 50.0, 70.0]]), 3).tolist()
    [[1, 0, 0, 1, 2, 1, 2]]
    """
    place: Places = np.floor((ranks(values) - 0.5) * count / values.shape[-1]).astype(np.int8)
    return place


def winners(pay: Array, pay_before: Array, there: Flags, by: Sequence[Split]) -> dict[str, dict[str, Array]]:
    """Group -> measure -> (replication,): how the pay of its people changes, and for how many.

    Both pays (replication, seat) of the same people over the same whole years, 0 where there is none; there: who has
    such a year.  change: of the group's mean pay; paid_more, paid_less: shares of those who are compared, much_more and
    much_less by at least `MUCH`; compared: share of the group that is compared.  NaN where nobody is.

    >>> everybody = Split(EVERYBODY, (EVERYBODY,), np.zeros(5, dtype=np.intp))
    >>> pay, before = np.array([[120.0, 105.0, 80.0, 100.0, 0.0]]), np.array([[100.0, 100.0, 100.0, 100.0, 0.0]])
    >>> found = winners(pay, before, before > 0.0, [everybody])["everybody"]
    >>> {measure: values.round(4).tolist() for measure, values in found.items()}  # doctest: +NORMALIZE_WHITESPACE
    {'change': [0.0125], 'paid_more': [0.5], 'paid_less': [0.25], 'much_more': [0.25], 'much_less': [0.25],
     'compared': [0.8]}
    """
    flags = {
        "paid_more": pay > (1.0 + SAME) * pay_before,
        "paid_less": pay < (1.0 - SAME) * pay_before,
        "much_more": pay >= (1.0 + MUCH) * (1.0 - SAME) * pay_before,
        "much_less": pay <= (1.0 - MUCH) * (1.0 + SAME) * pay_before,
    }
    counted = {name: (which & there).astype(np.float64) for name, which in flags.items()}
    found: dict[str, dict[str, Array]] = {}
    for split in by:
        of = _measures(pay, pay_before, there.astype(np.float64), counted, split)
        if split.by == BRANCH:
            found |= _ends(of)
        if split.by != BRANCH or len(split.names) <= NAMED_BRANCHES:
            for place, name in enumerate(split.names):
                found[split.key(name)] = {m: np.ascontiguousarray(values[:, place]) for m, values in of.items()}
    return found


def _measures(pay: Array, before: Array, there: Array, counted: dict[str, Array], split: Split) -> dict[str, Array]:
    """Measure -> (replication, group)."""
    number = np.broadcast_to(split.number, pay.shape)
    many, paid_before = _sums(there, number, split), _sums(before, number, split)
    return {
        "change": divided(_sums(pay, number, split) - paid_before, paid_before),
        **{name: divided(_sums(flags, number, split), many) for name, flags in counted.items()},
        "compared": divided(many, _sums(np.ones_like(pay), number, split)),
    }


def _sums(values: Array, number: Places, split: Split) -> Array:
    """Sum over each group of each row (replication, group); a row's bytes do not depend on the other rows."""
    rows, count = len(values), len(split.names)
    place = number + count * np.arange(rows)[:, None]
    summed: Array = np.bincount(place.reshape(-1), values.reshape(-1), rows * count).astype(np.float64)
    return summed.reshape(rows, count)


def _ends(of: dict[str, Array]) -> dict[str, dict[str, Array]]:
    """The branches between which the others lie, picked in each future anew; the first of equals."""
    change = of["change"]
    known = ~np.isnan(change)
    most, least = (np.argmax(np.where(known, sign * change, -np.inf), axis=1) for sign in (1.0, -1.0))

    def picked(place: Index) -> Iterator[tuple[str, Array]]:
        for measure, values in of.items():
            yield measure, np.take_along_axis(values, place[:, None], axis=1)[:, 0]

    ends = {MOST: dict(picked(most)), LEAST: dict(picked(least))}
    return ends | {SPREAD: {"change": ends[MOST]["change"] - ends[LEAST]["change"]}}
