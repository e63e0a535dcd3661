"""The family of readers, told apart by `kind`, and how all KPIs of a firm are recorded together.

In a file the readers stand as a mapping, KPI -> reader; what is not in it is recorded as it is:

    measurement:
      satisfaction: {kind: survey, clients: 25}
      fund_sales: {kind: records, late: 5%}
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Annotated, TypeAlias

from pydantic import Field, model_validator

from simkit.arrays import Array
from simkit.concepts import Concept
from simkit.measurement.exam import Exam
from simkit.measurement.kpi_reader import LevelReader, Memory, Moment
from simkit.measurement.rater import Rater
from simkit.measurement.records import Records
from simkit.measurement.survey import Survey
from simkit.quantities import KpiName, MisplacedError, UnknownNameError
from simkit.scheme.kpis import Work

AnyReader: TypeAlias = Annotated[Survey | Exam | Rater | Records, Field(discriminator="kind")]
"""How one KPI is recorded."""
Readers: TypeAlias = dict[KpiName, AnyReader]
"""KPI -> how it is recorded, as in a file."""
MANAGERS = "measurement.managers"
"""The decision behind the normals of the branches' managers, taken once: (replication, branch)."""


def stream(kpi: str, draw: str) -> str:
    """The decision behind a reader's normals; each KPI has its own.

    >>> stream("satisfaction", "answers")
    'measurement.satisfaction.answers'
    """
    return f"measurement.{kpi}.{draw}"


@dataclass
class Memories:
    """What all readers remember of one firm."""

    of: dict[str, Memory]

    def fork(self) -> Memories:
        """The same past, for a firm that goes another way from here."""
        return Memories({kpi: memory.fork() for kpi, memory in self.of.items()})


class Measurement(Concept):
    """How a firm records its KPIs: each by its reader, or as it is.

    >>> import numpy as np
    >>> measurement = Measurement(readers={"sales": {"kind": "records", "late": "10%"}})
    >>> true = {"sales": np.array([[100.0]]), "satisfaction": np.array([[80.0]])}
    >>> memories = measurement.memory((1, 1))
    >>> recorded = measurement.record(true, memories, Moment(0, np.array([0]), {}))
    >>> recorded["sales"].tolist(), recorded["satisfaction"] is true["satisfaction"], measurement.draws
    ([[90.0]], True, ())
    """

    readers: Readers = Field(default={}, description="KPI -> how it is recorded; the others are recorded as they are")

    @model_validator(mode="after")
    def _impressions_are_first_hand(self) -> Measurement:
        check_impressions(self.readers, ("readers",))
        return self

    @cached_property
    def _coloured(self) -> dict[str, str]:
        return _impressions(self.readers)

    @property
    def is_neutral(self) -> bool:
        """Whether everything is recorded as it is."""
        return all(reader.is_neutral for reader in self.readers.values())

    @property
    def draws(self) -> tuple[str, ...]:
        """Streams of standard normals (replication, seat) that are wanted each month."""
        return tuple(stream(kpi, draw) for kpi, reader in self.readers.items() for draw in reader.draws)

    @property
    def has_managers(self) -> bool:
        """Whether one normal for the manager of each branch is wanted, once, from `MANAGERS`."""
        return any(isinstance(reader, Rater) and reader.managers_differ for reader in self.readers.values())

    def memory(self, shape: tuple[int, int]) -> Memories:
        """What the readers remember before the first month of a firm of (replications, seats)."""
        return Memories({kpi: reader.memory(shape) for kpi, reader in self.readers.items() if not reader.is_neutral})

    def record(self, true: Mapping[str, Array], memories: Memories, moment: Moment) -> Mapping[str, Array]:
        """KPI -> recorded result of the month (replication, seat), from the true ones of flows and levels.

        To be called once a month, in order.  KPIs without a reader, or with a neutral one, are the very same arrays;
        the others hold until the next month.  A sum KPI is the sum of what is recorded of its parts.
        """
        if not memories.of:
            return true
        recorded = dict(true)
        coloured = self._coloured
        for kpi in sorted(memories.of, key=coloured.__contains__):  # impressions before what they colour
            reader = self.readers[kpi]
            own = replace(moment, normals={draw: moment.normals[stream(kpi, draw)] for draw in reader.draws})
            if kpi in coloured:
                own = replace(own, impression=recorded[coloured[kpi]])
            recorded[kpi] = reader.record(true[kpi], memories.of[kpi], own)
        return recorded


def _impressions(readers: Readers) -> dict[str, str]:
    """Rated KPI -> the recorded KPI that makes the manager's impression."""
    raters = {kpi: reader for kpi, reader in readers.items() if isinstance(reader, Rater)}
    return {kpi: rater.halo_from for kpi, rater in raters.items() if rater.halo_from is not None}


def check_impressions(readers: Readers, place: tuple[str, ...]) -> None:
    """Raise MisplacedError where an impression is coloured itself; `place` is where the readers stand in the file."""
    coloured = _impressions(readers)
    for kpi, source in coloured.items():
        if source in coloured:
            message = f"the impression comes from {source!r}, which is coloured by an impression itself"
            raise MisplacedError(f"{message}; write a KPI that is not, or remove halo_from", (*place, kpi, "halo_from"))


def check(readers: Readers, work: Work, place: tuple[str, ...] = ("measurement",)) -> None:
    """Raise MisplacedError where a reader does not fit its KPI; `place` is where the readers stand in the file."""
    check_impressions(readers, place)
    for kpi, reader in readers.items():
        if kpi not in work.kpis:
            message = f"{kpi!r} is not a KPI; write one of {', '.join(work.kpis)}"
            raise UnknownNameError(message, (*place, kpi))
        if kpi in work.sums:
            parts = ", ".join(work.sums[kpi].sum_of)
            raise MisplacedError(
                f"{kpi!r} is a sum, recorded by its parts; write how {parts} is recorded", (*place, kpi)
            )
        if isinstance(reader, LevelReader) and kpi in work.flows:
            message = f"{kpi!r} is a flow, and a {reader.kind} reads a level; write kind: records, or another KPI"
            raise MisplacedError(message, (*place, kpi, "kind"))
        if isinstance(reader, Records) and kpi in work.levels:
            message = f"{kpi!r} is a level, which is not booked; write kind: survey, exam or rater, or another KPI"
            raise MisplacedError(message, (*place, kpi, "kind"))
        if isinstance(reader, Rater) and reader.halo_from is not None and reader.halo_from not in _counted(work):
            message = f"{reader.halo_from!r} is not a flow or a level; write one of {', '.join(_counted(work))}"
            raise UnknownNameError(message, (*place, kpi, "halo_from"))


def _counted(work: Work) -> tuple[str, ...]:
    return (*work.flows, *work.levels)
