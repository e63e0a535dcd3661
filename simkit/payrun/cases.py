"""Cases: results of a person and the pay that is expected, in a file that a reward analyst can write and read.

    scheme: ../schemes/cn_price_list_full.yaml
    cases:
      - name: five new clients and nothing else
        results: {new_clients: 5, ...}
        pays: 500
        lines: {new_clients: 500}

`others` holds more people where pay depends on them; `pays` and `lines` are those of the case itself.  What stands
under `usual` need not be repeated in each case.  Where the scheme changes from a month on, `month: month 25` says which
of its versions pays.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from pydantic import Field

from simkit.arrays import Array
from simkit.concepts import Concept
from simkit.errors import SimkitError
from simkit.payrun.columns import BASE_PAY, columns, period_end
from simkit.payrun.versions import in_month
from simkit.quantities import Money
from simkit.scenario.reading import load_scheme, read_model
from simkit.scheme.scheme import Scheme
from simkit.scheme.statement import Reason
from simkit.scheme.version import Month
from simkit.showing import one_line
from simkit.wording import one_of

EXACT = 0.005
"""Expected amounts are written in cents."""


class Person(Concept):
    """One person's results, targets where the scheme asks for them, and a month's base pay."""

    results: dict[str, Money] = Field(default={}, description="KPI -> result of the period")
    targets: dict[str, Money] = Field(default={}, description="KPI -> target, where it does not stand in the scheme")
    base_pay: Money | None = Field(default=None, ge=0, description="a month's base pay")
    branch: str = Field(default="", description="the branch, where pay is compared within it")
    before: dict[str, Money] = Field(default={}, description="KPI -> what the year had counted before the period")
    trailing: dict[str, Money] = Field(default={}, description="KPI -> what twelve months have counted")

    @property
    def numbers(self) -> dict[str, float]:
        """All numbers by the column of a table that would hold them."""
        return {
            **({} if self.base_pay is None else {BASE_PAY: self.base_pay}),
            **self.results,
            **{f"target:{kpi}": value for kpi, value in self.targets.items()},
            **{f"before:{kpi}": value for kpi, value in self.before.items()},
            **{f"trailing:{kpi}": value for kpi, value in self.trailing.items()},
        }


class Case(Person):
    """A person, and what is expected to be paid."""

    name: str = Field(min_length=1, description="what the case shows, in a few words")
    month: Month | None = Field(default=None, description="the month that is paid, where the scheme has versions")
    others: tuple[Person, ...] = Field(default=(), description="the colleagues, where pay depends on them")
    pays: Money = Field(description="variable pay of one period of each component")
    lines: dict[str, Money] = Field(default={}, description="line of the statement -> its amount")


class Cases(Concept):
    """Cases of one scheme."""

    scheme: str = Field(description="the scheme's file, from the folder of this one")
    usual: Person = Field(default=Person(), description="numbers of everybody who does not say otherwise")
    cases: tuple[Case, ...] = Field(min_length=1, description="people and what they are paid")


@dataclass(frozen=True)
class Outcome:
    """What became of one case: `wrong` says how pay differs from what is expected, and is empty where it does not."""

    name: str
    statement: Reason
    wrong: tuple[str, ...]


def outcomes(path: str) -> Iterator[Outcome]:
    """Pay every case of a file.  Raises SimkitError when a file or a case cannot be used."""
    found = read_model(Cases, path)
    scheme = load_scheme(Path(path).parent / found.scheme)
    for case in found.cases:
        try:
            slip = statement(in_month(scheme, case.month, "month: month "), case, found.usual)
        except SimkitError as error:
            raise SimkitError("\n".join(f"{path}: {case.name}: {line}" for line in str(error).splitlines())) from None
        yield Outcome(case.name, slip, tuple(_differences(case, slip)))


def told(path: str) -> tuple[str, int]:
    """What became of the cases of a file, in words, and how many differ."""
    lines, wrong = [], 0
    for outcome in outcomes(path):
        wrong += bool(outcome.wrong)
        lines.append(f"{'differs' if outcome.wrong else 'as expected':<11}  {one_line(outcome.name)}")
        if outcome.wrong:
            lines += [f"  {one_line(what)}" for what in outcome.wrong]
            lines += [f"  {line}" for line in outcome.statement.lines()]
    return "\n".join(lines) + "\n", wrong


def statement(scheme: Scheme, case: Case, usual: Person) -> Reason:
    """The statement of the person of a case, among the others of the case."""
    people = (case, *case.others)
    numbers = _numbers(scheme, [usual.numbers | person.numbers for person in people])
    codes = {branch: number for number, branch in enumerate(dict.fromkeys(person.branch for person in people))}
    branch = np.array([codes[person.branch] for person in people], dtype=np.intp)
    return scheme.statement([period_end(component, numbers, branch, len(people)) for component in scheme.pay])


def _numbers(scheme: Scheme, given: Sequence[Mapping[str, float]]) -> Mapping[str, Array]:
    """Column -> everybody's number; raises SimkitError when one is missing or not asked for."""
    asked = {column.name: column for column in columns(scheme.pay)}
    needed = [name for name, column in asked.items() if column.required]
    wrong = [f"no number for {name}; add it" for name in needed if any(name not in each for each in given)]
    unknown = dict.fromkeys(name for each in given for name in each if name not in asked and name != BASE_PAY)
    wrong += [f"the scheme does not ask for {name}; {one_of(name, asked)}" for name in unknown]
    for name, column in asked.items():
        if column.above is not None and any(each.get(name, 1.0) <= column.above for each in given):
            wrong.append(f"{name} is not above {column.above:g}; write a number above it")
    if wrong:
        raise SimkitError("\n".join(wrong))
    return {name: np.array([each.get(name, np.nan) for each in given]) for name in asked}


def _differences(case: Case, slip: Reason) -> Iterator[str]:
    """Where the statement differs from what is expected."""
    if abs(slip.amount - case.pays) > EXACT:
        yield f"pays {slip.amount:,.2f}, expected {case.pays:,.2f}"
    for label, expected in case.lines.items():
        amounts = [line.amount for _, line in slip.walk() if line.label == label]
        if not amounts:
            yield f"there is no line {label}; {one_of(label, dict.fromkeys(line.label for _, line in slip.walk()))}"
        elif abs(sum(amounts) - expected) > EXACT:
            yield f"{label} pays {sum(amounts):,.2f}, expected {expected:,.2f}"
