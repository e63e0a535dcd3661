"""Skies of which many run under the main view and a few under all views, and of each only the outcomes asked for."""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np

from simkit.arrays import Array, unknown
from simkit.errors import SimkitError
from simkit.experiment.backends.backend import Backend
from simkit.experiment.run import Order, Progress
from simkit.experiment.sampling.controls import controls
from simkit.experiment.sampling.pieces import Piece, main_view, pieces, simulate_piece
from simkit.experiment.sampling.size import Size
from simkit.experiment.tasks import evenly
from simkit.outcomes.catalogue import absent


class Skies:
    """What is known of some outcomes so far, and more of it on demand.

    size: how many skies; they are the replications `first`, `first` + 1, ...; progress: told how many more skies are
    done under a view.
    """

    def __init__(
        self,
        order: Order,
        outcomes: tuple[str, ...],
        backend: Backend,
        *,
        first: int = 0,
        progress: Progress | None = None,
    ) -> None:
        self._order, self._outcomes, self._backend, self._progress = order, outcomes, backend, progress
        self._first = first
        self.size = Size(0, 0)
        self._luck: list[Array] = []
        self._found: dict[str, Array] = {}

    def grow(self, size: Size) -> None:
        """Simulate what is missing up to a size."""
        scenario = self._order.scenario
        shape = len(scenario.schemes), len(scenario.views), size.main
        known, self._found = self._found, {}
        for piece, part in self._simulated(size):
            for name, values in part.items():
                if name not in self._found:
                    self._found[name] = _longer(known.get(name), shape)
                self._found[name][:, list(piece.views), piece.rows[0] : piece.rows[-1] + 1] = values
        more = range(self._first + self.size.main, self._first + size.main)
        for rows in evenly(more, math.ceil(len(more) / self._order.chunk)):
            self._luck.append(controls(scenario, self._order.seed, rows))
        self.size = size

    def _simulated(self, size: Size) -> Iterator[tuple[Piece, dict[str, Array]]]:
        """What comes of the pieces that are missing; their rows count from 0."""
        cut = pieces(self._order.scenario, self._outcomes, self.size, size, self._backend.workers)
        placed = [piece.from_row(self._first) for piece in cut]
        for number, part in self._backend.results(simulate_piece, self._order, placed):
            if self._progress:
                self._progress(len(cut[number].rows) * len(cut[number].views))
            yield cut[number], part

    @property
    def luck(self) -> Array:
        """The controls of the skies (control, sky)."""
        return np.concatenate(self._luck, axis=1)

    def under_main(self, name: str) -> Array:
        """An outcome under the main view (scheme, sky); raises SimkitError when it does not come about."""
        return self._of(name)[:, main_view(self._order.scenario)]

    def pooled(self, name: str) -> Array:
        """An outcome of the skies that were run under all views, the views weighted (scheme, sky); raises as above."""
        weights = np.array([view.weight for view in self._order.scenario.views])
        found: Array = np.sum(self._of(name)[:, :, : self.size.full] * weights[:, None], axis=1)
        return found

    def _of(self, name: str) -> Array:
        if name not in self._found:
            raise SimkitError(absent(name))
        return self._found[name]


def _longer(known: Array | None, shape: tuple[int, int, int]) -> Array:
    """Room for all skies, with those that are known in the first places."""
    room = unknown(*shape)
    if known is not None:
        room[:, :, : known.shape[2]] = known
    return room
