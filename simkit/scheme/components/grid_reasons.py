"""Why a production grid pays what it pays, line by line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from simkit.scheme.brackets import Brackets
from simkit.scheme.statement import Reason


def reasons(
    brackets: Brackets, window: float, produced: float, hurdle: float, points: Sequence[tuple[str, float, float]]
) -> list[Reason]:
    """The lines of one person's pay before floor and cap.

    window: production that picks the bracket, with this period's `produced`; points: KPI, its result, points on the
    rate.
    """
    above = max(produced - hurdle, 0.0)
    less = f" (produced {produced:,.2f}, hurdle {hurdle:,.2f})" if hurdle else ""
    by_basis = _by_bracket if brackets.basis == "marginal" else _whole
    lines = [Reason(line.label, line.value, line.note + less) for line in by_basis(brackets, window, above)]
    lines = lines or [Reason("production", 0.0, f"{above:,.2f} in no bracket{less}")]
    plain, with_one = (float(brackets.paid(np.array(window), np.array(above), each)) for each in (0.0, 1.0))
    for kpi, result, more in points:
        note = f"{result:,.10g} reached: {_percent(more)} of {with_one - plain:,.2f}"
        lines.append(Reason(f"adjustment: {kpi}", more * (with_one - plain), note))
    return lines


def _by_bracket(brackets: Brackets, window: float, above: float) -> Iterator[Reason]:
    """One line for each bracket that the period's production lies in."""
    starts = brackets.starts
    for start, end in zip(starts, (*starts[1:], np.inf), strict=True):
        inside = min(max(window, start), end) - min(max(window - above, start), end)
        if inside > 0.0:
            rate = brackets.rates[start]
            yield Reason(f"bracket from {start:,.0f}", rate * inside, f"{inside:,.2f} x {_percent(rate)}")


def _whole(brackets: Brackets, window: float, above: float) -> Iterator[Reason]:
    """The one bracket that is reached."""
    rate = float(brackets.rate(np.array(window)))
    reached = [start for start in brackets.starts if window >= start * (1.0 - 1e-9)]
    if reached:
        note = f"{above:,.2f} x {_percent(rate)}, for {window:,.2f} looked back on"
        yield Reason(f"bracket from {reached[-1]:,.0f}", rate * above, note)


def _percent(share: float) -> str:
    return f"{100.0 * share:.6g}%"
