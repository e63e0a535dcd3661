"""What Python users hold of a sensitivity study: it shows itself, and gives frames and files."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from simkit.experiment.sensitivity.study import Progress, Study, study
from simkit.report.sensitivity.document import document
from simkit.report.sensitivity.frames import frames
from simkit.report.sensitivity.terminal import report
from simkit.results.store import check_folder, write_folder
from simkit.scenario.scenario import Scenario
from simkit.showing import pre

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Sensitivity:
    """Which assumptions matter, where the ranking turns, and the worst case; all shows the same numbers."""

    study: Study

    @cached_property
    def document(self) -> dict[str, Any]:
        """Everything that was found, as one document of plain values: what `sensitivity.json` holds."""
        return document(self.study)

    @cached_property
    def frames(self) -> dict[str, pd.DataFrame]:
        """Name -> pandas frame; `frame.attrs["columns"]` says what stands in each column, with its unit."""
        return frames(self.document)

    def write(self, folder: str | os.PathLike[str]) -> Path:
        """Write a folder with `sensitivity.json`, all tables as Parquet and CSV, the report as text and a manifest.

        It is written whole or not at all; a folder that holds anything that simkit did not write is refused with a
        SimkitError.
        """
        about = {key: self.document[key] for key in ("scenario", "seed", "replications")}
        return write_folder(folder, self.frames, {"sensitivity": self.document}, {"report.txt": str(self)}, about)

    def __str__(self) -> str:
        return report(self.document)

    def __repr__(self) -> str:
        return f"<Sensitivity {self.study.asked.name!r}: {len(self.study.assumptions)} assumptions>"

    def _repr_html_(self) -> str:
        return pre(str(self))


def sensitivity(
    scenario: Scenario,
    *,
    outcome: str = "value",
    schemes: Sequence[str] = (),
    vary: Sequence[str] = (),
    views: str | None = None,
    trajectories: int = 6,
    scan: int = 5,
    sobol: int = 0,
    replications: int = 12,
    seed: int = 1,
    progress: Progress | None = None,
    out: str | os.PathLike[str] | None = None,
) -> Sensitivity:
    """Ask which assumptions the ranking of schemes hangs on, where it turns, and how it stands in the worst case.

    outcome: one that is ranked, such as "value" or "variable_cost".  schemes: which are held against today's, all
    unless some are named.  vary: texts such as "people.talent.spread=20%..60%", "market.swing=x0.5..x2" or
    "work.kpis.*.noise"; the standard assumptions of the scenario if none are named.  views: the name of one, "all", or
    the one with the largest weight.

    trajectories: of the Morris screening; scan: points of each range at which the ranking is looked at for flip points;
    sobol: base points of Sobol indices of the few assumptions that matter most, a power of 2; 0 leaves each out.
    replications: how many skies each evaluation has, always the same.  progress: told after each evaluation how many
    are done, how many there will be about, and how many seconds it took.  out: a folder, as for `Sensitivity.write`.

    Raises SimkitError, with what to write instead, for whatever cannot be varied or ranked.
    """
    if out is not None:
        check_folder(out)
    found = Sensitivity(
        study(
            scenario,
            outcome=outcome,
            schemes=schemes,
            vary=vary,
            views=views,
            trajectories=trajectories,
            scan=scan,
            samples=sobol,
            replications=replications,
            seed=seed,
            progress=progress,
        )
    )
    if out is not None:
        found.write(out)
    return found
