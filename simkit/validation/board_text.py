"""The board as text of 80 columns: what holds, what does not and why."""

from __future__ import annotations

import math
import textwrap
from collections.abc import Iterator, Mapping
from typing import Any

from simkit.showing import WIDTH

Document = Mapping[str, Any]
_MOST = 12
"""Of what changed, as many are named."""
_MARKS = {"passed": "passed", "missed": "MISSED", "not yet": "not yet"}


def text(document: Document) -> str:
    """The whole board, ended by a line break."""
    parts = [_head(document)]
    if "exact" in document:
        parts.append(_exact(document["exact"]))
    if "findings" in document:
        parts.append(_findings(document["findings"]))
    if "effort_experiment" in document:
        parts.append(_experiment(document["effort_experiment"]))
    if "coverage" in document:
        parts.append(_coverage(document["coverage"]))
    parts.append(_changes(document["changes"]))
    return "\n\n".join("\n".join(part) for part in parts) + "\n"


def _head(document: Document) -> Iterator[str]:
    yield "VALIDATION: what the model is held against, and what holds"
    if document["quick"]:
        yield "Quick form: fewer repeats; what is asked of coverage is wider."


def _counts(part: Document) -> str:
    later = f", {part['not_yet']} not yet" if part["not_yet"] else ""
    return f"{part['passed']} passed, {part['missed']} missed{later}"


def _exact(part: Document) -> Iterator[str]:
    yield f"EXACT RESULTS in the running code: {_counts(part)}"
    for row in part["rows"]:
        if row["verdict"] == "not yet":
            yield _line(row, f"awaits {row['awaits']}")
        else:
            yield _line(row, f"{row['held']} of {row['numbers']} numbers")
        for case in row["cases"]:
            if case["verdict"] == "missed":
                told = f"{case['case']}: {case['found']:.6g}, not {case['expected']:.6g} +- {case['tolerance']:.2g}"
                yield from _indented(told)


def _findings(part: Document) -> Iterator[str]:
    yield f"PUBLISHED FINDINGS, two arms each: {_counts(part)}"
    yield f"  {'':<22}{'':<9}{'found':>8}  {'accepted':<22}defaults"
    for row in part["rows"]:
        if row["verdict"] == "not yet":
            continue
        yield _line(row, f"{_amount(row, row['found']):>8}  {_accepted(row):<22}{row['set_by']}")
        if row["verdict"] == "missed":
            yield from _indented(f"Found was: {row['claim']}")
            yield from _indented(f"Missed: {row['reason']}." if row["reason"] else "It was not missed before.")
    later = [row["id"] for row in part["rows"] if row["verdict"] == "not yet"]
    if later:
        yield from _indented(f"Not yet, as the model lacks what they need: {', '.join(later)}.", "  ")


def _amount(row: Document, value: float) -> str:
    if row["unit"] == "times":
        return f"{value:.2f} x"
    return f"{100.0 * value:+.1f}%" if row["unit"] == "share" else f"{value:+.2f} sd"


def _accepted(row: Document) -> str:
    low, high = row["accepted"]
    if low is None:
        return f"up to {_amount(row, high)}"
    return f"from {_amount(row, low)}" if high is None else f"{_amount(row, low)} to {_amount(row, high)}"


def _experiment(part: Document) -> Iterator[str]:
    yield f"EFFORT EXPERIMENT of DellaVigna and Pope 2018: {_MARKS[part['verdict']]}"
    yield from _indented(f"Mean error in points over the fifteen arms.  Chosen {part['chosen']}.", "  ")
    yield f"  {'':<52}{'all':>8}{'own pay':>9}"
    yield _errors("simkit", {"all": part["mae_all"], "own_pay": part["mae_own_pay"]})
    for name, errors in part["forecasters"].items():
        yield _errors(name, errors)
    yield "  other choices:"
    for name, errors in part["alternatives"].items():
        yield _errors(f"  {name}", errors)
    for mark in part["marks"]:
        yield from _indented(f"{_MARKS[mark['verdict']]}: {mark['claim']}{_because(mark['reason'])}", "  ")


def _errors(name: str, errors: Mapping[str, float]) -> str:
    return f"  {name:<52}{errors['all']:>8.1f}{errors['own_pay']:>9.1f}"


def _because(reason: str) -> str:
    return f" ({reason})" if reason else ""


def _coverage(part: Document) -> Iterator[str]:
    yield "COVERAGE of 95% intervals, where the answer is known"
    for row in part["intervals"]:
        asked = f"asked {100 * row['low']:g}% to {100 * row['high']:g}%"
        yield (
            f"  {row['case']:<29}{_MARKS[row['verdict']]:<8}{100 * row['covered']:>6.1f}%  {asked}, {row['sets']} sets"
        )
    yield "P(BEST), stated and come true"
    for row in part["p_best"]:
        told = "too few cases" if math.isnan(row["stated"]) else f"stated {row['stated']:.3f}, true {row['true']:.3f}"
        yield f"  {row['low']:.1f} to {row['high']:.1f}  {row['cases']:>5} cases  {_MARKS[row['verdict']]:<8} {told}"


def _changes(changes: Document) -> Iterator[str]:
    yield "AGAINST THE STORED BOARD"
    for kind in ("worse", "better", "new"):
        if changes[kind]:
            more = len(changes[kind]) - _MOST
            told = ", ".join(changes[kind][:_MOST]) + (f" and {more} more" if more > 0 else "")
            yield from _indented(f"{kind}: {told}", "  ")
    if not any(changes.values()):
        yield "  Nothing changed."


def _line(row: Document, told: str) -> str:
    return f"  {row['id']:<22}{_MARKS[row['verdict']]:<9}{told}".rstrip()


def _indented(told: str, by: str = "      ") -> Iterator[str]:
    yield from textwrap.wrap(told, WIDTH, initial_indent=by, subsequent_indent=by if by != "  " else "    ")
