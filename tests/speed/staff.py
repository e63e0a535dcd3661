"""Everybody of one plain firm, before anything happens: the same people whatever calendar they are put on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from simkit.scenario.scenario import Scenario
from tests.speed.advisor import Advisor
from tests.speed.books import Books
from tests.speed.branch import Branch
from tests.speed.game import Game
from tests.speed.market import Market
from tests.speed.office import Office
from tests.speed.people import seats
from tests.speed.shocks import Shocks


@dataclass(frozen=True)
class Staff:
    """A market, its advisors in the order of their seats, their branches, the branches' books and the head office.

    books: one for each branch where results are recorded otherwise than they are, else none.
    """

    game: Game
    market: Market
    advisors: list[Advisor]
    branches: list[Branch]
    books: list[Books]
    office: Office


class PlainFirm(Protocol):
    """The same people on somebody's calendar."""

    staff: Staff

    def live(self, until: float) -> None:
        """Live through the months up to a time."""

    @property
    def profits(self) -> list[float]:
        """Worth to the bank less what is paid and spent on advisors, of every year so far; money."""


Found = Callable[[Scenario, Game, Shocks], PlainFirm]
"""Founds a firm."""


def staff(scenario: Scenario, game: Game, shocks: Shocks) -> Staff:
    """The people of one firm in one replication."""
    market = Market(game.world, shocks.demand, shocks.regimes, shocks.returns)
    lots = enumerate(seats(scenario.people, shocks.people))
    advisors = [Advisor(game, market, seat, number, shocks) for number, seat in lots]
    branches = [Branch(game.world) for _ in range(scenario.people.branches)]
    for advisor in advisors:
        branches[advisor.seat.branch].advisors.append(advisor)
    books, first = [], 0
    for branch in branches if game.has_books else ():
        books.append(Books(game.world, scenario.measurement, shocks, branch.advisors, first))
        first += len(branch.advisors)
    return Staff(game, market, advisors, branches, books, Office(game, shocks, advisors))
