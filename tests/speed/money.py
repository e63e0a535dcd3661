"""One seat's money: awarded = paid + outstanding + forfeited, with what is deferred, cut and taken back."""

from __future__ import annotations

from collections.abc import Iterator

from simkit.scheme.deferral import Deferral


class Promise:
    """Money that falls due: how much, on which terms, and whether it is a later instalment."""

    __slots__ = ("amount", "deferred", "terms")

    def __init__(self, amount: float, terms: Deferral | None, deferred: bool) -> None:
        self.amount, self.terms, self.deferred = amount, terms, deferred


class Payroll:
    """The money of one seat; due and recoverable: month -> promises, and amounts that can be taken back until then."""

    __slots__ = ("awarded", "due", "forfeited", "outstanding", "paid", "recoverable")

    def __init__(self) -> None:
        self.awarded = self.paid = self.outstanding = self.forfeited = 0.0
        self.due: dict[int, list[Promise]] = {}
        self.recoverable: dict[int, list[float]] = {}

    def award(self, amount: float, pay_month: int, terms: Deferral | None, unit: float) -> None:
        """An award falls due at the end of `pay_month`, but for what is deferred, in whole units."""
        self.awarded += amount
        self.outstanding += amount
        if terms is None:
            self._promise(pay_month, Promise(amount, None, False))
            return
        each = terms.share / len(terms.delays)
        instalment = round(each * amount / unit) * unit
        self._promise(pay_month, Promise(amount - instalment * len(terms.delays), terms, False))
        for delay in terms.delays:
            self._promise(pay_month + delay, Promise(instalment, terms, True))

    def _promise(self, month: int, promise: Promise) -> None:
        self.due.setdefault(month, []).append(promise)

    def pay(self, month: int) -> None:
        """Pay day: what is due is paid, and from now on it may be taken back for a while."""
        for promise in self.due.pop(month, ()):
            self.outstanding -= promise.amount
            self.paid += promise.amount
            if promise.terms and promise.terms.claw_back:
                self.recoverable.setdefault(month + promise.terms.claw_back, []).append(promise.amount)
        self.recoverable.pop(month, None)

    def instalments(self) -> Iterator[tuple[Promise, Deferral]]:
        """What is deferred, with its terms."""
        for promises in self.due.values():
            for promise in promises:
                if promise.deferred and promise.terms:
                    yield promise, promise.terms

    def leave(self) -> None:
        """Who leaves loses what the terms do not let leavers keep."""
        for promise, terms in self.instalments():
            self._lose(promise, 1.0 - terms.leavers_keep)

    def cut(self, part: float) -> None:
        """Malus: a part of what is deferred is lost, where the terms say so."""
        for promise, terms in self.instalments():
            if terms.malus:
                self._lose(promise, part)

    def claw_back(self, part: float) -> None:
        """A part of what was paid and can still be taken back is taken back."""
        for amounts in self.recoverable.values():
            for place, amount in enumerate(amounts):
                taken = part * amount
                amounts[place] -= taken
                self.paid -= taken
                self.forfeited += taken

    def _lose(self, promise: Promise, part: float) -> None:
        lost = part * promise.amount
        promise.amount -= lost
        self.outstanding -= lost
        self.forfeited += lost
