"""The results of a sensitivity study as tidy pandas frames, made from its document."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from simkit.results.tables import described

if TYPE_CHECKING:
    import pandas as pd

Row = Mapping[str, Any]
_PATH, _SCHEME = "path of the number in the scenario", "scheme, as named in the scenario"
_BETTER = "in the unit of the outcome, better being positive"
_VALUE = "in the unit of the assumption; a share as a fraction, a factor as a multiple of what is written"
_ASSUMPTIONS = {
    "assumption": _PATH,
    "unit": "how it is written: share, months, whole, number, or factor on several numbers",
    "numbers": "how many numbers of the scenario it moves",
    "low": f"low end of its range, {_VALUE}",
    "now": f"as the scenario is written, {_VALUE}",
    "high": f"high end of its range, {_VALUE}",
}
_SCREENING = {
    "scheme": f"{_SCHEME}: its difference from the first is what moves",
    "assumption": _PATH,
    "mu_star": "mean size of the change through the whole range, in the unit of the outcome",
    "low": "lower end of its bootstrapped 95 % interval, 0 at least",
    "high": "upper end of it",
    "mu": f"mean change through the whole range, {_BETTER}",
    "sigma": "standard deviation of the changes, in the unit of the outcome",
}
_SOBOL = {
    "scheme": f"{_SCHEME}: its difference from the first is what varies",
    "assumption": _PATH,
    "first": "part of the variance (0 to 1) that it explains alone",
    "first_low": "lower end of its bootstrapped 95 % interval",
    "first_high": "upper end of it",
    "total": "part of the variance (0 to 1) that it explains alone and together with others",
    "total_low": "lower end of its bootstrapped 95 % interval",
    "total_high": "upper end of it",
}
_FLIPS = {
    "assumption": _PATH,
    "ahead": "the scheme that leads as the scenario is written",
    "rivals": "those it leads",
    "moves": "whether the assumption changes anything",
    "at": f"where the lead turns, {_VALUE}; empty: it does not within the range",
    "low": "lower value at which the interval of the difference stops holding 0, or the low end of the range",
    "high": "upper value at which it does, or the high end of the range",
    "rival": "the rival that takes the lead there; without a turn the closest rival",
    "lead_at": f"the value at which the lead is smallest, of those that were tried, {_VALUE}",
    "lead": f"the lead over the closest rival there, {_BETTER}",
    "lead_low": "lower end of its 95 % interval",
    "lead_high": "upper end of it",
}
_WORST = {
    "scheme": _SCHEME,
    "view": "view on human response",
    "regime": "market, as written or changed",
    "level": "mean over skies, in the unit of the outcome",
}


def frames(document: Row) -> dict[str, pd.DataFrame]:
    """Name -> frame; what was left out has no frame."""
    made = {
        "assumptions": _frame(
            ({"assumption": path, **one} for path, one in document["assumptions"].items()), _ASSUMPTIONS
        ),
        "worst_cases": _frame(document["worst"]["levels"], _WORST),
    }
    if document["screening"]:
        made["screening"] = _frame(_screening(document), _SCREENING)
    if document["sobol"]:
        made["sobol"] = _frame(_sobol(document), _SOBOL)
    if document["flips"]:
        made["flips"] = _frame(_flips(document), _FLIPS)
    return made


def _screening(document: Row) -> Iterator[Row]:
    for scheme, effects in document["screening"].items():
        for each in effects:
            yield {"scheme": scheme, **each, **_ends(each["mu_star"]), "mu_star": each["mu_star"]["mean"]}


def _sobol(document: Row) -> Iterator[Row]:
    for scheme, parts in document["sobol"].items():
        for each in parts:
            named = {key: each[key]["mean"] for key in ("first", "total")}
            ends = {f"{key}_{end}": each[key][end] for key in named for end in ("low", "high")}
            yield {"scheme": scheme, "assumption": each["assumption"], **named, **ends}


def _flips(document: Row) -> Iterator[Row]:
    for flip in document["flips"]:
        smallest = flip["smallest"]
        same = {
            **{key: flip[key] for key in ("assumption", "ahead", "moves")},
            "rivals": ", ".join(flip["rivals"]),
            "lead_at": smallest["at"],
            "lead": smallest["mean"],
            "lead_low": smallest["low"],
            "lead_high": smallest["high"],
        }
        none = {"at": None, "low": None, "high": None, "rival": smallest["rival"]}
        for turn in flip["turns"] or [none]:
            yield {**same, **{key: turn[key] for key in none}}


def _ends(found: Row) -> Row:
    return {"low": found["low"], "high": found["high"]}


def _frame(rows: Iterator[Row] | Sequence[Row], columns: Mapping[str, str]) -> pd.DataFrame:
    import pandas as pd  # noqa: PLC0415 (slow to import)

    listed = list(rows)
    return described(pd.DataFrame({column: _column([row[column] for row in listed]) for column in columns}), columns)


def _column(values: list[Any]) -> Any:
    """Numbers as float64, None among them as NaN; anything else as it is."""
    numbers = all(value is None or isinstance(value, float) for value in values)
    return np.array(values, dtype=np.float64) if numbers else values
