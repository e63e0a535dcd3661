"""Who sits where in one firm: the people of the first day, those who left, and those who came after them.

A seat keeps its book, its branch and its numbers of the cube; the person changes.  The n-th person of a seat is the
same in every firm under a sky, so schemes differ by whom they lose and not by whom they happen to find.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from simkit.arrays import Array, Index
from simkit.engine.sky import Sky
from simkit.people.advisors import Seats
from simkit.scheme.components import Component
from simkit.scheme.components.period import rounded

LONG_HERE = 1_200.0
"""Months that the people of the first day count as having been here: nobody's start-up time lasts as long."""


class Staff:
    """The people of one firm now.  Arrays (replication, seat).

    talent, base_pay, tenure, conscience: of who sits there (of the last one, while a seat is empty).
    present: 1 where somebody sits, else 0.  here: months since that person came.  person: how many came before, so the
    number of who sits there, or sat there last; None where nobody ever moves.  The array is never changed in place.
    months: months of this year in which the seat was filled.  base_paid: base pay of this year.
    left, dismissed, left_able: how many went this year, of them those who had to, and those above average ability.
    """

    def __init__(self, sky: Sky) -> None:
        behaviour = sky.scenario.behaviour
        self._sky, self._hiring = sky, behaviour.hiring
        seats = sky.seats
        self.moves = behaviour.people_go
        self.talent, self.base_pay, self.tenure = seats.talent, seats.base_pay, seats.tenure
        self.base_pay, self._raised = np.array(self.base_pay), np.ones(sky.shape[-1])
        self.conscience = np.array(sky.conscience)
        self.present = np.ones(sky.shape)
        self.person: Array | None = None
        if self.moves:
            self.talent, self.tenure = np.array(self.talent), np.array(self.tenure)
            self.here, self.person = np.full(sky.shape, LONG_HERE), np.zeros(sky.shape)
            self._arrives, self._productivity = np.full(sky.shape, np.inf), np.ones(sky.shape)
        self.open_year()

    def fork(self) -> Staff:
        """A copy that goes its own way."""
        other = Staff(self._sky)
        other.base_pay[...], other.conscience[...] = self.base_pay, self.conscience
        other._raised[...] = self._raised
        if self.moves:
            for name in ("talent", "tenure", "present", "here", "_arrives"):
                getattr(other, name)[...] = getattr(self, name)
            other.person = self.person
        return other

    @property
    def seats(self) -> Seats:
        """The seats as they are now."""
        talent, base_pay, tenure = (np.array(each) for each in (self.talent, self.base_pay, self.tenure))
        return replace(self._sky.seats, talent=talent, base_pay=base_pay, tenure=tenure)

    def open_year(self) -> None:
        """A year begins: nothing of it has been counted."""
        shape = self._sky.shape
        self.left, self.dismissed, self.left_able = (np.zeros(shape) for _ in range(3))
        self.base_paid = np.zeros(shape)
        self.months = np.zeros(shape) if self.moves else np.full(shape, 12.0)

    def change_base_pay(self, by: float, seats: Sequence[int] | None) -> None:
        """Base pay changes by a share, of some seats (by number) or of all, also of whoever comes to them later."""
        change = np.zeros(self.base_pay.shape[-1])
        change[... if seats is None else list(seats)] = by
        self.base_pay *= 1.0 + change
        self._raised *= 1.0 + change

    def arrive(self, month: int) -> Index:
        """Seats that were empty long enough are filled in `month` (from 0); gives the seats that somebody comes to.

        Seats are counted replication after replication, here and below, as `numpy.put` takes them.
        """
        who = np.flatnonzero(self._arrives <= month)
        if not len(who):
            return who
        np.put(self._arrives, who, np.inf)
        self.person = np.zeros(self.present.shape) if self.person is None else np.array(self.person)
        persons = self.person.reshape(-1)
        persons[who] += 1.0
        for number in np.unique(persons[who]).astype(int).tolist():
            these = who[persons[who] == number]
            for name, values in self._sky.newcomer(number).items():
                given = values.take(these)
                if name == "base_pay":
                    given *= self._raised.take(these % self._raised.size)
                np.put(getattr(self, name), these, given)
        for state, value in ((self.present, 1.0), (self.here, 0.0), (self.tenure, 0.0)):
            np.put(state, who, value)
        return who

    def pass_month(self) -> None:
        """A month of work: everybody who is here has been here a month longer, and is owed base pay for it."""
        if not self.moves:
            self.base_paid += self.base_pay
            return
        self.here += self.present
        self.months += self.present
        self.base_paid += self.base_pay * self.present

    def productivity(self) -> Array | None:
        """What an empty seat and a newcomer bring of what they will (0 to 1); None where all are at their best."""
        if not self.moves:
            return None
        if self._hiring is None:
            return self.present
        found = self._hiring.productivity(self.here, self._productivity)
        found *= self.present
        return found

    def stayed(self, months: int) -> tuple[Index, Array]:
        """Seats whose holder has not been there for all of the last `months`, and the part of them of each."""
        if not self.moves:
            return np.zeros(0, dtype=np.intp), np.zeros(0)
        who = np.flatnonzero((self.here < months) | (self.present == 0.0))
        return who, np.minimum(self.here.take(who), float(months)) * (self.present.take(who) / months)

    def earned(self, awards: Sequence[Array], component: Component) -> list[Array]:
        """The part of awards that goes to who sits there now; for months before, nobody is paid any more."""
        who, part = self.stayed(component.months)
        if not len(who):
            return list(awards)
        found = []
        for award in awards:
            paid = np.array(award)
            np.put(paid, who, rounded(award.take(who) * part, component.round_to))
            found.append(paid)
        return found

    def leave(self, who: Index, month: int, *, dismissed: bool, ability: Array) -> Index:
        """Of the seats `who` those empty at the end of `month` (from 0) where somebody sits; gives these.

        ability: talent times what was learnt, which is noted of those who go.
        """
        who = who[self.present.take(who) > 0.0]
        if not len(who):
            return who
        rows, row = np.unique(who // self.present.shape[-1], return_inverse=True)  # others need no average
        present = self.present[rows]
        average = (ability[rows] * present).sum(axis=-1) / np.maximum(present.sum(axis=-1), 1.0)
        self.left_able.reshape(-1)[who] += ability.reshape(-1)[who] > average[row]
        self.left.reshape(-1)[who] += 1.0
        if dismissed:
            self.dismissed.reshape(-1)[who] += 1.0
        np.put(self.present, who, 0.0)
        wait = 1 if self._hiring is None else 1 + self._hiring.vacancy
        np.put(self._arrives, who, float(month + wait))
        return who
