"""The results of one seat: true, as they are recorded, and on merit; the year so far, and the last one."""

from __future__ import annotations

import math
from collections.abc import Iterable

from tests.speed.world import Rates, World


class Results:
    """Numbers by KPI.  true, recorded, merit: of the month (levels: now); year, true_year, merit_year: so far.

    history, merit_history: of last year; the year before the first was normal.  Without books what is recorded is true.
    """

    __slots__ = (
        "has_books", "history", "merit", "merit_history", "merit_year", "recorded", "true", "true_year", "world",
        "year",
    )  # fmt: skip

    def __init__(self, world: World, has_books: bool, book: float, talent: float) -> None:
        self.world, self.has_books = world, has_books
        normal = list(zip(world.normal_year, world.is_level, strict=True))
        self.true = [result if level else math.nan for result, level in normal]
        self.merit, self.recorded = list(self.true), self.true
        self.history = [result if level else result * (book * talent) for result, level in normal]
        self.merit_history = [result if level else result * talent for result, level in normal]
        self._open_year()

    def _open_year(self) -> None:
        self.year, self.true_year, self.merit_year = ([0.0] * len(self.true) for _ in range(3))

    def add_month(self, sums: list[tuple[int, Rates]]) -> None:
        """The month is recorded: `sums` of flows that somebody reads are made, and the year counts it."""
        world, true, recorded, merit = self.world, self.true, self.recorded, self.merit
        add_up(sums, recorded)
        add_up(sums, merit)
        year, merit_year = self.year, self.merit_year
        for kpi in world.yearly:
            year[kpi] += recorded[kpi]
        for kpi in world.remembered:
            merit_year[kpi] += merit[kpi]
        if self.has_books:
            add_up(sums, true)
            for kpi in world.yearly:
                self.true_year[kpi] += true[kpi]

    def worth(self) -> float:
        """Worth to the bank of the year so far, as it is recorded."""
        return sum(rate * self.year[kpi] for kpi, rate in self.world.worth)

    def close_year(self) -> tuple[list[float], list[float]]:
        """The year becomes the last one, a level's the mean of its months; gives true and recorded results."""
        world = self.world
        true = self.true_year if self.has_books else self.year
        for results in (self.year, self.merit_year, *([true] if self.has_books else [])):
            for kpi in world.yearly:
                if world.is_level[kpi]:
                    results[kpi] /= 12
            add_up(world.sums.items(), results)
        recorded = self.history = self.year
        self.merit_history = self.merit_year
        self._open_year()
        return true, recorded


def add_up(sums: Iterable[tuple[int, Rates]], results: list[float]) -> None:
    """Sums of flows."""
    for kpi, rates in sums:
        total = 0.0
        for flow, rate in rates:
            total += rate * results[flow]
        results[kpi] = total
