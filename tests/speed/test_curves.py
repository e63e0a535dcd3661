"""Curves in plain floats agree with those of simkit, around every knot."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import TypeAdapter

from simkit.scheme.curve import Curve
from simkit.scheme.scorecard import Gate
from simkit.scheme.scorers import Scorer
from simkit.scheme.shapes import PayoutCurve
from tests.speed import curves

PAYOUTS: list[dict[str, Any]] = [
    {"kind": "linear"},
    {"kind": "linear", "cap": "120%"},
    {"kind": "threshold", "threshold": "70%", "accelerator": 1.5, "cap": "200%"},
    {"kind": "threshold", "threshold": "100%", "accelerator": 2},
    {"kind": "threshold", "accelerator": 0, "cap": "150%"},
    {"kind": "steps", "steps": {"80%": "50%", "100%": "100%"}},
    {"kind": "points", "points": {"50%": "0%", "100%": "100%", "150%": "300%"}},
]
SCORERS: list[dict[str, Any]] = [
    {"kind": "proportional"},
    {"from": "20%", "to": "150%"},
    {"kind": "step", "steps": {"0%": "30%", "90%": "100%"}},
]


@pytest.mark.parametrize("written", PAYOUTS, ids=str)
def test_payout_curves_agree(written: dict[str, Any]) -> None:
    curve: Any = TypeAdapter(PayoutCurve).validate_python(written)
    _agree_around_knots(curve.curve(), curves.payout(curve))


@pytest.mark.parametrize("written", SCORERS, ids=str)
def test_scorers_agree(written: dict[str, Any]) -> None:
    scorer: Any = TypeAdapter(Scorer).validate_python(written)
    _agree_around_knots(scorer.curve(), curves.scores(scorer))


def test_gates_agree() -> None:
    gate = Gate.model_validate({"kpi": "sales", "at_least": 3, "else_pay": "25%"})
    _agree_around_knots(gate.opening, curves.gate(gate.else_pay))


def _agree_around_knots(theirs: Curve, ours: curves.Pieces) -> None:
    """A knot counts as reached a billionth of itself early."""
    near = [x * (1 + by) for x in theirs.xs for by in (-1e-2, -2e-9, -5e-10, 0.0, 5e-10, 1e-2)]
    for x in (-3.0, -1e-3, 0.0, 1e-3, 9.0, *near):
        assert curves.value(ours, x) == pytest.approx(float(theirs(x)), rel=1e-13, abs=1e-13)
