"""Tables of made-up people for the tests of paying them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from simkit.payrun.columns import columns
from simkit.payrun.run import paid
from simkit.records.people import People
from simkit.records.problems import Problems
from simkit.scheme.scheme import Scheme

Row = Mapping[str, Any]

EVERYTHING: dict[str, Any] = {
    "name": "everything",
    "pay": [
        {
            "kind": "bonus",
            "name": "Bonus",
            "every": "quarter",
            "target_pay": "30% of base pay",
            "measures": [
                {
                    "kpi": "sales",
                    "weight": "50%",
                    "target": {"kind": "potential"},
                    "score": {"from": "0%", "to": "200%"},
                },
                {"kpi": "calls", "weight": "20%", "target": {"kind": "fixed", "at": 40}},
                {
                    "kpi": "complaints",
                    "weight": "30%",
                    "target": {"kind": "none"},
                    "score": {"kind": "deduction", "costs": "15%"},
                },
            ],
            "curve": {"kind": "threshold", "threshold": "70%", "accelerator": 1.5, "cap": "200%"},
            "gates": [{"kpi": "satisfaction", "at_least": 75, "else_pay": "50%"}],
            "modifiers": [{"kpi": "calls", "target": 40, "factors": {"80%": "90%", "120%": "110%"}}],
            "deferral": {"share": "40%", "over": "3 years"},
        },
        {"kind": "commission", "every": "quarter", "prices": {"new_clients": 100, "sales": "0.15%"}},
    ],
}
SHARED: dict[str, Any] = {
    "name": "shared",
    "pay": [
        {
            "kind": "pool",
            "every": "month",
            "size": "10% of base pay",
            "among": "branch",
            "measures": [{"kpi": "sales", "weight": "100%", "target": {"kind": "potential"}}],
        },
        {"kind": "floating_price", "every": "month", "size": 1_000, "weights": {"calls": "75%", "new_clients": "25%"}},
        {"kind": "commission", "prices": {"new_clients": 100}},
    ],
}


def drawn(count: int, seed: int = 1) -> list[dict[str, Any]]:
    """People with results from hopeless to excellent, some of them on the very edge."""
    draw = np.random.default_rng(seed)
    rows = []
    for number in range(count):
        row = {
            "id": f"E{number:05}",
            "branch": f"branch {draw.integers(3)}",
            "period": f"month {draw.integers(2)}",
            "base_pay": float(draw.integers(5_000, 20_000)),
            "sales": round(float(draw.uniform(-1e5, 3e6)), 2),
            "target:sales": float(draw.integers(100, 3_000) * 1_000),
            "calls": float(draw.integers(0, 80)),
            "complaints": float(draw.integers(0, 4)),
            "satisfaction": float(draw.choice([74.0, 75.0, 76.0, 90.0])),
            "new_clients": float(draw.integers(0, 20)),
        }
        if number % 10 == 0:
            row["sales"] = row["target:sales"]
        rows.append(row)
    return rows


def table(folder: Path, rows: Sequence[Row], name: str = "results.csv") -> str:
    """The rows as a file; gives its path."""
    path = folder / name
    lines = [",".join(rows[0]), *(",".join(str(value) for value in row.values()) for row in rows)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return str(path)


def pay_by_person(scheme: Scheme, path: str, size: int) -> dict[tuple[str, str], list[float]]:
    """(id, period) -> pay of each component."""
    in_branch = any(component.compared == "branch" for component in scheme.pay)
    people = People.read(path, columns(scheme.pay), branch=in_branch)
    problems = Problems(path)
    found: dict[tuple[str, str], list[float]] = {}
    for block in paid(scheme.pay, people, problems, size):
        amounts = np.array(block.awards).T.tolist()
        found |= dict(zip(zip(block.block.ids, block.block.periods, strict=True), amounts, strict=True))
    assert str(problems) == ""
    return found
