"""What the people of one firm know of their own results: what the last feedback said.

With feedback every month everybody knows everything.  Else what has been counted since the last feedback is taken for
normal: plans are read where the last feedback left them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np

from simkit.arrays import Array
from simkit.behaviour.pull import Now
from simkit.engine.tally import Tally


class News:
    """The last feedback of one firm: for each component what its period had counted, and when."""

    def __init__(self, every: int) -> None:
        self._stale = every > 1
        self._counted: dict[int, dict[str, Array]] = {}
        self._levels: dict[str, Array] = {}
        self._since: dict[int, int] = {}

    def fork(self) -> News:
        """The same last feedback about levels, for a firm whose components all begin anew."""
        other = News(2 if self._stale else 1)
        other._levels = dict(self._levels)
        return other

    def tell(self, tallies: Iterable[Tally], levels: Mapping[str, Array], month: int) -> None:
        """Feedback at the start of `month` (from 0)."""
        if not self._stale:
            return
        self._levels = {kpi: np.array(level) for kpi, level in levels.items()}
        for number, tally in enumerate(tallies):
            self._note(number, tally, month)

    def begin(self, number: int, tally: Tally, levels: Mapping[str, Array], month: int) -> None:
        """A period of a component begins: everybody knows where it starts."""
        if self._stale:
            if not self._levels:
                self._levels = {kpi: np.array(level) for kpi, level in levels.items()}
            self._note(number, tally, month)

    def _note(self, number: int, tally: Tally, month: int) -> None:
        self._counted[number] = {kpi: np.array(tally.so_far(kpi)) for kpi in tally.component.counted}
        self._since[number] = month

    def known(self, number: int, tally: Tally, levels: Mapping[str, Array], month: int) -> Now:
        """What is known of a component at the start of `month`."""
        if not self._stale:
            return Now(tally.so_far, levels)
        return Now(self._counted[number].__getitem__, self._levels, month - self._since[number])
