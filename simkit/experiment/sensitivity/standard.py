"""The assumptions that are varied when nobody names any: numbers without a source on which an answer may hang.

Each mechanism that is on stands with the number that sets its size.  Ranges are half to twice of what is written,
within what the number may be, unless a row says otherwise.  All ranges are themselves assumptions.
"""

from __future__ import annotations

from collections.abc import Iterator

from simkit.errors import SimkitError
from simkit.experiment.sensitivity.assumption import Assumption, assumption
from simkit.scenario.scenario import Scenario
from simkit.scenario.show import provenance

_OF_A_VIEW = {
    "response": "",
    "worth_of_effort": "",
    "convexity": "",
    "present_bias": "=0.7..1",  # Augenblick and Rabin 2019 found .835 for effort
    "loss_aversion": "=1..2.25",  # 2.25: Tversky and Kahneman 1992
    "ratchet_foresight": "=0%..100%",
}
"""Field of a view -> its range; the empty range is half to twice."""

_OF_THE_FIRM = (
    "work.effort_exponent=0.35..0.65",
    "work.kpis.*.noise",
    "people.talent.spread",
    "people.book.spread",
    "market.swing",
)

_MECHANISMS = (
    "behaviour.pressure.moral_cost",
    "behaviour.product_push.moral_cost",
    "behaviour.timing.cost",
    "behaviour.misreporting.moral_cost",
    "behaviour.discovery.chance",
    "behaviour.complaints.by_harm",
    "behaviour.clients.by_satisfaction",
    "behaviour.clients.by_harm",
    "behaviour.expectation.loss",
    "behaviour.peers.behind",
    "behaviour.commitment.lift",
    "behaviour.commitment.sink",
    "behaviour.overload.per_effort",
    "behaviour.trust.lost",
    "behaviour.practice.yields",
    "behaviour.coaching.effect",
    "behaviour.sharing.usual",
    "behaviour.leaving.pay_counts",
    "behaviour.leaving.mood_counts",
)

_LARGE = 0.1
"""A flow KPI that brings this part of what a normal month is worth to the bank is large: its worth is varied."""


def standard(scenario: Scenario) -> tuple[Assumption, ...]:
    """The standard assumptions of a scenario, but for those that have a source, are 0 or are switched off.

    Numbers of a view are those of the view alone where the scenario has one view.  Where it has several they move in
    all views together by one factor, and those whose range is no factor are left out.
    """
    sourced = {origin.steps for origin in provenance(scenario) if not origin.assumed}
    found = (_known(scenario, text) for text in _texts(scenario))
    return tuple(one for one in found if one is not None and not all(place.steps in sourced for place in one.places))


def _texts(scenario: Scenario) -> Iterator[str]:
    views = scenario.views
    for field, ends in _OF_A_VIEW.items():
        if len(views) == 1:
            yield f"views.{views[0].name}.{field}{ends}"
        elif not ends:
            yield f"views.*.{field}"
    yield from _OF_THE_FIRM
    yield from (f"work.kpis.{kpi}.worth.bank" for kpi in _large(scenario))
    yield from _MECHANISMS


def _large(scenario: Scenario) -> list[str]:
    """The flow KPIs that bring much of what a normal month is worth."""
    worth = {kpi: abs(flow.normal_month * flow.worth.bank) for kpi, flow in scenario.work.flows.items()}
    return [kpi for kpi, each in worth.items() if each > 0.0 and each >= _LARGE * sum(worth.values())]


def _known(scenario: Scenario, text: str) -> Assumption | None:
    """The assumption, or None where the scenario has no such number: it is off, 0, or may not be anything else."""
    try:
        return assumption(scenario, text)
    except SimkitError:
        return None
