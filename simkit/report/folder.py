"""The folder of a comparison: `summary.json`, all tables as Parquet and CSV, `manifest.json`."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from simkit.experiment.compare import Comparison
from simkit.report.frames import frames
from simkit.report.summary import summary
from simkit.results.store import write_folder


def write(comparison: Comparison, folder: str | os.PathLike[str], document: Mapping[str, Any] | None = None) -> Path:
    """Write everything a comparison found into a folder, whole or not at all; gives the folder.

    Results that simkit wrote there before are replaced; a folder that holds anything else is refused with a
    SimkitError.  `document` is the summary, if it is there already.
    """
    found = summary(comparison) if document is None else document
    return write_folder(folder, frames(comparison, found), {"summary": found}, _about(found))


def _about(document: Mapping[str, Any]) -> dict[str, Any]:
    """What was run: enough to run it again."""
    scenario = document["scenario"]
    return {
        "scenario": {"name": scenario["name"], "fingerprint": scenario["fingerprint"]},
        "seed": document["seed"],
        "replications": document["replications"],
        "skies": document["skies"],
        "interventions": document["interventions"],
    }
