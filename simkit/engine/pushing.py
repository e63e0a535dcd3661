"""Products that take the same clients' money: where it is steered in a month."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from simkit import arrays
from simkit.arrays import Array
from simkit.behaviour.conduct.product_push import ProductPush
from simkit.behaviour.drives import Drives
from simkit.engine.sky import Sky


@dataclass
class _Pair:
    """Two products: what a normal month sells of each, whether clients are told what they pay, what is steered."""

    a: str
    b: str
    normal: tuple[float, float]
    disclosed: tuple[bool, bool]
    part: float
    steered: Array


class Pushing:
    """What the people of one firm steer.  Arrays (replication, seat).

    share: sum over the pairs of what is steered, 0 to 1 each; bad: the same in parts of a normal month's worth.
    """

    def __init__(self, sky: Sky, rule: ProductPush, worth: Mapping[str, float]) -> None:
        """`worth`: flow KPI -> part of the worth of a normal month."""
        flows = sky.scenario.work.flows
        self._rule, self._banned = rule, sky.banned
        self._pairs = [
            _Pair(
                a, b,
                normal=(flows[a].normal_month, flows[b].normal_month),
                disclosed=(flows[a].pay_disclosed, flows[b].pay_disclosed),
                part=rule.movable * min(worth[a], worth[b]),
                steered=np.zeros(sky.shape),
            )
            for a, b in sky.scenario.work.substitutes
        ]  # fmt: skip
        self.share, self.bad = np.zeros(sky.shape), np.zeros(sky.shape)
        self._spare, self._other, self._nothing = (arrays.unknown(*sky.shape) for _ in range(3))
        self._nothing.fill(0.0)

    def choose(self, drives: Drives, ease: Array) -> None:
        """Where money is steered, from what a normal month of each product pays.

        ease: 1 over conscience, 0 where nobody sits.  To or from a product that may not be sold nothing is steered.
        """
        steers = False
        for pair in self._pairs:
            a, b = (drives.get(kpi) for kpi in (pair.a, pair.b))
            nothing_pays = a is None and b is None
            if nothing_pays or self._banned[pair.a] or self._banned[pair.b]:
                pair.steered.fill(0.0)
                continue
            self._rule.steered(
                self._nothing if a is None else a, self._nothing if b is None else b,
                *pair.normal, ease, *pair.disclosed, out=pair.steered, spare=self._spare,
            )  # fmt: skip
            self._count(pair, first=not steers)
            steers = True
        if not steers:
            self.share.fill(0.0)
            self.bad.fill(0.0)

    def _count(self, pair: _Pair, *, first: bool) -> None:
        """Add what is steered between two products to all that is."""
        share, bad = (self.share, self.bad) if first else (self._spare, self._other)
        np.abs(pair.steered, out=share)
        np.multiply(share, pair.part, out=bad)
        if not first:
            self.share += share
            self.bad += bad

    def move(self, true: Mapping[str, Array]) -> None:
        """Sales of the month as they are steered, in place."""
        for pair in self._pairs:
            a, b = true[pair.a], true[pair.b]
            moved = self._rule.moved(pair.steered, a, b, *pair.normal, out=self._other, spare=self._spare)
            a += moved
            b -= moved
