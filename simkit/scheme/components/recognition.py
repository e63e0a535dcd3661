"""Recognition: a status for the best that is felt and not paid.

>>> import numpy as np
>>> club = Recognition.model_validate({"prizes": [{"places": 1, "pays": 5_000}], "measures": [
...     {"kpi": "sales", "weight": "100%", "target": {"kind": "fixed", "at": 100}}]})
>>> end = PeriodEnd({"sales": np.array([[80.0, 120.0]])}, np.full((1, 2), 9_000.0), [np.full((1, 2), 100.0)])
>>> club.award(end).tolist(), club.felt(end).tolist()
([[0.0, 0.0]], [[0.0, 5000.0]])
"""

from __future__ import annotations

from typing import Literal

import numpy as np
from pydantic import Field

from simkit.arrays import Array
from simkit.scheme.components.contest import Ranked
from simkit.scheme.period_end import PeriodEnd, Who
from simkit.scheme.statement import Reason


class Recognition(Ranked):
    """A title, a club, a trip of honour: worth something to who gets it, and no money.

    The prizes say what it is felt to be worth; the award is 0, so it is in nobody's pay and in no cost.  A stake that
    is set to today's cost leaves it alone.
    """

    kind: Literal["recognition"] = "recognition"
    name: str = Field(default="Recognition", description="how the component is called on a pay statement")

    @property
    def ranks_people(self) -> bool:
        """It does not: nobody's pay hangs on the place."""
        return False

    def scaled(self, factor: float) -> Recognition:
        """The same: no money is multiplied where none is paid."""
        return self

    def before_gates(self, end: PeriodEnd) -> Array:
        """No money (replication, seat)."""
        return np.where(np.isnan(self.attained(end)), np.nan, 0.0)

    def felt(self, end: PeriodEnd) -> Array:
        """What everybody's status is felt to be worth (replication, seat), if the gates are open."""
        worth = self.worth(end)
        for gate in self.gates:
            worth = worth * gate.opening(end.results[gate.kpi] / gate.at_least)
        return worth

    def honoured(self, end: PeriodEnd) -> Array:
        """Everybody who is given something that is worth having."""
        return (self.felt(end) > 0.0).astype(np.float64)

    def reasons(self, end: PeriodEnd, who: Who) -> list[Reason]:
        """The own place; what it is felt to be worth is a note and no pay."""
        note = f"not paid, felt as {self.felt(end)[who].item():,.2f}; {self.standing(end, who)}"
        return [Reason(f"place {self.place(end, who)}", 0.0, note)]
