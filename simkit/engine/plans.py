"""The solved plans of a scenario, solved once for all who ask for them again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from simkit.behaviour.steered import Steering
from simkit.behaviour.steering import steer
from simkit.behaviour.views import View
from simkit.scenario.scenario import Scenario
from simkit.scheme.scheme import Scheme

Plans = Mapping[tuple[str, str], Steering]
"""(scheme, view) -> its solved plans."""


class PlanCache:
    """Solved plans by the content they depend on: a scheme that did not change is not solved again."""

    def __init__(self) -> None:
        self._known: dict[str, Steering] = {}

    def all(self, scenario: Scenario) -> dict[tuple[str, str], Steering]:
        """The plans of every scheme under every view; they do not depend on replications."""
        return {
            (name, view.name): self.plan(scenario, scheme, view)
            for name, scheme in scenario.schemes.items()
            for view in scenario.views
        }

    def plan(self, scenario: Scenario, scheme: Scheme, view: View) -> Steering:
        """The plans of one scheme, each of its versions by itself."""
        first = self._plan(scenario, scheme.at(1), view)
        if not scheme.later:
            return first
        later = {v.starts - 1: self._plan(scenario, scheme.at(v.starts), view) for v in scheme.later}
        return replace(first, scheme=scheme, later=later)

    def _plan(self, scenario: Scenario, scheme: Scheme, view: View) -> Steering:
        people, season, share = scenario.people, scenario.market.season, scenario.market.share
        alone = all(component.compared == "nobody" for component in scheme.pay)
        known = (people.base_pay.median, people.seats) if alone else people.model_dump_json()
        key = "|".join(
            (
                scenario.work.model_dump_json(),
                str((season, known)),
                scheme.model_dump_json(),
                view.model_dump_json(),
                *([share.model_dump_json()] if share and scheme.grants_equity else []),
            )
        )
        if key in self._known:
            self._known[key] = self._known.pop(key)  # what was asked for last stands last
        else:
            self._known[key] = steer(scenario.work, season, scheme, view, people, share)
        return self._known[key]

    def forget(self, keep: int) -> None:
        """Forget all plans but the `keep` that were asked for last; a large scheme's take some 10 MB."""
        for key in list(self._known)[: max(len(self._known) - keep, 0)]:
            del self._known[key]
