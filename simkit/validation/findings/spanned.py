"""Whether the views reach the largest credible numbers: the other end of `SF24_zero`.

Published effects are not corrected for what was never published, and the corrected ones are about zero.  So no pooled
number is right, but the views must lie around both: the one with the least at zero (`SF24_zero`), and the one with the
most at what was published.  What is accepted starts at the published mean itself.
"""

from __future__ import annotations

import math

from simkit.validation.findings import sf01, sf23, sf43
from simkit.validation.findings.effects import Effect, change
from simkit.validation.findings.finding import NO_LIMIT, Finding
from simkit.validation.findings.laboratory import Laboratory
from simkit.validation.findings.workplace import piece_rate

MORE = 0.2
"""By how much a piece rate rises where an elasticity is asked for; assumption."""


def most(effect: Effect) -> Effect:
    """The effect under the view that has the most of it."""
    return Effect(max(effect.by_view.values()), math.nan, math.nan, effect.by_view)


def elasticity(lab: Laboratory) -> Effect:
    """Log change of sales over log change of the piece rate, where a normal month's output pays base pay again."""
    rise = change(lab.compare({"before": piece_rate(1.0), "after": piece_rate(1.0 + MORE)}))

    def of(grown: float) -> float:
        return math.log1p(grown) / math.log1p(MORE)

    return Effect(of(rise.found), math.nan, math.nan, {view: of(each) for view, each in rise.by_view.items()})


FINDINGS = (
    Finding(
        id="SF01_spanned",
        claim="The same people brought half of the 44% that output rose by under piece rates; a view reaches it.",
        source=sf01.SOURCE,
        grade="read",
        lever="hourly pay, or a piece rate",
        measure="relative change of what the same people sell, under the view with the most",
        accepted=(0.22, NO_LIMIT),
        why="half of 44%; a month's normal output pays base pay again, without the guarantee",
        effect=lambda lab: most(sf01.incentive(lab)),
        set_by="fitted",
    ),
    Finding(
        id="SF23_spanned",
        claim="Where the task is of interest incentives raised output by .58 standard deviations; a view reaches it.",
        source=sf23.SOURCE,
        grade="read",
        lever="nothing, or a piece rate as large as base pay",
        measure="rise of sales in standard deviations between people, under the view with the most",
        accepted=(0.58, NO_LIMIT),
        why="the larger one of Kim, Gerhart and Fang's two means (.58 and .52)",
        effect=lambda lab: most(sf23.standardised(lab)),
        unit="standard deviations",
        set_by="fitted",
    ),
    Finding(
        id="SF43_spanned",
        claim="A low piece rate raised output by 1.40 of 22.7 items; a view reaches it.",
        source=sf43.SOURCE,
        grade="read",
        lever="fixed pay, or a piece rate that adds a fifth of it",
        measure="relative change of output, under the view with the most",
        accepted=(1.40 / 22.7, NO_LIMIT),
        why="the mean, 6.2%; how large the piece rate is beside fixed pay is an assumption",
        effect=lambda lab: most(sf43.low(lab)),
        set_by="fitted",
    ),
    Finding(
        id="PS09_spanned",
        claim="When tree planters were paid more a piece, output rose with an elasticity of .39; a view reaches it.",
        source="Paarsch and Shearer 2009, European Economic Review 53(5):481-494 (field experiment)",
        grade="read",
        lever="a piece rate, or one that is a fifth higher",
        measure="elasticity of output to the piece rate, under the view with the most",
        accepted=(0.39, NO_LIMIT),
        why="the regression's estimate (the structural one is .37); all their pay is by piece, here half of it",
        effect=lambda lab: most(elasticity(lab)),
        reason="joy in the work, and cost that rises steeply, keep it below a third whatever the piece rate",
    ),
)
