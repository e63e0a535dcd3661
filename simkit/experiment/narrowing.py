"""Rounds of a comparison that goes on until it is precise enough: which differences count, and what is kept in between.

The skies are the rows 0, 1, 2 ... of any comparison, so one that stops at n is the one of n skies.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import product
from typing import TypeVar

import numpy as np

from simkit.arrays import Array
from simkit.errors import SimkitError
from simkit.experiment import keeping
from simkit.experiment.part import Part
from simkit.experiment.precision import Look, Precision, asked_half_width, look, until_narrow
from simkit.experiment.run import Keep, Progress
from simkit.outcomes.catalogue import absent, by_name

T = TypeVar("T")


@dataclass(frozen=True)
class Reached:
    """How precise a comparison is: the pairs of a primary outcome and a scheme, and what is known of each."""

    pairs: tuple[tuple[str, str], ...]
    look: Look

    @property
    def binding(self) -> tuple[str, str]:
        """The outcome and the scheme whose difference needs the most skies."""
        return self.pairs[self.look.binding]


def reached(
    pooled: Callable[[str], Array], known: Sequence[str], primary: Sequence[str], schemes: Sequence[str], share: float
) -> Reached:
    """How precise the primary outcomes are; `pooled` gives one as (scheme, sky), `known` are those that there are.

    Raises SimkitError when there is nothing to compare, or when a primary outcome is none of this scenario.
    """
    if len(schemes) < 2:
        raise SimkitError("there is one scheme only, so no difference can be precise; add a second one to `schemes`")
    for number, name in enumerate(primary):
        if name not in known:
            raise SimkitError(f"primary[{number}]: {absent(name)}")
    differences, asked = [], []
    for name in primary:
        x = pooled(name)
        counted = np.maximum(np.count_nonzero(~np.isnan(x), axis=1), 1)
        differences += list(x[1:] - x[0])
        asked += [asked_half_width(share, by_name(name), np.nansum(x, axis=1) / counted)] * (len(schemes) - 1)
    return Reached(tuple(product(primary, schemes[1:])), look(np.array(differences), np.array(asked)))


def in_rounds(
    compared: Callable[[Sequence[int], Keep | None, Progress | None], T],
    look_of: Callable[[T], Look],
    precision: Precision,
    keep: keeping.Keep | None,
    progress: Progress | None,
) -> T:
    """The comparison of as many skies as the precision takes; a round simulates only those that are new."""
    held, once = _Held(keep), _EachOnce(progress)
    found: list[T] = []

    def look_at(skies: int) -> Look:
        if keep is not None:
            keep.ask(range(skies), precision)
        once.begin()
        found[:] = [compared(range(skies), held, once)]
        return look_of(found[0])

    until_narrow(look_at, precision.most)
    return found[0]


class _Held:
    """The parts of all rounds so far, in memory; those of `keep` are there from the start, and new ones go there."""

    def __init__(self, keep: Keep | None) -> None:
        self._keep = keep
        self._parts = list(keep.parts()) if keep else []

    def parts(self) -> Sequence[Part]:
        """The parts that are there."""
        return tuple(self._parts)

    def add(self, part: Part) -> None:
        """Hold another one."""
        if self._keep:
            self._keep.add(part)
        self._parts.append(part)


class _EachOnce:
    """Tells of every sky once, although each round begins with those of the rounds before."""

    def __init__(self, progress: Progress | None) -> None:
        self._progress, self._told, self._done = progress, 0, 0

    def begin(self) -> None:
        """Another round begins."""
        self._done = 0

    def __call__(self, more: int) -> None:
        """So many more skies of this round are there."""
        self._done += more
        if self._progress and self._done > self._told:
            self._progress(self._done - self._told)
            self._told = self._done
