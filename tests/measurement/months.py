"""A small firm whose true results, normals and impressions are drawn here, and what a reader records of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from pydantic import TypeAdapter

from simkit.arrays import Array, Index
from simkit.measurement.kpi_reader import KpiReader, Memory, Moment
from simkit.measurement.readers import AnyReader
from simkit.people.advisors import BasePay, People

ADAPTER: TypeAdapter[Any] = TypeAdapter(AnyReader)
SEATS, BRANCHES = 11, 4
BRANCH = People(seats=SEATS, branches=BRANCHES, base_pay=BasePay(median=9_000)).branch
STARTS: Index = np.flatnonzero(np.diff(BRANCH, prepend=-1))
"""Branches of 3, 3, 3 and 2 seats."""


def reader_of(written: dict[str, Any]) -> Any:
    """The reader as a file writes it."""
    return ADAPTER.validate_python(written)


def truths(seed: int, replications: int, months: int) -> list[Array]:
    """True results of some months, well inside a scale from 0 to 100."""
    draw = np.random.default_rng(seed)
    return list(draw.uniform(45.0, 65.0, (months, replications, SEATS)))


def moments(reader: KpiReader, seed: int, replications: int, months: int) -> list[Moment]:
    """What the reader asks for, and nothing else."""
    draw = np.random.default_rng(seed)
    managers = draw.standard_normal((replications, BRANCHES))
    found = []
    for month in range(months):
        normals = {name: draw.standard_normal((replications, SEATS)) for name in reader.draws}
        found.append(Moment(month, STARTS, normals, managers, draw.gamma(4.0, 1_000.0, (replications, SEATS))))
    return found


def recorded(reader: KpiReader, true: Sequence[Array], when: Sequence[Moment], memory: Memory | None = None) -> Array:
    """What is recorded, (month, replication, seat)."""
    memory = memory or reader.memory((true[0].shape[0], SEATS))
    return np.array([reader.record(now, memory, moment).copy() for now, moment in zip(true, when, strict=True)])


def picked(moment: Moment, rows: Any, seats: Any = slice(None)) -> Moment:
    """The moment of some replications, or of the same people in other seats of their branch."""
    assert moment.managers is not None
    assert moment.impression is not None
    return replace(
        moment,
        normals={name: z[rows][:, seats] for name, z in moment.normals.items()},
        managers=moment.managers[rows],
        impression=moment.impression[rows][:, seats],
    )
