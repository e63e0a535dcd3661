"""The names of outcomes, for whatever comes before the outcomes in the flow and must know which there are.

What they mean stands in `outcomes.catalogue`; a test holds these names equal to those there.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal, TypeAlias

from pydantic import AfterValidator, BeforeValidator, Field

from simkit.quantities import MisplacedError

OutcomeName: TypeAlias = Literal[
    "gini", "theil_between_tier", "theil_within_tier", "luck_share", "pay_for_contribution", "gap_tier", "gap_tenure",
    "four_fifths_tier", "flagged_tier", "four_fifths_tenure", "flagged_tenure", "envy",
    "total_cost", "variable_cost", "cost_beside_pay", "cost_per_value", "cost_at_80", "cost_at_120",
    "deferred_liability", "turnover_cost",
    "effort", "live_pull", "hopeless", "coasting", "morale", "ability", "turnover", "regretted", "dismissed",
    "pressure", "bad_sales", "goodhart_gap", "complaints", "found", "on_record", "misreports", "moved_deals",
    "conceded", "wrong_ratings",
    "value", "profit", "net_new_assets", "satisfaction", "assets", "clients",
]  # fmt: skip
"""Outcomes that every sky has for itself, so that schemes can be compared sky by sky."""

OVER_SKIES = ("cost_p10", "cost_p50", "cost_p90", "reserve", "cvar95")
"""Outcomes that are one number for all skies together."""

PRIMARY: tuple[OutcomeName, ...] = ("value", "variable_cost", "gini")
"""What most decisions on pay turn on: what people's work is worth to the bank, which is what motivation is for; what
the schemes pay for it (base pay, which they share, would hide a change); how unequally pay is shared out.  All three
are defined in every sky, whatever KPIs, groups and mechanisms a scenario has.  A choice of ours, so an assumption."""


def _each_sky_its_own(value: Any) -> Any:
    for number, name in enumerate(value if isinstance(value, list | tuple) else ()):
        if name in OVER_SKIES:
            message = f"{name!r} is one number for all skies together, not one a sky"
            raise MisplacedError(f"{message}; write total_cost or variable_cost", (number,))
    return value


def _each_once(value: tuple[OutcomeName, ...]) -> tuple[OutcomeName, ...]:
    for number, name in enumerate(value):
        if name in value[:number]:
            raise MisplacedError(f"{name} stands there twice; name each outcome once", (number,))
    return value


Primary: TypeAlias = Annotated[
    tuple[OutcomeName, ...],
    Field(min_length=1, json_schema_extra={"uniqueItems": True}),
    AfterValidator(_each_once),
    BeforeValidator(_each_sky_its_own),
]
"""The outcomes by which it is decided, one at least."""
