"""What is wrong, where, and what to write instead.

Every error that a user can cause is a `SimkitError`.  Its text is complete and ready to print; the command line
prints it on stderr and ends with exit code 2.  A `ScenarioError` carries all problems of a file at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


class SimkitError(Exception):
    """Something the user can put right; the text says what is wrong and what to do instead."""


@dataclass(frozen=True)
class Problem:
    """One thing wrong in a file: its path, the place (line and column from 1; 0 when unknown) and the message.

    >>> print(Problem("x.yaml", 14, 7, "curve.cap is 80%", "write a cap of at least 100%"))
    x.yaml:14:7: curve.cap is 80%; write a cap of at least 100%
    """

    path: str
    line: int
    column: int
    what: str
    instead: str = ""

    def __str__(self) -> str:
        place = f"{self.path}:{self.line}:{self.column}" if self.line else self.path
        return f"{place}: {self.what}" + (f"; {self.instead}" if self.instead else "")


class ScenarioError(SimkitError):
    """A scenario or scheme file that cannot be used; lists every problem found, in the order of the file."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(sorted(problems, key=lambda p: (p.path, p.line, p.column)))
        super().__init__("\n".join(str(problem) for problem in self.problems))
