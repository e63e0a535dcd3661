"""`python -m tests.speed.pay [--rows N] [--json]`: how fast `simkit pay` is, and how much memory it takes.

Beside it, in the same run, stands what somebody would write in an afternoon: pandas reads the table, and a function is
called for every row (`frame.apply(axis=1)`).  It knows one scheme, checks nothing and explains nothing; it is timed on
fewer rows and scaled up.  Both pay the same, to the cent.
Times are processor time, as a busy machine disturbs it least.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path

import numpy as np

SCHEME = Path(__file__).parents[2] / "scenarios" / "schemes" / "growth_bonus.yaml"
COLUMNS = (
    "id",
    "net_new_assets",
    "net_new_assets target",
    "fee_income",
    "fee_income target",
    "satisfaction",
    "base_pay",
)
MOST_PLAIN = 20_000
_COMMAND = """
import resource, sys, time
from simkit.cli import main
start = time.process_time()
code = main(sys.argv[1:])
seconds = time.process_time() - start
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 if sys.platform == "linux" else 1024 ** 2)
print(f"{code} {seconds} {peak}", file=sys.stderr)
"""


def write_table(path: Path, rows: int, seed: int = 1) -> None:
    """Results of so many people."""
    draw = np.random.default_rng(seed)
    with path.open("w", encoding="utf-8") as stream:
        stream.write(",".join(COLUMNS) + "\n")
        for start in range(0, rows, 50_000):
            count = min(50_000, rows - start)
            drawn = (
                draw.uniform(0, 6e6, count).round(2),
                draw.integers(1_000, 5_000, count) * 1_000,
                draw.uniform(0, 2e5, count).round(2),
                draw.integers(10, 200, count) * 1_000,
                draw.uniform(70, 100, count).round(1),
                draw.integers(5_000, 20_000, count),
            )
            lines = zip(range(start, start + count), *(column.tolist() for column in drawn), strict=True)
            stream.writelines(f"E{number:08},{','.join(map(str, values))}\n" for number, *values in lines)


def plain_row(row: Mapping[str, float]) -> float:
    """The same bonus for one row, written down for this scheme alone."""
    score = 0.45 * min(max(row["net_new_assets"] / row["net_new_assets target"], 0.0), 2.0)
    score += 0.35 * min(max(row["fee_income"] / row["fee_income target"], 0.0), 2.0)
    score += 0.20 * min(max(row["satisfaction"] / 80.0, 0.0), 2.0)
    if score < 0.7 * (1.0 - 1e-9):
        share = 0.0
    elif score < 1.0:
        share = (score - 0.7) / 0.3
    else:
        share = min(1.0 + 1.5 * (score - 1.0), 2.0)
    opened = 1.0 if row["satisfaction"] >= 75.0 * (1.0 - 1e-9) else 0.0
    return round(0.6 * row["base_pay"] * 3 * share * opened, 2)


def plain(path: Path, rows: int) -> tuple[float, list[float]]:
    """Seconds and pay of the first rows with pandas, reading included."""
    import pandas as pd

    start = time.process_time()
    frame = pd.read_csv(path, nrows=rows)
    paid = frame.apply(plain_row, axis=1)
    return time.process_time() - start, paid.tolist()


def measure(rows: int) -> dict[str, float]:
    """Both ways on the same generated table; simkit in a process of its own, so that its memory is its own."""
    with tempfile.TemporaryDirectory() as folder:
        table, out = Path(folder, "results.csv"), Path(folder, "pay.csv")
        write_table(table, rows)
        command = [sys.executable, "-c", _COMMAND, "pay", str(SCHEME), str(table), "--out", str(out)]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        code, seconds, peak = map(float, done.stderr.splitlines()[-1].split())
        some = min(rows, MOST_PLAIN)
        plain_seconds, expected = plain(table, some)
        with out.open(encoding="utf-8-sig", newline="") as stream:
            next(stream)
            paid = [float(line.rsplit(",", 1)[1]) for line, _ in zip(stream, range(some), strict=False)]
        differ = sum(abs(a - b) > 0.0051 for a, b in zip(paid, expected, strict=True))
        return {
            "code": code,
            "rows": rows,
            "seconds": seconds,
            "rows_per_second": rows / seconds,
            "peak_mb": peak,
            "table_mb": table.stat().st_size / 1024**2,
            "plain_rows": some,
            "plain_rows_per_second": some / plain_seconds,
            "ratio": (rows / seconds) / (some / plain_seconds),
            "rows_that_differ": differ,
        }


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m tests.speed.pay", description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000, help="rows of the generated table (default 1,000,000)")
    parser.add_argument("--json", action="store_true", help="print one JSON document and nothing else")
    options = parser.parse_args()
    found = measure(options.rows)
    if options.json:
        print(json.dumps(found, indent=2))
        return
    print(
        f"simkit pay: {found['rows']:,.0f} rows ({found['table_mb']:.0f} MB) in {found['seconds']:.1f} s on one core,"
    )
    print(f"  {found['rows_per_second']:,.0f} rows a second, peak memory {found['peak_mb']:.0f} MB, output written")
    print(f"pandas row by row: {found['plain_rows_per_second']:,.0f} rows a second, timed on the first")
    print(f"  {found['plain_rows']:,.0f} rows; nothing checked, explained or written")
    print(
        f"ratio {found['ratio']:.1f}; rows whose pay differs by more than half a cent: {found['rows_that_differ']:.0f}"
    )


if __name__ == "__main__":
    main()
