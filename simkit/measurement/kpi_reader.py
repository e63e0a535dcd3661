"""What every reader of a KPI has in common: what it is handed for a month, what it remembers, and what it promises.

A reader is the rule (a frozen concept); it draws nothing and holds nothing.  Chance comes in as standard normals of the
streams that it names in `draws`; what it must remember between months lies in a `Memory`, one for each firm and KPI.
A reader whose numbers are all neutral is no reader: it returns the very array of true results.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from pydantic import Field, model_validator

from simkit import arrays
from simkit.arrays import Array, Index
from simkit.concepts import Concept
from simkit.quantities import MisplacedError, Money
from simkit.scheme.components.period import MONTHS, Every


@dataclass(frozen=True)
class Moment:
    """What is known of a month beside the true results.

    month: from 0.  starts: (branch,), first seat of each branch.  normals: stream -> standard normals of the month,
    (replication, seat).  managers: standard normals of the branches' managers, (replication, branch), the same in every
    month; None where nobody rates.  impression: (replication, seat), what a manager sees of each apart from the rated
    KPI, in any unit, such as what variable pay came to last year; None where there is none yet.
    """

    month: int
    starts: Index
    normals: Mapping[str, Array]
    managers: Array | None = None
    impression: Array | None = None


@dataclass
class Memory:
    """What one reader remembers of one firm from month to month: arrays (replication, seat) by name."""

    held: dict[str, Array]
    begun: bool = False

    def fork(self) -> Memory:
        """The same past, for a firm that goes another way from here."""
        return Memory({name: array.copy() for name, array in self.held.items()}, self.begun)


class KpiReader(Concept, ABC):
    """How one KPI is recorded."""

    @property
    @abstractmethod
    def draws(self) -> tuple[str, ...]:
        """Names of the streams of standard normals (replication, seat) that it wants, each month anew."""

    @property
    @abstractmethod
    def is_neutral(self) -> bool:
        """Whether everything is recorded as it is."""

    @abstractmethod
    def memory(self, shape: tuple[int, int]) -> Memory:
        """What it remembers before the first month of a firm of (replications, seats)."""

    @abstractmethod
    def record(self, true: Array, memory: Memory, moment: Moment) -> Array:
        """What is recorded of a month's true results, (replication, seat).

        To be called once a month, in order.  `true` is left as it is; the array that is returned belongs to `memory`
        (or is `true` itself, when the reader is neutral) and holds until the next month.
        """


class LevelReader(KpiReader):
    """A reading of a level KPI on a scale, taken every so often; until the next one the last one stands."""

    every: Every = Field(default="quarter", description="how often it is taken: in the first month of each such period")
    lowest: Money = Field(default=0.0, description="the lowest reading there is, in units of the KPI")
    highest: Money = Field(default=100.0, description="the highest reading there is, in units of the KPI")

    @model_validator(mode="after")
    def _has_a_scale(self) -> LevelReader:
        if self.lowest >= self.highest:
            message = f"{self.highest:g} is not above the lowest reading, {self.lowest:g}; write a higher one"
            raise MisplacedError(message, ("highest",))
        return self

    @property
    def is_neutral(self) -> bool:
        """Whether it is taken every month and is exact."""
        return self.every == "month" and self.is_exact

    @property
    @abstractmethod
    def is_exact(self) -> bool:
        """Whether a reading is the truth."""

    @abstractmethod
    def read(self, true: Array, moment: Moment, out: Array) -> None:
        """Write a reading, before it is held against the ends of the scale, into `out`."""

    def memory(self, shape: tuple[int, int]) -> Memory:
        """No reading yet."""
        return Memory({"reading": arrays.unknown(*shape)})

    def record(self, true: Array, memory: Memory, moment: Moment) -> Array:
        """The reading of this month, or the last one; the first month always has one."""
        if self.is_neutral:
            return true
        reading = memory.held["reading"]
        if not memory.begun or moment.month % MONTHS[self.every] == 0:
            memory.begun = True
            if self.is_exact:
                reading[...] = true
            else:
                self.read(true, moment, reading)
            np.clip(reading, self.lowest, self.highest, out=reading)
        return reading
