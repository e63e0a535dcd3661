"""The clients of one firm's seats: how many there are, and what they hold.

Clients come and go with how they feel, and with the harm that was done to them; what they hold grows with what they
bring and with the market.
"""

from __future__ import annotations

import numpy as np

from simkit import arrays
from simkit.arrays import Array, Index
from simkit.behaviour.clients import Clients
from simkit.engine.sky import Sky


class Clientele:
    """The clients of one firm.  Arrays (replication, seat).

    clients: of each seat, 1 on the first day, multiplies its book.  assets: what they hold, money; None: not followed.
    """

    def __init__(self, sky: Sky, rule: Clients) -> None:
        self._sky, self._rule = sky, rule
        work = sky.scenario.work
        self._feel = next((kpi for kpi, level in work.levels.items() if level.of_clients), None)
        self._normal = work.normal_month(self._feel) if self._feel else 1.0
        self.clients = np.ones(sky.shape)
        self.assets: Array | None = rule.assets * sky.seats.book if rule.assets else None
        self._relative, self._spare, self._calm = (arrays.unknown(*sky.shape) for _ in range(3))
        self._calm.fill(0.0)

    def fork(self) -> Clientele:
        """A copy that goes its own way."""
        other = Clientele(self._sky, self._rule)
        other.clients[...] = self.clients
        other.assets = None if self.assets is None else np.array(self.assets)
        return other

    def live(self, true: dict[str, Array], harm: Array | None) -> None:
        """A month: clients leave, come by referral, and are won back."""
        if self._feel is None:
            self._relative.fill(1.0)
        else:
            np.multiply(true[self._feel], 1.0 / self._normal, out=self._relative)
        hurt = self._calm if harm is None else harm
        before = None if self.assets is None else np.array(self.clients)
        self._rule.moved(self.clients, self._relative, hurt, self.clients, self._spare)
        if self.assets is not None and before is not None:
            brought = true[self._rule.brought_by] if self._rule.brought_by else 0.0
            self.assets = self._rule.held(self.assets, self._sky.returns, self.clients / before, brought)

    def lose(self, who: Index, part: float) -> None:
        """Part of the clients goes along with those who leave; some always stay (seats as `numpy.put` takes them)."""
        np.put(self.clients, who, np.maximum(self.clients.take(who) * (1.0 - part), self._rule.least))
        if self.assets is not None:
            np.put(self.assets, who, self.assets.take(who) * (1.0 - part))
