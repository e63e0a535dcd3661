"""What a search found: the schemes to choose from, ready to use, and every way to show them.

found = search("scenarios/studies/growth_bonus.yaml")
print(found)
found.scheme(17)
found.write("out")
"""

from __future__ import annotations

import os
from dataclasses import fields
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from simkit.changes import ASSUMPTION, checked, written
from simkit.errors import SimkitError
from simkit.experiment.backends import Name, backend_of
from simkit.experiment.search import searching
from simkit.experiment.search.question import Search
from simkit.experiment.search.reading import asked
from simkit.experiment.search.searching import Progress, Searched
from simkit.report.search.document import document
from simkit.report.search.terminal import report
from simkit.results.store import check_folder, write_folder
from simkit.results.tables import described
from simkit.scenario.scenario import Scenario
from simkit.scheme.scheme import Scheme
from simkit.showing import pre, yaml_text

if TYPE_CHECKING:
    import pandas as pd


class Found(Searched):
    """What a search found; it shows itself, and gives every scheme that was tried."""

    @classmethod
    def of(cls, searched: Searched) -> Found:
        """The same search, able to show itself."""
        return cls(**{field.name: getattr(searched, field.name) for field in fields(searched)})

    @cached_property
    def summary(self) -> dict[str, Any]:
        """Everything that was found, as one document of plain values: what `search.json` holds."""
        return document(self)

    @cached_property
    def candidates(self) -> pd.DataFrame:
        """Every scheme that was tried, a row each; `attrs["columns"]` says what stands in each column."""
        return _candidates(self.summary)

    def scheme(self, number: int) -> Scheme:
        """The scheme of this number, as a file could hold it: each value that was found says so among its sources.

        Raises SimkitError when no such scheme was tried, or it was none.
        """
        tried = next((each for each in self.tried if each.number == number), None)
        if tried is None:
            raise SimkitError(f"there is no candidate {number}; give a number from 1 to {len(self.tried)}")
        if tried.scheme is None:
            raise SimkitError(f"candidate {number} is no scheme: {tried.fault}")
        data = written(tried.scheme)
        data["name"] = f"{self.question.scenario.schemes[self.search.scheme].name}, candidate {number}"
        data["note"] = f"Found by the search {self.search.name!r} with seed {self.seed}. {tried.scheme.note}".strip()
        found = f"{ASSUMPTION}: found by the search {self.search.name!r} with seed {self.seed}"
        data["sources"] |= dict.fromkeys(tried.values, found)
        return checked(Scheme, data)

    def write(self, folder: str | os.PathLike[str]) -> Path:
        """Write a folder with `search.json`, every scheme tried as a table, and a scheme file for each of the front.

        It is written whole or not at all.  Raises SimkitError for a folder that holds anything else.
        """
        about = {name: self.summary[name] for name in ("search", "scenario", "seed")}
        schemes = {f"{each.name}.yaml": f"{yaml_text(self.scheme(each.number))}\n" for each in self.front}
        tables = {"candidates": self.candidates}
        return write_folder(folder, tables, {"search": self.summary}, schemes, about)

    def __str__(self) -> str:
        return report(self.summary)

    def __repr__(self) -> str:
        return f"<Found {self.search.name!r}: {len(self.tried)} schemes tried, {len(self.front)} on the front>"

    def _repr_html_(self) -> str:
        return pre(str(self))


def _candidates(document: dict[str, Any]) -> pd.DataFrame:
    import pandas as pd  # noqa: PLC0415 (slow to import)

    goals, limits = document["search"]["goals"], document["search"]["within"]
    said = {"number": "in the order of trial", "skies": "how many futures it was run in"}
    said |= dict.fromkeys(document["search"]["vary"], "value at this path of the scheme")
    said |= {f"change of {goal}": f"less today's; {document['outcomes'][goal]['unit']}" for goal in goals}
    said |= {f"beyond {limit}": "below 0 it keeps to the limit; unit of the outcome" for limit in limits}
    said |= {
        "keeps": "whether it keeps to all limits",
        "dropped": "why it was not run in all skies",
        "fault": "why not at all",
    }
    rows = [
        [
            each["number"],
            each["skies"],
            *(str(each["values"][path]) for path in document["search"]["vary"]),
            *(each["change"].get(goal) for goal in goals),
            *(each["beyond"].get(limit) for limit in limits),
            each["keeps"],
            each["dropped"],
            each["fault"],
        ]
        for each in document["candidates"]
    ]
    return described(pd.DataFrame(rows, columns=list(said)), said)


def search(
    question: Search | str | os.PathLike[str],
    *,
    scenario: Scenario | None = None,
    seed: int = 1,
    trials: int | None = None,
    progress: Progress | None = None,
    out: str | os.PathLike[str] | None = None,
    backend: Name = "serial",
    workers: int | None = None,
    cluster: str | None = None,
) -> Found:
    """Search for better values of one scheme, within limits, and try the best again in skies of their own.

    question: a file, or a `Search` made in Python; scenario: the one it is about, in place of the file that the
    question names.  trials: how many different schemes, instead of what the question says.  progress: told what was
    done and what part of the whole that was.  out: a folder where the result is written, as `Found.write` does.

    backend: "serial", "processes" (of this computer) or "dask"; workers: how many, one for each core unless it is
    given; cluster: the address of a Dask scheduler, whose workers are used.  None of them changes a result.
    """
    whole = asked(question, scenario, trials)
    if out is not None:
        check_folder(out)
    with backend_of(backend, workers, cluster) as there:
        found = Found.of(searching.search(whole, seed=seed, progress=progress, backend=there))
    if out is not None:
        found.write(out)
    return found
