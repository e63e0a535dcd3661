"""What one advisor knows of the own results: what the last feedback said, and nothing of what has come since."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from tests.speed.counting import Tally


class Known(NamedTuple):
    """What a period had counted, where levels stood, and for how many months nothing has been heard."""

    results: Sequence[float]
    levels: Sequence[float]
    lag: int


class News:
    """The last feedback, where it does not come every month."""

    def __init__(self) -> None:
        self.levels: list[float] = []
        self.counted: dict[int, tuple[list[float], int]] = {}

    def begin(self, number: int, tally: Tally, levels: Sequence[float], month: int) -> None:
        """A period of component `number` begins."""
        if not self.levels:
            self.levels = list(levels)
        self.counted[number] = tally.results, month

    def tell(self, tallies: Sequence[Tally], levels: Sequence[float], month: int) -> None:
        """Feedback at the start of a month."""
        self.levels = list(levels)
        for number, tally in enumerate(tallies):
            self.counted[number] = tally.results, month

    def known(self, number: int, month: int) -> Known:
        """What is known of a component at the start of a month."""
        results, since = self.counted[number]
        return Known(results, self.levels, month - since)
