"""The pay statement as text and HTML: aligned, adding up, escaped."""

import re

import pytest
from wcwidth import wcswidth

from simkit.scheme.statement import Reason, with_rounding
from tests.hostile_names import HOSTILE, strange_tags, unprintable

SLIP = Reason(
    "变动薪酬",
    parts=(
        Reason("季度奖金", parts=(Reason("资产净增", 1_234_567.891, "attainment 104%"), Reason("gate", -0.001))),
        Reason("Price list", 12.0, "3.00 x 4"),
    ),
)


def test_amounts_end_in_one_column() -> None:
    amounts = [re.match(r".*\d\.\d\d(?=$|  )", line) for line in SLIP.lines() if "3.00" not in line]
    ends = {wcswidth(amount[0]) for amount in amounts if amount}
    assert len(ends) == 1


def test_no_negative_zero() -> None:
    assert "-0.00" not in str(SLIP)
    assert "-0.00" not in SLIP._repr_html_()


def test_the_tree_is_indented_and_told_in_full() -> None:
    assert str(SLIP).split("\n")[1:3] == [
        "  季度奖金    1,234,567.89",
        "    资产净增  1,234,567.89  attainment 104%",
    ]


def test_printed_lines_add_up_to_the_cent() -> None:
    slip = with_rounding("thirds", [Reason(str(n), 100.0 / 3.0) for n in range(3)], 100.0)
    printed = [round(100 * float(line.split()[1].replace(",", ""))) for line in slip.lines()]
    assert printed == [10_000, 3_333, 3_333, 3_333, 1]
    assert slip.amount == pytest.approx(100.0, abs=1e-9)


@pytest.mark.parametrize("name", HOSTILE.values(), ids=HOSTILE)
def test_any_name_stays_on_its_line_and_out_of_the_html(name: str) -> None:
    slip = Reason(name, parts=(Reason(name, 1.0, name), Reason("x", 2.0)))
    lines = str(slip).split("\n")
    assert len(lines) == 3
    for line in (*lines, repr(slip), slip._repr_html_()):
        assert unprintable(line) == set()
    assert strange_tags(slip._repr_html_()) == set()
    assert slip._repr_html_().count("<tr") == 3


def test_one_short_line() -> None:
    assert repr(SLIP) == "<Reason '变动薪酬': 1,234,579.89>"
