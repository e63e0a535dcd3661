"""The tallies of a scheme: one for each of its components, on the results of one firm."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from simkit.arrays import Array
from simkit.engine.sky import Sky
from simkit.engine.tally import Known, Points, Tally
from simkit.scheme.scheme import Scheme


class Tallies:
    """What the components of the scheme that pays now count of one kind of results; by number of the component."""

    def __init__(self, sky: Sky, scheme: Scheme) -> None:
        self._sky = sky
        self._now: list[Tally] = []
        self._of_length: dict[int, list[tuple[int, Tally]]] = {}
        self.replace(scheme)

    def __iter__(self) -> Iterator[Tally]:
        return iter(self._now)

    def __getitem__(self, number: int) -> Tally:
        return self._now[number]

    def of(self, months: int) -> Sequence[tuple[int, Tally]]:
        """Number and tally of each component with periods of this length."""
        return self._of_length.get(months, ())

    def replace(self, scheme: Scheme) -> dict[int, int]:
        """Another scheme pays: a component that is the same goes on as it is, and every other one is set anew.

        Gives the numbers of those that go on: new number -> old number.
        """
        before, left, scenario = self._now, list(self._now), self._sky.scenario
        self._now = []
        for component in scheme.pay:
            same = next((tally for tally in left if tally.component == component), None)
            if same is not None:
                left.remove(same)
            self._now.append(same or Tally(component, scenario.work, scenario.market.season, self._sky.shape))
        for tally in self._now:
            for other in before if tally not in before else ():
                tally.remember(other)
        self._of_length = {}
        for number, tally in enumerate(self._now):
            self._of_length.setdefault(tally.component.months, []).append((number, tally))
        return {number: before.index(tally) for number, tally in enumerate(self._now) if tally in before}

    def remember(self, others: Tallies) -> None:
        """Take over the targets of a year ago from the tallies of a firm with the same past."""
        for tally in self._now:
            for other in others:
                tally.remember(other)

    def begin(self, month: int, months: int, known: Known, year: Mapping[str, Array]) -> None:
        """Periods of this length begin in `month` (from 0); see `Tally.begin`."""
        for _, tally in self.of(months):
            tally.begin(month, known, year)

    def points(self, recorded: Mapping[str, Array], base_pay: Array) -> Points:
        """The points of all components, at the end of a year."""
        return {
            (number, tally.component.name, kpi): points
            for number, tally in enumerate(self._now)
            for kpi, points in tally.points(recorded, base_pay).items()
        }
