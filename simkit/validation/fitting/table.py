"""The table of fits as text of 80 columns."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from simkit.showing import WIDTH
from simkit.validation.effort_experiment import marks, predicted
from simkit.validation.findings import FINDINGS
from simkit.validation.fitting import FITS, choice, effort, rows_used
from simkit.validation.fitting.assumed import ASSUMED, SET_BY_HAND
from simkit.validation.fitting.fit import Fit, in_code

VIEWS = ("sceptic", "low", "central", "high", "present-biased")


def text() -> str:
    """Everything: fitted defaults, assumptions, how far the views span, rows that are fitted and predicted."""
    parts = (_fits(), _by_hand(), _assumed(), _together(), _spans(), _rows())
    return "\n\n".join("\n".join(part) for part in parts) + "\n"


def _fits() -> Iterator[str]:
    yield "FITTED DEFAULTS: the solution, the same rounded, and the value in the code"
    yield f"  {'':<30}{'solution':>9}{'rounded':>9}{'in code':>9}{'distance':>10}"
    for fit in FITS:
        yield (
            f"  {fit.default:<30}{fit.solution:>9.4g}{fit.value:>9.4g}{in_code(fit.default):>9.4g}"
            f"{100.0 * fit.distance:>+9.0f}%"
        )
        yield from _under(fit)
    yield from _indented("Distance: what the model says at the value in the code, against what was published.", "  ")


def _under(fit: Fit) -> Iterator[str]:
    yield from _indented(f"{fit.criterion}: {', '.join(fit.to)}")
    if fit.apart:
        yield from _indented(f"Apart: {fit.apart}.")


def _by_hand() -> Iterator[str]:
    yield "SET BY HAND with findings in view"
    for each in SET_BY_HAND:
        yield f"  {each.default}"
        yield from _indented(f"{each.how}: {', '.join(each.to)}")


def _assumed() -> Iterator[str]:
    yield "ASSUMPTIONS: defaults that no finding fixes"
    for default, words in ASSUMED.items():
        yield from textwrap.wrap(words, WIDTH, initial_indent=f"  {default:<30}", subsequent_indent=" " * 32)


def _together() -> Iterator[str]:
    convexity, worth = effort.together()
    met = effort.reached("high", convexity=convexity, worth_of_effort=worth).values()
    yield "ELASTICITY AND WORTH ARE NOT SEEN APART"
    yield from _indented(
        f"A view with convexity {convexity:.2g} and a worth of effort of {worth:.2g} meets the three means of `high` "
        f"within {100.0 * max(abs(each - 1.0) for each in met):.0f}%.",
        "  ",
    )
    yield from _indented(
        f"Loss aversion to the first order, by the formula of the study: {choice.to_the_first_order():.3g}.", "  "
    )


def _spans() -> Iterator[str]:
    yield "WHAT THE VIEWS SPAN: effect under each view, and what was published"
    yield f"  {'':<22}" + "".join(f"{view[:8]:>9}" for view in VIEWS) + f"{'published':>11}"
    lab = effort.laboratory("central")
    for finding in FINDINGS:
        if finding.id == "SF24_zero" or finding.id.endswith("_spanned"):
            effect = finding.effect(lab)
            cells = "".join(f"{effect.by_view[view]:>9.3f}" for view in VIEWS)
            published = finding.accepted[0] if finding.id.endswith("_spanned") else 0.0
            yield f"  {finding.id:<22}{cells}{published:>11.3f}"


def _rows() -> Iterator[str]:
    ids = [finding.id for finding in FINDINGS] + [mark.id for mark in marks(predicted())]
    used = rows_used()
    yield "ROWS OF THE BOARD"
    yield from _indented(f"Fitted: {', '.join(row for row in ids if row in used)}.", "  ")
    yield from _indented(f"Predicted: {', '.join(row for row in ids if row not in used)}.", "  ")


def _indented(words: str, by: str = "    ") -> list[str]:
    return textwrap.wrap(words, WIDTH, initial_indent=by, subsequent_indent=by)
