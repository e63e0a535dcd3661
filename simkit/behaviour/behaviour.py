"""How people behave beyond effort: every mechanism with its switch and its numbers, as a scenario file holds them.

`behaviour: standard` is all defaults, `behaviour: effort only` switches everything off, and a mapping says what
differs: `{pressure: {moral_cost: 2}, timing: off}`.
"""

from __future__ import annotations

from typing import Annotated, Any, TypeAlias, TypeVar

from pydantic import (  # fmt: skip
    BeforeValidator,
    Field,
    GetJsonSchemaHandler,
    SerializerFunctionWrapHandler,
    WrapSerializer,
    model_validator,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from simkit.behaviour.clients import Clients
from simkit.behaviour.conduct.complaints import Complaints
from simkit.behaviour.conduct.discovery import Discovery
from simkit.behaviour.conduct.misreporting import Misreporting
from simkit.behaviour.conduct.pressure import Pressure
from simkit.behaviour.conduct.product_push import ProductPush
from simkit.behaviour.conduct.timing import Timing
from simkit.behaviour.learning.coaching import Coaching
from simkit.behaviour.learning.feedback import Feedback
from simkit.behaviour.learning.practice import Practice
from simkit.behaviour.learning.sharing import Sharing
from simkit.behaviour.leaving.hiring import Hiring
from simkit.behaviour.leaving.leaving import Leaving
from simkit.behaviour.morale.commitment import Commitment
from simkit.behaviour.morale.expectation import Expectation
from simkit.behaviour.morale.morale import Morale
from simkit.behaviour.morale.overload import Overload
from simkit.behaviour.morale.peers import Peers
from simkit.behaviour.morale.rank_feedback import RankFeedback
from simkit.behaviour.morale.recognition import RecognitionEffect
from simkit.behaviour.morale.trust import Trust
from simkit.concepts import Concept
from simkit.quantities import said

SOURCES: dict[str, str] = {
    "rank_feedback": "off, as evidence has both signs: Barankay 2012 (sales staff), Blanes i Vidal and Nossol 2011"
}
"""Mechanism -> why it is on or off by default, where that is no assumption."""

M = TypeVar("M", bound=Concept)
_OFF: Any = "off"


def _read(value: Any) -> Any:
    """`on` and `off`, as YAML 1.2 and as Python say them."""
    if value is True or value == "on":
        return {}
    if value is False or value == "off":
        return None
    if value is None:
        raise ValueError("has no value; write on, off, or its values such as {key: value}")
    if isinstance(value, (str, int, float)):
        raise ValueError(f"{said(value)} is not a switch; write on, off, or its values such as {{key: value}}")  # noqa: TRY004
    return value


def _written(value: Any, handler: SerializerFunctionWrapHandler) -> Any:
    return "off" if value is None else handler(value)


class _Words:
    """What an editor is told of a switch: `on` or `off` beside the values; only `off` where there is no default."""

    def __get_pydantic_json_schema__(self, core: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        found = handler(core)
        values = next(option for option in found["anyOf"] if option != {"type": "null"})
        words = ["off"] if handler.resolve_ref_schema(values).get("required") else ["on", "off"]
        return {**found, "anyOf": [{"enum": words}, values]}


Switched: TypeAlias = Annotated[M | None, BeforeValidator(_read), WrapSerializer(_written, when_used="json"), _Words()]
"""A mechanism that can be switched off; None when it is."""


class Behaviour(Concept):
    """What people do beside working for pay, mechanism by mechanism."""

    pressure: Switched[Pressure] = Field(default=Pressure(), description="clients are pressed to buy")
    product_push: Switched[ProductPush] = Field(default=ProductPush(), description="money goes where more is paid")
    timing: Switched[Timing] = Field(default=Timing(), description="deals are moved around the end of a period")
    misreporting: Switched[Misreporting] = Field(default=Misreporting(), description="results are overstated")
    discovery: Switched[Discovery] = Field(default=Discovery(), description="misconduct is found, and what follows")
    complaints: Switched[Complaints] = Field(default=Complaints(), description="bad sales come back as complaints")

    clients: Switched[Clients] = Field(default=Clients(), description="clients leave, stay and refer others")

    morale: Switched[Morale] = Field(default=Morale(), description="joy in the work moves; off: it never does")
    expectation: Switched[Expectation] = Field(default=Expectation(), description="pay against what was expected")
    peers: Switched[Peers] = Field(default=Peers(), description="pay against that of colleagues")
    commitment: Switched[Commitment] = Field(default=Commitment(), description="goals that lift, or sink")
    trust: Switched[Trust] = Field(default=Trust(), description="trust is lost when the scheme changes")
    recognition: Switched[RecognitionEffect] = Field(
        default=RecognitionEffect(), description="what being honoured does"
    )
    overload: Switched[Overload] = Field(default=Overload(), description="too much effort tires")
    rank_feedback: Switched[RankFeedback] = Field(default=_OFF, description="people are told their rank")

    practice: Switched[Practice] = Field(default=Practice(), description="skill grows by learning, and fades")
    coaching: Switched[Coaching] = Field(default=Coaching(), description="managers coach, with the hours they have")
    sharing: Switched[Sharing] = Field(default=Sharing(), description="colleagues learn from each other")
    feedback: Switched[Feedback] = Field(default=Feedback(), description="how often people hear where they stand")

    leaving: Switched[Leaving] = Field(default=Leaving(), description="people leave for better pay, or unhappy")
    hiring: Switched[Hiring] = Field(
        default=Hiring(), description="seats stay empty and newcomers start slowly; off: filled at once, at their best"
    )

    @model_validator(mode="before")
    @classmethod
    def _whole(cls, value: Any) -> Any:
        if value == "standard":
            return {}
        if value == "effort only":
            return dict.fromkeys(cls.model_fields, "off")
        if isinstance(value, str):
            raise ValueError(  # noqa: TRY004
                f"{said(value)} is not a behaviour; write standard, effort only, or what differs: {{timing: off}}"
            )
        return value

    @classmethod
    def __get_pydantic_json_schema__(cls, core: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """A word for all, or the mechanisms that differ."""
        return {"anyOf": [{"enum": ["standard", "effort only"]}, handler(core)]}

    @property
    def people_go(self) -> bool:
        """Whether anybody can leave a seat."""
        return self.leaving is not None or (self.discovery is not None and self.discovery.dismissed > 0.0)

    @property
    def misconduct(self) -> bool:
        """Whether people can do what they should not."""
        return any((self.pressure, self.product_push, self.timing, self.misreporting, self.complaints, self.discovery))

    @property
    def learns(self) -> bool:
        """Whether skill moves."""
        return self.practice is not None


EFFORT_ONLY = Behaviour.model_validate("effort only")
"""Nothing but effort answers pay."""
