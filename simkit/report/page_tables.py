"""The tables of the page as rows of words: the numbers of the summary with the digits that their intervals support."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from simkit.errors import SimkitError
from simkit.outcomes.winners import BRANCH, LEAST, MOST, by_of
from simkit.quantities import said
from simkit.report.decision import FEWEST_SKIES
from simkit.report.verdicts import ALL, Document, Verdict, places, verdict
from simkit.report.words import NONE, clean, difference, interval, label, level, percent, scale_of
from simkit.results.tables import described
from simkit.wording import one_of

if TYPE_CHECKING:
    import pandas as pd

HEADLINE = (
    "pay_for_contribution",
    "luck_share",
    "total_cost",
    "cost_per_value",
    "effort",
    "hopeless",
    "bad_sales",
    "complaints",
    "value",
    "profit",
)
"""The outcomes in the short table: two of each family."""
STANDING: Mapping[Verdict | None, str] = {
    "better": "better than today's",
    "worse": "worse than today's",
    "same": "no difference that matters",
    "open": "open: more skies may tell",
    None: "",
}


@dataclass(frozen=True)
class Mark:
    """What stands for a scheme: its name, a sign and a colour."""

    name: str
    sign: str
    colour: str


def headline(document: Document) -> Iterator[dict[str, Any]]:
    """The rows of the short table."""
    return (row for row in outcome_rows(document) if row["key"] in HEADLINE)


def outcome_rows(document: Document) -> Iterator[dict[str, Any]]:
    """Every outcome: what it is, and a cell for each scheme."""
    for key, outcome in document["outcomes"].items():
        levels = [by_year[ALL]["mean"] for by_year in outcome["levels"].values()]
        scale = scale_of(outcome["unit"], document["scenario"]["currency"], levels, outcome["practical_margin"])
        margin = {"mean": outcome["practical_margin"]}
        yield {
            "key": key,
            "label": label(key),
            "family": outcome["family"],
            "unit": scale.unit,
            "better": outcome["better"],
            "sentence": outcome["sentence"],
            "source": outcome["source"],
            "margin": difference(margin, scale).removeprefix("+"),
            "cells": {name: _cell(document, outcome, name, scale) for name in document["schemes"]},
        }


def outcome_table(document: Document, family: str) -> pd.DataFrame:
    """The outcomes of one family: levels, differences from the first scheme, unit and meaning, all as text."""
    import pandas as pd  # noqa: PLC0415 (slow to import)

    families = list(dict.fromkeys(outcome["family"] for outcome in document["outcomes"].values()))
    if family not in families:
        raise SimkitError(f"there is no family {said(family)}; {one_of(str(family), families)}")
    first, *others = document["schemes"]
    rows = {
        row["label"]: {
            **{name: row["cells"][name]["level"] for name in (first, *others)},
            **{f"{name} - {first}": row["cells"][name]["difference"] for name in others},
            "unit": row["unit"],
            "better": row["better"],
            "what it says": row["sentence"],
        }
        for row in outcome_rows(document)
        if row["family"] == family
    }
    columns = {
        **dict.fromkeys((first, *others), "mean over skies and weighted views, all compared years"),
        **{f"{name} - {first}": "mean difference in the same futures; pp are percentage points" for name in others},
        "unit": "unit of the numbers in this row",
        "better": "which direction is better",
        "what it says": "what the outcome says",
    }
    return described(pd.DataFrame.from_dict(rows, orient="index", columns=list(columns)), columns)


def _cell(document: Document, outcome: Document, scheme: str, scale: Any) -> dict[str, Any]:
    chances = outcome.get("p_best", {}) if document["replications"] >= FEWEST_SKIES else {}
    if outcome["levels"][scheme][ALL]["mean"] is None:
        return {"level": NONE, "chance": "", "difference": "", "interval": "", "verdict": None}
    cell = {
        "level": level(outcome["levels"][scheme][ALL], scale),
        "chance": percent(chances[scheme]) if chances else "",
    }
    if scheme not in outcome["differences"]:
        return {**cell, "difference": "", "interval": "", "verdict": None}
    estimate = outcome["differences"][scheme][ALL]
    return {
        **cell,
        "difference": difference(estimate, scale),
        "interval": interval(estimate, scale),
        "verdict": verdict(outcome, scheme),
    }


def winner_rows(document: Document, scheme: str) -> Iterator[dict[str, Any]]:
    """Every group of winners and losers but the single branches: the change of its mean pay, and shares of it."""
    shares, parts = scale_of("share", "", []), ("paid_more", "much_more", "paid_less", "much_less", "compared")
    for group, found in document["winners"][scheme].items():
        if (by_of(group) == BRANCH and group not in (MOST, LEAST)) or found["change"]["mean"] is None:
            continue
        change = found["change"]
        yield {
            "group": group,
            "label": clean(group),
            "change": difference(change, shares).replace(" pp", "%"),
            "interval": interval(change, shares),
            "shares": [level(found[part], shares) for part in parts],
        }


def ranking_rows(document: Document) -> Iterator[dict[str, Any]]:
    """Every ranked outcome: under each view who shares which place, and whether the view turns the answer."""
    for key, outcome in document["outcomes"].items():
        if "ranking" in outcome:
            yield {
                "label": label(key),
                "views": [
                    {"places": places(outcome, view), "flips": view in outcome["flipped_by"], "view": clean(view)}
                    for view in outcome["ranking"]
                ],
            }
