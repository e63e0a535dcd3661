"""What one task simulates of skies under some views, and what comes of it: a few outcomes as means of the years."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from simkit.arrays import Array
from simkit.engine.seen import Observed, Seen
from simkit.engine.simulate import simulate
from simkit.experiment.memory import turns
from simkit.experiment.run import Order
from simkit.experiment.sampling.size import Size
from simkit.experiment.tasks import evenly
from simkit.outcomes.yearly import OF_YARDSTICKS, outcomes_of
from simkit.scenario.scenario import Scenario

_FIRM_MONTH, _ADVISOR_MONTH = 7e-4, 5.3e-7
"""Seconds that a month of a firm takes without yardsticks, whatever the number of skies, and for each of its advisors;
measured on one core of an Intel Xeon.  They decide how work is cut, never what comes out."""


@dataclass(frozen=True)
class Piece:
    """Some skies under some views, by their places in the scenario, for some outcomes."""

    outcomes: tuple[str, ...]
    views: tuple[int, ...]
    rows: Sequence[int]

    def from_row(self, first: int) -> Piece:
        """The same number of skies, so many rows further on."""
        return replace(self, rows=range(first + self.rows[0], first + self.rows[-1] + 1))


def main_view(scenario: Scenario) -> int:
    """The place of the view that counts most, the first of them if there are several."""
    return max(range(len(scenario.views)), key=lambda place: scenario.views[place].weight)


def pieces(scenario: Scenario, outcomes: tuple[str, ...], before: Size, now: Size, workers: int) -> list[Piece]:
    """What is missing between two sizes, cut so that all workers have about as much to do; the longest come first.

    Months of a firm cost something however many skies it has, so the other views are spread over workers, not cut into
    fewer skies; skies under the main view fill up what is left of each worker's time.
    """
    main = main_view(scenario)
    others = [place for place in range(len(scenario.views)) if place != main]
    under_all, under_main = range(before.full, now.full), range(before.main, now.main)
    of_others = about_seconds(scenario, len(under_all), len(others)) if under_all else 0.0
    whole = of_others + about_seconds(scenario, len(under_main), 1)
    for_others = min(max(round(workers * of_others / whole), 1), len(others), workers) if under_all else 0
    cut = [Piece(outcomes, tuple(some), under_all) for some in evenly(others, for_others) if for_others]
    busy = [about_seconds(scenario, len(under_all), len(piece.views)) for piece in cut]
    cut += [Piece(outcomes, (main,), rows) for rows in _filling(scenario, under_main, busy, workers)]
    return sorted(cut, key=lambda piece: -about_seconds(scenario, len(piece.rows), len(piece.views)))


def _filling(scenario: Scenario, rows: range, busy: Sequence[float], workers: int) -> list[range]:
    """The rows in order, cut so that every worker is busy for as long; some are already, for so many seconds."""
    loads = [*busy, *[0.0] * (workers - len(busy))]
    start, a_sky = about_seconds(scenario, 0, 1), about_seconds(scenario, 1, 1) - about_seconds(scenario, 0, 1)
    until = (sum(loads) + len(loads) * start + len(rows) * a_sky) / len(loads)
    room = [max(until - load - start, 0.0) for load in loads]
    ends = np.rint(np.cumsum(room) / (sum(room) or 1.0) * len(rows)).astype(int).tolist()
    found = [rows[begin:end] for begin, end in zip([0, *ends], ends, strict=False)]
    return [some for some in found if some]


def about_seconds(scenario: Scenario, skies: int, views: int) -> float:
    """About how long so many skies take under so many views."""
    horizon = scenario.horizon
    firm_months = views * (horizon.run_in + len(scenario.schemes) * horizon.length)
    return firm_months * (_FIRM_MONTH + _ADVISOR_MONTH * scenario.people.seats * skies)


def simulate_piece(order: Order, piece: Piece) -> dict[str, Array]:
    """Those of the outcomes that come about, as means of the compared years: outcome -> (scheme, view, sky)."""
    views = tuple(order.scenario.views[place] for place in piece.views)
    some = order.scenario.model_copy(update={"views": views})
    cut = evenly(piece.rows, math.ceil(len(piece.rows) / order.chunk))
    parts = [_chunk(order, some, piece.outcomes, rows) for rows in cut]
    return {name: np.concatenate([part[name] for part in parts], axis=2) for name in parts[0]}


def _chunk(order: Order, scenario: Scenario, outcomes: tuple[str, ...], rows: Sequence[int]) -> dict[str, Array]:
    """Some skies at once, of these as many views as fit into memory."""
    kept, yardsticks = _Kept(scenario, outcomes), not OF_YARDSTICKS.isdisjoint(outcomes)
    for views in turns(scenario, len(rows)):
        some = scenario.model_copy(update={"views": views})
        simulate(some, order.plans, order.seed, rows, kept.watch, order.interventions, yardsticks=yardsticks)
    return kept.means()


class _Kept:
    """The outcomes of every firm in every compared year."""

    def __init__(self, scenario: Scenario, outcomes: tuple[str, ...]) -> None:
        self._scenario, self._outcomes = scenario, outcomes
        self._years: dict[tuple[str, str], list[dict[str, Array]]] = {}

    def watch(self, seen: Seen) -> None:
        """Take what the engine tells."""
        if isinstance(seen, Observed) and seen.phase == "run":
            scheme = self._scenario.schemes[seen.scheme]
            found = outcomes_of(self._scenario, scheme, seen.seats, seen.record, self._outcomes)
            self._years.setdefault((seen.scheme, seen.view), []).append(found)

    def means(self) -> dict[str, Array]:
        """Outcome -> mean of the years (scheme, view, sky)."""
        views = [view.name for view in self._scenario.views]
        firms = [[self._years[scheme, view] for view in views] for scheme in self._scenario.schemes]
        return {
            name: np.array([[np.mean([year[name] for year in firm], axis=0) for firm in row] for row in firms])
            for name in firms[0][0][0]
        }
