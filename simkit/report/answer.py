"""The answer to a question: a comparison that shows itself, in a terminal, in a notebook, as a page or as files.

answer = compare(scenario)
print(answer)
answer.frames["differences"]
answer.page("answer.html")
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import fields
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from simkit.engine.world import Intervention
from simkit.errors import SimkitError
from simkit.experiment import compare as experiment
from simkit.experiment.backends import Name, backend_of
from simkit.experiment.compare import Comparison
from simkit.experiment.following import follow
from simkit.experiment.keeping import Keep
from simkit.experiment.payslips import BEST
from simkit.experiment.precision import asked_for
from simkit.experiment.run import Progress
from simkit.report.diary import diary
from simkit.report.folder import write
from simkit.report.frames import frames
from simkit.report.page import excerpt, page, write_page
from simkit.report.page_tables import outcome_table
from simkit.report.payslips import Payslips, payslips
from simkit.report.summary import summary
from simkit.report.terminal import report
from simkit.results.chunks import Chunks
from simkit.results.lock import only_writer
from simkit.results.store import check_folder
from simkit.scenario.scenario import Scenario

if TYPE_CHECKING:
    import pandas as pd

SKIES = 200
"""So many, unless something else is asked for."""
_GO_ON = "the same with --resume goes on from them (in Python resume=True)"


class Answer(Comparison):
    """What a comparison found, and every way to show it; all of them say the same numbers."""

    @classmethod
    def of(cls, comparison: Comparison) -> Answer:
        """The same comparison, able to show itself."""
        return cls(**{field.name: getattr(comparison, field.name) for field in fields(comparison)})

    @cached_property
    def summary(self) -> dict[str, Any]:
        """Everything that was found, as one document of plain values: what `summary.json` holds."""
        return summary(self)

    @cached_property
    def frames(self) -> dict[str, pd.DataFrame]:
        """Name -> pandas frame; `frame.attrs["columns"]` says what stands in each column, with its unit."""
        return frames(self, self.summary)

    def table(self, family: str) -> pd.DataFrame:
        """The outcomes of a family (fairness, cost, motivation, conduct or business) as they are read, a row each.

        Every number is a text with the digits that its interval supports; a difference is from the first scheme.
        Raises SimkitError for another family.
        """
        return outcome_table(self.summary, family)

    def follow(
        self,
        seat: int,
        *,
        sky: int | None = None,
        view: str | None = None,
        interventions: Sequence[Intervention] = (),
    ) -> pd.DataFrame:
        """One advisor's months under every scheme: what she sees, does, is paid and feels; a row a scheme and month.

        The same person with the same luck, so schemes differ by what they make of her.  `frame.attrs["columns"]` says
        what stands in each column, with its unit.

        seat: from 1, as in `frames["people"]`.  sky: one of the futures that were compared, the first if left out.
        view: the one with the largest weight if left out.  interventions: the same as in the comparison.  Raises
        SimkitError when there is no such seat, sky or view, or when the interventions are others.
        """
        return diary(follow(self, seat, sky=sky, view=view, interventions=interventions))

    def payslips(self, scheme: str, *, best: int = BEST) -> Payslips:
        """Payslips old against new: of those who gain most under a scheme, and of those who gain least or lose most.

        Pay of the first compared year in the first sky, under the view with the largest weight, line by line under the
        first scheme and under this one; as a part of pay, among those who work through the year under both.  `print` it
        or look into its `top` and `bottom`.

        best: how many people at either end.  Raises SimkitError when the scheme is not compared with the first, or when
        the comparison had interventions and was read from a folder, which does not hold them.
        """
        if not self.can_follow:
            raise SimkitError("the comparison had interventions, which its folder does not hold; compare again for it")
        return payslips(self, scheme, best)

    def page(self, path: str | os.PathLike[str] = "answer.html") -> Path:
        """Write one self-contained HTML page to show to others; gives its path.  Raises SimkitError if it cannot."""
        return write_page(path, page(self.summary, self.frames, self.asked))

    def write(self, folder: str | os.PathLike[str]) -> Path:
        """Write a folder with `page.html`, `summary.json`, all tables as Parquet and CSV, and `manifest.json`.

        It is written whole or not at all.  Results that simkit wrote there before are replaced; a folder that holds
        anything else is refused with a SimkitError.
        """
        return self._written(folder)

    def _written(self, folder: str | os.PathLike[str], chunks: Chunks | None = None) -> Path:
        return write(folder, self.summary, self.frames, page(self.summary, self.frames, self.asked), chunks)

    def __str__(self) -> str:
        return report(self.summary)

    def __repr__(self) -> str:
        skies = len(self.runs.replications)
        return f"<Answer {self.asked.name!r}: schemes {', '.join(self.schemes)}; {skies} skies>"

    def _repr_html_(self) -> str:
        return excerpt(self.summary)


def compare(
    scenario: Scenario,
    *,
    replications: int | Sequence[int] | None = None,
    precision: float | None = None,
    most: int | None = None,
    seed: int = 1,
    chunk: int | None = None,
    interventions: Sequence[Intervention] = (),
    progress: Progress | None = None,
    out: str | os.PathLike[str] | None = None,
    resume: bool = False,
    backend: Name = "serial",
    workers: int | None = None,
    cluster: str | None = None,
) -> Answer:
    """Compare the schemes of a scenario under the same people, markets and luck.

    replications: how many skies, that is futures, 200 unless given, or which ones (`[99]` runs sky 99 alone, with the
    same numbers as row 99); every sky runs under every view.  precision: in place of replications, skies are added
    until half of every paired interval of the primary outcomes (`primary` in the scenario) is at most this share of
    today's value, such as 0.01, or until there are `most` (2000 unless given).  chunk: how many at a time in memory, by
    default what is fast and fits; it changes no result.  interventions: what else happens, as functions of a World.
    progress: told how many more skies are done.

    out: a folder where finished skies are kept while others run, and where the answer is written at the end, as
    `Answer.write` does.  resume: go on from the skies that are kept there; raises SimkitError when they answer another
    question.

    backend: "serial", "processes" (of this computer) or "dask"; workers: how many, one for each core unless it is
    given; cluster: the address of a Dask scheduler, whose workers are used.  None of them changes a result.
    """
    if resume and out is None:
        raise SimkitError("there is nothing to go on from without a folder; add the one of the run, such as out")
    asked = asked_for(precision, most, counted=replications is not None)
    count = SKIES if replications is None else replications
    rows = range(count if asked is None else asked.most) if isinstance(count, int) else tuple(count)

    def answered(keep: Keep | None = None) -> Answer:
        with backend_of(backend, workers, cluster) as there:
            found = experiment.compare(
                scenario,
                replications=rows,
                precision=asked,
                seed=seed,
                chunk=chunk,
                interventions=interventions,
                progress=progress,
                backend=there,
                keep=keep,
            )
        return Answer.of(found)

    if out is None:
        return answered()
    with only_writer(out):
        keep = Keep(out, scenario, seed, rows, interventions, resume=resume)
        check_folder(out, keep.chunks)
        try:
            answer = answered(keep)
            answer._written(out, keep.chunks)  # noqa: SLF001 (a method of this module)
        except BaseException as error:
            if kept := len(keep.chunks.skies() & set(rows)):
                most_of = "" if asked is None else "at most "
                error.add_note(
                    f"{kept} of {most_of}{len(rows)} skies are finished and kept in {os.fspath(out)}; {_GO_ON}"
                )
            raise
    return answer
