"""Can the bench fail?  Which findings turn from passed to missed when a default is wrong by 30 %.

    python -m simkit.validation.defaults

moves each default of human response up and down in all views where it is at work, and asks the findings again.  A
default that no finding notices is not pinned down by this evidence: its 30 % are for the views to span.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable

from simkit.behaviour.views import STANDARD, View
from simkit.changes import checked
from simkit.validation.findings import FINDINGS, Finding, Laboratory

BY = 0.3
EXPONENT = "effort_exponent"
OF_VIEWS = ("worth_of_effort", "convexity", "response", "present_bias", "loss_aversion", "risk_aversion")
SKIES = 12


def moved(default: str, factor: float, skies: int = SKIES) -> Laboratory:
    """A laboratory with another value of one default; shares stay at most 1, and losses count at least once."""
    if default == EXPONENT:
        return Laboratory(skies, exponent=Laboratory().exponent * factor)
    return Laboratory(skies, views=tuple(_moved(view, default, factor) for view in STANDARD))


def _moved(view: View, default: str, factor: float) -> View:
    value = getattr(view, default) * factor
    if default == "loss_aversion":
        value = max(value, 1.0) if view.loss_aversion > 1.0 else 1.0
    if default in {"response", "present_bias"}:
        value = min(value, 1.0)
    return checked(View, {**view.model_dump(mode="json"), default: _written(default, value)})


def _written(default: str, value: float) -> str | float:
    return f"{100.0 * value:.6g}%" if default == "response" else value


def turned(lab: Laboratory, among: Iterable[Finding] = FINDINGS) -> list[str]:
    """Ids of findings that are missed here and have no reason to be."""
    return [each.id for each in among if not each.reason and each.verdict(each.effect(lab)) == "missed"]


def main() -> None:
    """Print a line for each default and direction."""
    for default in (EXPONENT, *OF_VIEWS):
        for factor in (1.0 - BY, 1.0 + BY):
            found = turned(moved(default, factor))
            sys.stdout.write(f"{default} x {factor:g}: {', '.join(found) or 'nothing notices'}\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main()
