"""Arrays with named axes as one Parquet table: a row a number, and beside it where it stands.

Any program that reads Parquet can use the table (`select scheme, avg(value) from 'chunks/*/*.parquet' where name =
'effort' group by scheme`).  simkit reads the numbers alone and puts them together by the header, bit for bit.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from simkit.arrays import Array

if TYPE_CHECKING:
    import pyarrow as pa

TEXTS = {
    "what": "the kind of number",
    "name": "which one of its kind",
    "group": "whom it is about; empty where it is about everybody",
    "scheme": "scheme, as named in the scenario",
    "view": "view on human response",
    "points": "points on a rate of pay",
}
NUMBERS = {
    "year": "counted from 1 at the start of the run-in",
    "sky": "the future's number",
    "bin": "number of the bin, from 0",
    "seat": "number of the seat, from 0",
}
VALUE = "the number, in the unit of its kind"
Axis = Sequence[str] | Sequence[int]
_HEADER = b"simkit"
_NAMED = ("what", "name", "group")


@dataclass(frozen=True)
class Block:
    """An array that says what it holds.

    axes: for each axis one of the columns above and what stands along it, texts or whole numbers; the empty cells of a
    column mean that a number has no such axis.
    """

    what: str
    name: str
    axes: Mapping[str, Axis]
    array: Array
    group: str = ""


def write_blocks(path: Path, blocks: Sequence[Block], about: Mapping[str, Any]) -> None:
    """Write the arrays, and `about` (plain values) into the header; each page of the file has a checksum."""
    import pyarrow as pa  # noqa: PLC0415 (slow to import)
    import pyarrow.parquet as pq  # noqa: PLC0415

    flat = [_flat(block) for block in blocks]
    columns = {name: _texts(name, blocks) for name in TEXTS} | {name: _numbers(name, blocks) for name in NUMBERS}
    columns["value"] = pa.array(np.concatenate(flat))
    said = {**TEXTS, **NUMBERS, "value": VALUE}
    fields = [pa.field(name, column.type, metadata={"description": said[name]}) for name, column in columns.items()]
    schema = pa.schema(fields, {_HEADER: json.dumps({**about, **_shapes(blocks)}).encode()})
    with path.open("wb") as stream:  # so that a failure is an OSError of Python
        pq.write_table(
            pa.table(list(columns.values()), schema=schema),
            stream,
            compression="zstd",
            use_dictionary=list(TEXTS),
            write_page_checksum=True,
        )


def read_about(path: Path) -> dict[str, Any]:
    """The header of such a file.  Raises ValueError or OSError when it is not one, or is damaged."""
    import pyarrow.parquet as pq  # noqa: PLC0415 (slow to import)

    with path.open("rb") as stream:
        header = (pq.read_metadata(stream).metadata or {}).get(_HEADER)
    if header is None:
        raise ValueError(f"{path.name} has no header of simkit")
    found: dict[str, Any] = json.loads(header)
    return found


def read_blocks(path: Path) -> list[Block]:
    """The arrays of such a file, bit for bit.  Raises ValueError or OSError when it is not one, or is damaged."""
    import pyarrow.parquet as pq  # noqa: PLC0415 (slow to import)

    about = read_about(path)
    with path.open("rb") as stream:
        table = pq.read_table(stream, columns=["value"], page_checksum_verification=True)
    values: Array = table.column("value").to_numpy()
    return list(_cut(values, about["blocks"], about["labels"]))


def _shapes(blocks: Sequence[Block]) -> dict[str, Any]:
    """What stands along every axis, each list once, and the axes of every block."""
    labels: list[list[Any]] = []
    shapes = []
    for block in blocks:
        axes = []
        for axis, along in block.axes.items():
            if list(along) not in labels:
                labels.append(list(along))
            axes.append([axis, labels.index(list(along))])
        shapes.append([block.what, block.name, block.group, axes])
    return {"labels": labels, "blocks": shapes}


def _cut(values: Array, shapes: Sequence[Any], labels: Sequence[Any]) -> Iterator[Block]:
    start = 0
    for what, name, group, axes in shapes:
        along = {axis: labels[number] for axis, number in axes}
        shape = tuple(len(each) for each in along.values())
        end = start + math.prod(shape)
        yield Block(what, name, along, np.array(values[start:end]).reshape(shape), group)
        start = end
    if start != len(values):
        raise ValueError(f"the header tells of {start} numbers, and there are {len(values)}")


def _flat(block: Block) -> Array:
    shape = tuple(len(along) for along in block.axes.values())
    if block.array.shape != shape:
        raise ValueError(f"{block.what} {block.name} has shape {block.array.shape}, and its axes say {shape}")
    return np.ascontiguousarray(block.array, dtype=np.float64).reshape(-1)


def _texts(name: str, blocks: Sequence[Block]) -> pa.DictionaryArray:
    """A column of texts."""
    import pyarrow as pa  # noqa: PLC0415 (slow to import)

    known: dict[str, int] = {}
    parts = []
    for block in blocks:
        along = [getattr(block, name)] if name in _NAMED else block.axes.get(name)
        if along is None:
            parts.append(np.full(block.array.size, -1, dtype=np.int64))
        else:
            codes = np.array([known.setdefault(str(each), len(known)) for each in along], dtype=np.int64)
            parts.append(_spread(name, block, codes))
    codes = np.concatenate(parts)
    return pa.DictionaryArray.from_arrays(pa.array(codes, mask=codes < 0), pa.array(list(known), pa.string()))


def _numbers(name: str, blocks: Sequence[Block]) -> pa.Array:
    """A column of whole numbers from 0."""
    import pyarrow as pa  # noqa: PLC0415 (slow to import)

    parts = [
        _spread(name, block, np.array(block.axes[name], dtype=np.int64))
        if name in block.axes
        else np.full(block.array.size, -1, dtype=np.int64)
        for block in blocks
    ]
    numbers = np.concatenate(parts)
    return pa.array(numbers, mask=numbers < 0)


def _spread(name: str, block: Block, along: Any) -> Any:
    """What stands along one axis, for every number of the block."""
    if name in _NAMED:
        return np.full(block.array.size, along[0], dtype=np.int64)
    place = list(block.axes).index(name)
    shape = [1] * block.array.ndim
    shape[place] = len(along)
    return np.broadcast_to(along.reshape(shape), block.array.shape).reshape(-1)
