"""Free riding: in a team of n everybody has an n-th of what one more unit brings."""

from __future__ import annotations

from collections.abc import Iterator

from simkit.validation.exact.check import Check, ClosedForm, relative
from simkit.validation.exact.colleagues import SALES, people, pull, steered

STAKE = 1_000.0


def _free_riding() -> Iterator[Check]:
    for team in (1, 2, 4, 10, 20):
        pay = {"kind": "team", "measures": [SALES], "target_pay": STAKE}
        found = pull(steered(pay, people(5 * team, branches=5)))
        yield relative(f"n={team}", STAKE / team, found, 0.002)


TEAMS = (
    ClosedForm(
        "free_riding",
        "A straight team bonus pulls everybody in a team of n with an n-th of its slope.",
        "Holmstrom 1982; Kandel and Lazear 1992",
        "the running team bonus and its plan; 0.2%",
        _free_riding,
    ),
)
