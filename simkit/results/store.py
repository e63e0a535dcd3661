"""A folder of results: written beside its place and moved there as a whole, with a manifest of what it holds.

So a folder is either as it was before or complete, also when the disk is full or somebody presses Ctrl-C.  Only folders
that simkit wrote itself are replaced; the manifest tells them apart.  Finished parts of a run that may still go on
stand in `chunks` (see `results.chunks`); they go along when their results are written, and are never overwritten by
others'.
"""

from __future__ import annotations

import hashlib
import os
import platform
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from simkit.errors import SimkitError
from simkit.results.chunks import CHUNKS, Chunks, foreign_in_chunks, unfinished
from simkit.results.files import (
    MANIFEST,
    OLD,
    PART,
    WRITTEN_BY,
    as_problem,
    beside,
    json_bytes,
    place,
    read_manifest,
    version_of,
)
from simkit.results.tables import write_csv, write_parquet

if TYPE_CHECKING:
    import pandas as pd

PACKAGES = ("simkit", "numpy", "scipy", "simpy", "pydantic", "pandas", "pyarrow")
_LEFT_BY_SYSTEMS = {".DS_Store", "Thumbs.db", "desktop.ini"}


def write_folder(
    folder: str | os.PathLike[str],
    tables: Mapping[str, pd.DataFrame],
    documents: Mapping[str, Any],
    texts: Mapping[str, str],
    about: Mapping[str, Any],
    chunks: Chunks | None = None,
) -> Path:
    """Write tables (as NAME.parquet and NAME.csv), documents (as NAME.json), texts and the manifest; gives the folder.

    `about` comes first in the manifest: what was run.  `chunks`: the parts that these are the results of, which stay.
    Raises SimkitError when the folder holds anything else, or cannot be written; it is then as it was before.
    """
    with _replaced(folder, chunks) as new:
        for name, frame in tables.items():
            write_parquet(frame, new / f"{name}.parquet")
            write_csv(frame, new / f"{name}.csv")
        for name, document in documents.items():
            (new / f"{name}.json").write_bytes(json_bytes(document))
        for name, text in texts.items():
            (new / name).write_bytes(text.encode())
        (new / MANIFEST).write_bytes(json_bytes(_manifest(new, about)))
        if chunks is not None:
            chunks.carry(new)
    return Path(folder)


def check_folder(folder: str | os.PathLike[str], chunks: Chunks | None = None) -> None:
    """Raise SimkitError if results could not be written there: better before a long run than after it.

    chunks: the parts that these will be the results of; those of another run must not be overwritten.
    """
    at = place(folder)
    with as_problem(folder):
        _refuse_foreign(at, folder, chunks)
        _new_beside(at, PART).rmdir()


def _manifest(folder: Path, about: Mapping[str, Any]) -> dict[str, Any]:
    files = {
        path.name: {"sha256": hashlib.sha256(path.read_bytes()).hexdigest(), "bytes": path.stat().st_size}
        for path in sorted(folder.iterdir())
    }
    versions = {"python": platform.python_version(), **{name: version_of(name) for name in PACKAGES}}
    return {"written_by": WRITTEN_BY, **about, "versions": versions, "platform": platform.platform(), "files": files}


@contextmanager
def _replaced(folder: str | os.PathLike[str], chunks: Chunks | None) -> Iterator[Path]:
    """A new folder to fill; it takes the place of `folder` at the end, or is removed if anything goes wrong."""
    at = place(folder)
    with as_problem(folder):
        _refuse_foreign(at, folder, chunks)
        new = _new_beside(at, PART)
        try:
            yield new
            _swap(new, at)
        except BaseException:
            shutil.rmtree(new, ignore_errors=True)
            raise


def _swap(new: Path, at: Path) -> None:
    """Move `new` to its place; what stood there comes back if that fails."""
    if not at.exists():
        new.rename(at)
        return
    old = beside(at, OLD)
    try:
        at.rename(old)
        new.rename(at)
    except BaseException:
        if old.exists() and not at.exists():
            old.rename(at)
        raise
    finally:
        if at.exists():
            shutil.rmtree(old, ignore_errors=True)


def _new_beside(at: Path, ending: str) -> Path:
    """A new, empty folder next to `at`."""
    at.parent.mkdir(parents=True, exist_ok=True)
    made = beside(at, ending)
    made.mkdir()
    return made


def _refuse_foreign(at: Path, shown: str | os.PathLike[str], chunks: Chunks | None) -> None:
    """Raise SimkitError when something that simkit did not write stands at `at`, or a run that is not finished."""
    if not at.exists():
        return
    if not at.is_dir():
        raise SimkitError(f"{os.fspath(shown)}: this is a file; name a folder for the results")
    known = _files_of_manifest(at) | _LEFT_BY_SYSTEMS | {CHUNKS}
    others = sorted(path.name for path in at.iterdir() if path.name not in known)
    others += [f"{CHUNKS}/{name}" for name in foreign_in_chunks(at) if Path(name).name not in _LEFT_BY_SYSTEMS]
    if others:
        more = "" if len(others) == 1 else f" and {len(others) - 1} more"
        raise SimkitError(
            f"{os.fspath(shown)}: this folder holds {others[0]}{more}, which simkit did not write; "
            "name a new folder, so that nothing of yours is lost"
        )
    left = unfinished(at)
    if left is not None and (chunks is None or left.key != chunks.key):
        raise SimkitError(
            f"{os.fspath(shown)}: {len(left.skies())} finished skies of another run are kept here; name another "
            f"folder, or remove {CHUNKS} in it to give them up"
        )


def _files_of_manifest(at: Path) -> set[str]:
    """The files that simkit wrote into a folder; none without a manifest of ours."""
    manifest = read_manifest(at / MANIFEST)
    return {MANIFEST, *manifest.get("files", ())} if manifest else set()
