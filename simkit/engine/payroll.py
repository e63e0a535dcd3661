"""The money of a firm, traced from award to pay day.

Nothing here is deferred, revalued or taken back yet: what is awarded is outstanding until its pay day, then paid.
"""

from __future__ import annotations

from collections import defaultdict

import numpy as np

from simkit.arrays import Array


class Payroll:
    """The money of a firm: awarded = paid + outstanding + forfeited at every date."""

    def __init__(self, shape: tuple[int, ...]) -> None:
        self.awarded, self.paid, self.outstanding, self.forfeited = (np.zeros(shape) for _ in range(4))
        self._due: dict[int, list[Array]] = defaultdict(list)

    def award(self, amount: Array, pay_month: int) -> None:
        """An award falls due at the end of `pay_month`."""
        self.awarded += amount
        self.outstanding += amount
        self._due[pay_month].append(amount)

    def pay(self, month: int) -> None:
        """Pay day: what is due is paid."""
        for amount in self._due.pop(month, []):
            self.outstanding -= amount
            self.paid += amount

    def fork(self) -> Payroll:
        """A copy that goes its own way."""
        other = Payroll(self.awarded.shape)
        for name in ("awarded", "paid", "outstanding", "forfeited"):
            getattr(other, name)[...] = getattr(self, name)
        other._due = defaultdict(list, {month: list(due) for month, due in self._due.items()})
        return other
