"""The results as tidy pandas frames: one row an observation, one column a thing that is said of it.

`frame.attrs["columns"]` says what stands in each column, with its unit.  All but `outcomes_by_sky` hold what the
summary holds.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from simkit.experiment.compare import Comparison
from simkit.outcomes.catalogue import Outcome
from simkit.report.details import details
from simkit.report.payslips import payslip_frame
from simkit.report.summary import summary
from simkit.results.tables import described

if TYPE_CHECKING:
    import pandas as pd

_OUTCOME, _SCHEME, _VIEW = "outcome, as in `definitions`", "scheme, as named in the scenario", "view on human response"
_YEAR = "`all years` compared, or one of them counted from the start of the run-in"
_LEVEL = {
    "mean": "mean over skies and weighted views, in the unit of the outcome",
    "low": "lower end of its 95 % interval; empty where there is none",
    "high": "upper end of its 95 % interval; empty where there is none",
}


def frames(comparison: Comparison, document: Mapping[str, Any] | None = None) -> dict[str, pd.DataFrame]:
    """Name -> frame; `document` is the summary, if it is there already."""
    found = summary(comparison) if document is None else document
    slips = {"payslips": payslip_frame(comparison)} if comparison.can_follow else {}
    return {"outcomes_by_sky": outcomes_by_sky(comparison), **_from_summary(found), **details(comparison), **slips}


def outcomes_by_sky(comparison: Comparison) -> pd.DataFrame:
    """Every outcome of every single future: a row for each scheme, view, year and sky."""
    years = range(1, len(comparison.years))
    skies = comparison.runs.replications
    keys = [
        np.repeat(np.array(comparison.schemes, dtype=object), len(comparison.views) * len(years) * len(skies)),
        np.tile(np.repeat(np.array(comparison.views, dtype=object), len(years) * len(skies)), len(comparison.schemes)),
        np.tile(np.repeat(_year_numbers(comparison), len(skies)), len(comparison.schemes) * len(comparison.views)),
        np.tile(np.array(skies), len(comparison.schemes) * len(comparison.views) * len(years)),
    ]
    found = comparison.runs.values  # noqa: PD011 (no frame)
    outcomes = [outcome for outcome in comparison.outcomes if outcome.name in found]
    said = {
        "scheme": _SCHEME,
        "view": _VIEW,
        "year": "counted from 1 at the start of the run-in",
        "sky": "the future's number: one sky has the same shocks for all schemes and views",
        **{outcome.name: _meaning(outcome, comparison.scenario.currency) for outcome in outcomes},
    }
    values: dict[str, Any] = dict(zip(said, keys, strict=False))
    values |= {outcome.name: found[outcome.name].reshape(-1) for outcome in outcomes}
    return _frame(values, said)


def _year_numbers(comparison: Comparison) -> Any:
    first = comparison.scenario.horizon.run_in // 12 + 1
    return np.arange(first, first + len(comparison.years) - 1)


def _meaning(outcome: Outcome, currency: str) -> str:
    unit = outcome.unit.replace("money", currency)
    return f"{outcome.sentence} Unit: {unit}."


def _from_summary(document: Mapping[str, Any]) -> dict[str, pd.DataFrame]:
    outcomes = document["outcomes"]
    about = {"outcome": _OUTCOME, "scheme": _SCHEME, "year": _YEAR, "unit": "unit of the numbers in this row"}
    differences = {
        key: text.replace("mean over", "mean difference from the first scheme over") for key, text in _LEVEL.items()
    }
    return {
        "levels": _rows(_estimates(document, "levels"), {**about, **_LEVEL}),
        "differences": _rows(_estimates(document, "differences"), {**about, **differences}),
        "chances": _rows(
            _chances(outcomes),
            {
                "outcome": _OUTCOME,
                "scheme": _SCHEME,
                "p_best": "probability (0 to 1) that it is best by more than the practical margin",
                "no_clear_difference": "probability (0 to 1) that the best two differ by less than that margin",
                "best_in_one_future": "how often (0 to 1) it comes out best in a single future of all compared years",
            },
        ),
        "ranking": _rows(
            _ranking(outcomes),
            {
                "outcome": _OUTCOME,
                "view": _VIEW,
                "place": "1 is best",
                "scheme": _SCHEME,
                "flips": "whether this view has another best scheme than all views pooled, by more than the margin",
            },
        ),
        "bridge": _rows(_bridge(document), _BRIDGE),
        "definitions": _rows(_definitions(document), _DEFINITIONS),
        "views": _rows(_views(document), _VIEWS),
    }


_BRIDGE = {
    "scheme": _SCHEME,
    "step": "today: paid in the last year before the change; static: those results under this scheme; "
    "response: this scheme in the compared years; step: response less static",
    "unit": "unit of the numbers in this row",
    **_LEVEL,
}
_DEFINITIONS = {
    "outcome": "name of the outcome",
    "family": "fairness, cost, motivation, conduct or business",
    "unit": "unit of its numbers",
    "better": "which direction is better",
    "sentence": "what it says",
    "source": "how it is computed, and after whom",
    "practical_margin": "a smaller difference counts as none; in the unit of the outcome; assumption",
}
_VIEWS = {
    "view": _VIEW,
    "weight": "its part (0 to 1) in pooled means; an opinion",
    "output_change": "relative change of output when variable pay rises by 10 %, as this view implies",
    "source": "where its numbers come from",
}


def _estimates(document: Mapping[str, Any], what: str) -> Iterator[dict[str, Any]]:
    for name, outcome in document["outcomes"].items():
        unit = outcome["unit"].replace("money", document["scenario"]["currency"])
        for scheme, by_year in outcome[what].items():
            for year, estimate in by_year.items():
                yield {"outcome": name, "scheme": scheme, "year": year, "unit": unit, **estimate}


def _chances(outcomes: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    for name, outcome in outcomes.items():
        for scheme, chance in outcome.get("p_best", {}).items():
            yield {
                "outcome": name,
                "scheme": scheme,
                "p_best": chance,
                "no_clear_difference": outcome["no_clear_difference"],
                "best_in_one_future": outcome["best_in_one_future"][scheme],
            }


def _ranking(outcomes: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    for name, outcome in outcomes.items():
        for view, order in outcome.get("ranking", {}).items():
            flips = view in outcome["flipped_by"]
            for place, scheme in enumerate(order, 1):
                yield {"outcome": name, "view": view, "place": place, "scheme": scheme, "flips": flips}


def _bridge(document: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    unit = f"{document['scenario']['currency']} a year"
    for scheme, steps in document["bridge"].items():
        for step, estimate in steps.items():
            yield {"scheme": scheme, "step": step, "unit": unit, **estimate}


def _definitions(document: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    for name, outcome in document["outcomes"].items():
        unit = outcome["unit"].replace("money", document["scenario"]["currency"])
        row = {"outcome": name, **{key: outcome[key] for key in list(_DEFINITIONS)[1:]}}
        yield {**row, "unit": unit}


def _views(document: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    for name, view in document["views"].items():
        change = view["output_change_for_10_percent_more_variable_pay"]
        yield {"view": name, "weight": view["weight"], "output_change": change, "source": view["source"]}


def _rows(rows: Iterator[dict[str, Any]], columns: Mapping[str, str]) -> pd.DataFrame:
    listed = list(rows)
    return _frame({column: _column([row[column] for row in listed]) for column in columns}, columns)


def _column(values: list[Any]) -> Any:
    """Numbers as float64, None among them as NaN; anything else as it is."""
    numbers = all(value is None or isinstance(value, float) for value in values)
    return np.array(values, dtype=np.float64) if numbers else values


def _frame(values: Mapping[str, Any], columns: Mapping[str, str]) -> pd.DataFrame:
    import pandas as pd  # noqa: PLC0415 (slow to import)

    return described(pd.DataFrame(dict(values)), columns)
