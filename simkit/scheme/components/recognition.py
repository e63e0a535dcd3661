"""Recognition: a status for the best that is felt and not paid.

>>> import numpy as np
>>> from simkit.people.advisors import Tiers
>>> club = Recognition.model_validate({"prizes": [{"places": "100%", "pays": 5_000}], "in_tier": {"county": "140%"},
...     "measures": [{"kpi": "sales", "weight": "100%", "target": {"kind": "fixed", "at": 100}}]})
>>> tiers = Tiers(("city", "county"), np.array([0, 1]))
>>> end = PeriodEnd({"sales": np.array([[80.0, 120.0]])}, np.full((1, 2), 9e3), [np.full((1, 2), 1e2)], tiers=tiers)
>>> club.award(end).tolist(), club.felt(end).tolist()
([[0.0, 0.0]], [[5000.0, 7000.0]])
"""

from __future__ import annotations

from typing import Literal

import numpy as np
from pydantic import Field

from simkit.arrays import Array
from simkit.scheme.components.unpaid import Unpaid
from simkit.scheme.period_end import PeriodEnd


class Recognition(Unpaid):
    """A title, a club, a trip of honour: worth something to who gets it, and no money.

    It is in nobody's pay and in no cost, and a stake that is set to today's cost leaves it alone.
    """

    kind: Literal["recognition"] = "recognition"
    name: str = Field(default="Recognition", description="how the component is called on a pay statement")

    def honoured(self, end: PeriodEnd) -> Array:
        """Everybody whose place is worth something."""
        return (self.felt(end) > 0.0).astype(np.float64)
