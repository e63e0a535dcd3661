import csv
from pathlib import Path

import pandas as pd
import pytest

from simkit.results.tables import described, descriptions, write_csv, write_parquet


def frame() -> pd.DataFrame:
    columns = {"scheme": "who pays", "mean": "money, CNY a year"}
    return described(pd.DataFrame({"scheme": ["今天", "=cmd()"], "mean": [-1.5, 0.1]}), columns)


def test_csv_opens_in_excel(tmp_path: Path) -> None:
    write_csv(frame(), tmp_path / "x.csv")
    assert (tmp_path / "x.csv").read_bytes() == "\ufeffscheme,mean\r\n今天,-1.5\r\n'=cmd(),0.1\r\n".encode()


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"])
def test_csv_holds_no_formula(tmp_path: Path, start: str) -> None:
    text = f"{start}1+1"
    write_csv(pd.DataFrame({text: [text], "x": [-1]}), tmp_path / "x.csv")
    assert read(tmp_path / "x.csv") == [[f"'{text}", "x"], [f"'{text}", "-1"]]


def test_numbers_lose_no_digit(tmp_path: Path) -> None:
    numbers = [0.1 + 0.2, 1e-17, 123456789.123456789, -5e300]
    write_csv(pd.DataFrame({"x": [*numbers, float("nan")]}), tmp_path / "x.csv")
    assert [cell for (cell,) in read(tmp_path / "x.csv")[1:]] == [*map(repr, numbers), ""]


def read(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.reader(stream))


def test_parquet_says_what_its_columns_are(tmp_path: Path) -> None:
    import pyarrow.parquet as pq

    write_parquet(frame(), tmp_path / "x.parquet")
    back = pd.read_parquet(tmp_path / "x.parquet")
    pd.testing.assert_frame_equal(back, frame())
    assert descriptions(back) == descriptions(frame())
    file = pq.ParquetFile(tmp_path / "x.parquet")
    assert file.schema_arrow.field("mean").metadata == {b"description": b"money, CNY a year"}
    assert file.metadata.row_group(0).column(0).compression == "ZSTD"


def test_every_column_is_described() -> None:
    with pytest.raises(ValueError, match="described are"):
        described(pd.DataFrame({"x": [1]}), {"y": "something else"})
