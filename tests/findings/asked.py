"""Asks the bench for one published finding, or for one closed form in a running firm.

Arms, measure and what is accepted stand in `simkit/validation/findings`, formulas in `simkit/validation/exact`.

A test here says by its name what was found, and fails when the model does not show it.  The laboratory is that of
`simkit validate --quick`, so that a question is the same one there.
"""

from __future__ import annotations

from functools import cache

from simkit.validation import rows
from simkit.validation.bench import QUICK_SKIES
from simkit.validation.exact import CLOSED_FORMS
from simkit.validation.findings import FINDINGS, Laboratory

KNOWN = {finding.id: finding for finding in FINDINGS}
FORMS = {form.id: form for form in CLOSED_FORMS}


def assert_holds(name: str) -> None:
    """The finding comes out as it was found."""
    row = _asked(name)
    assert row["verdict"] == "passed", _told(row)
    assert row["reason"] == ""


def assert_missed_with_a_reason(name: str) -> None:
    """The finding does not come out, and the board says why."""
    row = _asked(name)
    assert row["verdict"] == "missed", f"it holds now, so its reason is to go: {_told(row)}"
    assert row["reason"], _told(row)


def assert_exact(name: str) -> None:
    """The running firm gives every number of the closed form."""
    row = rows.of_closed_form(FORMS[name])
    assert row["verdict"] == "passed", [case for case in row["cases"] if case["verdict"] == "missed"]


@cache
def _laboratory() -> Laboratory:
    return Laboratory(QUICK_SKIES)


@cache
def _asked(name: str) -> rows.Row:
    return rows.of_finding(KNOWN[name], _laboratory())


def _told(row: rows.Row) -> str:
    beyond = ", beyond chance" if row["beyond_chance"] else ""
    return f"{row['id']}: {row['found']}, interval {row['interval']}, accepted {row['accepted']}{beyond}"
