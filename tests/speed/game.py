"""The rules of one firm, and one component of its scheme as one advisor has it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from tests.speed.counting import Tally
from tests.speed.plans import FirmRules
from tests.speed.results import Results
from tests.speed.seeing import Rule, sight
from tests.speed.world import World


class Day(NamedTuple):
    """What a month has on the calendar: periods that begin, are half over and end, and feedback."""

    begins: bool
    half_over: bool
    ends: bool
    feedback: bool


@dataclass(frozen=True)
class Game:
    """The world, the rules until the switch and from then on, and what begins and ends when.

    has_books: whether a branch records anything else than the truth.
    """

    world: World
    today: FirmRules
    after: FirmRules
    calendar: tuple[Day, ...]
    has_books: bool


class Part:
    """One component as one advisor has it: tallies of recorded, merit and true results, and how the advisor sees it."""

    __slots__ = ("merit", "number", "rule", "sight", "tally", "true")

    def __init__(self, number: int, rule: Rule, has_books: bool) -> None:
        self.number, self.rule, self.sight = number, rule.pays, sight(rule)
        self.tally, self.merit = Tally(rule.pays), Tally(rule.pays)
        self.true = Tally(rule.pays) if has_books else None

    def begin(self, month: int, book: float, reach: float, results: Results) -> None:
        """A period begins; on merit the book is an average one.  reach: what normal effort brings."""
        self.tally.begin(month, book, results.history)
        self.merit.begin(month, 1.0, results.merit_history)
        if self.true:
            self.true.begin(month, book, results.history)
        self.sight.begin(month % 12 // self.rule.months, self.tally.targets, reach)

    def add(self, results: Results) -> None:
        """Count a month."""
        self.tally.add(results.recorded)
        self.merit.add(results.merit)
        if self.true:
            self.true.add(results.true)
