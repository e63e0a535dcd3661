"""The rows of the board, as plain values: one for each closed form and for each finding."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from typing import Any

from simkit.validation.exact import ClosedForm
from simkit.validation.findings import Awaited, Finding, Laboratory
from simkit.validation.verdicts import Verdict

Row = dict[str, Any]


def of_closed_form(form: ClosedForm) -> Row:
    """A closed form: it is missed as soon as one of its numbers is."""
    row: Row = {"id": form.id, "claim": form.claim, "source": form.source, "verdict": "not yet"}
    if form.checks is None:
        return row | {"awaits": form.awaits, "numbers": 0, "held": 0, "cases": []}
    cases = [{**asdict(check), "verdict": check.verdict} for check in form.checks()]
    held = sum(case["verdict"] == "passed" for case in cases)
    verdict: Verdict = "passed" if cases and held == len(cases) else "missed"
    return row | {"verdict": verdict, "how": form.how, "numbers": len(cases), "held": held, "cases": cases}


def of_finding(finding: Finding, lab: Laboratory) -> Row:
    """A finding, with what came out here."""
    effect = finding.effect(lab)
    verdict = finding.verdict(effect)
    low, high = (None if math.isinf(end) else end for end in finding.accepted)
    interval = None if math.isnan(effect.low) else [effect.low, effect.high]
    return {
        "id": finding.id,
        "claim": finding.claim,
        "source": finding.source,
        "grade": finding.grade,
        "lever": finding.lever,
        "measure": finding.measure,
        "unit": finding.unit,
        "accepted": [low, high],
        "beyond_chance": finding.beyond_chance,
        "why": finding.why,
        "set_by": finding.set_by,
        "found": effect.found,
        "interval": interval,
        "by_view": dict(effect.by_view),
        "verdict": verdict,
        "reason": finding.reason if verdict == "missed" else "",
    }


def of_awaited(awaited: Awaited) -> Row:
    """A finding that cannot be shown yet."""
    return {**asdict(awaited), "verdict": "not yet"}


def counted(rows: Iterable[Row]) -> Row:
    """How many rows passed, were missed and are to come, and the rows themselves."""
    listed = list(rows)
    verdicts = [row["verdict"] for row in listed]
    return {
        "passed": verdicts.count("passed"),
        "missed": verdicts.count("missed"),
        "not_yet": verdicts.count("not yet"),
        "rows": listed,
    }


def verdicts(document: Row) -> Iterator[tuple[str, Verdict]]:
    """What the whole document says: id, with its part before it, and verdict."""
    for part in ("exact", "findings"):
        if part in document:
            yield from ((f"{part}/{row['id']}", row["verdict"]) for row in document[part]["rows"])
    if "effort_experiment" in document:
        experiment = document["effort_experiment"]
        yield "effort_experiment/errors", experiment["verdict"]
        yield from ((f"effort_experiment/{mark['id']}", mark["verdict"]) for mark in experiment["marks"])
    if "coverage" in document:
        yield from ((f"coverage/{row['case']}", row["verdict"]) for row in document["coverage"]["intervals"])
        for row in document["coverage"]["p_best"]:
            yield f"coverage/P(best) {row['low']:.1f} to {row['high']:.1f}", row["verdict"]
