"""One file at a time: written beside its place and moved there, so that it is there whole or not at all."""

from __future__ import annotations

import json
import math
import os
import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from importlib import metadata
from pathlib import Path
from typing import Any

from simkit.errors import SimkitError

MANIFEST = "manifest.json"
WRITTEN_BY = "simkit"
PART = "part"
"""The ending of what is being written; once nobody writes any more, it may be removed."""
OLD = "old"
"""The ending of a folder that is just being replaced; if its place is empty, it belongs there."""


def write_file(path: str | os.PathLike[str], text: str) -> Path:
    """Write one file as UTF-8, whole or not at all; gives its path.  Raises SimkitError when it cannot be written."""
    with whole_file(path) as new:
        new.write_bytes(text.encode())
    return Path(path)


@contextmanager
def whole_file(path: str | os.PathLike[str], shown: str | os.PathLike[str] | None = None) -> Iterator[Path]:
    """A file to fill beside `path`; it takes that place at the end, or is removed if anything goes wrong.

    A file that stands there is replaced, and the new one is on the disk before that.  Raises SimkitError when it cannot
    be written; it names `shown`, or the path.
    """
    at = place(path)
    with as_problem(path if shown is None else shown):
        if at.is_dir():
            raise SimkitError(f"{os.fspath(path)}: this is a folder; name a file, such as answer.html")
        at.parent.mkdir(parents=True, exist_ok=True)
        new = beside(at, PART)
        try:
            yield new
            _to_disk(new)
            new.replace(at)
        finally:
            new.unlink(missing_ok=True)


def read_manifest(path: Path) -> dict[str, Any]:
    """A manifest that simkit wrote; empty when there is none."""
    with suppress(OSError, ValueError):
        found = json.loads(path.read_bytes())
        if isinstance(found, dict) and found.get("written_by") == WRITTEN_BY:
            return found
    return {}


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


def version_of(package: str) -> str:
    """The installed version of a package."""
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return "not installed"


def place(path: str | os.PathLike[str]) -> Path:
    """Where a file or folder really is, behind links and without `..`."""
    if not os.fspath(path):
        raise SimkitError("no folder is named for the results; name one such as out")
    try:
        return Path(path).resolve()
    except (OSError, ValueError, RuntimeError) as error:  # a circle of links, a name with a null byte
        raise SimkitError(f"{os.fspath(path)!r}: this cannot be a folder ({error}); name one such as out") from None


def beside(at: Path, ending: str) -> Path:
    """A name next to `at` that nothing has yet, so that moving it there is a change of name only."""
    return at.parent / f".{at.name}.{secrets.token_hex(4)}.{ending}"


@contextmanager
def as_problem(path: str | os.PathLike[str]) -> Iterator[None]:
    """Turn what the system says about files into one sentence."""
    try:
        yield
    except OSError as error:
        reason = error.strerror or str(error).splitlines()[0]
        raise SimkitError(
            f"{os.fspath(path)}: the results cannot be written here ({reason}); what was here before is unchanged. "
            "Name another folder, make room, or close the programs that have its files open"
        ) from error


def _to_disk(path: Path) -> None:
    """Wait until the file is on the disk, so that a power cut after its renaming does not leave it empty."""
    with path.open("rb+") as stream:
        os.fsync(stream.fileno())
