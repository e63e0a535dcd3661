"""The page: one HTML file that says and shows what a comparison found, without scripts, and without asking any network.

The template is `page.html` beside this file.  Everything that comes from a scenario passes through its escaping; only
the charts, which `simkit.drawing` made, go in as they are.
"""

from __future__ import annotations

import math
import os
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

from simkit.drawing import COLOURS, FONTS
from simkit.report import charts, claims, payout_chart, payslips, strips
from simkit.report.decision import HOW_SURE, sentences
from simkit.report.page_tables import STANDING, Mark, headline, outcome_rows, ranking_rows, winner_rows
from simkit.report.verdicts import Document
from simkit.report.words import clean
from simkit.results.files import version_of, write_file
from simkit.scenario.scenario import Scenario
from simkit.scenario.show import Origin, provenance

if TYPE_CHECKING:
    import pandas as pd
    from jinja2 import Environment, Template

Frames = Mapping[str, "pd.DataFrame"]
_SIGNS = "●■◆▲▼✚"


def page(document: Document, frames: Frames, scenario: Scenario) -> str:
    """The page of a comparison: `document` is its summary, `frames` its tables, `scenario` what was asked."""
    shown = strips.strips(document)
    return _template("page.html").render(
        **_shared(document),
        fonts=FONTS,
        about=about(document),
        charts=_Charts(document, frames),
        assumptions=list(_assumptions(scenario)),
        assumed=_assumed(scenario),
        ranking=list(ranking_rows(document)),
        outcomes=list(outcome_rows(document)),
        strips=shown,
        strips_said=strips.by_view(document, shown),
        strip_rows=list(strips.rows(document, shown)),
        version=version_of("simkit"),
    )


def excerpt(document: Document) -> str:
    """The decision and the main numbers, as HTML for a notebook."""
    return _template("excerpt.html").render(**_shared(document), about=about(document))


def write_page(path: str | os.PathLike[str], html: str) -> Path:
    """Write the page, whole or not at all; gives its path.  Raises SimkitError if it cannot be written."""
    return write_file(path, html)


def about(document: Document) -> str:
    """Who was simulated, for how long, and how often."""
    scenario, (first, *others) = document["scenario"], [clean(name) for name in document["schemes"]]
    views, under = len(document["views"]), " or ".join([first, *others])
    return (
        f"{scenario['seats']:,} advisors, {scenario['run_in_months']} months under {first}, then "
        f"{scenario['compared_months']} months under {under}; {_skies(document)}, "
        f"{views} {'view' if views == 1 else 'views'} each, seed {document['seed']}"
    )


def _skies(document: Document) -> str:
    count, missing = document["replications"], document.get("missing", 0)
    return f"{count:,}{f' of {count + missing:,}' if missing else ''} {'sky' if count + missing == 1 else 'skies'}"


def marks(document: Document) -> dict[str, Mark]:
    """Scheme -> the sign and colour that stand for it everywhere on the page."""
    return {
        name: Mark(clean(name), _SIGNS[place % len(_SIGNS)], COLOURS[place % len(COLOURS)])
        for place, name in enumerate(document["schemes"])
    }


def _shared(document: Document) -> dict[str, Any]:
    return {
        "document": document,
        "clean": clean,
        "claims": claims,
        "marks": marks(document),
        "decision": list(sentences(document)),
        "how_sure": HOW_SURE,
        "headline": list(headline(document)),
        "standing": STANDING,
    }


