"""Cala, Havranek and others 2022: what is left of incentives in the field once publication bias is taken off."""

from __future__ import annotations

from simkit.validation.findings.effects import Effect, change
from simkit.validation.findings.finding import Finding
from simkit.validation.findings.laboratory import Laboratory
from simkit.validation.findings.workplace import NOTHING, piece_rate


def smallest_view(lab: Laboratory) -> Effect:
    """The effect under the view that believes in the least of it."""
    rise = change(lab.compare({"nothing": NOTHING, "piece_rate": piece_rate(0.3)}))
    least = min(rise.by_view.values())
    return Effect(least, float("nan"), float("nan"), rise.by_view)


FINDINGS = (
    Finding(
        id="SF24_zero",
        claim="Field effects of incentives, corrected for publication bias, are zero or tiny: the views include that.",
        source="Cala, Havranek, Irsova, Matousek and Novak 2022, CEPR DP17680 (1,568 estimates)",
        grade="read",
        lever="nothing, or a piece rate of 30% of base pay",
        measure="relative change of sales under the view with the least",
        accepted=(0.0, 0.005),
        why="at most half a per cent",
        effect=smallest_view,
        set_by="fitted",
    ),
)
