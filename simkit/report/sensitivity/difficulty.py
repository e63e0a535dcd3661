"""A difficulty sweep as people see it: a document, a text, a table and a chart, all with the same numbers."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from simkit.experiment.run import Progress
from simkit.experiment.sensitivity import difficulty as experiment
from simkit.experiment.sensitivity.difficulty import EASY, HARD, STEPS
from simkit.outcomes.catalogue import CATALOGUE
from simkit.report.sensitivity.difficulty_chart import chart
from simkit.report.words import Scale, clean, difference, interval, label, level, padded, scale_of, wrapped
from simkit.results.files import finite
from simkit.results.store import check_folder, write_folder
from simkit.results.tables import described
from simkit.scenario.scenario import Scenario
from simkit.showing import WIDTH, pre

if TYPE_CHECKING:
    import pandas as pd

SHOWN = ("value", "variable_cost", "profit", "effort", "hopeless", "coasting", "morale", "turnover", "bad_sales")
"""The outcomes of the table, beside the one that is asked for."""
_COLUMNS = {
    "factor": "what all targets are multiplied with",
    "outcome": "outcome; `reached` is the share of periods whose score ended at the target or above",
    "unit": "unit of the numbers in this row",
    "mean": "mean over skies and weighted views",
    "low": "lower end of its 95 % interval; empty where there is none",
    "high": "upper end of it",
    "difference": "mean difference from today's scheme, as written",
    "difference_low": "lower end of its 95 % interval",
    "difference_high": "upper end of it",
}


@dataclass(frozen=True)
class DifficultyAnswer:
    """What came of multiplying the targets of a scheme; it shows itself."""

    found: experiment.Difficulty

    @cached_property
    def document(self) -> dict[str, Any]:
        """Everything that was found, as one document of plain values: what `difficulty.json` holds."""
        return _document(self.found)

    @cached_property
    def table(self) -> pd.DataFrame:
        """A row for each factor and outcome; `attrs["columns"]` says what stands in each column, with its unit."""
        import pandas as pd  # noqa: PLC0415 (slow to import)

        rows = list(_rows(self.document))
        frame = pd.DataFrame({column: [row[column] for row in rows] for column in _COLUMNS})
        numbers = [column for column in _COLUMNS if column not in ("outcome", "unit")]
        return described(frame.astype(dict.fromkeys(numbers, np.float64)), _COLUMNS)

    @cached_property
    def chart(self) -> str:
        """The outcome, cost and chances against the factor, as SVG."""
        return chart(self.document)

    def write(self, folder: str | os.PathLike[str]) -> Path:
        """Write `difficulty.json`, the table as Parquet and CSV, `difficulty.svg`, `report.txt` and a manifest."""
        about = {key: self.document[key] for key in ("scenario", "scheme", "seed", "replications")}
        texts = {"difficulty.svg": self.chart, "report.txt": str(self)}
        return write_folder(folder, {"difficulty_table": self.table}, {"difficulty": self.document}, texts, about)

    def __str__(self) -> str:
        return "\n".join(_lines(self.document)) + "\n"

    def __repr__(self) -> str:
        return f"<DifficultyAnswer {self.found.scheme!r}: {len(self.found.factors)} factors>"

    def _repr_html_(self) -> str:
        return pre(str(self)) + self.chart


def difficulty(
    scenario: Scenario,
    scheme: str,
    *,
    outcome: str = "value",
    easy: float = EASY,
    hard: float = HARD,
    steps: int = STEPS,
    views: str | None = "all",
    replications: int = 24,
    seed: int = 1,
    progress: Progress | None = None,
    out: str | os.PathLike[str] | None = None,
) -> DifficultyAnswer:
    """Ask how hard a scheme's targets should be: all of them multiplied by `steps` factors from `easy` to `hard`.

    outcome: on which the best difficulty is found.  views: "all", the name of one, or None for the one with the largest
    weight.  replications: how many skies, the same for all.  progress: told how many more skies are done.  out: a
    folder to write to, as `DifficultyAnswer.write` does.

    Pay stays what it is at the difficulty as written, so that harder targets pay less.  Raises SimkitError for a scheme
    without targets, and for targets that cannot be scaled.
    """
    if out is not None:
        check_folder(out)
    found = experiment.difficulty(
        scenario,
        scheme,
        outcome=outcome,
        easy=easy,
        hard=hard,
        steps=steps,
        views=views,
        replications=replications,
        seed=seed,
        progress=progress,
    )
    answer = DifficultyAnswer(found)
    if out is not None:
        answer.write(out)
    return answer


def _document(found: experiment.Difficulty) -> dict[str, Any]:
    wanted = {found.outcome.name, *SHOWN}
    there = {each.name for each in found.comparison.outcomes}
    outcomes = [each for each in CATALOGUE if each.name in wanted & there]
    best = found.best()
    made: dict[str, Any] = finite(
        {
            "document": "simkit difficulty 1",
            "scenario": {
                "name": found.asked.name,
                "fingerprint": found.asked.fingerprint,
                "currency": found.asked.currency,
            },
            "scheme": found.scheme,
            "today": found.asked.today,
            "seed": found.comparison.runs.seed,
            "replications": len(found.comparison.runs.replications),
            "views": list(found.comparison.views),
            "outcome": found.outcome.name,
            "better": found.outcome.better,
            "factors": list(found.factors),
            "best": {"factor": best.factor, "low": best.low, "high": best.high, "at_the_end": best.at_the_end},
            "reached": found.reached().tolist(),
            "outcomes": {
                each.name: {
                    "unit": each.unit,
                    "levels": [asdict(one) for one in found.level(each)],
                    "differences": [asdict(one) for one in found.difference(each)],
                }
                for each in outcomes
            },
        }
    )
    return made


def _rows(document: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for place, factor in enumerate(document["factors"]):
        for name, each in document["outcomes"].items():
            apart = {key: each["differences"][place][end] for key, end in _ENDS.items()}
            yield {"factor": factor, "outcome": name, "unit": each["unit"], **each["levels"][place], **apart}
        none = dict.fromkeys(("low", "high", *_ENDS))
        reached = {"outcome": "reached", "unit": "share of periods", "mean": document["reached"][place]}
        yield {"factor": factor, **reached, **none}


_ENDS = {"difference": "mean", "difference_low": "low", "difference_high": "high"}


def sentence(document: dict[str, Any]) -> str:
    """Where the outcome is best, from the numbers alone.

    >>> best = {"factor": 0.9, "low": 0.8, "high": 1.0, "at_the_end": False}
    >>> sentence({"outcome": "value", "better": "higher", "best": best, "factors": [0.8, 0.9, 1.0]})
    'value is highest with targets at 90% of those as written; 80% to 100% are not clearly worse'
    """
    best = document["best"]
    most = "highest" if document["better"] == "higher" else "lowest"
    text = f"{label(document['outcome'])} is {most} with targets at {_share(best['factor'])} of those as written"
    if best["low"] < best["high"]:
        text += f"; {_share(best['low'])} to {_share(best['high'])} are not clearly worse"
    if best["at_the_end"]:
        text += (
            f", and the best may lie beyond the {'easiest' if best['factor'] == document['factors'][0] else 'hardest'}"
        )
    return text


def _cost(document: dict[str, Any]) -> str:
    """What variable pay costs where the outcome is best."""
    found = document["outcomes"]["variable_cost"]
    place = document["factors"].index(document["best"]["factor"])
    size = scale_of(found["unit"], document["scenario"]["currency"], [each["mean"] for each in found["levels"]])
    apart = found["differences"][place]
    return (
        f"Variable pay is then {level(found['levels'][place], size)} {size.unit}, {difference(apart, size)} against "
        f"{clean(document['today'])} ({interval(apart, size)})."
    )


def _share(factor: float) -> str:
    return f"{100.0 * factor:.4g}%"


def _lines(document: dict[str, Any]) -> Iterator[str]:
    yield from wrapped(clean(document["scenario"]["name"]), WIDTH)
    views = document["views"]
    shown = f"view {clean(views[0])}" if len(views) == 1 else f"{len(views)} views pooled"
    yield from wrapped(
        f"{clean(document['scheme'])} with all its targets multiplied; {shown}, {document['replications']} skies, seed "
        f"{document['seed']}",
        WIDTH,
    )
    yield ""
    yield from wrapped(f"{clean(document['scheme'])}: {sentence(document)}. {_cost(document)}", WIDTH)
    yield ""
    for name in (document["outcome"], *(each for each in document["outcomes"] if each != document["outcome"])):
        yield from _outcome(document, name)
    yield _row("targets that are reached", "share")
    for factor, reached in zip(document["factors"], document["reached"], strict=True):
        yield _row(f"  {_share(factor)}", level({"mean": reached}, Scale(100.0, "", "%")))


def _outcome(document: dict[str, Any], name: str) -> Iterator[str]:
    found = document["outcomes"][name]
    size = scale_of(found["unit"], document["scenario"]["currency"], [each["mean"] for each in found["levels"]])
    yield from wrapped(f"{label(name)}, {size.unit}", WIDTH)
    yield _row("", "level", f"against {clean(document['today'])}", "95% interval")
    for factor, each, apart in zip(document["factors"], found["levels"], found["differences"], strict=True):
        cells = level(each, size), difference(apart, size), interval(apart, size)
        yield _row(f"  {_share(factor)}", *cells)


def _row(left: str, *cells: str) -> str:
    widths = (12, 16, 20)
    right = (padded(cell, width, right=True) for cell, width in zip(cells, widths, strict=False))
    return f"{padded(left, WIDTH - sum(widths) - 3)} {' '.join(right)}".rstrip()
