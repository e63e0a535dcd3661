"""How much of a run is in a worker's memory at a time: how many skies, and how many of the views.

A sky is one column a seat in every array of a chunk, and every firm under it (a scheme under a view) brings arrays of
its own.  Many columns are fast, as what is done once a chunk is shared by all of them; from some number on there is
nothing left to share.  So a chunk has as many skies as make `COLUMNS`.  Where its firms do not all fit into `BUDGET`,
the views take turns under the same skies, as no view needs another; where not even one view fits, there are fewer
skies.  None of this changes a result.

The numbers of arrays are counted from above, a little roughly: they decide how work is cut, never what comes out.
`tests/experiment/test_memory.py` holds them against what is taken.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from simkit.behaviour.views import View
from simkit.experiment.tasks import evenly
from simkit.measurement.readers import Measurement
from simkit.randomness import BLOCK
from simkit.scenario.scenario import Scenario
from simkit.scheme.components import Component
from simkit.scheme.scheme import Scheme

BUDGET = 768 * 2**20
"""Bytes that the arrays of a chunk may take in a worker; Python, its libraries and the plans come on top."""
COLUMNS = 15_360
"""Columns (skies x seats) beyond which an advisor-month costs no less: 64 skies of 240 seats."""
_NUMBER = 8
"""Bytes of a float64."""
_SKY, _FIRM, _KPI, _MEASURE = 90, 80, 8, 16
"""Arrays that a sky has beside its random numbers, a firm in any case, for each KPI, and for each thing it pays for."""
_CHANCES = 3
"""Decisions of a month that are left to chance: complaints, being found, leaving."""


def skies_at_once(scenario: Scenario, columns: int = COLUMNS) -> int:
    """How many skies a chunk has, unless somebody says otherwise: `columns`, or as many as fit, but one at least."""
    seats = scenario.people.seats
    fit = int(BUDGET / (bytes_of_a_seat(scenario, 1) * seats))
    return max(min(columns // seats, fit), 1)


def turns(scenario: Scenario, skies: int) -> list[tuple[View, ...]]:
    """The views in order, in as few turns of nearly the same length as let the firms of so many skies fit."""
    views, most = scenario.views, 1
    while most < len(views) and bytes_of_a_seat(scenario, most + 1) * scenario.people.seats * skies <= BUDGET:
        most += 1
    return [tuple(some) for some in evenly(views, math.ceil(len(views) / most))]


def bytes_of_a_seat(scenario: Scenario, views: int) -> int:
    """Bytes that a seat takes in a sky with all its schemes under so many views."""
    firms = sum(_of_a_firm(scenario, scheme) for scheme in scenario.schemes.values())
    return _NUMBER * (_of_a_sky(scenario) + views * firms)


def _of_a_sky(scenario: Scenario) -> int:
    """Arrays that all firms share: a year of random numbers, the people, and what the firms take turns with."""
    work, readings = scenario.work, Measurement(readers=scenario.measurement).draws
    return _SKY + BLOCK * (len(work.flows) + len(work.levels) + len(readings) + _CHANCES)


def _of_a_firm(scenario: Scenario, scheme: Scheme) -> int:
    """Arrays of one firm: its people, every KPI, and what is counted, aimed at and owed by each component."""
    kpis, components = len(scenario.work.kpis), scheme.components
    return _FIRM + _KPI * kpis + sum(_MEASURE * len(each.counted) + _owed(each) for each in components)


def _owed(component: Component) -> int:
    """Awards that are outstanding, or can still be taken back, at a time."""
    terms = component.deferral
    if terms is None:
        return 0
    months: Sequence[int] = (*terms.delays, terms.claw_back * (1 + len(terms.delays)))
    return math.ceil(sum(months) / component.months)
