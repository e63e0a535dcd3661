"""The tables about people: payout curves and who ended where, effort maps, winners and losers, and single people.

Like the other frames they say in `attrs["columns"]` what stands in each column, with its unit.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import numpy as np

from simkit.experiment.compare import Comparison
from simkit.experiment.portrait import STANDS, effort_maps, main_view, payouts, points
from simkit.experiment.watching import MOST_PEOPLE, TOGETHER
from simkit.outcomes.winners import LEAST, MOST, MUCH, SPREAD, by_of
from simkit.quantities import write_share
from simkit.results.tables import described

if TYPE_CHECKING:
    import pandas as pd

_SCHEME = "scheme, as named in the scenario"
_COMPONENT = "name of the component in the scheme"
PAYOUT = {
    "scheme": _SCHEME,
    "component": _COMPONENT,
    "number": "its number in the scheme, from 0",
    "every": "the period that is paid",
    "counts": "what `attained` is: score (1 = every target met), money at prices or production, both over base pay",
    "attained": "lower end of a bin",
    "people": "share (0 to 1) of all periods of all advisors that ended there, views weighted",
    "paid": "pay of the period in the middle of the bin, gates open, as a share of base pay",
}
EFFORT_MAP = {
    "scheme": _SCHEME,
    "component": _COMPONENT,
    "number": "its number in the scheme, from 0",
    "view": "view on human response: the one with the largest weight",
    "months_left": "months left in the period, this one included",
    "stand": "projected attainment (1 = target) if effort is normal from now on",
    "effort": "effort of an average advisor, normal effort = 1; empty where nobody can stand",
}
WINNERS = {
    "scheme": _SCHEME,
    "by": "what people are split by, each as it was when the schemes changed: branch tier; tenure (newcomers: below "
    "the median at the start); potential: the book; skill: talent times what was learnt; pay before: of the last year, "
    "under the first scheme; branch",
    "group": "group of advisors; thirds and fifths are of those of one future; "
    f"`{MOST}` and `{LEAST}`: picked in each future anew, `{SPREAD}`: how far apart they are",
    "measure": "of those who work through a whole year under both schemes, over all such years, against the first "
    "scheme in the same future: change: of the group's mean pay, relative; paid_more, paid_less: share (0 to 1) whose "
    f"pay is higher, lower; much_more, much_less: by at least {write_share(MUCH)}; compared: share of the group that "
    "has such a year",
    "mean": "mean over skies and weighted views",
    "low": "lower end of its 95 % interval",
    "high": "upper end of its 95 % interval",
}
PEOPLE = {
    "scheme": _SCHEME,
    "view": "view on human response",
    "seat": f"number of the seat, from 1 to at most {MOST_PEOPLE:,}",
    "branch": "number of its branch, from 1",
    "branch_tier": "tier of its branch",
    "tenure": "years in the job at the start, 0 for who came later; of who was there when the schemes changed",
    "talent": "ability that stays, mean 1",
    "book": "clients and wealth of the territory, mean 1",
    "base_pay": "a year, in money",
    "pay": "base and variable pay a year, in money: mean of the compared years",
    "contribution": "worth of the true results to the bank a year, in money: mean of the compared years",
    "effort": "normal effort = 1: mean of the compared years",
}

POINTS = {
    "scheme": _SCHEME,
    "component": _COMPONENT,
    "number": "its number in the scheme, from 0",
    "year": "`on paper`: results of the last year before the change under this scheme; or a compared year",
    "view": "view on human response, or `all views` by their weights",
    "kpi": f"KPI that moves the rate, or `{TOGETHER}`: the points of all of them added up",
    "points": "points on the rate of pay in the last period of the year: 0.01 is 1 % of production",
    "people": "share (0 to 1) of advisors who had them, over all skies",
}


def details(comparison: Comparison) -> dict[str, pd.DataFrame]:
    """Name -> frame: `payout`, `effort_map`, `winners`, `people` of the first sky; `points` where KPIs move a rate."""
    found = {
        "payout": _rows(_payout(comparison), PAYOUT),
        "effort_map": _rows(_effort_map(comparison), EFFORT_MAP),
        "winners": _rows(_winners(comparison), WINNERS),
        "people": _rows(_people(comparison), PEOPLE),
    }
    return found | ({"points": _rows(_points(comparison), POINTS)} if comparison.runs.points else {})


def _payout(comparison: Comparison) -> Iterator[dict[str, Any]]:
    for scheme in comparison.schemes:
        for number, payout in enumerate(payouts(comparison, scheme)):
            yield {
                "scheme": scheme,
                "component": payout.component.name,
                "number": number,
                "every": payout.component.every,
                "counts": payout.counts,
                "attained": payout.attained,
                "people": payout.people,
                "paid": payout.paid,
            }


def _effort_map(comparison: Comparison) -> Iterator[dict[str, Any]]:
    for scheme in comparison.schemes:
        pay = comparison.scenario.schemes[scheme].pay
        for number, effort in effort_maps(comparison, scheme):
            for month, row in enumerate(effort):
                yield {
                    "scheme": scheme,
                    "component": pay[number].name,
                    "number": number,
                    "view": main_view(comparison),
                    "months_left": len(effort) - month,
                    "stand": np.array(STANDS),
                    "effort": row,
                }


def _winners(comparison: Comparison) -> Iterator[dict[str, Any]]:
    for scheme in comparison.schemes[1:]:
        for group, measures in comparison.runs.winners.items():
            for measure in measures:
                found = comparison.winner_share(group, measure, scheme)
                yield {"scheme": scheme, "by": by_of(group), "group": group, "measure": measure, **vars(found)}


def _people(comparison: Comparison) -> Iterator[dict[str, Any]]:
    people, found = comparison.scenario.people, comparison.runs.people
    shown = len(found["book"])
    tiers = np.array(list(people.groups.branch_tier), dtype=object)
    for s, scheme in enumerate(comparison.schemes):
        for v, view in enumerate(comparison.views):
            yield {
                "scheme": scheme,
                "view": view,
                "seat": np.arange(1, shown + 1),
                "branch": people.branch[:shown] + 1,
                "branch_tier": tiers[people.tier[:shown]],
                **{name: found[name] for name in ("tenure", "talent", "book")},
                "base_pay": 12.0 * found["base_pay"],
                **{name: found[name][s, v] for name in ("pay", "contribution", "effort")},
            }


def _points(comparison: Comparison) -> Iterator[dict[str, Any]]:
    views = [*comparison.views, "all views"]
    for (scheme, _, year, number, component, kpi), shares in points(comparison):
        for level, people in shares.items():
            yield {
                "scheme": scheme,
                "component": component,
                "number": number,
                "year": "on paper" if year is None else f"year {year + 1}",
                "view": np.array(views, dtype=object),
                "kpi": kpi,
                "points": level,
                "people": np.append(people, np.sum(people * comparison.weights)),
            }


def _rows(parts: Iterator[dict[str, Any]], columns: dict[str, str]) -> pd.DataFrame:
    """One frame of all parts; in each, what is one value stands beside every number of its arrays."""
    import pandas as pd  # noqa: PLC0415 (slow to import)

    frames = [pd.DataFrame(part, index=None if _has_arrays(part) else [0]) for part in parts]
    whole = pd.concat(frames, ignore_index=True) if frames else pd.DataFrame(columns=list(columns))
    return described(whole[list(columns)], columns)


def _has_arrays(part: dict[str, Any]) -> bool:
    return any(isinstance(value, np.ndarray) for value in part.values())
