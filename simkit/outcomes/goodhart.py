"""The Goodhart gap: how much more what a scheme counts has risen than what it is worth.

Both are held against a normal year of the same people: normal effort, mean demand, no pressure.  What is worth leaves
out sales that only pressure or steering made, and what was given away in prices.
Source: after Goodhart 1975: when a measure becomes a target, it ceases to be a good measure.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from simkit.arrays import Array
from simkit.engine.year import FirmYear
from simkit.outcomes.rows import divided, mean, total
from simkit.people.advisors import Seats
from simkit.scheme.kpis import Work


def goodhart_gap(work: Work, counted: Sequence[str], seats: Seats, record: FirmYear) -> Array:
    """Rise of the KPIs that are counted, each alike, less rise of what is worth: (replication,), in parts of a year.

    counted: KPIs of the scheme.  NaN where nothing is worth anything or nothing is counted.
    """
    reach = total(seats.book * seats.talent)
    normal = {kpi: 12.0 * work.normal_month(kpi) * reach for kpi in work.kpis if kpi not in work.levels}
    rises = [
        mean(record.recorded[kpi]) / work.normal_month(kpi)
        if kpi in work.levels
        else divided(total(record.recorded[kpi]), normal[kpi])
        for kpi in counted
        if kpi in record.recorded
    ]
    if not rises:
        return np.full(reach.shape, np.nan)
    bad = record.counted.get("bad_sales", np.zeros_like(record.effort)) / 12.0
    lasting = work.worth_of(record.results) * (1.0 - bad) - record.counted.get("conceded", 0.0)
    levels = {kpi: np.full_like(reach, record.effort.shape[-1] * level.level) for kpi, level in work.levels.items()}
    usual = work.worth_of({kpi: normal[kpi] for kpi in work.flows} | levels)
    gap: Array = np.mean(rises, axis=0) - divided(total(lasting), usual)
    return gap
