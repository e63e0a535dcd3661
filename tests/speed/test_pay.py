"""Paying a long table: the same pay as written down by hand, in memory that hardly grows with it."""

import tracemalloc
from pathlib import Path

from simkit.payrun.command import Order, pay
from tests.speed.pay import SCHEME, measure, write_table


def test_both_ways_pay_the_same() -> None:
    found = measure(3_000)
    assert (found["code"], found["rows_that_differ"], found["plain_rows"]) == (0, 0, 3_000)
    assert found["rows_per_second"] > 0.0 < found["peak_mb"]


def test_memory_holds_ids_and_not_rows(tmp_path: Path) -> None:
    """Ids are kept to find those that stand twice: a text, a number and their place, at most 250 bytes.

    A row kept as it was read would take 500 bytes and more.
    """
    peaks = []
    for rows in (6_000, 26_000):
        write_table(tmp_path / "r.csv", rows)
        tracemalloc.start()
        pay(Order(str(SCHEME), str(tmp_path / "r.csv"), out=str(tmp_path / "out.csv"), block=1_000))
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert (peaks[1] - peaks[0]) / 20_000 < 250
