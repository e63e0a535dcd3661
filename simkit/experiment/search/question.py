"""The question of a search, as a file writes it.

    scenario: ../vip_managers.yaml
    scheme: growth
    vary:
      pay[0].curve.threshold: {from: 60%, to: 90%, step: 5%}
      pay[0].target_pay: {from: 40% of base pay, to: 80% of base pay}
    goals: {profit: higher, gini: lower}
    within:
      cost_p90: {at_most: 105% of today}
      complaints: {at_most: today}

The scenario's first scheme is today's: it stays as it is, and everything is held against it.  Schemes run as they are
written, whatever the scenario says of the stake: what they may cost is a limit like any other.
"""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field, field_validator, model_validator

from simkit.concepts import Concept
from simkit.experiment.search.limits import Limit
from simkit.outcomes.catalogue import CATALOGUE, Outcome, by_name
from simkit.quantities import MisplacedError, UnknownNameError, Whole, said
from simkit.wording import one_of

Direction = Literal["higher", "lower"]
MOST_VARIED, MOST_GOALS, MOST_AT_ONCE, FEWEST_SKIES = 20, 4, 40, 4
"""With more goals than four nearly every scheme is best at something; fewer skies tell no difference from luck."""


class Values(Concept):
    """What may stand at one place of the scheme: everything from one value to another, or one of a few."""

    low: Any = Field(default=None, alias="from", description="the lowest value, written as in the scheme: 60%")
    high: Any = Field(default=None, alias="to", description="the highest value")
    step: Any = Field(default=None, description="how far values lie apart; round numbers, 30 or more, if left out")
    one_of: tuple[Any, ...] = Field(default=(), description="instead of from and to: the values that are tried")
    taken_from: str = Field(
        default="", description="path of what falls as this rises, as with weights that sum to 100%"
    )

    @model_validator(mode="after")
    def _range_or_list(self) -> Values:
        ends = [end for end in (self.low, self.high) if end is not None]
        if self.one_of and (ends or self.step is not None or self.taken_from):
            raise ValueError("one_of names all values; leave from, to, step and taken_from out")
        if not self.one_of and len(ends) < 2:
            raise ValueError("it is not said what may stand here; write {from: 60%, to: 90%}, or {one_of: [...]}")
        if len(self.one_of) == 1:
            raise ValueError("one_of holds one value, so nothing varies; write two or more, or leave the path out")
        return self


class Search(Concept):
    """A search: which values of one scheme may vary, what is wanted of it, and what it must keep to."""

    name: str = Field(description="the question, in a few words")
    note: str = Field(default="", description="what a reader should know first")
    scenario: str = Field(default="", description="the scenario's file, from the folder of this one")
    scheme: str = Field(description="the scheme of the scenario that is changed")
    vary: dict[str, Values] = Field(
        min_length=1, max_length=MOST_VARIED, description="path in the scheme -> what may stand there"
    )
    goals: dict[str, Direction] = Field(
        min_length=1, max_length=MOST_GOALS, description="outcome -> whether it should be higher or lower"
    )
    within: dict[str, Limit] = Field(default={}, description="outcome -> what it must keep to")
    trials: Whole = Field(default=64, ge=1, le=10_000, description="how many different schemes are tried")
    skies: Whole = Field(default=16, ge=FEWEST_SKIES, le=10_000, description="futures that they are tried in")
    confirm: Whole = Field(
        default=64, ge=FEWEST_SKIES, le=100_000, description="fresh futures in which the best are tried again"
    )
    batch: Whole = Field(default=8, ge=1, le=MOST_AT_ONCE, description="schemes tried at a time, in a fixed order")
    finalists: Whole = Field(default=6, ge=1, le=MOST_AT_ONCE, description="how many of the best are tried again")

    @field_validator("goals", mode="before", json_schema_input_type=dict[str, Direction] | list[str] | str)
    @classmethod
    def _by_name(cls, value: Any) -> Any:
        """A list of outcomes: each in the direction in which the catalogue calls it better."""
        names = [value] if isinstance(value, str) else value
        if not isinstance(names, (list, tuple)) or not all(isinstance(name, str) for name in names):
            return value
        for name in names:
            if _outcome(name, (name,)).better == "neither":
                raise MisplacedError(f"of {name} neither is better; write {{{name}: lower}} or higher", (name,))
        return {name: _outcome(name, (name,)).better for name in names}

    @field_validator("goals")
    @classmethod
    def _towards_better(cls, value: dict[str, Direction]) -> dict[str, Direction]:
        for name, direction in value.items():
            better = _outcome(name, (name,)).better
            if better not in ("neither", direction):
                raise MisplacedError(f"of {name} {better} is better; write {name}: {better}", (name,))
        return value

    @field_validator("within")
    @classmethod
    def _in_the_unit(cls, value: dict[str, Limit]) -> dict[str, Limit]:
        for name, limit in value.items():
            outcome = _outcome(name, (name,))
            for side in ("at_most", "at_least"):
                bound = getattr(limit, side)
                if bound is not None and (wrong := bound.misfit(outcome)):
                    raise MisplacedError(wrong, (name, side))
        return value

    @property
    def outcomes(self) -> tuple[Outcome, ...]:
        """Everything that is a goal or has a limit."""
        return tuple(by_name(name) for name in dict.fromkeys((*self.goals, *self.within)))


def _outcome(name: str, path: tuple[str, ...]) -> Outcome:
    known = {outcome.name: outcome for outcome in CATALOGUE}
    if name not in known:
        raise UnknownNameError(f"there is no outcome {said(name)}; {one_of(name, known)}", path)
    return known[name]
