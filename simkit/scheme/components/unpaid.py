"""What is felt and not paid: worth something to who gets it, by rank, and no money in anybody's pay."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

import numpy as np
from pydantic import Field

from simkit.arrays import Array
from simkit.people.advisors import TierName
from simkit.quantities import PositiveShare
from simkit.scheme.beliefs import Beliefs
from simkit.scheme.components.contest import Ranked
from simkit.scheme.components.relative import where_known
from simkit.scheme.curve import Curve
from simkit.scheme.period_end import PeriodEnd, Who
from simkit.scheme.statement import Reason


class Unpaid(Ranked):
    """A prize by rank that is no money: the prizes say what it is felt to be worth, and the award is 0.

    It may be felt more in one segment than in another: a title opens more doors where the clients know it.  The plans
    are made for who feels it as written, and everybody's pull is in proportion to that.
    """

    in_tier: dict[TierName, Annotated[PositiveShare, Field(gt=0)]] = Field(
        default={},
        description="branch tier -> what it is felt to be worth there, as a share of what the prizes say; others: 100%",
    )

    @property
    def gives_beside_pay(self) -> bool:
        """It gives nothing else."""
        return True

    @property
    def ranks_people(self) -> bool:
        """It does not: nobody's pay hangs on the place."""
        return False

    @property
    def by_tier(self) -> Mapping[str, float]:
        """Branch tier -> what it is felt to be worth there, as a part of what the prizes say."""
        return self.in_tier

    def scaled(self, factor: float) -> Unpaid:
        """The same: no money is multiplied where none is paid."""
        return self

    def before_gates(self, end: PeriodEnd) -> Array:
        """No money (replication, seat)."""
        return where_known(np.zeros(end.base_pay.shape), self.attained(end))

    def felt(self, end: PeriodEnd) -> Array:
        """What everybody's prize is felt to be worth (replication, seat), where the gates are open."""
        worth = self.worth(end)
        if end.tiers is not None:
            worth = worth * end.tiers.factors(self.in_tier)
        return self.behind_gates(worth, end)

    def perceived(self, beliefs: Beliefs, base_pay: float) -> Curve:
        """Own score -> present value of what is felt, in the tier that the beliefs are of."""
        return super().perceived(beliefs, base_pay).times(self.in_tier.get(beliefs.tier, 1.0))

    def reasons(self, end: PeriodEnd, who: Who) -> list[Reason]:
        """The own place; what it is felt to be worth is a note and no pay."""
        note = f"not paid, felt as {self.felt(end)[who].item():,.2f}; {self.standing(end, who)}"
        return [Reason(f"place {self.place(end, who)}", 0.0, note)]
