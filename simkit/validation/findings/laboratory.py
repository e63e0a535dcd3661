"""The laboratory: asks the model, each question once, for all findings.

Two ways to ask.  `compare` makes a comparison like any other, in the workplace, under all views.  `firm` and then
`years`, `months` or `attained` watch the firm of `branches` under one view, where a finding is about what a comparison
does not tell: who, in which month, after which event.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from simkit.arrays import Array, Flags
from simkit.behaviour.behaviour import Behaviour
from simkit.behaviour.views import STANDARD, View
from simkit.engine.plans import PlanCache
from simkit.engine.world import Intervention
from simkit.engine.year import FirmYear
from simkit.experiment.compare import Comparison, compare
from simkit.scenario.scenario import Scenario
from simkit.scheme.kpis import Work
from simkit.validation import watching
from simkit.validation.findings.branches import FIRM
from simkit.validation.findings.effects import Effect, estimate, moved
from simkit.validation.findings.workplace import WORKPLACE
from simkit.validation.watching import Years

__all__ = ["Laboratory", "Years"]

SEED = 6
_KEPT = 24
"""As many watched runs are kept for later questions."""


@dataclass
class Laboratory:
    """Compares arms and watches firms, each question once.

    skies: how many futures; views, exponent: of human response, and of diminishing returns; view: under which of the
    views firms are watched; behaviour: mechanism -> values that take the place of its defaults, where a finding does
    not set them itself; plans, known, seen: what was found for earlier questions.
    """

    skies: int = 40
    views: tuple[View, ...] = STANDARD
    exponent: float = Work.model_fields["effort_exponent"].default
    view: str = "central"
    behaviour: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    plans: PlanCache = field(default_factory=PlanCache)
    known: dict[str, Comparison] = field(default_factory=dict)
    seen: dict[str, Years] = field(default_factory=dict)

    def compare(
        self, arms: Mapping[str, Any], stake: str = "as written", different: Mapping[str, Any] | None = None
    ) -> Comparison:
        """The arms, of which the first is the control, in the workplace but for what is `different` there."""
        given = {"views": self.views, **(different or {}), "schemes": arms, "stake": stake}
        return self.compared(self._composed(_merged(WORKPLACE, given)))

    def compared(self, scenario: Scenario) -> Comparison:
        """What a comparison of the scenario as it is finds."""
        if scenario.fingerprint not in self.known:
            self.known[scenario.fingerprint] = compare(scenario, replications=self.skies, seed=SEED, plans=self.plans)
        return self.known[scenario.fingerprint]

    def firm(self, *pay: Mapping[str, Any], **changes: Any) -> Scenario:
        """The firm of `branches` under a scheme of these components, and the one view; `changes`: what else differs."""
        schemes = {"today": {"name": "Today", "pay": list(pay)}}
        return self._composed({**FIRM, "views": [self._central()], "schemes": schemes, **changes})

    def years(self, scenario: Scenario, skies: int | None = None, interventions: Sequence[Intervention] = ()) -> Years:
        """Every year of the scenario in so many futures (as many as usual, where it is not said).

        What interventions do is not known from outside, so with any the run is made anew.
        """
        if interventions:
            return watching.years(scenario, self.plans, skies or self.skies, interventions)
        key = f"{scenario.fingerprint} {skies or self.skies}"
        if key not in self.seen:
            self.seen[key] = watching.years(scenario, self.plans, skies or self.skies)
            if len(self.seen) > _KEPT:
                del self.seen[next(iter(self.seen))]
        return self.seen[key]

    def records(
        self, scenario: Scenario, skies: int | None = None, interventions: Sequence[Intervention] = ()
    ) -> list[FirmYear]:
        """The years of a firm with one scheme, the run-in first."""
        seen = self.years(scenario, skies, interventions)
        return [seen[scenario.today, year].record for year in range(scenario.horizon.months // 12)]

    def attained(self, scenario: Scenario, skies: int | None = None) -> list[Array]:
        """Attainment (sky, seat) at the end of every period of a firm with one bonus."""
        return watching.attained(scenario, self.plans, skies or self.skies)

    def months(
        self, scenario: Scenario, what: str, skies: int | None = None, interventions: Sequence[Intervention] = ()
    ) -> dict[str, Array]:
        """Scheme -> (month, sky, seat) of a KPI, of `effort` or of `pressure`."""
        return watching.months(scenario, what, self.plans, skies or self.skies, interventions)

    def estimate(self, by_sky: Array) -> Effect:
        """The mean of one figure a future, with its 95 % interval, under the one view."""
        return estimate(by_sky, self.view)

    def change(self, after: Array, before: Array, who: Flags | None = None) -> Effect:
        """Relative change of a sum over seats (sky, seat), of all or of `who` counts."""
        return self.estimate(moved(after, before, who))

    def _central(self) -> dict[str, Any]:
        view = next(view for view in self.views if view.name == self.view)
        return view.model_dump(mode="json") | {"weight": "100%"}

    def _composed(self, whole: Mapping[str, Any]) -> Scenario:
        """The scenario, with what this laboratory has in place of defaults."""
        work = {**whole["work"], "effort_exponent": self.exponent}
        return Scenario.model_validate({**whole, "work": work, "behaviour": self._behaves(whole.get("behaviour", {}))})

    def _behaves(self, given: Any) -> Any:
        """The behaviour that a finding asks for, with other defaults."""
        if not self.behaviour or given == "effort only":
            return given
        written = {} if given == "standard" else given
        ours = {name: values for name, values in self.behaviour.items() if _is_on(name, written)}
        return {**written, **{name: {**values, **_values(written.get(name))} for name, values in ours.items()}}


def _is_on(mechanism: str, written: Mapping[str, Any]) -> bool:
    """Whether a mechanism is at work, by what is written of it or by default."""
    if mechanism in written:
        return bool(written[mechanism] != "off")
    return getattr(Behaviour(), mechanism) is not None


def _values(mechanism: Any) -> Mapping[str, Any]:
    """The values that a finding sets of a mechanism which is on."""
    return mechanism if isinstance(mechanism, Mapping) else {}


def _merged(whole: Mapping[str, Any], part: Mapping[str, Any]) -> dict[str, Any]:
    """The whole with what is different; mappings are merged, but `work`, which is another one or the same."""
    return dict(whole) | {
        key: _merged(whole[key], value) if isinstance(value, Mapping) and key in {"people", "market"} else value
        for key, value in part.items()
    }
