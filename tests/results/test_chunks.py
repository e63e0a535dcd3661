"""Finished skies in a folder: each file whole or not there, those of one question never among those of another."""

import json
import os
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq
import pytest

from simkit.errors import SimkitError
from simkit.results import blocks as blocks_room
from simkit.results import chunks as chunks_room
from simkit.results.blocks import Block
from simkit.results.chunks import Chunks, foreign_in_chunks, key_of, questions, unfinished
from simkit.results.files import json_bytes

KEY, OTHER = key_of({"seed": 1}), key_of({"seed": 2})


def numbers(skies: list[int]) -> list[Block]:
    return [Block("outcome", "effort", {"sky": skies}, np.array(skies, dtype=np.float64))]


def chunks_in(folder: Path, *parts: list[int], key: str = KEY) -> Chunks:
    made = Chunks(folder, key, {"asked": [[0, 9]]})
    for skies in parts:
        made.add(skies, numbers(skies))
    return made


def finish(folder: Path, key: str, skies: list[list[int]]) -> None:
    """A result that shows these ranges of skies."""
    said = {"written_by": "simkit", "chunks": key, "skies": skies, "files": {}}
    (folder / "manifest.json").write_bytes(json_bytes(said))


def test_nothing_is_there_before_the_first_part(tmp_path: Path) -> None:
    made = chunks_in(tmp_path / "out")
    assert (list(made.parts()), made.skies(), unfinished(tmp_path / "out")) == ([], set(), None)
    assert not (tmp_path / "out").exists()


def test_parts_come_back_in_order_with_their_manifest(tmp_path: Path) -> None:
    made = chunks_in(tmp_path, [5, 6], [0, 1, 2])
    assert [(skies, blocks[0].array.tolist()) for skies, blocks in made.parts()] == [
        ([0, 1, 2], [0.0, 1.0, 2.0]),
        ([5, 6], [5.0, 6.0]),
    ]
    assert questions(tmp_path) == [made]
    manifest = json.loads((made.folder / "manifest.json").read_bytes())
    assert manifest == {"written_by": "simkit", "document": "simkit chunks 1", "key": KEY, "asked": [[0, 9]]}
    assert sorted(path.name for path in made.folder.iterdir()) == [
        "manifest.json", "skies-000000-000002.parquet", "skies-000005-000006.parquet",
    ]  # fmt: skip


def test_questions_do_not_mix(tmp_path: Path) -> None:
    mine, theirs = chunks_in(tmp_path, [0]), chunks_in(tmp_path, [0, 1], key=OTHER)
    moved = next(iter(theirs.files()))
    moved.rename(mine.folder / "skies-000007-000008.parquet")
    assert mine.skies() == {0}
    assert theirs.skies() == set()


@pytest.mark.parametrize("damage", [b"", b"PAR1", None])
def test_damaged_and_half_written_files_are_left_out_and_cleared_away(tmp_path: Path, damage: bytes | None) -> None:
    made = chunks_in(tmp_path, [0], [1])
    _, bad = made.files()
    content = bytearray(bad.read_bytes())
    last = pq.read_metadata(bad).row_group(0).column(pq.read_schema(bad).get_field_index("value"))
    content[last.data_page_offset + last.total_compressed_size - 3] ^= 1  # the header can still be read
    bad.write_bytes(content if damage is None else damage)
    (made.folder / ".skies-000002-000002.parquet.0a1b2c3d.part").write_bytes(b"half")
    assert [skies for skies, _ in made.parts()] == [[0]]
    made.tidy()
    assert sorted(path.name for path in made.folder.iterdir()) == ["manifest.json", "skies-000000-000000.parquet"]


def test_a_full_disk_keeps_what_is_finished(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = chunks_in(tmp_path, [0])
    before = {path: path.read_bytes() for path in made.folder.iterdir()}

    def half(path: Path, *_: object) -> None:
        path.write_bytes(b"half")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(chunks_room, "write_blocks", half)
    with pytest.raises(SimkitError, match="No space left on device"):
        made.add([1], numbers([1]))
    assert {path: path.read_bytes() for path in made.folder.iterdir()} == before


def test_what_a_result_shows_is_finished(tmp_path: Path) -> None:
    made = chunks_in(tmp_path, [0, 1], [2, 3])
    assert unfinished(tmp_path) == made
    finish(tmp_path, KEY, [[0, 2]])
    assert unfinished(tmp_path) is None
    finish(tmp_path, KEY, [[0, 1]])
    assert unfinished(tmp_path) == made  # the file of sky 2 and 3 is shown nowhere
    finish(tmp_path, OTHER, [[0, 3]])
    assert unfinished(tmp_path) == made


@pytest.mark.parametrize("links", [True, False])
def test_parts_go_along_to_a_new_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, links: bool) -> None:
    made = chunks_in(tmp_path / "old", [0], [1])
    if not links:

        def refused(*_: object) -> None:
            raise OSError(95, "Operation not supported")

        monkeypatch.setattr(os, "link", refused)
    (tmp_path / "new").mkdir()
    made.carry(tmp_path / "new")
    assert Chunks(tmp_path / "new", KEY, made.said).skies() == {0, 1}
    assert questions(tmp_path / "new") == [Chunks(tmp_path / "new", KEY, made.said)]
    assert made.skies() == {0, 1}


def test_what_others_put_there_is_seen(tmp_path: Path) -> None:
    made = chunks_in(tmp_path, [0])
    (made.folder / ".skies-000002-000002.parquet.0a1b2c3d.part").touch()
    assert foreign_in_chunks(tmp_path) == []
    (made.folder / "notes.docx").touch()
    (tmp_path / "chunks" / "mine").mkdir()
    (tmp_path / "chunks" / "list.txt").touch()
    assert foreign_in_chunks(tmp_path) == [f"{KEY[:12]}/notes.docx", "list.txt", "mine"]


def test_nothing_is_ever_unpickled_from_a_file() -> None:
    """Files of others can be opened without fear."""
    for room in (blocks_room, chunks_room):
        assert "pickle" not in Path(str(room.__file__)).read_text("utf-8").replace("Nothing is pickled.", "")
