"""Chance is a cube: replication x seat x decision x tick.

Every decision (the luck of one KPI, the talent of people, a market shock) has a stream of its own in every replication,
addressed by (seed, decision, replication).  Only standard normals and uniforms are drawn, always for the whole seat
capacity, tick after tick in blocks of twelve; whoever is not there simply does not use the number.  So the numbers of a
seat do not depend on the scheme, on who left, on other decisions, on the size of chunks or on the number of workers,
and replication 99 alone has the same numbers as row 99.

The generator is SFC64 of NumPy, seeded by NumPy's SeedSequence with the decision's name and the replication as key.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import numpy as np

from simkit.arrays import Array, Index

BLOCK = 12
"""Ticks drawn at once: a year of months."""


def _key(decision: str) -> tuple[int, int]:
    """Two 32-bit words that name a decision: its name decides, so a new decision shifts no other."""
    digest = hashlib.sha256(decision.encode()).digest()
    return int.from_bytes(digest[:4], "little"), int.from_bytes(digest[4:8], "little")


def _generator(seed: int, key: tuple[int, int], replication: int) -> np.random.Generator:
    sequence = np.random.SeedSequence(seed, spawn_key=(*key, replication))
    return np.random.Generator(np.random.SFC64(sequence))


class Stream:
    """Standard normals (or with `uniform`, numbers in [0, 1)) of one decision for some replications, block after block.

    >>> whole = Stream(1, "luck.sales", [0, 1, 2], 4).block()
    >>> alone = Stream(1, "luck.sales", [2], 4).block()
    >>> bool((whole[2] == alone[0]).all())
    True
    """

    def __init__(
        self, seed: int, decision: str, replications: Sequence[int], capacity: int, *, uniform: bool = False
    ) -> None:
        key = _key(decision)
        self._generators = [_generator(seed, key, replication) for replication in replications]
        self._capacity, self._uniform = capacity, uniform

    def block(self, ticks: int = BLOCK, out: Array | None = None) -> Array:
        """The next `ticks` ticks (replication, tick, seat), each replication's drawn tick-major.

        They are written into `out`, an earlier block that is not needed any more, if there is one.
        """
        drawn = np.empty((len(self._generators), ticks, self._capacity)) if out is None else out
        for generator, row in zip(self._generators, drawn, strict=True):
            if self._uniform:
                generator.random(out=row)
            else:
                generator.standard_normal(out=row)
        return drawn


def normals(seed: int, decision: str, replications: Sequence[int], capacity: int) -> Array:
    """Standard normals of a decision that is taken once, before the first tick: (replication, seat)."""
    return Stream(seed, decision, replications, capacity).block(1)[:, 0]


def choices(seed: int, decision: str, draws: int, options: int) -> Index:
    """Whole numbers below `options`, uniform, (draw, option): the rows of a bootstrap."""
    uniforms = _generator(seed, _key(decision), 0).random((draws, options))
    return (uniforms * options).astype(np.intp)
