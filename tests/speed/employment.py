"""Who sits on a seat now, and how a seat goes on when somebody leaves."""

from __future__ import annotations

from tests.speed.people import Newcomer, Seat
from tests.speed.world import World

LONG_HERE = 1_200.0
"""Months that the people of the first day count as having been here."""


class Employment:
    """The person at a seat, or the last one, while it is empty.

    here: months since that person came; person: how many came before; arrives: month in which the seat is filled again;
    months, base_paid: of this year; left, dismissed, left_able: how many went this year, had to, were above average.
    """

    __slots__ = (
        "arrives", "base_paid", "base_pay", "conscience", "dismissed", "here", "left", "left_able", "months", "person",
        "present", "talent", "tenure", "world",
    )  # fmt: skip

    def __init__(self, world: World, seat: Seat) -> None:
        self.world = world
        self.base_pay, self.talent, self.conscience = seat.base_pay, seat.talent, seat.conscience
        self.tenure, self.here, self.present = seat.tenure, LONG_HERE, True
        self.person, self.arrives = 0, 0
        self.open_year()

    def open_year(self) -> None:
        """A year begins."""
        self.months = 0.0 if self.world.behaviour.people_go else 12.0
        self.base_paid = self.left = self.dismissed = self.left_able = 0.0

    def arrive(self, newcomer: Newcomer) -> None:
        """Somebody comes."""
        self.base_pay, self.talent, self.conscience = newcomer.base_pay, newcomer.talent, newcomer.conscience
        self.tenure, self.here, self.present = 0.0, 0.0, True
        self.person += 1

    def leave(self, month: int, *, able: bool, dismissed: bool) -> None:
        """Somebody goes at the end of a month; able: above average."""
        hiring = self.world.behaviour.hiring
        self.present, self.arrives = False, month + 1 + (hiring.vacancy if hiring else 0)
        self.left += 1.0
        self.left_able += able
        self.dismissed += dismissed

    def productivity(self) -> float:
        """What an empty seat and a newcomer bring of what they will."""
        if not self.present:
            return 0.0
        hiring = self.world.behaviour.hiring
        if hiring is None:
            return 1.0
        return min(hiring.starts_at + (1.0 - hiring.starts_at) * self.here / hiring.ramp, 1.0)

    def pass_month(self) -> None:
        """A month of work, if anybody is here."""
        if self.present:
            self.base_paid += self.base_pay
            if self.world.behaviour.people_go:
                self.here += 1.0
                self.months += 1.0

    def stayed(self, months: int) -> float:
        """The part of the last months that who sits here has been here."""
        if not self.world.behaviour.people_go:
            return 1.0
        return min(self.here, months) * (1.0 / months) if self.present else 0.0

    @property
    def whole_year(self) -> float:
        """What makes a whole year of what this year's months have brought."""
        return 12.0 / max(self.months, 1.0)
