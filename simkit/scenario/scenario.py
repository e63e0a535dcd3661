"""The scenario: people, market, work, schemes and views, composed from one file and checked against each other."""

from __future__ import annotations

import hashlib
import json
from typing import Any, Literal

from pydantic import Field, field_validator, model_validator

from simkit.behaviour.behaviour import Behaviour
from simkit.behaviour.views import STANDARD, View
from simkit.changes import checked, written
from simkit.concepts import Concept
from simkit.errors import SimkitError
from simkit.market.demand import Market
from simkit.measurement.readers import Readers, check
from simkit.outcome_names import PRIMARY, Primary
from simkit.people.advisors import People
from simkit.quantities import MisplacedError, Months, Share, UnknownNameError, said, write_share
from simkit.scenario.events import Event, ProductBan
from simkit.scheme.components.grid import ProductionGrid
from simkit.scheme.kpis import Work
from simkit.scheme.scheme import Scheme
from simkit.showing import names
from simkit.wording import one_of

LONGEST = 600
"""The longest time in months: beyond it an answer says more about assumptions than about schemes."""


class Horizon(Concept):
    """How long: a run-in under the first scheme, then the years that are compared."""

    run_in: Months = Field(
        default="12 months", validate_default=True, description="months under the first scheme, not counted"
    )
    length: Months = Field(default="36 months", validate_default=True, description="months that are compared")

    @field_validator("run_in", "length")
    @classmethod
    def _whole_years(cls, value: int) -> int:
        if value % 12 or value <= 0:
            raise ValueError(f"{value} months is not a whole number of years; write 12 months, 24 months or 36 months")
        if value > LONGEST:
            raise ValueError(f"{value} months is longer than {LONGEST // 12} years; write a shorter time")
        return value

    @property
    def months(self) -> int:
        """Run-in and compared years together."""
        return self.run_in + self.length


