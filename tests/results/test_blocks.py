"""Arrays go to Parquet and come back bit for bit, and any reader of Parquet finds every number in its place."""

import struct
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow.parquet as pq
import pytest

from simkit.results.blocks import Block, read_about, read_blocks, write_blocks

FIRMS = {"scheme": ["today", "=方案"], "view": ["low", "high"]}
VALUES = np.arange(12.0).reshape(2, 2, 3)
STRANGE = np.array(
    [0.0, -0.0, np.nan, np.inf, -np.inf, 5e-324, 0.1 + 0.2, 2.0**53, struct.unpack("d", struct.pack("Q", 2**63 - 1))[0]]
)
BLOCKS = [
    Block("outcome", "effort", {**FIRMS, "sky": [0, 4, 9]}, VALUES),
    Block("winners", "gaining", {"sky": [0, 4, 9]}, np.ones(3), "newcomers"),
    Block("drawn", "talent", {"seat": range(9)}, STRANGE),
]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    write_blocks(tmp_path / "x.parquet", BLOCKS, {"key": "k", "skies": [0, 4, 9]})
    return tmp_path / "x.parquet"


def test_every_bit_comes_back(path: Path) -> None:
    found = read_blocks(path)
    assert [(b.what, b.name, b.group) for b in found] == [(b.what, b.name, b.group) for b in BLOCKS]
    for one, other in zip(found, BLOCKS, strict=True):
        assert {axis: list(along) for axis, along in one.axes.items()} == {
            axis: list(along) for axis, along in other.axes.items()
        }
        assert one.array.shape == other.array.shape
        assert one.array.tobytes() == other.array.tobytes()
        assert one.array.flags.writeable


def test_an_array_in_another_order_of_memory_is_the_same(tmp_path: Path) -> None:
    block = Block("outcome", "effort", {"scheme": ["a", "b"], "sky": [0, 1, 2]}, np.arange(6.0).reshape(3, 2).T)
    write_blocks(tmp_path / "x.parquet", [block], {})
    assert read_blocks(tmp_path / "x.parquet")[0].array.tolist() == [[0.0, 2.0, 4.0], [1.0, 3.0, 5.0]]


def test_any_reader_finds_a_number_by_its_place(path: Path) -> None:
    table = pd.read_parquet(path)
    row = table.query("what == 'outcome' and name == 'effort' and scheme == '=方案' and view == 'low' and sky == 4")
    assert row["value"].tolist() == [VALUES[1, 0, 1]]
    assert table.query("what == 'winners' and group == 'newcomers'")["value"].tolist() == [1.0, 1.0, 1.0]
    assert table.query("what == 'drawn'")["seat"].tolist() == list(range(9))
    assert table.query("what == 'drawn'")[["scheme", "view", "sky", "year"]].isna().all(axis=None)


def test_every_column_says_what_it_holds(path: Path) -> None:
    fields = pq.read_schema(path)
    assert all(field.metadata[b"description"] for field in fields)
    assert read_about(path)["key"] == "k"


def test_an_array_that_is_not_as_its_axes_say_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"effort has shape \(3,\), and its axes say \(2,\)"):
        write_blocks(tmp_path / "x.parquet", [Block("outcome", "effort", {"sky": [0, 1]}, np.ones(3))], {})


@pytest.mark.parametrize("damage", ["cut", "one bit", "empty", "another file"])
def test_damage_is_seen(path: Path, damage: str) -> None:
    content = bytearray(path.read_bytes())
    last = pq.read_metadata(path).row_group(0).column(pq.read_schema(path).get_field_index("value"))
    if damage == "one bit":
        content[last.data_page_offset + last.total_compressed_size - 9] ^= 1
    damaged = {"cut": content[:-20], "one bit": content, "empty": bytearray(), "another file": bytearray(b"PAR1 no")}
    path.write_bytes(damaged[damage])
    with pytest.raises((OSError, ValueError)):
        read_blocks(path)


def test_a_file_of_others_is_told(tmp_path: Path) -> None:
    pd.DataFrame({"value": [1.0]}).to_parquet(tmp_path / "x.parquet")
    with pytest.raises(ValueError, match="has no header of simkit"):
        read_blocks(tmp_path / "x.parquet")


def test_a_header_that_does_not_fit_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from simkit.results import blocks

    shapes = blocks._shapes(BLOCKS[:2])
    monkeypatch.setattr(blocks, "_shapes", lambda _: shapes)
    write_blocks(tmp_path / "x.parquet", BLOCKS, {})
    with pytest.raises(ValueError, match="the header tells of 15 numbers, and there are 24"):
        read_blocks(tmp_path / "x.parquet")
