"""A folder of results: written beside its place and moved there as a whole, with a manifest of what it holds.

So a folder is either as it was before or complete, also when the disk is full or somebody presses Ctrl-C.  Only folders
that simkit wrote itself are replaced; the manifest tells them apart.
"""

from __future__ import annotations

import hashlib
import json
import math
import os
import platform
import secrets
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Any

from simkit.errors import SimkitError
from simkit.results.tables import write_csv, write_parquet

if TYPE_CHECKING:
    import pandas as pd

MANIFEST = "manifest.json"
WRITTEN_BY = "simkit"
PACKAGES = ("simkit", "numpy", "scipy", "simpy", "pydantic", "pandas", "pyarrow")
_LEFT_BY_SYSTEMS = {".DS_Store", "Thumbs.db", "desktop.ini"}


def write_folder(
    folder: str | os.PathLike[str],
    tables: Mapping[str, pd.DataFrame],
    documents: Mapping[str, Any],
    texts: Mapping[str, str],
    about: Mapping[str, Any],
) -> Path:
    """Write tables (as NAME.parquet and NAME.csv), documents (as NAME.json), texts and the manifest; gives the folder.

    `about` comes first in the manifest: what was run.  Raises SimkitError when the folder holds anything else, or
    cannot be written; it is then as it was before.
    """
    with _replaced(folder) as new:
        for name, frame in tables.items():
            write_parquet(frame, new / f"{name}.parquet")
            write_csv(frame, new / f"{name}.csv")
        for name, document in documents.items():
            (new / f"{name}.json").write_bytes(json_bytes(document))
        for name, text in texts.items():
            (new / name).write_bytes(text.encode())
        (new / MANIFEST).write_bytes(json_bytes(_manifest(new, about)))
    return Path(folder)


def write_file(path: str | os.PathLike[str], text: str) -> Path:
    """Write one file as UTF-8, whole or not at all; gives its path.  Raises SimkitError when it cannot be written."""
    with whole_file(path) as new:
        new.write_bytes(text.encode())
    return Path(path)


@contextmanager
def whole_file(path: str | os.PathLike[str]) -> Iterator[Path]:
    """A file to fill beside `path`; it takes that place at the end, or is removed if anything goes wrong.

    A file that stands there is replaced.  Raises SimkitError when it cannot be written.
    """
    place = _place(path)
    with _as_problem(path):
        if place.is_dir():
            raise SimkitError(f"{os.fspath(path)}: this is a folder; name a file, such as answer.html")
        place.parent.mkdir(parents=True, exist_ok=True)
        new = place.parent / f".{place.name}.{secrets.token_hex(4)}.part"
        try:
            yield new
            new.replace(place)
        finally:
            new.unlink(missing_ok=True)


def check_folder(folder: str | os.PathLike[str]) -> None:
    """Raise SimkitError if results could not be written there: better before a long run than after it."""
    place = _place(folder)
    with _as_problem(folder):
        _refuse_foreign(place, folder)
        _beside(place, "part").rmdir()


def json_bytes(document: Any) -> bytes:
    r"""Strict JSON in ASCII: what is not a number is null, other letters are escaped, so that no console can spoil it.

    >>> json_bytes({"mean": 0.1, "low": float("nan")}).decode()
    '{\n "mean": 0.1,\n "low": null\n}\n'
    """
    return (json.dumps(finite(document), indent=1, allow_nan=False) + "\n").encode("ascii")


def finite(value: Any) -> Any:
    """The same document with None for every number that is none."""
    if isinstance(value, Mapping):
        return {key: finite(part) for key, part in value.items()}
    if isinstance(value, (list, tuple)):
        return [finite(part) for part in value]
    return None if isinstance(value, float) and not math.isfinite(value) else value


def _manifest(folder: Path, about: Mapping[str, Any]) -> dict[str, Any]:
    files = {
        path.name: {"sha256": hashlib.sha256(path.read_bytes()).hexdigest(), "bytes": path.stat().st_size}
        for path in sorted(folder.iterdir())
    }
    versions = {"python": platform.python_version(), **{name: version_of(name) for name in PACKAGES}}
    return {"written_by": WRITTEN_BY, **about, "versions": versions, "platform": platform.platform(), "files": files}


def version_of(package: str) -> str:
    """The installed version of a package."""
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return "not installed"


@contextmanager
def _replaced(folder: str | os.PathLike[str]) -> Iterator[Path]:
    """A new folder to fill; it takes the place of `folder` at the end, or is removed if anything goes wrong."""
    place = _place(folder)
    with _as_problem(folder):
        _refuse_foreign(place, folder)
        new = _beside(place, "part")
        try:
            yield new
            _swap(new, place)
        except BaseException:
            shutil.rmtree(new, ignore_errors=True)
            raise


def _swap(new: Path, place: Path) -> None:
    """Move `new` to its place; what stood there comes back if that fails."""
    if not place.exists():
        new.rename(place)
        return
    old = _beside(place, "old")
    old.rmdir()
    try:
        place.rename(old)
        new.rename(place)
    except BaseException:
        if old.exists() and not place.exists():
            old.rename(place)
        raise
    finally:
        if place.exists():
            shutil.rmtree(old, ignore_errors=True)


def _place(folder: str | os.PathLike[str]) -> Path:
    """Where the folder really is, behind links and without `..`."""
    if not os.fspath(folder):
        raise SimkitError("no folder is named for the results; name one such as out")
    try:
        return Path(folder).resolve()
    except (OSError, ValueError, RuntimeError) as error:  # a circle of links, a name with a null byte
        raise SimkitError(f"{os.fspath(folder)!r}: this cannot be a folder ({error}); name one such as out") from None


def _beside(place: Path, what: str) -> Path:
    """A new, empty folder next to `place`, so that moving it there is a change of name only."""
    place.parent.mkdir(parents=True, exist_ok=True)
    made = place.parent / f".{place.name}.{secrets.token_hex(4)}.{what}"
    made.mkdir()
    return made


def _refuse_foreign(place: Path, shown: str | os.PathLike[str]) -> None:
    """Raise SimkitError when something that simkit did not write stands at `place`."""
    if not place.exists():
        return
    if not place.is_dir():
        raise SimkitError(f"{os.fspath(shown)}: this is a file; name a folder for the results")
    known = _files_of_manifest(place) | _LEFT_BY_SYSTEMS
    others = sorted(path.name for path in place.iterdir() if path.name not in known)
    if others:
        more = "" if len(others) == 1 else f" and {len(others) - 1} more"
        raise SimkitError(
            f"{os.fspath(shown)}: this folder holds {others[0]}{more}, which simkit did not write; "
            "name a new folder, so that nothing of yours is lost"
        )


def _files_of_manifest(place: Path) -> set[str]:
    """The files that simkit wrote into a folder; none without a manifest of ours."""
    with suppress(OSError, ValueError, AttributeError, TypeError):
        manifest = json.loads((place / MANIFEST).read_bytes())
        if manifest.get("written_by") == WRITTEN_BY:
            return {MANIFEST, *manifest["files"]}
    return set()


@contextmanager
def _as_problem(folder: str | os.PathLike[str]) -> Iterator[None]:
    """Turn what the system says about files into one sentence."""
    try:
        yield
    except OSError as error:
        reason = error.strerror or str(error).splitlines()[0]
        raise SimkitError(
            f"{os.fspath(folder)}: the results cannot be written here ({reason}); what was here before is unchanged. "
            "Name another folder, make room, or close the programs that have its files open"
        ) from error
