"""The board as tidy pandas frames."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from simkit.results.tables import described

if TYPE_CHECKING:
    import pandas as pd

_CLAIM, _VERDICT = "what is claimed", "passed, missed, or not yet: the model lacks what it takes"
EXACT = {
    "closed_form": "id of the closed form",
    "case": "which number of it",
    "expected": "what the formula says",
    "found": "what the running code gives",
    "tolerance": "how far apart the two may be",
    "verdict": _VERDICT,
}
FINDINGS = {
    "finding": "id of the finding",
    "claim": _CLAIM,
    "measure": "what of the two arms is compared",
    "low": "lowest value that agrees with it; empty: no limit",
    "high": "highest value that agrees with it; empty: no limit",
    "found": "what came out, all views pooled or under the one that it was asked of, in the unit",
    "unit": "share (0.1 is 10%), standard deviations, or times",
    "set_by": "fitted: a default was set with it in view; predicted: not",
    "verdict": _VERDICT,
    "reason": "why it is missed, or what it would take",
}
BY_VIEW = {"finding": "id of the finding", "view": "view on human response", "found": "what came out under this view"}
ARMS = {
    "arm": "id of the arm",
    "name": "treatment",
    "fitted": "whether it made the cost curve",
    "own_pay": "whether it is predicted, and own points bring own money",
    "actual": "mean points that were found",
    "predicted": "mean points of the prediction",
    "error": "predicted less actual, points",
    "experts": "mean forecast of 208 experts, points; empty: they were told",
}
FORECASTERS = {
    "forecaster": "who forecast the fifteen arms",
    "all": "mean absolute error over all fifteen, points",
    "own_pay": "mean absolute error over the nine with own pay, points",
}
INTERVALS = {
    "case": "scenario, outcome and scheme",
    "sets": "how many intervals were made",
    "skies": "of how many skies each",
    "covered": "share of them that held the known answer",
    "low": "least that is asked",
    "high": "most that is asked",
    "verdict": _VERDICT,
}
CHANCES = {
    "low": "stated probability from",
    "high": "to",
    "cases": "how many were stated",
    "stated": "what was stated on average",
    "true": "share that came true",
    "allowed": "three standard errors",
    "verdict": "passed, missed, or not yet: fewer than 100 cases",
}


def tables(document: Mapping[str, Any]) -> dict[str, pd.DataFrame]:
    """Name -> frame, of the parts that the document has."""
    found: dict[str, pd.DataFrame] = {}
    if "exact" in document:
        found["exact"] = _frame(_exact(document["exact"]["rows"]), EXACT)
    if "findings" in document:
        listed = document["findings"]["rows"]
        found["findings"] = _frame((_finding(row) for row in listed), FINDINGS)
        found["findings_by_view"] = _frame(_by_view(listed), BY_VIEW)
    if "effort_experiment" in document:
        experiment = document["effort_experiment"]
        found["effort_experiment"] = _frame(experiment["rows"], ARMS)
        ours = {"simkit": {"all": experiment["mae_all"], "own_pay": experiment["mae_own_pay"]}}
        found["forecasters"] = _frame(_errors(ours | experiment["forecasters"]), FORECASTERS)
        found["alternatives"] = _frame(_errors(experiment["alternatives"]), FORECASTERS)
    if "coverage" in document:
        found["coverage"] = _frame(document["coverage"]["intervals"], INTERVALS)
        found["p_best"] = _frame(document["coverage"]["p_best"], CHANCES)
    return found


def _exact(listed: Iterable[Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
    for row in listed:
        for case in row["cases"]:
            yield {"closed_form": row["id"], **case}


def _finding(row: Mapping[str, Any]) -> dict[str, Any]:
    low, high = row.get("accepted", (None, None))
    reason = row.get("reason") or row.get("awaits", "")
    return {
        "finding": row["id"], "claim": row["claim"], "measure": row.get("measure", ""), "low": low, "high": high,
        "found": row.get("found"), "unit": row.get("unit", ""), "set_by": row.get("set_by", ""),
        "verdict": row["verdict"], "reason": reason,
    }  # fmt: skip


def _by_view(listed: Iterable[Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
    for row in listed:
        for view, found in row.get("by_view", {}).items():
            yield {"finding": row["id"], "view": view, "found": found}


def _errors(listed: Mapping[str, Mapping[str, float]]) -> Iterator[dict[str, Any]]:
    for name, errors in listed.items():
        yield {"forecaster": name, **errors}


def _frame(listed: Iterable[Mapping[str, Any]], columns: Mapping[str, str]) -> pd.DataFrame:
    import pandas as pd  # noqa: PLC0415 (slow to import)

    rows = [{column: row[column] for column in columns} for row in listed]
    frame = pd.DataFrame(rows, columns=list(columns))
    for column in ("low", "high", "found", "experts"):
        if column in columns:
            frame[column] = frame[column].astype("float64")
    return described(frame, columns)
