"""Can the bench fail?  Which findings turn from passed to missed when a default is wrong by 30 %.

    python -m simkit.validation.defaults            move every default, and compare with what is written here
    python -m simkit.validation.defaults convexity  some of them

moves each default of human response, of conduct and of morale up and down wherever it is at work, and asks the findings
again.  A default that no finding notices is not pinned down by this evidence: its 30 % are for the views to span.
`NOTICED` holds a finding for each default that is pinned; the rest is `UNPINNED`, and TRUST.md names it.  Exit code 1
if either is not so.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from simkit.behaviour.behaviour import Behaviour
from simkit.behaviour.views import STANDARD, View
from simkit.changes import checked, written
from simkit.errors import SimkitError
from simkit.quantities import said, write_share
from simkit.validation.findings import FINDINGS, Finding, Laboratory
from simkit.wording import one_of

BY = 0.3
UP, DOWN = 1.0 + BY, 1.0 - BY
EXPONENT = "effort_exponent"
OF_VIEWS = (
    "worth_of_effort", "convexity", "response", "present_bias", "loss_aversion", "risk_aversion", "discount",
    "ratchet_foresight",
)  # fmt: skip
OF_BEHAVIOUR = (
    "pressure.moral_cost", "pressure.penalty", "product_push.moral_cost", "timing.cost", "timing.holding",
    "misreporting.moral_cost", "discovery.chance", "discovery.dismissed", "discovery.warned",
    "expectation.loss", "expectation.gain", "peers.behind", "peers.ahead", "commitment.lift", "commitment.sink",
    "recognition.recipients", "recognition.others", "morale.speed",
)  # fmt: skip
DEFAULTS = (EXPONENT, *OF_VIEWS, *OF_BEHAVIOUR)
NOTICED: Mapping[str, tuple[tuple[float, str], ...]] = {
    EXPONENT: ((DOWN, "SF01_incentive"), (UP, "SF24_zero")),
    "worth_of_effort": ((UP, "SF43_spanned"),),
    "convexity": ((UP, "SF43_spanned"),),
    "response": ((DOWN, "SF43_spanned"),),
    "present_bias": ((DOWN, "AR19_today"), (UP, "AR19_today")),
    "loss_aversion": ((DOWN, "SF20_factory"), (UP, "SF20_factory")),
    "discount": ((DOWN, "SF01_incentive"),),
    "pressure.moral_cost": ((DOWN, "SF39_dismissed"),),
    "pressure.penalty": ((DOWN, "SF39_dismissed"), (UP, "SF36_stock")),
    "timing.holding": ((DOWN, "SF09_last_months"),),
    "discovery.chance": ((DOWN, "SF36_stock"), (UP, "SF39_dismissed")),
    "discovery.dismissed": ((DOWN, "SF36_dismissed"), (UP, "SF36_dismissed")),
    "expectation.loss": ((UP, "SF30_alone"),),
    "peers.behind": ((DOWN, "SF30_alone"),),
    "commitment.lift": ((DOWN, "SF25_hard"),),
}
"""Default -> factors, and for each a finding that is missed when the default is multiplied by it."""
UNPINNED = tuple(default for default in DEFAULTS if default not in NOTICED)
"""Defaults that can be wrong by 30 % either way before a finding notices."""
SKIES, SURE_SKIES = 12, 40
"""Futures in which all findings are asked, and those again that were missed: few futures leave a sign unsure."""
_AT_MOST_1 = {"response", "present_bias", "discount", "ratchet_foresight"}


def moved(default: str, factor: float, like: Laboratory | None = None) -> Laboratory:
    """A laboratory with another value of one default; shares stay at most 1, and losses count at least once.

    like: one whose answers are taken over where the question stays the same.
    """
    same = like or Laboratory(SKIES)
    if default == EXPONENT:
        return replace(same, exponent=same.exponent * factor)
    if default in OF_VIEWS:
        return replace(same, views=tuple(_moved(view, default, factor) for view in STANDARD))
    mechanism, _, field = default.partition(".")
    values = getattr(Behaviour(), mechanism)
    value, share = getattr(values, field) * factor, isinstance(written(values)[field], str)
    return replace(same, behaviour={mechanism: {field: write_share(min(value, 1.0)) if share else value}})


def _moved(view: View, default: str, factor: float) -> View:
    value = getattr(view, default) * factor
    if default == "loss_aversion":
        value = max(value, 1.0) if view.loss_aversion > 1.0 else 1.0
    if default in _AT_MOST_1:
        value = min(value, 1.0)
    whole = written(view)
    return checked(View, {**whole, default: write_share(value) if isinstance(whole[default], str) else value})


def turned(lab: Laboratory, among: Iterable[Finding] = FINDINGS) -> list[str]:
    """Ids of findings that are missed here and have no reason to be."""
    return [each.id for each in among if not each.reason and each.verdict(each.effect(lab)) == "missed"]


def main(arguments: Sequence[str] | None = None) -> int:
    """Print a line for each default and direction; 1 where what is written here is no longer so."""
    asked = list(sys.argv[1:] if arguments is None else arguments) or list(DEFAULTS)
    for default in asked:
        if default not in DEFAULTS:
            raise SimkitError(f"{said(default)}: there is no such default; {one_of(default, DEFAULTS)}")
    few, many = Laboratory(SKIES), Laboratory(SURE_SKIES)
    return max([_shown(default, few, many) for default in asked])


def _shown(default: str, few: Laboratory, many: Laboratory) -> int:
    found = {}
    for factor in (DOWN, UP):
        first = turned(moved(default, factor, few))
        found[factor] = turned(moved(default, factor, many), [each for each in FINDINGS if each.id in first])
    for factor, ids in found.items():
        sys.stdout.write(f"{default} x {factor:g}: {', '.join(ids) or 'nothing notices'}\n")
        sys.stdout.flush()
    gone = [(factor, row) for factor, row in NOTICED.get(default, ()) if row not in found[factor]]
    for factor, row in gone:
        sys.stdout.write(f"  {row} is said to notice {default} x {factor:g}, and does not\n")
    new = default in UNPINNED and any(found.values())
    if new:
        sys.stdout.write(f"  {default} is said to be unpinned, and is not\n")
    return int(bool(gone) or new)


if __name__ == "__main__":
    sys.exit(main())
