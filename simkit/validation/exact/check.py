"""A closed form, and one number that it gives: what the running code is held against.

A `ClosedForm` is a known result of theory with its source.  Its checks run the code that comparisons run (planner,
field, targets, components, outcomes) and hold each number against what the formula says.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from simkit.validation.verdicts import Verdict, within


@dataclass(frozen=True)
class Check:
    """One number: what the formula says, what the running code gives, and how far apart the two may be.

    case: which number of the closed form, such as `n=5`; tolerance: the largest difference, in the number's own unit.

    >>> Check("b", expected=0.5, found=0.501, tolerance=0.002).verdict, Check("b", 0.5, 0.51, 0.002).verdict
    ('passed', 'missed')
    """

    case: str
    expected: float
    found: float
    tolerance: float

    @property
    def verdict(self) -> Verdict:
        """Whether the two agree."""
        return within(self.found, self.expected - self.tolerance, self.expected + self.tolerance)


def relative(case: str, expected: float, found: float, part: float) -> Check:
    """A check whose tolerance is a part of what is expected.

    >>> relative("b", 200.0, 201.0, 0.01).tolerance
    2.0
    """
    return Check(case, expected, found, part * abs(expected))


@dataclass(frozen=True)
class ClosedForm:
    """A known result, and how the running code is asked for it.

    claim: in words; source: who showed it; how: which running code gives the numbers, and why the tolerance is what it
    is; checks: makes the numbers, or None where the model has no such mechanism yet; awaits: what it would take.
    """

    id: str
    claim: str
    source: str
    how: str = ""
    checks: Callable[[], Iterable[Check]] | None = None
    awaits: str = ""
