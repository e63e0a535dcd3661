"""Deals of one advisor that move around the ends of periods."""

from __future__ import annotations

from collections.abc import Sequence

from simkit.behaviour.conduct.timing import Timing
from tests.speed.world import Product, World

SHORTEST = 3
"""Deals are moved at the end of periods of so many months or more."""


class PeriodEnds:
    """What one advisor sees of the ends of periods, and moves.

    opening: component -> drives per unit of season when its period began; ahead: flow -> what pays more now than next
    month; borrowed: flow -> what last month took from this one; moved, conceded: worth in money, of the year.
    """

    __slots__ = ("ahead", "borrowed", "conceded", "moved", "opening", "products", "rule")

    def __init__(self, world: World, rule: Timing) -> None:
        self.rule = rule
        self.products = {kpi: product for kpi, product in world.products.items() if product.pipeline}
        self.opening: dict[int, dict[int, float]] = {}
        self.ahead = dict.fromkeys(self.products, 0.0)
        self.borrowed = dict.fromkeys(self.products, 0.0)
        self.open_year()

    def open_year(self) -> None:
        """A year begins."""
        self.moved = self.conceded = 0.0

    def forget(self) -> None:
        """Another scheme pays."""
        self.opening = {}

    def look(self, number: int, month: int, begins: bool, drives: Sequence[float]) -> None:
        """What component `number` pays now, in the month in which its period begins or ends."""
        now = {kpi: drives[kpi] / season(product, month) for kpi, product in self.products.items()}
        if begins:
            self.opening[number] = now
            return
        before = self.opening.get(number, {})
        for kpi, drive in now.items():
            self.ahead[kpi] += drive - before.get(kpi, 0.0)

    def move(self, month: int, reach: float, true: list[float], banned: set[int]) -> None:
        """Last month's deals are missing, or come; this month's go, or are held back."""
        for kpi, product in self.products.items():
            if kpi in banned:
                continue
            if owed := self.borrowed[kpi]:
                taken = min(owed, max(true[kpi], 0.0))
                true[kpi] -= taken
                self.borrowed[kpi] -= taken
            if ahead := self.ahead[kpi]:
                x = shifted(self.rule, ahead, product)
                amount = x * reach * product.normal * season(product, month + 1)
                amount = max(amount, -max(true[kpi], 0.0))
                true[kpi] += amount
                self.borrowed[kpi] += amount
                worth = amount * product.worth
                self.moved += abs(worth)
                self.conceded += conceded(self.rule, worth)
        self.ahead = dict.fromkeys(self.products, 0.0)


def season(product: Product, month: int) -> float:
    """What a month's season multiplies a normal month with, above 0."""
    return max(product.seasons[month % 12], 1e-6)


def shifted(rule: Timing, ahead: float, product: Product) -> float:
    """Normal months of deals that are pulled forward, below 0 held back."""
    x = ahead / rule.cost
    if x < 0.0:
        x /= rule.holding
    return min(max(x, -product.pipeline), product.pipeline)


def conceded(rule: Timing, worth: float) -> float:
    """What is given away for deals pulled forward."""
    return rule.concession * max(worth, 0.0)
