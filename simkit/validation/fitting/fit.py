"""One default, the findings it is fitted to, and the search for its value.

A fit is one equation: what the model says at a value of the default equals what was published.  The value in the code
is the solution, rounded as stated, or the fit says why the two are apart.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from simkit.behaviour.behaviour import Behaviour
from simkit.behaviour.views import STANDARD

_ALMOST = 1e-9
"""A value that lies on a step but for the last digits is on it."""


def in_code(default: str) -> float:
    """The value that a run uses: of a standard view (`high.convexity`), or of a mechanism (`expectation.loss`).

    >>> in_code("central.convexity"), in_code("expectation.loss")
    (2.0, 0.6)
    """
    owner, _, field = default.partition(".")
    views = {view.name: view for view in STANDARD}
    return float(getattr(views[owner] if owner in views else getattr(Behaviour(), owner), field))


def rounded(value: float, step: float, way: Literal["nearest", "down", "up"]) -> float:
    """A value on whole steps.

    >>> rounded(1.16, 0.5, "down"), rounded(0.42, 0.1, "up"), rounded(0.8346, 0.005, "nearest")
    (1.0, 0.5, 0.835)
    """
    steps = value / step
    whole = {"nearest": round(steps), "down": math.floor(steps + _ALMOST), "up": math.ceil(steps - _ALMOST)}[way]
    return round(whole * step, 9)


@dataclass(frozen=True)
class Fit:
    """How one default is fitted.

    default: see `in_code`; to: ids of the rows of the board whose numbers are used; criterion: the equation in words.
    measure: what the model says at a value; published: what it should say; between: the values to search.
    step, way: how the solution is rounded; apart: why the value in the code is another one, empty where it is not.
    """

    default: str
    to: tuple[str, ...]
    criterion: str
    measure: Callable[[float], float]
    published: float
    between: tuple[float, float]
    step: float
    way: Literal["nearest", "down", "up"] = "nearest"
    apart: str = ""

    @cached_property
    def solution(self) -> float:
        """The value at which the model says what was published."""
        from scipy.optimize import brentq  # noqa: PLC0415 (SciPy is slow to import, and `import simkit` must not be)

        return float(brentq(lambda value: self.measure(value) - self.published, *self.between, xtol=1e-4))

    @property
    def value(self) -> float:
        """The solution as it is rounded."""
        return rounded(self.solution, self.step, self.way)

    @property
    def agrees(self) -> bool:
        """Whether the value in the code is the rounded solution."""
        return math.isclose(self.value, in_code(self.default), abs_tol=1e-9)

    @cached_property
    def distance(self) -> float:
        """How far what the model says at the value in the code is from what was published, as a share of that."""
        return self.measure(in_code(self.default)) / self.published - 1.0

    @property
    def stale(self) -> str:
        """What no longer holds of the table; empty where all does."""
        if self.agrees != bool(self.apart):
            return ""
        told = f"{self.default} is {in_code(self.default):g}, and fitted to {', '.join(self.to)} it is {self.value:g}"
        return f"{told}, so that `apart` is to be taken away" if self.agrees else f"{told}; write that, or why not"
