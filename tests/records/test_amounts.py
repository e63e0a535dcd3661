"""Numbers as spreadsheets save them, one by one and a column at a time."""

import math
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simkit.quantities import said, to_money
from simkit.records.amounts import DecimalMark, amount, mark_of, numbers


@pytest.mark.parametrize(
    ("cell", "decimal", "value"),
    [
        ("1234.5", ".", 1234.5),
        (" 1,234.50 ", ".", 1234.5),
        ("12,345,678", ".", 12_345_678.0),
        ("1 234.5", ".", 1234.5),
        ("1\u00a0234,50", ",", 1234.5),
        ("1\u202f234,50", ",", 1234.5),
        ("1.234,50", ",", 1234.5),
        ("1'234.50", ".", 1234.5),
        ("1,234", ",", 1.234),
        ("1.234", ",", 1234.0),
        ("1.234", ".", 1.234),
        ("0,234", "", 0.234),
        ("1234,567", "", 1234.567),
        ("12,5", "", 12.5),
        ("1,234.5", "", 1234.5),
        ("1.234,5", "", 1234.5),
        ("12万", ".", 120_000.0),
        ("1.5亿", ".", 150_000_000.0),
        ("85%", ".", 0.85),
        ("8.5 ‰", ".", 0.0085),
        ("７５．５％", ".", 0.755),
        ("１，２３４", ".", 1234.0),
        ("￥1,234.00", ".", 1234.0),
        ("-¥5", ".", -5.0),
        ("¥-5", ".", -5.0),
        ("1,234.00 元", ".", 1234.0),
        ("1.234,50 €", ",", 1234.5),
        ("(1,234.50)", ".", -1234.5),
        ("1.23457E+05", ".", 123_457.0),
        ("1,23457E+05", ",", 123_457.0),
        ("-7", ".", -7.0),
        ("+7", ".", 7.0),
        (".5", ".", 0.5),
        ("5.", ".", 5.0),
    ],
)
def test_a_number_is_read(cell: str, decimal: DecimalMark, value: float) -> None:
    assert amount(cell, decimal) == value
    assert numbers([cell], decimal)[0].tolist() == [value]


@pytest.mark.parametrize("cell", ["", "  ", "-", "－", "–", "n/a", "NA", "\u3000", "/", "无"])
def test_nothing_is_read_as_nothing(cell: str) -> None:
    assert math.isnan(amount(cell, "."))


@pytest.mark.parametrize(
    ("cell", "decimal", "message"),
    [
        ("1,234", "", "'1,234' may be 1234 or 1.234; add --decimal point or --decimal comma"),
        ("1.234", "", "'1.234' may be 1234 or 1.234; add --decimal point or --decimal comma"),
        (
            "1,5",
            ".",
            "'1,5' is a number only with a decimal comma; write it like the others, or add --decimal comma",
        ),
        (
            "1,234.5",
            ",",
            "'1,234.5' is a number only with a decimal point; write it like the others, or add --decimal point",
        ),
        ("12,34,567", ".", "'12,34,567' is not a number; write one such as 120000"),
        ("#N/A", ".", "'#N/A' is an error of the spreadsheet; mend its formula there, or write the number"),
        ("#DIV/0!", ".", "'#DIV/0!' is an error of the spreadsheet; mend its formula there, or write the number"),
        ("=1+1", ".", "'=1+1' is a formula, and none is run; save the file with values"),
        ("12 apples", ".", "'12 apples' is not a number; write one such as 120000"),
        ("inf", ".", "'inf' is not a number; write one such as 120000"),
        ("nan", ".", "'nan' is not a number; write one such as 120000"),
        ("--5", ".", "'--5' is not a number; write one such as 120000"),
        ("-¥-5", ".", "'-¥-5' is not a number; write one such as 120000"),
        ("2025-03-01", ".", "'2025-03-01' is not a number; write one such as 120000"),
        ("1e400", ".", "inf is not a finite number; write an amount such as 120_000"),
        ("1e16", ".", "1e+16 is larger than anything meant here; write an amount such as 120_000"),
    ],
)
def test_what_is_no_number_is_told(cell: str, decimal: DecimalMark, message: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        amount(cell, decimal)
    values, wrong = numbers(["7", cell], decimal)
    assert math.isnan(values[1])
    assert wrong == {1: message}


def test_a_very_long_cell_is_no_number_at_once() -> None:
    """Of a pattern with many blanks a long cell could keep a computer busy for hours."""
    assert numbers(["+" + " " * 130_000 + "x"], ".")[1] == {
        0: "'+                                      ...' is not a number; write one such as 120000"
    }


def test_a_file_says_which_mark_its_decimals_have() -> None:
    assert mark_of(["1.234", "12,5"]) == ","
    assert mark_of(["1,234", "12.5"]) == "."
    assert mark_of(["1,234", "1.234"]) == ""
    assert mark_of(["1,5", "1.5"]) == mark_of(["1.5", "1,5"]) == ""


CELLS = st.one_of(
    st.floats(-1e15, 1e15).map(repr),
    st.integers(-(10**15), 10**15).map(lambda n: f"{n:,}"),
    st.floats(-1e9, 1e9).map(lambda x: f"{x:,.2f}"),
    st.text("0123456789,. -+eE%万亿", max_size=9),
)


@given(st.lists(CELLS, min_size=1, max_size=6), st.sampled_from([".", ",", ""]))
def test_a_column_at_once_reads_what_its_cells_read(cells: list[str], decimal: DecimalMark) -> None:
    """The quick way of plain columns and the slow way of all others never differ."""
    values, wrong = numbers(cells, decimal)
    assert [_read(cell, decimal) for cell in cells] == [
        wrong.get(place, str(value)) for place, value in enumerate(values.tolist())
    ]


def _read(cell: str, decimal: DecimalMark) -> str:
    """The number in one cell, or what is wrong with it."""
    try:
        return str(amount(cell, decimal))
    except ValueError as error:
        return str(error)


@given(CELLS)
def test_what_a_scheme_file_reads_is_read_alike(cell: str) -> None:
    try:
        known = to_money(cell)
    except ValueError:
        return
    assert amount(cell, ".", said) == known
