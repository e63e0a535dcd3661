"""Chance is a cube: replication x seat x decision x tick.

Every decision (the luck of one KPI, the talent of people, a market shock) has a stream of its own in every replication,
addressed by (seed, decision, replication).  Only standard normals and uniforms are drawn, always for the whole seat
capacity, tick after tick in blocks of twelve; whoever is not there simply does not use the number.  So the numbers of a
seat do not depend on the scheme, on who left, on other decisions, on the size of chunks or on the number of workers,
and replication 99 alone has the same numbers as row 99.  The capacity is the number of seats in whole eights, so that
one advisor less, within the same eight, shifts nobody else's numbers either.

The generator is SFC64 of NumPy, seeded by NumPy's SeedSequence with the decision's name and the replication as key.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import numpy as np

from simkit.arrays import Array, Index

BLOCK = 12
"""Ticks drawn at once: a year of months."""
EIGHT = 8
"""Seats are drawn in so many at a time."""


def _key(decision: str) -> tuple[int, int]:
    """Two 32-bit words that name a decision: its name decides, so a new decision shifts no other."""
    digest = hashlib.sha256(decision.encode()).digest()
    return int.from_bytes(digest[:4], "little"), int.from_bytes(digest[4:8], "little")


def _generator(seed: int, key: tuple[int, int], replication: int) -> np.random.Generator:
    sequence = np.random.SeedSequence(seed, spawn_key=(*key, replication))
    return np.random.Generator(np.random.SFC64(sequence))


def capacity_of(seats: int) -> int:
    """How many numbers are drawn at a tick for so many seats; what is drawn once for all of them is drawn once.

    >>> [capacity_of(seats) for seats in (1, 7, 8, 9, 240)]
    [1, 8, 8, 16, 240]
    """
    return seats if seats == 1 else -(-seats // EIGHT) * EIGHT


class Stream:
    """Standard normals (or with `uniform`, numbers in [0, 1)) of one decision for some replications, block after block.

    seats: how many numbers of a tick are used; 1 for what is drawn once for all seats.

    >>> whole = Stream(1, "luck.sales", [0, 1, 2], 4).block()
    >>> alone = Stream(1, "luck.sales", [2], 4).block()
    >>> bool((whole[2] == alone[0]).all())
    True
    """

    def __init__(
        self, seed: int, decision: str, replications: Sequence[int], seats: int, *, uniform: bool = False
    ) -> None:
        key = _key(decision)
        self._generators = [_generator(seed, key, replication) for replication in replications]
        self._seats, self._uniform = seats, uniform
        self._drawn: Array | None = None

    def block(self, ticks: int = BLOCK, *, again: bool = False) -> Array:
        """The next `ticks` ticks (replication, tick, seat), each replication's drawn tick-major.

        With `again` they take the place of the block before, which is not needed any more.
        """
        drawn = self._drawn if again else None
        if drawn is None:
            drawn = np.empty((len(self._generators), ticks, capacity_of(self._seats)))
        self._drawn = drawn
        for generator, row in zip(self._generators, drawn, strict=True):
            if self._uniform:
                generator.random(out=row)
            else:
                generator.standard_normal(out=row)
        return drawn[..., : self._seats]


def normals(seed: int, decision: str, replications: Sequence[int], seats: int) -> Array:
    """Standard normals of a decision that is taken once, before the first tick: (replication, seat)."""
    return Stream(seed, decision, replications, seats).block(1)[:, 0]


def choices(seed: int, decision: str, draws: int, options: int) -> Index:
    """Whole numbers below `options`, uniform, (draw, option): the rows of a bootstrap."""
    uniforms = _generator(seed, _key(decision), 0).random((draws, options))
    return (uniforms * options).astype(np.intp)
