"""The folder of a comparison: `page.html`, `summary.json`, all tables as Parquet and CSV, `manifest.json`."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from simkit.results.chunks import Chunks
from simkit.results.store import write_folder

if TYPE_CHECKING:
    import pandas as pd


def write(
    folder: str | os.PathLike[str],
    document: Mapping[str, Any],
    tables: Mapping[str, pd.DataFrame],
    page: str,
    chunks: Chunks | None = None,
) -> Path:
    """Write everything a comparison found into a folder, whole or not at all; gives the folder.

    `document` is the summary, `page` the HTML, `chunks` the finished parts that it was put together from, if they are
    kept there.  Results that simkit wrote there before are replaced; a folder that holds anything else is refused with
    a SimkitError.
    """
    return write_folder(folder, tables, {"summary": document}, {"page.html": page}, _about(document, chunks), chunks)


def _about(document: Mapping[str, Any], chunks: Chunks | None) -> dict[str, Any]:
    """What was run: enough to run it again."""
    scenario, asked = document["scenario"], document.get("precision")
    return {
        "scenario": {"name": scenario["name"], "fingerprint": scenario["fingerprint"]},
        "seed": document["seed"],
        "replications": document["replications"],
        "skies": document["skies"],
        **({} if asked is None else {"precision": {"share": asked["asked"], "most": asked["most"]}}),
        "interventions": document["interventions"],
        **({} if chunks is None else {"chunks": chunks.key}),
    }
