"""The scheme: everything that is paid on top of base pay, as one list of components."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pydantic import Field

from simkit.concepts import Concept
from simkit.scheme.components import Component
from simkit.scheme.payslip import payslip, statement
from simkit.scheme.period_end import ALONE, PeriodEnd, Who
from simkit.scheme.statement import Reason
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
    sources: dict[str, str] = Field(default={}, description="path -> where the number comes from")

    @property
    def counted(self) -> tuple[str, ...]:
        """The KPIs that the scheme reads."""
        return tuple(dict.fromkeys(kpi for component in self.pay for kpi in component.counted))

    def scaled(self, factor: float) -> Scheme:
        """The same scheme with all variable pay multiplied."""
        return self.model_copy(update={"pay": tuple(component.scaled(factor) for component in self.pay)})

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
