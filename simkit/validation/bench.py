"""The bench: everything that the model is held against, run and put on one board.

    board = validate(quick=True)
    print(board)

`quick` repeats less: fewer futures for findings, fewer sets for coverage.  What is asked stays the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from simkit.errors import SimkitError
from simkit.quantities import said
from simkit.validation import coverage, effort_experiment, rows
from simkit.validation.board import Board
from simkit.validation.exact import CLOSED_FORMS
from simkit.validation.findings import AWAITED, FINDINGS, Laboratory
from simkit.validation.stored import changed, stored
from simkit.wording import one_of

Progress = Callable[[str, float], None]
"""Told what is being done, and what part of the whole has just been done."""
SKIES, QUICK_SKIES = 40, 12
PARTS = ("exact", "findings", "effort_experiment", "coverage")
_CLOSED_FORMS = tuple(form.id for form in CLOSED_FORMS)
_STUDIES = (*(finding.id for finding in FINDINGS), *(awaited.id for awaited in AWAITED))
_SHARES = {"exact": 0.15, "findings": 0.30, "effort_experiment": 0.05, "coverage": 0.50}
"""About how much of the time each part takes; for the progress alone."""


def validate(only: str | None = None, *, quick: bool = False, progress: Progress | None = None) -> Board:
    """Hold the model against what is known, and say what holds.

    only: a part (`exact`, `findings`, `effort_experiment`, `coverage`), or the id of one closed form, of one finding,
    or of one study with all its findings (`SF06`).  quick: in under a minute instead of minutes, with fewer repeats.
    progress: told what is being done.  Raises SimkitError for an id that is not there.
    """
    parts = _asked(only)
    tell = progress or _silent
    document: dict[str, Any] = {"quick": quick, "only": only}
    if "exact" in parts:
        document["exact"] = rows.counted(_exact(parts["exact"], tell))
    if "effort_experiment" in parts:
        document["effort_experiment"] = effort_experiment.document()
        tell("effort experiment", _SHARES["effort_experiment"])
    if "findings" in parts:
        document["findings"] = rows.counted(_findings(parts["findings"], QUICK_SKIES if quick else SKIES, tell))
    if "coverage" in parts:
        document["coverage"] = _coverage(coverage.QUICK if quick else coverage.FULL, tell)
    changes = changed(dict(rows.verdicts(document)), stored(), whole=only is None)
    if quick:  # what is asked of coverage is less, so that it cannot be better
        changes["better"] = [name for name in changes["better"] if not name.startswith("coverage/")]
    document["changes"] = changes
    return Board(document)


def names() -> list[str]:
    """Everything that `only` can be."""
    studies = [each.partition("_")[0] for each in _STUDIES]
    return list(dict.fromkeys((*PARTS, *_CLOSED_FORMS, *_STUDIES, *studies)))


def _asked(only: str | None) -> dict[str, set[str]]:
    """Part -> ids that are asked for."""
    exact, findings = set(_CLOSED_FORMS), set(_STUDIES)
    whole = {"exact": exact, "findings": findings, "effort_experiment": {""}, "coverage": {""}}
    if only is None:
        return whole
    if only in whole:
        return {only: whole[only]}
    if only in exact:
        return {"exact": {only}}
    study = {name for name in findings if only in {name, name.partition("_")[0]}}
    if not study:
        raise SimkitError(f"{said(only)}: there is no such part, closed form or finding; {one_of(only, names())}")
    return {"findings": study}


def _exact(ids: set[str], tell: Progress) -> Iterator[rows.Row]:
    for form in CLOSED_FORMS:
        if form.id in ids:
            yield rows.of_closed_form(form)
            tell(form.id, _SHARES["exact"] / len(ids))


def _findings(ids: set[str], skies: int, tell: Progress) -> Iterator[rows.Row]:
    lab = Laboratory(skies)
    for finding in FINDINGS:
        if finding.id in ids:
            yield rows.of_finding(finding, lab)
            tell(finding.id, _SHARES["findings"] / len(ids))
    for awaited in AWAITED:
        if awaited.id in ids:
            yield rows.of_awaited(awaited)
            tell(awaited.id, _SHARES["findings"] / len(ids))


def _coverage(size: coverage.Size, tell: Progress) -> dict[str, Any]:
    step = _SHARES["coverage"] / coverage.steps(size)
    return coverage.document(size, lambda done: tell("coverage", done * step))


def _silent(what: str, part: float) -> None:
    """Nobody watches."""
