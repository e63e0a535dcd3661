"""Tables as files: Parquet for programs, CSV for Excel; both carry what their columns mean as far as they can.

A table is a pandas frame whose `attrs["columns"]` says, column by column, what stands there and in which unit.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
"""A text that begins with one of these is a formula to a spreadsheet."""


def described(frame: pd.DataFrame, columns: Mapping[str, str]) -> pd.DataFrame:
    """The frame, with a description of each of its columns; raises ValueError when one has none or is not there."""
    if list(frame.columns) != list(columns):
        raise ValueError(f"the columns are {list(frame.columns)}, but described are {list(columns)}")
    frame.attrs["columns"] = dict(columns)
    return frame


def descriptions(frame: pd.DataFrame) -> dict[str, str]:
    """What is said of the columns of a frame."""
    return dict(frame.attrs.get("columns", {}))


def write_parquet(frame: pd.DataFrame, path: Path) -> None:
    """Write Parquet with zstd; descriptions go into the metadata of the fields, and back into `attrs` in pandas."""
    import pyarrow as pa  # noqa: PLC0415 (slow to import)
    import pyarrow.parquet as pq  # noqa: PLC0415

    said = descriptions(frame)
    table = pa.Table.from_pandas(frame, preserve_index=False)
    fields = [field.with_metadata({"description": said.get(field.name, "")}) for field in table.schema]
    attrs = {"PANDAS_ATTRS": json.dumps({"columns": said})}
    table = table.cast(pa.schema(fields, {**(table.schema.metadata or {}), **attrs}))
    with path.open("wb") as stream:  # so that a failure is an OSError of Python
        pq.write_table(table, stream, compression="zstd")


def write_csv(frame: pd.DataFrame, path: Path) -> None:
    r"""Write CSV as Excel reads it: UTF-8 with a byte order mark, \r\n, and no text that runs as a formula."""
    safe = frame.copy()
    for column in safe.columns:
        if safe[column].dtype.kind not in "biuf":
            safe[column] = safe[column].map(harmless, na_action="ignore")
    safe = safe.rename(columns=harmless)
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        safe.to_csv(stream, index=False, lineterminator="\r\n")


def harmless(cell: object) -> object:
    """The same cell, with an apostrophe before a text that a spreadsheet would run; numbers stay numbers.

    >>> harmless("=1+1"), harmless("growth"), harmless(-1.5)
    ("'=1+1", 'growth', -1.5)
    """
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA) else cell