class Scenario(Concept):
    """A question: who works where, under which schemes, in which market, seen by which views.

    The first scheme is today's: everybody works under it during the run-in, and every other is compared with it.
    """

    name: str = Field(description="the question, in a few words")
    note: str = Field(default="", description="what a reader should know first")
    currency: str = Field(default="CNY", description="the currency of every amount")
    horizon: Horizon = Field(default=Horizon(), description="how long")
    people: People = Field(description="who is paid by the schemes")
    market: Market = Field(default=Market(), description="what nobody in the firm controls")
    work: Work = Field(description="activities, and the KPIs that come of them")
    schemes: dict[str, Scheme] = Field(min_length=1, description="the schemes that are compared; the first is today's")
    stake: Literal["same expected cost as today", "as written"] = Field(
        default="as written",
        description="whether the other schemes are scaled until they cost as much as the first is expected to cost",
    )
    behaviour: Behaviour = Field(
        default=Behaviour(),
        description="what people do beside working for pay: `standard`, `effort only`, or what differs from standard",
    )
    measurement: Readers = Field(
        default={}, description="KPI -> how the firm records it; the others are recorded as they are"
    )
    views: tuple[View, ...] = Field(
        default=STANDARD, description="`standard`, or a list of views whose weights sum to 100%"
    )
    events: tuple[Event, ...] = Field(default=(), description="what happens to the market, and when")
    practical_margin: Share = Field(
        default="1%",
        gt=0,
        validate_default=True,
        description="a smaller difference, as a share of today's value, counts as none",
    )
    primary: Primary = Field(
        default=PRIMARY,
        description="the outcomes by which it is decided: what `compare --precision` must know well enough",
    )
    sources: dict[str, str] = Field(
        default={}, description="path -> where the number comes from; the rest are assumptions"
    )

    @field_validator("views", mode="before", json_schema_input_type=Literal["standard"] | tuple[View, ...])
    @classmethod
    def _standard(cls, value: Any) -> Any:
        if isinstance(value, str) and value != "standard":
            raise ValueError(f"{said(value)} is not a set of views; write standard, or a list of views")
        return STANDARD if value == "standard" else value

    @field_validator("behaviour", mode="before", json_schema_input_type=Literal["standard", "effort only"] | Behaviour)
    @classmethod
    def _by_name(cls, value: Any) -> Any:
        return value  # the model itself reads the names; here an editor learns of them

    @field_validator("views")
    @classmethod
    def _weights_sum(cls, value: tuple[View, ...]) -> tuple[View, ...]:
        total = sum(view.weight for view in value)
        if abs(total - 1.0) > 1e-9:
            raise ValueError(f"the weights sum to {write_share(round(total, 6))}; make them sum to 100%")
        names = [view.name for view in value]
        if len(set(names)) < len(names):
            raise ValueError("two views have the same name; give each view its own name")
        return value

    @model_validator(mode="after")
    def _events_within(self) -> Scenario:
        for number, event in enumerate(self.events):
            if event.month > self.horizon.months:
                message = f"month {event.month} comes after the {self.horizon.months} months of run-in and comparison"
                raise MisplacedError(f"{message}; write an earlier month", ("events", number, "month"))
        return self

    @model_validator(mode="after")
    def _readers_fit(self) -> Scenario:
        check(self.measurement, self.work)
        return self

    @model_validator(mode="after")
    def _clients_bring(self) -> Scenario:
        rule = self.behaviour.clients
        if rule and rule.brought_by and rule.brought_by not in self.work.flows:
            message = f"{rule.brought_by!r} is not a flow KPI; write one of {', '.join(self.work.flows)}"
            raise UnknownNameError(message, ("behaviour", "clients", "brought_by"))
        practice = self.behaviour.practice
        if practice and practice.activity and practice.activity not in self.work.activities:
            message = f"{practice.activity!r} is not an activity; write one of {', '.join(self.work.activities)}"
            raise UnknownNameError(message, ("behaviour", "practice", "activity"))
        return self

    @model_validator(mode="after")
    def _banned_products(self) -> Scenario:
        for number, event in enumerate(self.events):
            if isinstance(event, ProductBan) and event.kpi not in self.work.flows:
                message = f"{event.kpi!r} is not a flow KPI; write one of {', '.join(self.work.flows)}"
                raise UnknownNameError(message, ("events", number, "kpi"))
        return self

    @model_validator(mode="after")
    def _known_kpis(self) -> Scenario:
        for name, scheme in self.schemes.items():
            for kpi in scheme.counted:
                if kpi not in self.work.kpis:
                    message = f"counts {kpi!r}, which is not a KPI; write one of {', '.join(self.work.kpis)}"
                    raise UnknownNameError(message, ("schemes", name))
        return self

    @model_validator(mode="after")
    def _share_for_equity(self) -> Scenario:
        share = self.market.share
        for name, scheme in self.schemes.items():
            for number, component in enumerate(scheme.components):
                terms = component.deferral
                if terms is None or not terms.in_equity:
                    continue
                path = ("schemes", name, *scheme.path_of(number), "deferral", "paid_in")
                if share is None:
                    message = f"{terms.paid_in}, and nothing says how the price of the employer's share moves"
                    raise MisplacedError(f"{message}; write market: {{share: {{volatility: 30%}}}}", path)
                last = component.paid_after + terms.over
                if terms.paid_in == "options" and last > share.option_life:
                    message = f"the last options vest after {last} months, when they are held for {share.option_life}"
                    raise MisplacedError(f"{message}; write a longer market.share.option_life", path)
        return self

    @property
    def grants_equity(self) -> bool:
        """Whether any scheme pays in the employer's own shares or options."""
        return any(scheme.grants_equity for scheme in self.schemes.values())

    @model_validator(mode="after")
    def _known_tiers(self) -> Scenario:
        tiers = self.people.groups.branch_tier
        for name, scheme in self.schemes.items():
            for number, component in enumerate(scheme.components):
                for tier in component.by_tier:
                    if tier not in tiers:
                        message = f"{tier!r} is not a tier; write one of {', '.join(tiers)}"
                        raise UnknownNameError(message, ("schemes", name, *scheme.path_of(number), "in_tier", tier))
        return self

    @model_validator(mode="after")
    def _prices_of_flows(self) -> Scenario:
        for name, scheme in self.schemes.items():
            for number, component in enumerate(scheme.components):
                for kpi in component.prices:
                    if kpi in self.work.levels:
                        listed = "prices" in type(component).model_fields
                        paid = "a price list pays per unit sold" if listed else "production is counted in units sold"
                        raise MisplacedError(
                            f"{kpi!r} is a level, and {paid}; "
                            "write a flow KPI, or a bonus with a measure of this level",
                            ("schemes", name, *scheme.path_of(number), "prices" if listed else "production", kpi),
                        )
        return self

    @model_validator(mode="after")
    def _points_to_date(self) -> Scenario:
        for name, scheme in self.schemes.items():
            for number, component in enumerate(scheme.components):
                if isinstance(component, ProductionGrid) and component.reads_before:
                    for place, adjustment in enumerate(component.adjustments):
                        if adjustment.kpi in self.work.levels:
                            message = f"{adjustment.kpi!r} is a level, which does not add up over the year"
                            raise MisplacedError(
                                f"{message}; write lookback: period, or trailing 12 months",
                                ("schemes", name, *scheme.path_of(number), "adjustments", place, "kpi"),
                            )
        return self

    @model_validator(mode="after")
    def _flows_to_date(self) -> Scenario:
        for name, scheme in self.schemes.items():
            for number, component in enumerate(scheme.pay):
                for place, measure in enumerate(component.measures):
                    if measure.to_date and measure.kpi in self.work.levels:
                        raise MisplacedError(
                            f"{measure.kpi!r} is a level, which does not add up over the year; write period",
                            ("schemes", name, "pay", number, "measures", place, "count"),
                        )
        return self

    @model_validator(mode="after")
    def _versions_within(self) -> Scenario:
        for name, scheme in self.schemes.items():
            starts = 1 if name == self.today else self.horizon.run_in + 1
            for number, version in enumerate(scheme.later):
                path = ("schemes", name, "later", number, "from")
                if version.starts > self.horizon.months:
                    message = (
                        f"month {version.starts} comes after the {self.horizon.months} months of run-in and comparison"
                    )
                    raise MisplacedError(f"{message}; write an earlier month", path)
                if version.starts <= starts:
                    message = f"this scheme begins in month {starts}, and month {version.starts} is not later"
                    raise MisplacedError(f"{message}; write a later month", path)
        return self

    @property
    def today(self) -> str:
        """The name of the first scheme."""
        return next(iter(self.schemes))

    def scheme(self, name: str) -> Scheme:
        """The scheme of this name; raises SimkitError, with the nearest name, when there is none."""
        if name not in self.schemes:
            raise SimkitError(f"there is no scheme {said(name)}; {one_of(name, self.schemes)}")
        return self.schemes[name]

    def with_scheme(self, name: str, scheme: Scheme) -> Scenario:
        """A checked copy with this scheme added after the others, or put in the place of the one with this name."""
        schemes = {key: written(value) for key, value in {**self.schemes, name: scheme}.items()}
        return checked(type(self), {**written(self), "schemes": schemes})

    def _gist(self) -> str:
        return f"{self.people.seats} seats, schemes {names(list(self.schemes))}"

    @property
    def fingerprint(self) -> str:
        """SHA-256 of the content: the same for two files that say the same, in whatever layout.

        Names keep their order, which has a meaning: the first scheme is today's, the first tier has the first branches.
        """
        content = written(self)
        for part in (content, *content["schemes"].values()):
            part["sources"] = dict(sorted(part["sources"].items()))
        canonical = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
        return hashlib.sha256(canonical.encode()).hexdigest()
