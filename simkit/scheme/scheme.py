"""The scheme: everything that is paid on top of base pay, as one list of components."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pydantic import Field, model_validator

from simkit.concepts import Concept
from simkit.quantities import MisplacedError
from simkit.scheme.components import Component
from simkit.scheme.payslip import payslip, statement
from simkit.scheme.period_end import ALONE, PeriodEnd, Who
from simkit.scheme.statement import Reason
from simkit.scheme.version import Version, cut
from simkit.showing import escaped


class Scheme(Concept):
    """A scheme stands alone: it can be paid from results without any scenario.

    `sources` maps a path such as `pay.0.prices.fund_sales` to where the number comes from; what is not listed is an
    assumption.
    """

    name: str = Field(description="what people call the scheme")
    note: str = Field(default="", description="what the scheme is, in a sentence")
    source_grade: str = Field(default="", description="A regulator or vendor, B trade press, C document-sharing site")
    pay: tuple[Component, ...] = Field(min_length=1, description="the parts that pay, on top of base pay")
    later: tuple[Version, ...] = Field(default=(), description="what is paid instead from a month on, in order")
    sources: dict[str, str] = Field(default={}, description="path -> where the number comes from")

    @model_validator(mode="after")
    def _in_order(self) -> Scheme:
        month, pay = 1, self.pay
        for number, version in enumerate(self.later):
            wrong = cut(version.starts, pay, version.pay)
            if version.starts <= month:
                wrong = f"month {version.starts} does not come after month {month}; write a later month"
            if wrong:
                raise MisplacedError(wrong, ("later", number, "from"))
            month, pay = version.starts, version.pay
        return self

    @property
    def components(self) -> tuple[Component, ...]:
        """The components of all versions."""
        return tuple(component for pay in (self.pay, *(version.pay for version in self.later)) for component in pay)

    @property
    def grants_equity(self) -> bool:
        """Whether any of its versions pays in the employer's own shares or options."""
        return any(component.deferral is not None and component.deferral.in_equity for component in self.components)

    @property
    def counted(self) -> tuple[str, ...]:
        """The KPIs that the scheme reads, in any of its versions."""
        return tuple(dict.fromkeys(kpi for component in self.components for kpi in component.counted))

    def path_of(self, number: int) -> tuple[str | int, ...]:
        """Where a component of `components` stands in the file."""
        above: tuple[str | int, ...] = ()
        left = number
        for place, pay in enumerate((self.pay, *(version.pay for version in self.later))):
            above = ("later", place - 1) if place else ()
            if left < len(pay):
                break
            left -= len(pay)
        return (*above, "pay", left)

    def at(self, month: int) -> Scheme:
        """The version that pays in a month, counted from 1 at the start of the run-in, alone."""
        if not self.later:
            return self
        pay = [self.pay, *(version.pay for version in self.later if version.starts <= month)][-1]
        return self.model_copy(update={"pay": pay, "later": ()})

    def scaled(self, factor: float) -> Scheme:
        """The same scheme with all variable pay multiplied."""
        pay, *later = (
            tuple(component.scaled(factor) for component in part)
            for part in (self.pay, *(version.pay for version in self.later))
        )
        versions = (v.model_copy(update={"pay": new}) for v, new in zip(self.later, later, strict=True))
        return self.model_copy(update={"pay": pay, "later": tuple(versions)})

    def statement(self, ends: Sequence[PeriodEnd], who: Who = ALONE) -> Reason:
        """One person's pay of one period of each component; `ends`: what is known at the end of each one's period."""
        return statement(self.pay, ends, who)

    def payslip(
        self, results: Mapping[str, float | str], targets: Mapping[str, float | str], base_pay: float | str
    ) -> Reason:
        """One person's pay from plain numbers, line by line.

        `results` and `targets`: KPI -> number for one period of each component, in units of the KPI; a target that
        stands in the scheme (`kind: fixed`) may be left out, and one that is given counts instead.  `base_pay`: a
        month's.  Amounts may be written as in a file ("12万").  Raises SimkitError that says what to write.
        """
        return payslip(self.pay, results, targets, base_pay)

    def _gist(self) -> str:
        return f"{len(self.pay)} component{'' if len(self.pay) == 1 else 's'}"

    def pictures(self) -> str:
        """The curves of the components, each under the component's name."""
        drawn = [(component.name, component.pictures()) for component in self.pay]
        return "".join(f"<p><b>{escaped(name)}</b></p>{picture}" for name, picture in drawn if picture)
