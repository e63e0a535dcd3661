"""One seat's money: awarded = paid + outstanding + forfeited, with what is deferred, cut and taken back."""

from __future__ import annotations

from collections.abc import Iterator

from simkit.scheme.deferral import Deferral


class Promise:
    """Money that falls due: how much, on which terms, whether it is a later instalment, and whose it is."""

    __slots__ = ("amount", "deferred", "person", "terms")

    def __init__(self, amount: float, terms: Deferral | None, deferred: bool, person: int) -> None:
        self.amount, self.terms, self.deferred, self.person = amount, terms, deferred, person


class Payroll:
    """The money of one seat; due and recoverable: month -> promises, and what was paid of them and can be taken back.

    person: the number of whoever sits there it is, the first being 0; each loses what is their own.
    """

    __slots__ = ("awarded", "due", "forfeited", "outstanding", "paid", "recoverable")

    def __init__(self) -> None:
        self.awarded = self.paid = self.outstanding = self.forfeited = 0.0
        self.due: dict[int, list[Promise]] = {}
        self.recoverable: dict[int, list[Promise]] = {}

    def award(self, amount: float, pay_month: int, terms: Deferral | None, unit: float, person: int) -> None:
        """An award falls due at the end of `pay_month`, but for what is deferred, in whole units."""
        self.awarded += amount
        self.outstanding += amount
        if terms is None:
            self._promise(pay_month, Promise(amount, None, False, person))
            return
        now, later = instalments(amount, terms, unit)
        self._promise(pay_month, Promise(now, terms, False, person))
        for delay, instalment in zip(terms.delays, later, strict=True):
            self._promise(pay_month + delay, Promise(instalment, terms, True, person))

    def _promise(self, month: int, promise: Promise) -> None:
        self.due.setdefault(month, []).append(promise)

    def pay(self, month: int) -> None:
        """Pay day: what is due is paid, and from now on it may be taken back for a while."""
        for promise in self.due.pop(month, ()):
            self.outstanding -= promise.amount
            self.paid += promise.amount
            if promise.terms and promise.terms.claw_back:
                self.recoverable.setdefault(month + promise.terms.claw_back, []).append(promise)
        self.recoverable.pop(month, None)

    def instalments(self) -> Iterator[tuple[Promise, Deferral]]:
        """What is deferred, with its terms."""
        for promises in self.due.values():
            for promise in promises:
                if promise.deferred and promise.terms:
                    yield promise, promise.terms

    def leave(self, person: int) -> None:
        """Who leaves loses what the terms do not let leavers keep."""
        for promise, terms in self.instalments():
            if promise.person == person:
                self._lose(promise, 1.0 - terms.leavers_keep)

    def cut(self, part: float, person: int) -> None:
        """Malus: a part of what is deferred is lost, where the terms say so."""
        for promise, terms in self.instalments():
            if terms.malus and promise.person == person:
                self._lose(promise, part)

    def claw_back(self, part: float, person: int) -> None:
        """A part of what was paid and can still be taken back is taken back."""
        for promises in self.recoverable.values():
            for promise in promises:
                if promise.person == person:
                    taken = part * promise.amount
                    promise.amount -= taken
                    self.paid -= taken
                    self.forfeited += taken

    def _lose(self, promise: Promise, part: float) -> None:
        lost = part * promise.amount
        promise.amount -= lost
        self.outstanding -= lost
        self.forfeited += lost


def instalments(amount: float, terms: Deferral, unit: float) -> tuple[float, list[float]]:
    """What an award pays at once, and the later instalments in whole units, as far as the award goes."""
    each, left = terms.share / len(terms.delays) * amount, amount
    later: list[float] = []
    for _ in terms.delays:
        later.append(min(round(each / unit) * unit, left))
        left -= later[-1]
    if terms.share == 1.0:  # where nothing is paid at once the last is what is left
        later[-1] += left
        left = 0.0
    return left, later
