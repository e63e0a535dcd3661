"""The money of a firm, traced from award to pay day, vesting, forfeiture and claw-back.

At every date, for everybody:  awarded + revaluation = paid (net of what was taken back) + outstanding + forfeited.

A seat's money may belong to several people, one after the other.  A promise that something can still happen to knows
whose it is: what a predecessor kept is out of reach of what a successor does, and the other way round.

Revaluation is what the price of the own share has made of shares and options since they were granted: of each grant by
its own price at grant.  It is a gain or loss of the people who hold them; what they cost the bank is the award.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from simkit.arrays import Array
from simkit.market.share import Quote, SharePrice
from simkit.scheme.deferral import Deferral


@dataclass
class Promise:
    """Money that falls due in a month.

    terms: those of the deferral that it came from, if any; deferred: whether it is one of the later instalments.
    granted: of shares and options, what they were worth when they were granted; quote: the price of the share then.
    person: number of the person of each seat that it belongs to (`Staff.person`); None where nobody ever moves.
    """

    amount: Array
    terms: Deferral | None = None
    deferred: bool = False
    granted: Array | None = None
    quote: Quote | None = None
    person: Array | None = None

    def of(self, person: Array | None) -> Array | float:
        """1 where it belongs to this person of the seat, else 0; to None everything belongs."""
        if person is None or self.person is None:
            return 1.0
        return np.equal(self.person, person).astype(np.float64)


class Payroll:
    """The money of a firm.  Arrays (replication, seat), in money.  share: in which it may be paid."""

    def __init__(self, shape: tuple[int, ...], share: SharePrice | None = None) -> None:
        self.share = share
        self.awarded, self.revaluation, self.paid, self.outstanding, self.forfeited = (
            np.zeros(shape) for _ in range(5)
        )
        self._due: dict[int, list[Promise]] = defaultdict(list)
        self._recoverable: dict[int, list[Promise]] = defaultdict(list)

    def award(
        self,
        amount: Array,
        pay_month: int,
        deferral: Deferral | None = None,
        unit: float = 0.01,
        quote: Quote | None = None,
        *,
        person: Array | None = None,
    ) -> None:
        """An award falls due at the end of `pay_month`, but for what its deferral pays later.

        quote: today's price of the share, at which shares and options are granted.  person: whose award it is, by seat;
        the array is kept.
        """
        self.awarded += amount
        self.outstanding += amount
        if deferral is None:
            self._due[pay_month].append(Promise(amount))
            return
        (_, now), *later = deferral.payments(amount, 0, unit)
        self._due[pay_month].append(Promise(now, deferral, person=person))
        for delay, part in later:
            granted, then = (part, quote) if deferral.in_equity else (None, None)
            self._due[pay_month + delay].append(Promise(part, deferral, True, granted, then, person))

    def pay(self, month: int, quote: Quote | None = None) -> None:
        """Pay day: what is due is paid; from now on it may be recoverable for a while.

        quote: today's price of the share, at which shares and options vest, and the others are worth something.
        """
        if quote is not None:
            self.revalue(quote, vesting=month)
        for promise in self._due.pop(month, []):
            self.outstanding -= promise.amount
            self.paid += promise.amount
            if promise.terms is not None and promise.terms.claw_back:
                self._recoverable[month + promise.terms.claw_back].append(replace(promise))
        self._recoverable.pop(month, None)

    def leave(self, leaving: Array, person: Array | None = None) -> None:
        """Forfeiture: seats where `leaving` is 1 (a share, 0 to 1) lose what their deferrals do not let them keep.

        person: who leaves, by seat; with None it is everybody that the seat owes something.
        """
        for promise, terms in self._deferred():
            self._lose(promise, leaving * (1.0 - terms.leavers_keep) * promise.of(person))

    def cut(self, part: Array, person: Array | None = None) -> None:
        """Malus: this part (0 to 1) of what is outstanding and may be cut is lost, of this person, a leaver or not."""
        for promise, terms in self._deferred():
            if terms.malus:
                self._lose(promise, part * promise.of(person))

    def claw_back(self, part: Array, person: Array | None = None) -> None:
        """Take back this part (0 to 1) of what was paid and is still recoverable, of this person, a leaver or not."""
        for promises in self._recoverable.values():
            for promise in promises:
                taken = part * promise.of(person) * promise.amount
                promise.amount = promise.amount - taken
                self.paid -= taken
                self.forfeited += taken

    def revalue(self, quote: Quote, vesting: int | None = None) -> None:
        """Every grant is worth what its own price at grant and today's make of it; `vesting`: the month that vests."""
        for month, due in self._due.items():
            for promise in due:
                terms, then = promise.terms, promise.quote
                if terms is None or then is None or promise.granted is None:
                    continue
                growth = quote.price / then.price
                if month == vesting:
                    unit = terms.vested(self.share, growth)
                else:
                    unit = terms.worth(self.share, growth, quote.month - then.month)
                change = promise.granted * unit - promise.amount
                promise.amount = promise.amount + change
                self.outstanding += change
                self.revaluation += change

    def deferred(self) -> Array:
        """What is promised and deferred."""
        found = np.zeros_like(self.awarded)
        for promise, _ in self._deferred():
            found += promise.amount
        return found

    def fork(self) -> Payroll:
        """A copy that goes its own way."""
        other = Payroll(self.awarded.shape, self.share)
        for name in ("awarded", "revaluation", "paid", "outstanding", "forfeited"):
            getattr(other, name)[...] = getattr(self, name)
        for month, due in self._due.items():
            other._due[month] = [replace(promise) for promise in due]
        for month, paid in self._recoverable.items():
            other._recoverable[month] = [replace(promise) for promise in paid]
        return other

    def _deferred(self) -> Iterator[tuple[Promise, Deferral]]:
        """Every instalment that has not vested, with its terms."""
        for due in self._due.values():
            for promise in due:
                if promise.deferred and promise.terms is not None:
                    yield promise, promise.terms

    def _lose(self, promise: Promise, part: Array) -> None:
        lost = part * promise.amount
        promise.amount = promise.amount - lost  # a new array: a forked payroll shares the old one
        if promise.granted is not None:
            promise.granted = promise.granted * (1.0 - part)
        self.outstanding -= lost
        self.forfeited += lost