class _Charts:
    """The charts as the template asks for them, each with a name of its own."""

    def __init__(self, document: Document, frames: Frames) -> None:
        self._document, self._frames, self._count = document, frames, 0
        self._marks = marks(document)
        self.view = str(frames["effort_map"]["view"].iloc[0]) if len(frames["effort_map"]) else _main_view(document)
        self._limits = charts.limits(frames["effort_map"]["effort"].tolist())

    def _name(self) -> str:
        self._count += 1
        return f"c{self._count}"

    def _safe(self, svg: str) -> Any:
        from markupsafe import Markup  # noqa: PLC0415 (loaded with jinja2)

        return Markup(svg)  # noqa: S704 (drawn by simkit.drawing, which escapes what it writes)

    def differences(self, scheme: str) -> Any:
        said = claims.differences(self._document, scheme)
        return self._safe(charts.differences(self._document, scheme, self._name(), said))

    def payout(self, scheme: str, number: int) -> Any:
        rows = self._frames["payout"].query("scheme == @scheme and number == @number")
        if len(rows) == 1:  # fixed pay has no curve
            return ""
        said = claims.payout(self._document, scheme, number)
        return self._safe(payout_chart.payout(rows, self._marks[scheme].colour, self._name(), said))

    def scatter(self, scheme: str) -> dict[str, Any]:
        """The chart, and the sentence below it."""
        rows = self._frames["people"].query("scheme == @scheme and view == @self.view")
        said = f"Pay against contribution under {clean(scheme)}, given potential."
        svg, correlation = charts.scatter(rows, self._marks[scheme].colour, self._name(), said)
        return {"svg": self._safe(svg), "correlation": None if math.isnan(correlation) else f"{correlation:.2f}"}

    def winners(self, scheme: str) -> Any:
        said = claims.winners(self._document, scheme)
        groups = {row["group"]: self._document["winners"][scheme][row["group"]] for row in self.groups(scheme)}
        return self._safe(charts.winners(groups, self._name(), said))

    def groups(self, scheme: str) -> list[dict[str, Any]]:
        """The rows of the table of groups."""
        return list(winner_rows(self._document, scheme))

    def payslips(self, scheme: str) -> list[dict[str, Any]]:
        """The payslips at both ends; none where no future can be simulated again."""
        if "payslips" not in self._frames:
            return []
        return list(payslips.shown(self._frames["payslips"].query("scheme == @scheme")))

    def fan(self, scheme: str) -> Any:
        said = f"Total cost of {clean(scheme)} by year."
        return self._safe(charts.fan(self._document, scheme, self._marks[scheme].colour, self._name(), said))

    def bridge(self, scheme: str) -> Any:
        said = claims.bridge(self._document, scheme)
        return self._safe(charts.bridge(self._document, scheme, self._marks[scheme].colour, self._name(), said))

    def strip(self, shown: strips.Strip) -> Any:
        return self._safe(strips.chart(shown, self._marks, self._name())) if shown.varies else ""

    def effort_maps(self, scheme: str) -> Iterator[dict[str, Any]]:
        """Of every component with a target: its name, the chart, and where effort is highest and lowest."""
        rows = self._frames["effort_map"].query("scheme == @scheme")
        for _, part in rows.groupby("number"):
            known = part.dropna(subset=["effort"])
            if known.empty:  # a target of which nothing could be seen
                continue
            said = claims.effort(*(known.loc[at(known["effort"])].to_dict() for at in (_argmax, _argmin)))
            svg = charts.effort_map(part, self._limits, self._name(), said)
            yield {"component": clean(part["component"].iloc[0]), "svg": self._safe(svg), "said": said}


def _argmax(values: pd.Series[float]) -> Any:
    return values.idxmax()


def _argmin(values: pd.Series[float]) -> Any:
    return values.idxmin()


def _main_view(document: Document) -> str:
    views: Mapping[str, Any] = document["views"]
    return max(views, key=lambda view: views[view]["weight"])


def _assumptions(scenario: Scenario) -> Iterator[dict[str, Any]]:
    """The values of a scenario in blocks, each with its source or the word assumption."""
    origins = [origin for origin in provenance(scenario) if origin.source]
    for block, members in groupby(origins, key=lambda origin: _block(origin, scenario)):
        values = list(members)
        assumed = sum(value.assumed for value in values)
        yield {"block": block, "values": values, "assumed": assumed}


def _block(origin: Origin, scenario: Scenario) -> str:
    """What a value belongs to, in words: people, scheme growth, view central."""
    first, *others = origin.steps
    if first == "views":
        return f"view {scenario.views[int(others[0])].name}"
    if first == "schemes":
        return f"scheme {others[0]}"
    return f"work: {others[0]}" if first == "work" else str(first)


def _assumed(scenario: Scenario) -> str:
    values = [origin for origin in provenance(scenario) if origin.source]
    return claims.assumptions(len(values), sum(value.assumed for value in values))


def _template(name: str) -> Template:
    return _environment().get_template(name)


@cache
def _environment() -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined  # noqa: PLC0415 (slow to import)

    folder = Path(__file__).parent
    return Environment(
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        loader=FileSystemLoader(folder),
    )
