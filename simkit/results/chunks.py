"""The finished parts of a run that may still go on, in the folder of its results: DIR/chunks/KEY/*.parquet.

A part is one file, written beside its place and renamed, so that it is there whole or not at all.  KEY is the hash of
the question: of everything that decides the numbers, but not of how many skies are asked for.  A manifest beside the
files holds the question itself, so that the folder can be read without the scenario's file.  Nothing is pickled.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from simkit.results.blocks import Block, read_about, read_blocks, write_blocks
from simkit.results.files import MANIFEST, PART, WRITTEN_BY, json_bytes, read_manifest, whole_file

CHUNKS = "chunks"
DOCUMENT = "simkit chunks 1"
_SHOWN = 12
"""So much of the key names the folder."""
_OURS = re.compile(rf"{re.escape(MANIFEST)}|skies-\d+-\d+\.parquet|\..+\.{PART}")


def key_of(question: Mapping[str, Any]) -> str:
    """SHA-256 of a question: plain values, in their order.

    >>> key_of({"seed": 1}) == key_of({"seed": 1}), key_of({"seed": 1}) == key_of({"seed": 2}), len(key_of({}))
    (True, False, 64)
    """
    return hashlib.sha256(json.dumps(question, separators=(",", ":")).encode()).hexdigest()


@dataclass(frozen=True)
class Chunks:
    """The finished parts of one question in a folder of results, which need not be there yet.

    said: what the manifest says of the question, or will say when the first part is written; shown: how messages call
    the folder of results.
    """

    results: Path
    key: str
    said: Mapping[str, Any]
    shown: str = field(default="out", compare=False)

    @property
    def folder(self) -> Path:
        """Where they are."""
        return self.results / CHUNKS / self.key[:_SHOWN]

    def add(self, skies: Sequence[int], blocks: Sequence[Block]) -> None:
        """Write a part.  Raises SimkitError when it cannot be written; what was there before is still there."""
        manifest, path = self.folder / MANIFEST, self.folder / f"skies-{skies[0]:06}-{skies[-1]:06}.parquet"
        if not manifest.exists() or manifest.read_bytes() != self._manifest:
            with whole_file(manifest, self.shown) as new:
                new.write_bytes(self._manifest)
        with whole_file(path, self.shown) as new:
            write_blocks(new, blocks, {"key": self.key, "skies": list(skies)})

    def files(self) -> dict[Path, list[int]]:
        """File -> its skies, in the order of the names; what is damaged or belongs to another question is left out."""
        found = {}
        for path in sorted(self.folder.glob("skies-*.parquet")):
            with suppress(OSError, ValueError):
                about = read_about(path)
                if about["key"] == self.key:
                    found[path] = list(about["skies"])
        return found

    def skies(self) -> set[int]:
        """The skies that are finished."""
        return {sky for skies in self.files().values() for sky in skies}

    def parts(self) -> Iterator[tuple[list[int], list[Block]]]:
        """Skies and arrays of every part; what is damaged is left out."""
        for path, skies in self.files().items():
            with suppress(OSError, ValueError):
                yield skies, read_blocks(path)

    def tidy(self) -> None:
        """Remove what a run that was killed, or a disk that failed, left half written; nobody else may be writing."""
        whole = self.files()
        for path in list(self.folder.glob("*")) + list(self.folder.glob(f".*.{PART}")):
            if path.name != MANIFEST and not (path in whole and _readable(path)):
                path.unlink(missing_ok=True)

    def carry(self, folder: Path) -> None:
        """Put the same parts into another folder of results, without copying them where the system can do so."""
        other = Chunks(folder, self.key, self.said)
        other.folder.mkdir(parents=True)
        for path in self.files():
            try:
                os.link(path, other.folder / path.name)
            except OSError:
                shutil.copy2(path, other.folder / path.name)
        (other.folder / MANIFEST).write_bytes(self._manifest)

    @property
    def _manifest(self) -> bytes:
        return json_bytes({"written_by": WRITTEN_BY, "document": DOCUMENT, "key": self.key, **self.said})


def questions(results: Path) -> list[Chunks]:
    """Every question of which a folder of results holds parts."""
    found = []
    for path in sorted((results / CHUNKS).glob(f"*/{MANIFEST}")):
        manifest = read_manifest(path)
        key = str(manifest.get("key", ""))
        if manifest.get("document") == DOCUMENT and key[:_SHOWN] == path.parent.name:
            said = {name: value for name, value in manifest.items() if name not in {"written_by", "document", "key"}}
            found.append(Chunks(results, key, said))
    return found


def unfinished(results: Path) -> Chunks | None:
    """A question with parts that no finished result of the folder shows, if there is one."""
    shown = read_manifest(results / MANIFEST)
    for chunks in questions(results):
        ranges = shown.get("skies", []) if shown.get("chunks") == chunks.key else []
        if not all(_shows(ranges, skies) for skies in chunks.files().values()):
            return chunks
    return None


def foreign_in_chunks(results: Path) -> list[str]:
    """What stands among the chunks and was not put there by simkit."""
    found = []
    for folder in sorted((results / CHUNKS).glob("*")):
        if not folder.is_dir() or not re.fullmatch(f"[0-9a-f]{{{_SHOWN}}}", folder.name):
            found.append(folder.name)
        else:
            found += [
                f"{folder.name}/{path.name}" for path in sorted(folder.iterdir()) if not _OURS.fullmatch(path.name)
            ]
    return found


def _shows(ranges: Sequence[Sequence[int]], skies: Sequence[int]) -> bool:
    """Whether a result of these ranges shows one of the skies at least."""
    return any(first <= sky <= last for sky in skies for first, last in ranges)


def _readable(path: Path) -> bool:
    try:
        read_blocks(path)
    except (OSError, ValueError):
        return False
    return True
