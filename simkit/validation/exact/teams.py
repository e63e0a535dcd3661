"""Free riding: in a team of n everybody has an n-th of what one more unit brings."""

from __future__ import annotations

from collections.abc import Iterator

from simkit.validation.exact.check import Check, ClosedForm, relative
from simkit.validation.exact.colleagues import SALES, people, pull, steered
from simkit.validation.exact.plain_firm import POTENTIAL, bonus, drives, plain, worst

STAKE = 1_000.0


def _free_riding() -> Iterator[Check]:
    for team in (1, 2, 4, 10, 20):
        pay = {"kind": "team", "measures": [SALES], "target_pay": STAKE}
        found = pull(steered(pay, people(5 * team, branches=5)))
        yield relative(f"n={team}", STAKE / team, found, 0.002)


def _free_riding_in_a_firm() -> Iterator[Check]:
    """Two branches of so many people, against a bonus on the own result with the same target pay."""
    measures = [{"kpi": "sales", "weight": "100%", "target": POTENTIAL}]
    team = {"kind": "team", "every": "year", "target_pay": "40% of base pay", "measures": measures}
    for size in (1, 2, 3, 5, 10):
        who = {"seats": 2 * size, "branches": 2}
        own = drives(plain(bonus(POTENTIAL, {"kind": "linear"}), who=who))
        shared = drives(plain(team, who=who))
        yield relative(f"n={size}", 1.0 / size, worst(shared / own, 1.0 / size), 1e-5)


TEAMS = (
    ClosedForm(
        "free_riding",
        "A straight team bonus pulls everybody in a team of n with an n-th of its slope.",
        "Holmstrom 1982; Kandel and Lazear 1992",
        "the running team bonus and its plan; 0.2%",
        _free_riding,
    ),
    ClosedForm(
        "free_riding_in_a_firm",
        "People in a team of n work for an n-th of what a bonus on their own result would pull.",
        "Holmstrom 1982; Kandel and Lazear 1992",
        "effort in a running firm under a team bonus, against a bonus on the own result; 1e-5",
        _free_riding_in_a_firm,
    ),
)
